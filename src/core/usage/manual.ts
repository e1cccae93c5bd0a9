// Spend of providers that have no API for it, as the user types it in: the setting `promptMeter.manualSpend`.
import { dayMs, dayStart, type Period, utcDay } from '../budget/period';
import { type Usd, usd } from '../money';
import type { UsageRead } from './source';

/** One entry: an amount on one day, or every month from that day on (a subscription). */
export interface ManualSpend {
  readonly name: string;
  readonly amount: Usd;
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  readonly monthly: boolean;
}

/** Why an entry is not used: its place in the setting and an English phrase. */
export interface ManualProblem {
  readonly index: number;
  readonly problem: string;
}

export interface ManualEntries {
  readonly entries: readonly ManualSpend[];
  readonly problems: readonly ManualProblem[];
}

const mostEntries = 1000;

/** Reads the setting's value, which may be anything; entries that cannot be used are left out and named. */
export function readManualSpend(setting: unknown): ManualEntries {
  if (setting === undefined || setting === null) return { entries: [], problems: [] };
  if (!Array.isArray(setting)) return { entries: [], problems: [{ index: 0, problem: 'must be a list' }] };
  const entries: ManualSpend[] = [];
  const problems: ManualProblem[] = [];
  for (const [index, value] of setting.slice(0, mostEntries).entries()) {
    const entry = readEntry(value);
    if (typeof entry === 'string') problems.push({ index, problem: entry });
    else entries.push(entry);
  }
  if (setting.length > mostEntries)
    problems.push({ index: mostEntries, problem: `is beyond the ${mostEntries} that are read` });
  return { entries, problems };
}

function readEntry(value: unknown): ManualSpend | string {
  if (typeof value !== 'object' || value === null) return 'must be an object';
  const fields = new Map<string, unknown>(Object.entries(value));
  const [name, amount, day, monthly = false] = ['name', 'usd', 'day', 'monthly'].map((field) => fields.get(field));
  if (typeof name !== 'string' || name.trim() === '' || name.length > 80) return 'needs a "name" of at most 80 letters';
  const dollars = typeof amount === 'number' ? usd(amount) : undefined;
  if (dollars === undefined || dollars < 0n) return 'needs "usd", a number of dollars from 0';
  if (typeof day !== 'string' || dayStart(day) === undefined) return 'needs "day", such as 2026-11-01';
  if (typeof monthly !== 'boolean') return '"monthly" must be true or false';
  return { name: name.trim(), amount: dollars, day, monthly };
}

/** What falls on the UTC days from `from` to before `to`; a monthly entry falls on its day, or the month's last one. */
export function manualSpendWithin(entries: readonly ManualSpend[], from: string, to: string): readonly ManualSpend[] {
  return entries
    .flatMap((entry) => (entry.monthly ? monthsOf(entry, from, to) : [entry]))
    .filter(({ day }) => day >= from && day < to)
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

/** What the entries say of the days of the period up to `now` (epoch ms), as any source says it: each entry is an item of its day. */
export function manualRead(entries: readonly ManualSpend[], period: Period, now: number): UsageRead {
  const first = period.start - (period.start % dayMs);
  const end = Math.min(period.end, now + 1);
  const days: string[] = [];
  for (let at = first; at < end; at += dayMs) days.push(utcDay(at));
  const within = end > first ? manualSpendWithin(entries, utcDay(first), utcDay(end - 1 + dayMs)) : [];
  const costs = within.map(({ name, day, amount }) => ({ day, item: name, model: name, cost: amount }));
  return { kind: 'read', days, costs, tokens: [], setAside: [], tellsTokens: false };
}

function monthsOf(entry: ManualSpend, from: string, to: string): ManualSpend[] {
  const first = entry.day > from ? entry.day : from;
  const [year = 0, month = 1] = first.split('-').map(Number);
  const date = Number(entry.day.slice(8));
  const days: ManualSpend[] = [];
  for (let at = 0; ; at++) {
    const last = new Date(Date.UTC(year, month + at, 0));
    const day = `${last.toISOString().slice(0, 8)}${String(Math.min(date, last.getUTCDate())).padStart(2, '0')}`;
    if (day >= to || at > 1200) return days;
    if (day >= entry.day) days.push({ ...entry, day });
  }
}
