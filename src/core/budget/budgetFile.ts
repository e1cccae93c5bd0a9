// The budget file of the command line: `{"now","zone","resetDay","capUsd","days",…}` -> BudgetInput. Strict about each field, kind about
// the whole: what cannot be used is left out and named. Only a file without days or a time to reckon from is not used at all.
import { type Usd, usd } from '../money';
import type { Allocation, AllocationKind, SpendBy } from './allocation';
import {
  type BudgetProblem,
  isJsonObject,
  type JsonObject,
  noteUnknownKeys,
  ProblemList,
  readAmount,
  readName,
  readObjects,
  readPositiveAmount,
} from './budgetFields';
import type { ResetDay } from './budgetPeriod';
import type { BudgetInput } from './budgetState';
import { readCredits } from './creditFields';
import type { Charge } from './credits';
import { type Day, dayOf } from './day';
import { instantOf } from './instant';
import type { Subscription } from './subscriptions';
import { utc, type Zone, zoneOf } from './zone';

/** What a file says. `input` is undefined when it cannot be used at all; the problems say why. */
export interface BudgetFile {
  readonly input: BudgetInput | undefined;
  readonly problems: readonly BudgetProblem[];
}

const fields = [
  ...['now', 'zone', 'resetDay', 'capUsd', 'days', 'readAt'],
  ...['credits', 'subscriptions', 'allocations', 'spendBy', 'charges'],
];
const lateAfterMs = 6 * 3_600_000;

/** Reads the parsed JSON of a budget file; `clock` (epoch ms) stands in for an absent `now`. */
export function readBudgetFile(value: unknown, clock: number): BudgetFile {
  const problems = new ProblemList();
  if (!isJsonObject(value)) {
    problems.note('', 'the file is not a JSON object');
    return { input: undefined, problems: problems.all() };
  }
  noteUnknownKeys(value, fields, '', problems);
  const zone = readZone(value.zone, problems);
  const now = isAbsent(value.now) ? clock : readInstant(value.now, 'now', zone, problems);
  const hasDays = isAbsent(value.days) || Array.isArray(value.days);
  if (!hasDays) problems.note('days', 'is not a list');
  if (now === undefined || !hasDays) return { input: undefined, problems: problems.all() };
  const readAt = isAbsent(value.readAt) ? now : readInstant(value.readAt, 'readAt', zone, problems);
  const asOf = Math.min(now, readAt ?? now);
  const input: BudgetInput = {
    now,
    asOf,
    zone,
    resetDay: readResetDay(value.resetDay, problems),
    cap: readCap(value.capUsd, problems),
    days: readDays(value.days, zone.dayAt(now), problems),
    isTodayLate: now - asOf > lateAfterMs,
    credits: readCredits(value.credits, zone, problems),
    subscriptions: readSubscriptions(value.subscriptions, problems),
    allocations: readAllocations(value.allocations, problems),
    spendBy: readSpendBy(value.spendBy, problems),
    charges: readCharges(value.charges, zone, now, problems),
  };
  return { input, problems: problems.all() };
}

function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

function readZone(value: unknown, problems: ProblemList): Zone {
  if (isAbsent(value)) return utc;
  const zone = typeof value === 'string' ? zoneOf(value) : undefined;
  if (!zone) problems.note('zone', 'is not a known time zone; UTC is used');
  return zone ?? utc;
}

function readResetDay(value: unknown, problems: ProblemList): ResetDay {
  if (isAbsent(value)) return 1;
  if (value === 'last') return 'last';
  const day = typeof value === 'string' && /^\d{1,2}$/.test(value) ? Number(value) : value;
  if (typeof day === 'number' && Number.isInteger(day) && day >= 1 && day <= 31) return day;
  problems.note('resetDay', 'is not 1 to 31 or "last"; 1 is used');
  return 1;
}

function readCap(value: unknown, problems: ProblemList): Usd | undefined {
  if (isAbsent(value)) return undefined;
  const cap = typeof value === 'number' || typeof value === 'string' ? usd(value) : undefined;
  if (cap !== undefined && cap >= 0n) return cap;
  problems.note('capUsd', 'is not an amount of dollars from 0; no cap is used');
  return undefined;
}

function readInstant(value: unknown, field: string, zone: Zone, problems: ProblemList): number | undefined {
  const instant = typeof value === 'string' ? instantOf(value, zone) : undefined;
  if (instant === undefined) problems.note(field, 'is not an ISO time such as 2026-11-21T17:44:00Z');
  return instant;
}

function readDays(value: unknown, today: Day, problems: ProblemList): ReadonlyMap<Day, Usd> {
  const days = new Map<Day, Usd>();
  const seen = new Set<Day>();
  for (const { row, path } of readObjects(value, 'days', problems)) {
    noteUnknownKeys(row, ['date', 'usd'], path, problems);
    const day = typeof row.date === 'string' ? dayOf(row.date) : undefined;
    if (day === undefined) problems.note(`${path}.date`, 'is not a day such as 2026-11-21; the row is ignored');
    else if (day > today) problems.note(`${path}.date`, 'is after today; the row is ignored');
    if (day === undefined || day > today) continue;
    if (seen.has(day)) problems.note(`${path}.date`, 'is there more than once; the last row is used');
    seen.add(day);
    days.delete(day);
    if (row.usd === null) continue;
    const cost = readAmount(row.usd, `${path}.usd`, problems);
    if (cost !== undefined) days.set(day, cost);
  }
  return days;
}

function readCharges(value: unknown, zone: Zone, now: number, problems: ProblemList): readonly Charge[] | undefined {
  if (!Array.isArray(value)) {
    if (!isAbsent(value)) problems.note('charges', 'is not a list and is ignored');
    return undefined;
  }
  return readObjects(value, 'charges', problems).flatMap(({ row, path }) => {
    noteUnknownKeys(row, ['at', 'usd', 'note'], path, problems);
    const at = readInstant(row.at, `${path}.at`, zone, problems);
    const amount = readAmount(row.usd, `${path}.usd`, problems);
    if (at !== undefined && at > now) problems.note(`${path}.at`, 'is after now; the row is ignored');
    if (amount !== undefined && amount < 0n) problems.note(`${path}.usd`, 'is negative and takes no credit');
    return at === undefined || amount === undefined || at > now ? [] : [{ at, amount }];
  });
}

function readSubscriptions(value: unknown, problems: ProblemList): readonly Subscription[] {
  return readObjects(value, 'subscriptions', problems).flatMap(({ row, path }) => {
    noteUnknownKeys(row, ['name', 'usdPerMonth', 'day', 'note'], path, problems);
    const perMonth = readPositiveAmount(row.usdPerMonth, `${path}.usdPerMonth`, problems);
    const name = readName(row.name, `${path}.name`, problems) ?? '';
    return perMonth === undefined ? [] : [{ name, perMonth }];
  });
}

const kinds: readonly AllocationKind[] = ['project', 'key', 'model', 'folder'];

/** Which id a row is about: exactly one of `project`, `key`, `model` and `folder`. Null stands for spend of no id. */
function readId(
  row: JsonObject,
  path: string,
  problems: ProblemList,
): { readonly kind: AllocationKind; readonly id: string | null } | undefined {
  noteUnknownKeys(row, [...kinds, 'usd', 'note'], path, problems);
  const [kind, ...others] = kinds.filter((each) => row[each] !== undefined);
  if (kind === undefined || others.length > 0) {
    problems.note(path, 'needs one of project, key, model and folder; the row is ignored');
    return undefined;
  }
  if (row[kind] === null) return { kind, id: null };
  const id = readName(row[kind], `${path}.${kind}`, problems);
  return id === undefined ? undefined : { kind, id };
}

function readAllocations(value: unknown, problems: ProblemList): readonly Allocation[] {
  const shares = new Map<string, Allocation>();
  for (const { row, path } of readObjects(value, 'allocations', problems)) {
    const about = readId(row, path, problems);
    const amount = readPositiveAmount(row.usd, `${path}.usd`, problems);
    if (about === undefined || amount === undefined) continue;
    const { kind, id } = about;
    if (id === null) {
      problems.note(`${path}.${kind}`, 'is not a name; the row is ignored');
      continue;
    }
    const key = `${kind} ${id}`;
    if (shares.has(key)) problems.note(path, 'is there more than once; the last row is used');
    shares.set(key, { kind, id, amount });
  }
  const allocations = [...shares.values()];
  if (new Set(allocations.map(({ kind }) => kind)).size > 1)
    problems.note('allocations', 'are of several kinds: one dollar may be in a project, a key and a model at once');
  return allocations;
}

function readSpendBy(value: unknown, problems: ProblemList): readonly SpendBy[] | undefined {
  if (!Array.isArray(value)) {
    if (!isAbsent(value)) problems.note('spendBy', 'is not a list and is ignored');
    return undefined;
  }
  return readObjects(value, 'spendBy', problems).flatMap(({ row, path }) => {
    const about = readId(row, path, problems);
    const amount = readAmount(row.usd, `${path}.usd`, problems);
    return about === undefined || amount === undefined ? [] : [{ ...about, amount }];
  });
}
