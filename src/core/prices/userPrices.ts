// Prices from the `promptMeter.prices` setting. They win over all others.
import type { Price, PriceLookup } from './price';
import { readUserPriceRow, type UserPriceRow } from './userPriceRow';

/** A price that cannot be used: `key` is the setting's key, `field` its field, `problem` an English phrase. */
export interface PriceProblem {
  readonly key: string;
  readonly field: string;
  readonly problem: string;
}

/** What the setting says. A row with a refused field is left out whole. */
export interface UserPrices {
  /** The user's price of a model; undefined when there is none for that moment. */
  readonly price: PriceLookup;
  readonly problems: readonly PriceProblem[];
  /** How many rows are used. */
  readonly size: number;
}

/** The shipped price that a row is compared with; `key` is the setting's. */
export type ShippedPrice = (key: string) => Price | undefined;

/**
 * Reads the setting's value, which may be anything. Its keys are model ids or `provider/id`, without regard to case. Linear in the
 * setting.
 */
export function readUserPrices(setting: unknown, shipped: ShippedPrice = () => undefined): UserPrices {
  const rows = new Map<string, UserPriceRow>();
  const problems: PriceProblem[] = [];
  if (setting !== undefined && setting !== null && (typeof setting !== 'object' || Array.isArray(setting))) {
    problems.push({ key: '', field: '', problem: 'must be an object of model ids' });
    return { price: () => undefined, problems, size: 0 };
  }
  for (const [key, row] of Object.entries(setting ?? {})) {
    const found = readUserPriceRow(row, shipped(key));
    if ('problem' in found) problems.push({ key, ...found });
    else rows.set(keyOf(key), found);
  }
  return { price: lookup(rows), problems, size: rows.size };
}

/** One sentence for each price that cannot be used, with the setting's key. */
export function priceProblemText({ key, field, problem }: PriceProblem): string {
  return `promptMeter.prices["${key}"]${field === '' ? '' : ` ${field}`}: ${problem}`;
}

function lookup(rows: ReadonlyMap<string, UserPriceRow>): PriceLookup {
  const bare = bareKeys(rows);
  return (modelId, at, provider) => {
    for (const key of keysFor(keyOf(modelId), provider, bare)) {
      const row = rows.get(key);
      if (row && at >= (row.from ?? at) && at < (row.until ?? Number.POSITIVE_INFINITY)) return row.price;
    }
    return undefined;
  };
}

/** Makers of models, whose name before a slash says nothing new about the model. Those who resell others' are not among them. */
const makers = new Set(
  'openai anthropic google gemini mistral mistralai deepseek xai x-ai cohere meta moonshotai zai perplexity'.split(' '),
);

/** `gpt-x` -> `openai/gpt-x`, for keys with a maker before them. */
function bareKeys(rows: ReadonlyMap<string, UserPriceRow>): ReadonlyMap<string, string> {
  return new Map(
    [...rows.keys()].flatMap((key) => (withoutMaker(key) === key ? [] : [[withoutMaker(key), key] as const])),
  );
}

function withoutMaker(name: string): string {
  const slash = name.indexOf('/');
  return slash > 0 && makers.has(name.slice(0, slash)) ? name.slice(slash + 1) : name;
}

/** The keys that may hold a model's price, the most telling first. */
function keysFor(name: string, provider: string | undefined, bare: ReadonlyMap<string, string>): string[] {
  if (provider !== undefined) return [`${keyOf(provider)}/${name}`, name];
  const maker = bare.get(name);
  return [name, ...(withoutMaker(name) === name ? [] : [withoutMaker(name)]), ...(maker === undefined ? [] : [maker])];
}

function keyOf(name: string): string {
  return name.trim().toLowerCase();
}
