// Prices from the `promptMeter.prices` setting, checked field by field. They win over the bundled ones.
import { perToken, type Usd, usd } from '../money';
import type { Price } from './price';

/** A price that cannot be used: `key` is the model id, `field` the setting's field, `problem` an English phrase. */
export interface PriceProblem {
  readonly key: string;
  readonly field: string;
  readonly problem: string;
}

/** The usable prices by exact model id, and what was refused. A model with a refused field is left out whole. */
export interface UserPrices {
  readonly prices: ReadonlyMap<string, Price>;
  readonly problems: readonly PriceProblem[];
}

/** Dollars per million tokens above which a price is taken for a mistake in units. */
const absurdPerMillion = usd(10_000) as Usd;

const fields = ['input', 'output', 'cacheRead', 'contextWindow'];

/** Reads the setting's value, which may be anything. */
export function readUserPrices(setting: unknown): UserPrices {
  const prices = new Map<string, Price>();
  const problems: PriceProblem[] = [];
  if (setting === undefined || setting === null) return { prices, problems };
  if (typeof setting !== 'object' || Array.isArray(setting)) {
    return { prices, problems: [{ key: '', field: '', problem: 'must be an object of model ids' }] };
  }
  for (const [key, row] of Object.entries(setting)) {
    const found = readRow(key, row);
    if ('problem' in found) problems.push(found);
    else prices.set(key, found);
  }
  return { prices, problems };
}

function readRow(key: string, row: unknown): Price | PriceProblem {
  if (typeof row !== 'object' || row === null) return { key, field: '', problem: 'must be an object with "input"' };
  const values = new Map<string, unknown>(Object.entries(row));
  const unknown = [...values.keys()].find((field) => !fields.includes(field));
  if (unknown !== undefined) return { key, field: unknown, problem: 'is not a known field' };
  const rates: Record<string, Usd | undefined> = {};
  for (const field of ['input', 'output', 'cacheRead']) {
    const found = readRate(values.get(field));
    if (typeof found === 'string') return { key, field, problem: found };
    rates[field] = found;
  }
  if (rates.input === undefined) return { key, field: 'input', problem: 'is missing' };
  const contextWindow = values.get('contextWindow');
  if (contextWindow !== undefined && !(Number.isInteger(contextWindow) && Number(contextWindow) > 0)) {
    return { key, field: 'contextWindow', problem: 'must be a whole number of tokens above 0' };
  }
  return {
    input: rates.input,
    output: rates.output,
    cacheRead: rates.cacheRead,
    source: 'user',
    asOf: undefined,
    longContext: [],
    contextWindow: contextWindow as number | undefined,
  };
}

/** Dollars per token, undefined when absent, or a phrase that says what is wrong. */
function readRate(value: unknown): Usd | undefined | string {
  if (value === undefined) return undefined;
  const amount = typeof value === 'number' ? usd(value) : undefined;
  if (amount === undefined) return 'must be a number of US dollars per million tokens';
  if (amount < 0n) return 'must not be negative';
  if (amount > absurdPerMillion) return 'is above 10,000 dollars per million tokens; is the unit right?';
  return perToken(amount) ?? 'has more than six decimals';
}
