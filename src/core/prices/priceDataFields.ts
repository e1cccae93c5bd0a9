// Fields of fetched price data: numbers, tiers, times of day. What is wrong is a phrase.
import type { PriceRows } from './priceRows';

export type Fields = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The prices that are used; the list's others, such as those of video, are left behind. */
const used = [
  'input_mtok',
  'output_mtok',
  'cache_read_mtok',
  'cache_write_mtok',
  'cache_write_1h_mtok',
  'input_audio_mtok',
  'output_audio_mtok',
  'input_image_mtok',
  'output_image_mtok',
  'requests_kcount',
];

export function readRows(prices: unknown): PriceRows | string {
  if (!isObject(prices)) return 'its prices are no object';
  const rows: Record<string, PriceRows[string]> = {};
  for (const key of used) {
    const price = Object.hasOwn(prices, key) ? prices[key] : undefined;
    if (price === undefined || price === null) continue;
    const row = readRow(price);
    if (row === undefined) return `${key} is not a price`;
    rows[key] = row;
  }
  return rows;
}

function readRow(price: unknown): PriceRows[string] {
  if (!isObject(price)) return amount(price);
  const base = amount(price.base);
  if (base === undefined || !Array.isArray(price.tiers) || price.tiers.length > 20) return undefined;
  const tiers = price.tiers.map((tier) => {
    const [start, own] = isObject(tier) ? [tier.start, amount(tier.price)] : [];
    return own === undefined || !Number.isSafeInteger(start) || Number(start) < 0
      ? undefined
      : { start: Number(start), price: own };
  });
  const read = tiers.flatMap((tier) => tier ?? []);
  return read.length === tiers.length ? { base, tiers: read.sort((a, b) => a.start - b.start) } : undefined;
}

/** More dollars per million are taken for a mistake. */
const most = 100_000;

function amount(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= most ? value : undefined;
}

/** `16:30:00Z` as seconds of the day; times in other zones are not used by the list. */
export function readMoment(time: unknown): number | undefined {
  const match = typeof time === 'string' ? /^([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.0+)?Z$/.exec(time) : null;
  return match ? Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]) : undefined;
}
