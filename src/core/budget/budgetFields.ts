// Field by field reading of a budget file. What cannot be used is left out and named; it never becomes a zero.
import { type Usd, usd } from '../money';

/** What is wrong with one field, in English, and what was done instead. */
export interface BudgetProblem {
  /** `capUsd`, `days[3].usd`; empty for the whole file. */
  readonly field: string;
  readonly message: string;
}

/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** True for an object that is neither null nor a list. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** More problems than this are only counted. */
const mostProblems = 100;

/** Collects problems while a file is read. */
export class ProblemList {
  private readonly named: BudgetProblem[] = [];
  private more = 0;

  note(field: string, message: string): void {
    if (this.named.length < mostProblems) this.named.push({ field, message });
    else this.more += 1;
  }

  all(): readonly BudgetProblem[] {
    const rest = { field: '', message: `${this.more} more problems are not listed` };
    return this.more === 0 ? this.named : [...this.named, rest];
  }
}

/** Notes every key that is not one of `known`. */
export function noteUnknownKeys(
  value: JsonObject,
  known: readonly string[],
  path: string,
  problems: ProblemList,
): void {
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    const name = key.length > 60 ? `${key.slice(0, 59)}…` : key;
    problems.note(path === '' ? name : `${path}.${name}`, 'is not a known field and is ignored');
  }
}

/** An amount of dollars, as a number or a decimal text; undefined, with a problem, for anything else. */
export function readAmount(value: unknown, field: string, problems: ProblemList): Usd | undefined {
  const amount = typeof value === 'number' || typeof value === 'string' ? usd(value) : undefined;
  if (amount === undefined) problems.note(field, 'is not an amount of dollars (a number or a decimal text)');
  return amount;
}

/** An amount that is 0 or more. */
export function readPositiveAmount(value: unknown, field: string, problems: ProblemList): Usd | undefined {
  const amount = readAmount(value, field, problems);
  if (amount === undefined || amount >= 0n) return amount;
  problems.note(field, 'is negative');
  return undefined;
}

/** The objects of a list with their paths. Absent and null give an empty list, other values a problem and an empty list. */
export function readObjects(
  value: unknown,
  field: string,
  problems: ProblemList,
): readonly { readonly row: JsonObject; readonly path: string }[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    problems.note(field, 'is not a list and is ignored');
    return [];
  }
  return value.flatMap((row: unknown, index) => {
    const path = `${field}[${index}]`;
    if (isJsonObject(row)) return [{ row, path }];
    problems.note(path, 'is not an object and is ignored');
    return [];
  });
}

/** A name: a text that is not blank, or a number. Undefined, with a problem, for anything else. */
export function readName(value: unknown, field: string, problems: ProblemList): string | undefined {
  if (typeof value === 'string' && value.trim() !== '') return value;
  if (typeof value === 'number') return String(value);
  problems.note(field, 'is not a name');
  return undefined;
}
