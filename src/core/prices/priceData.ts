// Price data that the user has fetched: checked field by field, stripped of everything but names and numbers. Rules to match names are
// not taken over, so nothing in it can run.
import { isObject, readMoment, readRows } from './priceDataFields';
import type { PriceRows } from './priceRows';

/** Prices of a model from a moment or in a part of the day on; without either, always. */
export interface PricePeriod {
  /** `YYYY-MM-DD`, first day. */
  readonly from?: string;
  /** Seconds of the day in UTC; the second is exclusive and may be the smaller. */
  readonly hours?: readonly [start: number, end: number];
  readonly rows: PriceRows;
}

export interface DataModel {
  readonly seller: string;
  readonly model: string;
  /** All names in lower case, the id among them. */
  readonly names: readonly string[];
  readonly contextWindow?: number;
  /** The last one that holds is used. */
  readonly periods: readonly PricePeriod[];
}

/** Data that passed the checks. Survives JSON. */
export interface PriceData {
  readonly version: 1;
  /** The day it was fetched, `YYYY-MM-DD`: the data carry none of their own. */
  readonly asOf: string;
  readonly models: readonly DataModel[];
}

/** Reads a file of prices in the form of genai-prices; a phrase that says what is wrong and where. `asOf` is the day of the fetch. */
export function readPriceFile(text: string, asOf: string): PriceData | { readonly problem: string } {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return { problem: 'the file is not JSON' };
  }
  if (!Array.isArray(file)) return { problem: 'the file is not a list of providers' };
  const models: DataModel[] = [];
  for (const [index, provider] of file.entries()) {
    const seller = isObject(provider) ? provider.id : undefined;
    if (!isObject(provider) || typeof seller !== 'string' || !/^[a-z0-9._-]{1,60}$/.test(seller)) {
      return { problem: `provider ${index} has no id` };
    }
    if (!Array.isArray(provider.models)) return { problem: `${seller} has no list of models` };
    for (const model of provider.models) {
      const read = readModel(seller, model);
      if ('problem' in read) return read;
      models.push(read);
    }
  }
  return { version: 1, asOf, models };
}

function readModel(seller: string, model: unknown): DataModel | { readonly problem: string } {
  const id = isObject(model) ? model.id : undefined;
  if (!isObject(model) || typeof id !== 'string' || id === '' || id.length > 200) {
    return { problem: `a model of ${seller} has no id` };
  }
  const periods = readPeriods(model.prices);
  if (typeof periods === 'string') return { problem: `${seller} ${id}: ${periods}` };
  const window = model.context_window;
  const names = new Set([id.toLowerCase(), ...equalNames(model.match, 0)]);
  return {
    seller,
    model: id,
    names: [...names],
    periods,
    ...(Number.isSafeInteger(window) && Number(window) > 0 ? { contextWindow: Number(window) } : {}),
  };
}

/** Names that are given as they are; rules of any other kind are left behind. */
function equalNames(match: unknown, depth: number): string[] {
  if (!isObject(match) || depth > 5) return [];
  if (Array.isArray(match.or)) return match.or.flatMap((rule) => equalNames(rule, depth + 1)).slice(0, 100);
  return typeof match.equals === 'string' && match.equals.length <= 200 ? [match.equals.toLowerCase()] : [];
}

function readPeriods(prices: unknown): PricePeriod[] | string {
  const list = Array.isArray(prices) ? prices : [{ prices }];
  if (list.length === 0 || list.length > 100) return 'its prices are not a list';
  const periods: PricePeriod[] = [];
  for (const period of list) {
    const rows = isObject(period) ? readRows(period.prices) : 'its prices are no object';
    if (typeof rows === 'string') return rows;
    const when = isObject(period) ? readConstraint(period.constraint) : undefined;
    if (when === undefined) return 'a price holds at a time that cannot be read';
    periods.push({ ...when, rows });
  }
  return periods;
}

/** Undefined when it cannot be read. */
function readConstraint(constraint: unknown): Omit<PricePeriod, 'rows'> | undefined {
  if (constraint === undefined || constraint === null) return {};
  if (!isObject(constraint)) return undefined;
  const { start_date: from, start_time: start, end_time: end } = constraint;
  if (typeof from === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(from) && !Number.isNaN(Date.parse(from))) return { from };
  const [first, last] = [readMoment(start), readMoment(end)];
  return first === undefined || last === undefined ? undefined : { hours: [first, last] };
}

/** Data that were stored, which may be damaged; undefined when they cannot be used. */
export function storedPriceData(value: unknown): PriceData | undefined {
  if (!isObject(value) || value.version !== 1 || typeof value.asOf !== 'string' || !Array.isArray(value.models))
    return undefined;
  const { asOf, models } = value;
  return /^\d{4}-\d{2}-\d{2}$/.test(asOf) && models.every(isStoredModel) ? { version: 1, asOf, models } : undefined;
}

function isStoredModel(model: unknown): model is DataModel {
  if (!isObject(model) || typeof model.seller !== 'string' || typeof model.model !== 'string') return false;
  const { names, periods } = model;
  const named = Array.isArray(names) && names.every((name) => typeof name === 'string');
  return named && Array.isArray(periods) && periods.every(isStoredPeriod);
}

function isStoredPeriod(period: unknown): boolean {
  if (!isObject(period) || typeof readRows(period.rows) === 'string') return false;
  const { from, hours } = period;
  return (from === undefined || typeof from === 'string') && (hours === undefined || Array.isArray(hours));
}

/** The rows that hold at `at` (epoch ms): the last of those whose time it is, else the first. */
export function rowsAt({ periods }: DataModel, at: number): PriceRows {
  const date = new Date(at);
  const second =
    date.getUTCHours() * 3600 + date.getUTCMinutes() * 60 + date.getUTCSeconds() + date.getUTCMilliseconds() / 1000;
  const holds = ({ from, hours }: PricePeriod) => {
    if (from !== undefined) return at >= Date.parse(from);
    if (hours === undefined) return true;
    const [start, end] = hours;
    return end < start ? second >= start || second < end : second >= start && second < end;
  };
  return (periods.findLast(holds) ?? periods[0])?.rows ?? {};
}
