// One row of the `promptMeter.prices` setting, checked field by field: the first thing that is wrong is named.
import { perToken, type Usd, usd, usdToDecimal } from '../money';
import type { LongContextRates, Price, RateName, Rates } from './price';
import { rateNames } from './price';

/** What is wrong with a row: its field (`above.input`; empty for the row as a whole) and an English phrase. */
export interface RowProblem {
  readonly field: string;
  readonly problem: string;
}

/** A row that can be used, and when it holds. */
export interface UserPriceRow {
  readonly price: Price;
  /** Epoch ms; undefined for no bound. `from` is inclusive, `until` exclusive. */
  readonly from: number | undefined;
  readonly until: number | undefined;
}

const rowFields = [...rateNames, 'above', 'perCall', 'from', 'until', 'contextWindow', 'maxInput', 'maxOutput'];
const aboveFields = ['tokens', ...rateNames];

/** Dollars per million tokens; beyond them a price is taken for a mistake in units. The list's own lie between 0.002 and 600. */
const mostPerMillion = usd(10_000) as Usd;
const leastPerMillion = usd('0.0001') as Usd;
/** Dollars for one call. */
const mostPerCall = usd(1000) as Usd;
/** How far a price may be from the shipped one: dearer by this factor, or cheaper by the other, is a mistake in units. */
const dearerBy = 20n;
const cheaperBy = 500n;

/** `shipped`: the price of that model that comes with this version, to compare with. */
export function readUserPriceRow(row: unknown, shipped: Price | undefined): UserPriceRow | RowProblem {
  if (!isObject(row)) return { field: '', problem: 'must be an object with "input"' };
  const unknown = unknownField(row, rowFields, '');
  if (unknown) return unknown;
  const rates = readRates(row, '', shipped);
  if ('problem' in rates) return rates;
  const longContext = readAbove(row.above, shipped?.longContext[0] ?? shipped);
  if ('problem' in longContext) return longContext;
  const perCall = readAmount(row.perCall, mostPerCall, 'US dollars per call');
  if (typeof perCall === 'string') return { field: 'perCall', problem: perCall };
  const period = readPeriod(row);
  if ('problem' in period) return period;
  const limits = readLimits(row);
  if ('problem' in limits) return limits;
  const price = {
    ...rates,
    ...limits,
    source: 'user',
    asOf: undefined,
    longContext: longContext.rates,
    perCall,
  } as const;
  return { price, ...period };
}

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `null` means the same as leaving a field out: not known. */
function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

function unknownField(row: Fields, known: readonly string[], prefix: string): RowProblem | undefined {
  const field = Object.keys(row).find((name) => !known.includes(name));
  return field === undefined ? undefined : { field: prefix + field, problem: 'is not a known field' };
}

function readRates(row: Fields, prefix: string, shipped: Rates | undefined): Rates | RowProblem {
  const rates: Partial<Record<RateName, Usd>> = {};
  for (const name of rateNames) {
    const rate = readRate(row[name], shipped?.[name]);
    if (typeof rate === 'string') return { field: prefix + name, problem: rate };
    if (rate !== undefined) rates[name] = rate;
  }
  const { input, output, cacheRead } = rates;
  if (input === undefined) return { field: `${prefix}input`, problem: 'is missing' };
  return { ...rates, input, output, cacheRead };
}

/** Dollars per token, undefined when absent, or a phrase that says what is wrong. */
function readRate(value: unknown, shipped: Usd | undefined): Usd | undefined | string {
  const amount = readAmount(value, mostPerMillion, 'US dollars per million tokens');
  if (amount === undefined || typeof amount === 'string') return amount;
  const rate = perToken(amount);
  if (rate === undefined) return 'has more than six decimals';
  if (amount === 0n || amount === undefined) return rate;
  if (amount < leastPerMillion) return 'is below 0.0001 dollars per million tokens; is the unit right?';
  if (shipped !== undefined && shipped > 0n) {
    const list = usdToDecimal((shipped * 1_000_000n) as Usd);
    if (rate > shipped * dearerBy) return `is more than 20 times the list price of ${list}; is the unit right?`;
    if (rate * cheaperBy < shipped) return `is less than a 500th of the list price of ${list}; is the unit right?`;
  }
  return rate;
}

function readAmount(value: unknown, most: Usd, unit: string): Usd | undefined | string {
  if (isAbsent(value)) return undefined;
  const amount = typeof value === 'number' ? usd(value) : undefined;
  if (amount === undefined) return `must be a number of ${unit}`;
  if (amount < 0n) return 'must not be negative';
  return amount > most ? `is above ${usdToDecimal(most)} ${unit}; is the unit right?` : amount;
}

function readAbove(above: unknown, shipped: Rates | undefined): { rates: readonly LongContextRates[] } | RowProblem {
  if (isAbsent(above)) return { rates: [] };
  if (!isObject(above)) return { field: 'above', problem: 'must be an object with "tokens" and "input"' };
  const unknown = unknownField(above, aboveFields, 'above.');
  if (unknown) return unknown;
  if (!isTokens(above.tokens)) return { field: 'above.tokens', problem: notTokens };
  const rates = readRates(above, 'above.', shipped);
  return 'problem' in rates ? rates : { rates: [{ ...rates, above: above.tokens }] };
}

const notTokens = 'must be a whole number of tokens above 0';

function isTokens(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

function readLimits(row: Fields): Pick<Price, 'contextWindow' | 'maxInput' | 'maxOutput'> | RowProblem {
  const limits: Record<string, number | undefined> = {};
  for (const field of ['contextWindow', 'maxInput', 'maxOutput']) {
    const value = row[field];
    if (isAbsent(value)) continue;
    if (!isTokens(value)) return { field, problem: notTokens };
    limits[field] = value;
  }
  return { contextWindow: limits.contextWindow, maxInput: limits.maxInput, maxOutput: limits.maxOutput };
}

function readPeriod(row: Fields): Pick<UserPriceRow, 'from' | 'until'> | RowProblem {
  const from = readDay(row.from);
  if (from === null) return { field: 'from', problem: notDay };
  const until = readDay(row.until);
  if (until === null) return { field: 'until', problem: notDay };
  if (from !== undefined && until !== undefined && until <= from)
    return { field: 'until', problem: 'is not after "from"' };
  return { from, until };
}

const notDay = 'must be a day such as 2026-11-21';

/** Midnight of a day in UTC, epoch ms; undefined when absent, null when it is no day. */
function readDay(value: unknown): number | undefined | null {
  if (isAbsent(value)) return undefined;
  const match = typeof value === 'string' ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) : null;
  if (!match) return null;
  const [, year, month, day] = match.map(Number);
  const date = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day ?? 0));
  return date.toISOString().startsWith(String(value)) ? date.getTime() : null;
}
