// The usage sources as the spend line needs them: who bills what they tell of, and how well the money is known. No vscode here.
import type { CostKind } from '../core/spend';
import { usageSources } from '../core/usage/list';
import type { UsageSource } from '../core/usage/source';

export interface SpendSource {
  readonly source: UsageSource;
  /** As in SourceState. */
  readonly provider: string;
  readonly costKind: CostKind;
  /** True when its calls may be on the bill of another account as well. */
  readonly isGateway: boolean;
  /** Log files of a tool on this machine: there is no address and no key. */
  readonly isLog: boolean;
}

const gateways = ['litellm', 'prometheus'];

/** The sources that are asked over HTTP, in the order in which they are offered. */
export const httpSources: readonly SpendSource[] = usageSources.map((source) => ({
  source,
  provider: source.id,
  costKind: 'reported',
  isGateway: gateways.includes(source.id),
  isLog: false,
}));
