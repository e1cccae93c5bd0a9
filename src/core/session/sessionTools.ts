// What the analysis session needs from where it runs.
import type { CountForModel } from '../costs/analyse';
import type { PriceLookup } from '../prices/price';
import type { CheckedPrices } from '../prices/priceChanges';
import type { DocumentKind, PromptFinder } from '../prompts/prompt';
import type { UserSay } from '../prompts/userSay';
import type { ModelTokens } from '../tokens/modelCounter';
import type { FromWorker } from './protocol';

export interface SessionTools {
  /** Undefined when no finder reads that kind of document. Rejects when its grammar cannot be loaded. */
  readonly openFinder: (kind: DocumentKind, say?: UserSay) => Promise<PromptFinder> | undefined;
  /** Resolves when `count` knows these models; never rejects. */
  readonly loadCounts: (modelIds: readonly string[]) => Promise<void>;
  readonly count: CountForModel;
  readonly encode: (text: string, modelId: string, from: number, to: number) => ModelTokens | undefined;
  /** Takes the user's setting of tokenizer files. */
  readonly useTokenizers?: (setting: unknown) => void;
  /** Prices that are shipped; the user's own come with the settings. */
  readonly bundledPrice: PriceLookup;
  readonly checkPrices?: (text: string, now: number, stored: unknown) => Promise<CheckedPrices | { problem: string }>;
  /** Undefined when stored price data are damaged. */
  readonly refreshedPrice?: (data: unknown) => PriceLookup | undefined;
  readonly post: (message: FromWorker) => void;
  /** Runs the work once, `ms` milliseconds later. */
  readonly later: (work: () => void, ms: number) => void;
  /** Epoch ms. */
  readonly now: () => number;
}
