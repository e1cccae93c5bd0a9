// A ledger as state records, one for each day, and back. A day is replaced whole, so that a row which the provider took back goes too.
import { utcDay } from '../budget/period';
import { addUsd, type Usd, zeroUsd } from '../money';
import type { DaySpend, RestatedDay } from '../spend/spend';
import { FieldProblem, readCount, readFields, readList } from './fields';
import type { LateDays, Ledger } from './ledger';
import type { Json, StateRecord } from './record';
import type { RollUp } from './recordStore';
import { isFall, restatedFromJson, restatedToJson } from './restated';
import { type CostRow, costOf, costRow, isCostRow, isTokenRow, type TokenRow, tokenRow, tokensOf } from './spendRows';

/** Whose figures: a source and one account at it. Neither holds a `|`. */
export interface Account {
  readonly sourceId: string;
  readonly account: string;
}

export type Known = ReadonlyMap<string, StateRecord>;
export interface Entry {
  readonly key: string;
  readonly value: Json;
}

/** A day or a month of one account: its rows. */
interface Rows {
  readonly costs: readonly CostRow[];
  readonly tokens: readonly TokenRow[];
}

const readKey = (of: Account) => `read|${of.sourceId}|${of.account}`;
const dayKey = (of: Account, day: string) => `day|${of.sourceId}|${of.account}|${day}`;
/** The key of what all windows know about the polling of the account. */
export const markKey = (of: Account) => `poll|${of.sourceId}|${of.account}`;
/** The key of the account's details. */
export const detailsKey = (of: Account) => `details|${of.sourceId}|${of.account}`;

const restatedKey = (of: Account) => `restated|${of.sourceId}|${of.account}`;

/** What has to be written for `ledger` when `known` is there already. */
export function entriesOf(ledger: Ledger, of: Account, known: Known): readonly Entry[] {
  const days = [ledger, ledger.late].flatMap((part) => (part ? dayEntries(part, of) : []));
  const { asOf, period, unknownTokens, setAside } = ledger;
  const read = { asOf, start: period.start, end: period.end, days: ledger.days, unknownTokens, setAside };
  const falls = fallsIn(ledger, of, known);
  return [
    ...days.filter(({ key, value }) => !isKnown(known, key, value)),
    ...(falls.length > 0 ? [{ key: restatedKey(of), value: restatedToJson(restatedOf(known, of), falls) }] : []),
    { key: readKey(of), value: read },
  ];
}

/** What was remembered of days that the provider lowered after they were over, oldest first. */
export function restatedOf(known: Known, of: Account): readonly RestatedDay[] {
  return restatedFromJson(known.get(restatedKey(of))?.value);
}

/** The days that are over and whose sum is much lower than what is known of them. */
function fallsIn(ledger: Ledger, of: Account, known: Known): readonly RestatedDay[] {
  const today = utcDay(ledger.asOf);
  return [ledger, ledger.late].flatMap((part) =>
    (part?.days ?? []).flatMap((day): readonly RestatedDay[] => {
      const rows = day < today ? rowsOf(known.get(dayKey(of, day))) : undefined;
      if (!rows) return [];
      const before = sumOfRows(rows, day);
      const after = addUsd(zeroUsd, ...(part?.costs ?? []).filter((cell) => cell.day === day).map(({ cost }) => cost));
      return isFall(before, after) ? [{ day, before, after, at: ledger.asOf }] : [];
    }),
  );
}

function sumOfRows(rows: Rows, day: string): Usd {
  return addUsd(zeroUsd, ...rows.costs.map((row) => costOf(row, day).cost));
}

function dayEntries({ days, costs, tokens }: LateDays, of: Account): readonly Entry[] {
  return days.map((day) => {
    const rows = {
      costs: costs.filter((cell) => cell.day === day).map(costRow),
      tokens: tokens.filter((cell) => cell.day === day).map(tokenRow),
    };
    return { key: dayKey(of, day), value: rows as Json };
  });
}

function isKnown(known: Known, key: string, value: Json): boolean {
  const record = known.get(key);
  return record !== undefined && JSON.stringify(record.value) === JSON.stringify(value);
}

/** The last good ledger of the account; undefined when there is none that can be used. */
export function ledgerOf(known: Known, of: Account): Ledger | undefined {
  const read = readFields(known.get(readKey(of))?.value, 'read');
  if (read instanceof FieldProblem) return undefined;
  const [asOf, start, end, setAside] = [read.asOf, read.start, read.end, read.setAside].map((value) =>
    readCount(value, ''),
  );
  const [days, unknownTokens] = [texts(read.days), texts(read.unknownTokens)];
  if (!isCount(asOf) || !isCount(start) || !isCount(end) || !isCount(setAside)) return undefined;
  const costs: Ledger['costs'][number][] = [];
  const tokens: Ledger['tokens'][number][] = [];
  for (const day of days) {
    const rows = rowsOf(known.get(dayKey(of, day)));
    if (!rows) return undefined;
    costs.push(...rows.costs.map((row) => costOf(row, day)));
    tokens.push(...rows.tokens.map((row) => tokensOf(row, day)));
  }
  return { asOf, period: { start, end }, days, costs, tokens, unknownTokens, setAside };
}

/** Every account that has figures, in a stable order. */
export function accountsOf(known: Known): readonly Account[] {
  const accounts = [...known].flatMap(([key, { value }]) => {
    const [kind, sourceId, account] = key.split('|');
    return kind === 'read' && sourceId !== undefined && account !== undefined && value !== null
      ? [{ sourceId, account }]
      : [];
  });
  return accounts.sort((a, b) => (readKey(a) < readKey(b) ? -1 : 1));
}

/** What each known day of the account from `from` to before `to` cost (`YYYY-MM-DD`), ascending; a day that was never read is missing. */
export function daysOf(known: Known, of: Account, from: string, to: string): readonly DaySpend[] {
  const start = dayKey(of, '');
  const days: DaySpend[] = [];
  for (const [key, record] of known) {
    if (!key.startsWith(start)) continue;
    const day = key.slice(start.length);
    const rows = day >= from && day < to ? rowsOf(record) : undefined;
    if (rows) days.push({ day, cost: sumOfRows(rows, day) });
  }
  return days.sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** Removes what is known of the account from a map that is about to be compacted. */
export function keysOf(known: Known, of: Account): readonly string[] {
  const ends = [readKey(of), markKey(of), detailsKey(of), restatedKey(of)];
  const starts = [dayKey(of, ''), monthKey(of, '')];
  return [...known.keys()].filter((key) => ends.includes(key) || starts.some((start) => key.startsWith(start)));
}

const monthKey = (of: Account, month: string) => `month|${of.sourceId}|${of.account}|${month}`;
const dayPattern = /^day\|([^|]*)\|([^|]*)\|((\d{4}-\d{2})-\d{2})$/;

/** Months before `firstKept` (`YYYY-MM`) become one record each; days that come back later from an old file stay out of it. */
export function rollUpMonths(known: Known, firstKept: string): RollUp {
  const drop: string[] = [];
  const months = new Map<string, { readonly days: Rows[] }>();
  for (const [key, record] of known) {
    const [, sourceId = '', account = '', , month = ''] = dayPattern.exec(key) ?? [];
    const rows = month !== '' && month < firstKept ? rowsOf(record) : undefined;
    if (!rows) continue;
    drop.push(key);
    const monthly = monthKey({ sourceId, account }, month);
    if (known.has(monthly)) continue;
    const entry = months.get(monthly) ?? { days: [] };
    entry.days.push(rows);
    months.set(monthly, entry);
  }
  return { drop, add: [...months].map(([key, { days }]) => ({ key, value: sumRows(days) as unknown as Json })) };
}

/** What each closed month that was rolled up cost, ascending. */
export function monthsOf(known: Known, of: Account): readonly { readonly month: string; readonly cost: Usd }[] {
  const start = monthKey(of, '');
  return [...known]
    .filter(([key]) => key.startsWith(start))
    .map(([key, record]) => {
      const costs = rowsOf(record)?.costs ?? [];
      return { month: key.slice(start.length), cost: addUsd(zeroUsd, ...costs.map((row) => costOf(row, '').cost)) };
    })
    .sort((a, b) => (a.month < b.month ? -1 : 1));
}

/** One row for each name; token figures that one day does not know are unknown for the month. */
function sumRows(days: readonly Rows[]): Rows {
  const costs = new Map<string, CostRow>();
  const tokens = new Map<string, TokenRow>();
  for (const day of days) {
    for (const row of day.costs) {
      const [model, cost, item, project, key] = row;
      const name = JSON.stringify([model, item, project, key]);
      const before = costs.get(name)?.[1] ?? '0';
      costs.set(name, [model, String(BigInt(before) + BigInt(cost)), item, project, key]);
    }
    for (const row of day.tokens) {
      const [model, requests, input, cached, cacheWrite, output, project, key] = row;
      const name = JSON.stringify([model, project, key]);
      const before = tokens.get(name);
      const add = (at: 1 | 2 | 3 | 4 | 5, value: number | null) => (before ? addKnown(before[at], value) : value);
      const sums = [
        add(1, requests),
        add(2, input) ?? 0,
        add(3, cached),
        add(4, cacheWrite),
        add(5, output) ?? 0,
      ] as const;
      tokens.set(name, [model, ...sums, project, key]);
    }
  }
  return { costs: [...costs.values()], tokens: [...tokens.values()] };
}

function addKnown(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}

/** Undefined for anything but the rows that this version writes. */
function rowsOf(record: StateRecord | undefined): Rows | undefined {
  const fields = readFields(record?.value, 'day');
  if (fields instanceof FieldProblem) return undefined;
  const { costs, tokens } = fields;
  const isRows = isListOf(costs, isCostRow) && isListOf(tokens, isTokenRow);
  return isRows ? { costs, tokens } : undefined;
}

function isListOf<Row>(value: unknown, isRow: (row: unknown) => row is Row): value is readonly Row[] {
  return Array.isArray(value) && value.every(isRow);
}

function texts(value: unknown): readonly string[] {
  const list = readList(value, '');
  return list instanceof FieldProblem ? [] : list.filter((entry) => typeof entry === 'string');
}

function isCount(value: number | FieldProblem | undefined): value is number {
  return typeof value === 'number';
}
