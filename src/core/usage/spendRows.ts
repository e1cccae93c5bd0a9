// The cells of a day as short rows of JSON: names first, amounts of money as whole pico-dollars in text.
import type { Usd } from '../money';
import type { CostCell, TokenCell } from './source';

type PlainCostRow = readonly [
  model: string,
  cost: string,
  item: string | 0,
  project: string | null | 0,
  key: string | null | 0,
];

/** `item` is 0 when it is the model's name; `project` and `key` are 0 when they were not asked for. A quantity may follow. */
export type CostRow = PlainCostRow | readonly [...PlainCostRow, quantity: number, unit: string];

/** Null where the provider does not say. */
export type TokenRow = readonly [
  model: string,
  requests: number | null,
  input: number,
  cached: number | null,
  cacheWrite: number | null,
  output: number,
  project: string | null | 0,
  key: string | null | 0,
];

export function isCostRow(value: unknown): value is CostRow {
  if (!Array.isArray(value) || (value.length !== 5 && value.length !== 7)) return false;
  const [model, cost, item, project, key, quantity = 0, unit = ''] = value;
  const isQuantity = typeof quantity === 'number' && Number.isFinite(quantity) && typeof unit === 'string';
  const isCost = typeof cost === 'string' && /^-?\d{1,30}$/.test(cost);
  return (
    typeof model === 'string' &&
    isCost &&
    (item === 0 || typeof item === 'string') &&
    isQuantity &&
    [project, key].every(isPlace)
  );
}

export function isTokenRow(value: unknown): value is TokenRow {
  if (!Array.isArray(value) || value.length !== 8) return false;
  const [model, requests, input, cached, cacheWrite, output, ...place] = value;
  const isKnown = [input, output].every(Number.isSafeInteger);
  const mayBeNull = [requests, cached, cacheWrite].every((count) => count === null || Number.isSafeInteger(count));
  return typeof model === 'string' && isKnown && mayBeNull && place.every(isPlace);
}

function isPlace(value: unknown): boolean {
  return value === 0 || value === null || typeof value === 'string';
}

export function costRow({ model, cost, item, project, key, quantity }: CostCell): CostRow {
  const row = [
    model,
    cost.toString(),
    item === model ? 0 : item,
    project === undefined ? 0 : project,
    key === undefined ? 0 : key,
  ] as const;
  return quantity ? [...row, quantity.amount, quantity.unit] : row;
}

export function costOf([model, cost, item, project, key, amount, unit]: CostRow, day: string): CostCell {
  const quantity = amount === undefined || unit === undefined ? {} : { quantity: { amount, unit } };
  const place = placeOf(project, key);
  return { day, model, item: item === 0 ? model : item, cost: BigInt(cost) as Usd, ...quantity, ...place };
}

export function tokenRow(cell: TokenCell): TokenRow {
  const { model, requests, inputTokens, cachedInputTokens, cacheWriteTokens, outputTokens, project, key } = cell;
  const counts = [
    requests ?? null,
    inputTokens,
    cachedInputTokens ?? null,
    cacheWriteTokens ?? null,
    outputTokens,
  ] as const;
  return [model, ...counts, project === undefined ? 0 : project, key === undefined ? 0 : key];
}

export function tokensOf(row: TokenRow, day: string): TokenCell {
  const [model, requests, inputTokens, cached, cacheWrite, outputTokens, project, key] = row;
  return {
    day,
    model,
    requests: requests ?? undefined,
    inputTokens,
    cachedInputTokens: cached ?? undefined,
    ...(cacheWrite === null ? {} : { cacheWriteTokens: cacheWrite }),
    outputTokens,
    ...placeOf(project, key),
  };
}

function placeOf(project: string | null | 0, key: string | null | 0): Pick<CostCell, 'project' | 'key'> {
  return { ...(project === 0 ? {} : { project }), ...(key === 0 ? {} : { key }) };
}
