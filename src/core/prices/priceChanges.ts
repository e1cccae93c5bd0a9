// Whether fetched price data can be trusted, and what they would change: nothing is used before the user has seen it.
import { waitForUpdate } from '@pydantic/genai-prices';
import { type Usd, usdToDecimal } from '../money';
import { bundledPricesAsOf } from './bundledPrices';
import { type Price, type RateName, rateNames, ratePerMillion } from './price';
import { type DataModel, type PriceData, readPriceFile, rowsAt } from './priceData';
import { priceOfRows } from './priceRows';

/** One model whose price differs. */
export interface PriceChange {
  readonly kind: 'changed' | 'new' | 'gone';
  readonly seller: string;
  readonly model: string;
  /** `input 2.5 -> 3`, in dollars per million tokens; empty for a model that is gone. */
  readonly what: string;
}

/** Data to use, and what that would change. */
export interface CheckedPrices {
  readonly data: PriceData;
  readonly changes: readonly PriceChange[];
  /** `seller model`, whose price moved by more than a factor of 20: the price in use stays. */
  readonly leftOut: readonly string[];
}

/** A price that moved by more than this is taken for a mistake in the data. */
const plausibleFactor = 20;
/** With more doubtful models than one in so many, the data are refused as a whole. */
const doubtfulOneIn = 50;

/**
 * Checks a fetched file against the bundled list, and compares it with the data in use: those fetched before (undefined for none), else
 * the bundled. Never rejects.
 */
export async function checkPriceFile(
  text: string,
  now: number,
  inUse: PriceData | undefined,
): Promise<CheckedPrices | { readonly problem: string }> {
  const read = readPriceFile(text, new Date(now).toISOString().slice(0, 10));
  if ('problem' in read) return read;
  const bundled = await bundledModels();
  if (read.models.length * 2 < bundled.length) {
    return { problem: `it has ${read.models.length} models, less than half of the ${bundled.length} that are shipped` };
  }
  const used = new Map([...bundled, ...(inUse?.models ?? [])].map((model) => [idOf(model), model]));
  const leftOut: string[] = [];
  const changes: PriceChange[] = [];
  const models = read.models.filter((model) => {
    const old = used.get(idOf(model));
    const before = old && priceOf(old, now);
    const after = priceOf(model, now);
    if (before && after && isImplausible(before, after)) {
      leftOut.push(idOf(model));
      return false;
    }
    const change = after && changeOf(model, before, after);
    if (change) changes.push(change);
    return true;
  });
  if (leftOut.length * doubtfulOneIn > read.models.length) {
    const moved = `the prices of ${leftOut.length} models moved by more than ${plausibleFactor} times`;
    return { problem: `${moved}, such as ${leftOut[0]}` };
  }
  return { data: { ...read, models }, changes: [...changes, ...gone(used, read.models)], leftOut };
}

function idOf({ seller, model }: DataModel): string {
  return `${seller} ${model}`;
}

function gone(used: ReadonlyMap<string, DataModel>, models: readonly DataModel[]): PriceChange[] {
  const there = new Set(models.map(idOf));
  return [...used].flatMap(([id, { seller, model }]) =>
    there.has(id) ? [] : [{ kind: 'gone' as const, seller, model, what: '' }],
  );
}

/** The bundled list, which is all that the library has while nobody updates it. */
async function bundledModels(): Promise<readonly DataModel[]> {
  const read = readPriceFile(JSON.stringify((await waitForUpdate()) ?? []), bundledPricesAsOf);
  return 'models' in read ? read.models : [];
}

function priceOf(model: DataModel, now: number): Price | undefined {
  return priceOfRows(rowsAt(model, now), { source: 'refreshed', asOf: '', contextWindow: undefined, ...model });
}

function isImplausible(before: Price, after: Price): boolean {
  return rateNames.some((name) => {
    const [old, young] = [ratePerMillion(before, name), ratePerMillion(after, name)];
    if (old === undefined || young === undefined || old === 0n || young === 0n) return false;
    return young > old * BigInt(plausibleFactor) || old > young * BigInt(plausibleFactor);
  });
}

function changeOf({ seller, model }: DataModel, before: Price | undefined, after: Price): PriceChange | undefined {
  const differences = [
    ...rateDifferences('', before, after),
    ...rateDifferences('long context ', before?.longContext.at(-1), after.longContext.at(-1)),
  ];
  if (differences.length === 0) return undefined;
  return { kind: before ? 'changed' : 'new', seller, model, what: differences.join(', ') };
}

const words: Readonly<Record<RateName, string>> = {
  input: 'input',
  output: 'output',
  cacheRead: 'cached input',
  cacheWrite: 'cache write',
  cacheWrite1h: 'cache write for 1 h',
  audioInput: 'audio input',
  audioOutput: 'audio output',
  imageInput: 'image input',
  imageOutput: 'image output',
};

type SomeRates = Parameters<typeof ratePerMillion>[0];

function rateDifferences(prefix: string, before: SomeRates | undefined, after: SomeRates | undefined): string[] {
  return rateNames.flatMap((name) => {
    const old = before && ratePerMillion(before, name);
    const young = after && ratePerMillion(after, name);
    if (old === young) return [];
    const what = `${prefix}${words[name]}`;
    return before ? [`${what} ${shown(old)} -> ${shown(young)}`] : [`${what} ${shown(young)}`];
  });
}

function shown(rate: Usd | undefined): string {
  return rate === undefined ? '?' : usdToDecimal(rate);
}
