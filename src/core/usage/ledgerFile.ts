// The stored form of a ledger, so that a new window shows the last good figures before its first read. Versioned JSON; amounts are
// whole pico-dollars as text. Reading back is strict: a file that is not exactly this is not used.
import { monthOf } from '../budget/period';
import type { Usd } from '../money';
import { FieldProblem, type Fields, readCount, readFields, readList, readOptionalCount } from './fields';
import type { Ledger } from './ledger';
import type { CostCell, TokenCell } from './source';

const version = 1;

/** `account` says whose figures these are: figures of two accounts never mix. */
export function ledgerToJson(ledger: Ledger, account: string): string {
  const { asOf, period, days, unknownTokens, setAside } = ledger;
  const costs = ledger.costs.map((cell) => ({ ...cell, cost: cell.cost.toString() }));
  const tokens = ledger.tokens;
  return JSON.stringify({
    version,
    account,
    asOf,
    periodStart: period.start,
    days,
    costs,
    tokens,
    unknownTokens,
    setAside,
  });
}

/** The ledger of `account`, or why the text is not used. */
export function ledgerFromJson(text: string, account: string): Ledger | FieldProblem {
  const file = readFields(parse(text), 'the file');
  if (file instanceof FieldProblem) return file;
  if (file.version !== version) return new FieldProblem(`version is not ${version}`);
  if (file.account !== account) return new FieldProblem('the figures are of another account');
  return readLedger(file);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readLedger(file: Fields): Ledger | FieldProblem {
  const asOf = readCount(file.asOf, 'asOf');
  if (asOf instanceof FieldProblem) return asOf;
  const periodStart = readCount(file.periodStart, 'periodStart');
  if (periodStart instanceof FieldProblem) return periodStart;
  const latest = 8.64e15 - 366 * 86_400_000;
  if (periodStart > latest || asOf > latest) return new FieldProblem('periodStart or asOf is not a time');
  const period = monthOf(periodStart);
  if (period.start !== periodStart) return new FieldProblem('periodStart is not the start of a UTC month');
  const setAside = readCount(file.setAside, 'setAside');
  if (setAside instanceof FieldProblem) return setAside;
  const days = readEach(file.days, 'days', readDay);
  if (days instanceof FieldProblem) return days;
  const costs = readEach(file.costs, 'costs', readCost);
  if (costs instanceof FieldProblem) return costs;
  const tokens = readEach(file.tokens, 'tokens', readTokens);
  if (tokens instanceof FieldProblem) return tokens;
  const unknownTokens = readEach(file.unknownTokens, 'unknownTokens', readText);
  if (unknownTokens instanceof FieldProblem) return unknownTokens;
  return { asOf, period, days, costs, tokens, unknownTokens, setAside };
}

function readEach<Value>(
  value: unknown,
  path: string,
  readOne: (value: unknown, path: string) => Value | FieldProblem,
): readonly Value[] | FieldProblem {
  const list = readList(value, path);
  if (list instanceof FieldProblem) return list;
  const values: Value[] = [];
  for (const [index, entry] of list.entries()) {
    const one = readOne(entry, `${path}[${index}]`);
    if (one instanceof FieldProblem) return one;
    values.push(one);
  }
  return values;
}

function readText(value: unknown, path: string): string | FieldProblem {
  return typeof value === 'string' ? value : new FieldProblem(`${path} is not a text`);
}

function readDay(value: unknown, path: string): string | FieldProblem {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
    ? value
    : new FieldProblem(`${path} is not a day`);
}

function readCost(value: unknown, path: string): CostCell | FieldProblem {
  const cell = readFields(value, path);
  if (cell instanceof FieldProblem) return cell;
  const day = readDay(cell.day, `${path}.day`);
  if (day instanceof FieldProblem) return day;
  const item = readText(cell.item, `${path}.item`);
  if (item instanceof FieldProblem) return item;
  const model = readText(cell.model, `${path}.model`);
  if (model instanceof FieldProblem) return model;
  const cost = readText(cell.cost, `${path}.cost`);
  if (cost instanceof FieldProblem) return cost;
  if (!/^\d{1,28}$/.test(cost)) return new FieldProblem(`${path}.cost is not a whole number of pico-dollars`);
  return { day, item, model, cost: BigInt(cost) as Usd };
}

function readTokens(value: unknown, path: string): TokenCell | FieldProblem {
  const cell = readFields(value, path);
  if (cell instanceof FieldProblem) return cell;
  const day = readDay(cell.day, `${path}.day`);
  if (day instanceof FieldProblem) return day;
  const model = readText(cell.model, `${path}.model`);
  if (model instanceof FieldProblem) return model;
  const requests = readOptionalCount(cell.requests, `${path}.requests`);
  if (requests instanceof FieldProblem) return requests;
  const inputTokens = readCount(cell.inputTokens, `${path}.inputTokens`);
  if (inputTokens instanceof FieldProblem) return inputTokens;
  const outputTokens = readCount(cell.outputTokens, `${path}.outputTokens`);
  if (outputTokens instanceof FieldProblem) return outputTokens;
  const cachedInputTokens = readOptionalCount(cell.cachedInputTokens, `${path}.cachedInputTokens`);
  if (cachedInputTokens instanceof FieldProblem) return cachedInputTokens;
  const cacheWriteTokens = readOptionalCount(cell.cacheWriteTokens, `${path}.cacheWriteTokens`);
  if (cacheWriteTokens instanceof FieldProblem) return cacheWriteTokens;
  const cacheWrite = cacheWriteTokens === undefined ? {} : { cacheWriteTokens };
  return { day, model, requests, inputTokens, cachedInputTokens, ...cacheWrite, outputTokens };
}
