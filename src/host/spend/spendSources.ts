// The usage sources as the spend line needs them: who bills what they tell of, and how well the money is known. No vscode here.
import type { CostKind } from '../../core/spend/spend';
import { usageSources } from '../../core/usage/list';
import { prometheusWith } from '../../core/usage/prometheus';
import type { Queries } from '../../core/usage/prometheusQueries';
import type { UsageSource } from '../../core/usage/source';

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

/** The sources that are asked over HTTP, in the order in which they are offered. `queries`: those of Prometheus, as the user set them. */
export function httpSources(queries: () => readonly Queries[] | undefined): readonly SpendSource[] {
  return usageSources.map((source) => ({
    source: source.id === 'prometheus' ? { ...source, read: readBy(queries) } : source,
    provider: source.id,
    costKind: 'reported',
    isGateway: gateways.includes(source.id),
    isLog: false,
  }));
}

/** The queries are those at the moment of the read; ones that cannot be used are no reason to ask other ones. */
function readBy(queries: () => readonly Queries[] | undefined): UsageSource['read'] {
  return async (request) => {
    const sets = queries();
    if (sets) return prometheusWith(sets).read(request);
    const detail = 'the setting promptMeter.usage.prometheusQueries cannot be used';
    return { kind: 'unreadable', detail, retryAfterMs: undefined };
  };
}
