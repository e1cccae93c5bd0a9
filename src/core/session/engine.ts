// The heavy half of the estimate line put together: finders, counts and prices. Imported by the worker entries, the command line
// and tests only, never by the extension host.

import type { ReadAsset } from '../assets';
import type { CountForModel } from '../costs/analyse';
import type { PriceLookup } from '../prices/price';
import { priceBook } from '../prices/priceBook';
import { type CheckedPrices, checkPriceFile } from '../prices/priceChanges';
import { storedPriceData } from '../prices/priceData';
import { refreshedPrices } from '../prices/refreshedPrices';
import { shippedPrice } from '../prices/shippedPrices';
import { Finders } from '../prompts/finders';
import type { DocumentKind, PromptFinder } from '../prompts/prompt';
import type { UserSay } from '../prompts/userSay';
import { createModelCounter, type ModelTokens, type RunningTextCount } from '../tokens/modelCounter';
import type { Utf8Encoder } from '../tokens/tokenizer';

export interface Engine {
  /** Undefined when no finder reads that kind of document. */
  readonly openFinder: (kind: DocumentKind, say?: UserSay) => Promise<PromptFinder> | undefined;
  /** Loads what counting for these models needs; never rejects. */
  readonly loadCounts: (modelIds: readonly string[]) => Promise<void>;
  readonly count: CountForModel;
  /** As `count`, of a text that comes in parts. */
  readonly startCount: (modelId: string) => RunningTextCount;
  /** Undefined when the encoding cannot be used, or the text is too long to show its tokens. */
  readonly encode: (text: string, modelId: string, from: number, to: number) => ModelTokens | undefined;
  /** Prices that come with this version, without the user's own; local models are free. */
  readonly bundledPrice: PriceLookup;
  /** Checks a fetched file of prices and compares it with the data in use (`stored`, else the shipped). Never rejects. */
  readonly checkPrices: (text: string, now: number, stored: unknown) => Promise<CheckedPrices | { problem: string }>;
  /** The lookup in stored price data; undefined when they are damaged. */
  readonly refreshedPrice: (data: unknown) => PriceLookup | undefined;
  /** Takes the user's setting of tokenizer files. */
  readonly useTokenizers: (setting: unknown) => void;
}

/** What the engine needs of where it runs. */
export interface EngineTools {
  readonly readAsset: ReadAsset;
  /** `new TextEncoder()`. */
  readonly utf8: Utf8Encoder;
  /** Gets one English sentence for each data file that cannot be used. */
  readonly report: (problem: string) => void;
  /** Reads a tokenizer file of the user's; absent where there are no files. */
  readonly readFile?: (path: string) => Promise<string>;
}

export function createEngine({ readAsset, utf8, report, readFile }: EngineTools): Engine {
  const finders = new Finders(readAsset);
  const counter = createModelCounter(readAsset, utf8, report, readFile);
  return {
    openFinder: (kind, say) => finders.open(kind, say),
    loadCounts: (modelIds) => counter.load(modelIds),
    count: (text, modelId) => counter.count(text, modelId),
    startCount: (modelId) => counter.startCount(modelId),
    encode: (text, modelId, from, to) => counter.encode(text, modelId, from, to),
    useTokenizers: (setting) => counter.useTokenizers(setting),
    bundledPrice: priceBook({ shipped: shippedPrice }),
    checkPrices: (text, now, stored) => checkPriceFile(text, now, storedPriceData(stored)),
    refreshedPrice: (data) => {
      const stored = storedPriceData(data);
      return stored && refreshedPrices(stored);
    },
  };
}
