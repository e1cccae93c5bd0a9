// Strict readers for fields of a reply. Each gives the value or a FieldProblem that names the field and what was expected;
// a problem never repeats text of the reply, so it may be logged and shown.
import { type Usd, usd } from '../money';

/** Why a field cannot be used. */
export class FieldProblem {
  constructor(readonly text: string) {}
}

/** A JSON object whose fields are read by name only. */
export type Fields = Readonly<Record<string, unknown>>;

/** An object that is neither null nor a list. */
export function readFields(value: unknown, path: string): Fields | FieldProblem {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Fields) : new FieldProblem(`${path} is not an object`);
}

/** A list, its entries still unread. */
export function readList(value: unknown, path: string): readonly unknown[] | FieldProblem {
  return Array.isArray(value) ? value : new FieldProblem(`${path} is not a list`);
}

/** A whole number from 0 to 2^53 - 1. */
export function readCount(value: unknown, path: string): number | FieldProblem {
  const isCount = typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
  return isCount ? value : new FieldProblem(`${path} is not a whole number from 0`);
}

/** As readCount; null and absent give undefined. */
export function readOptionalCount(value: unknown, path: string): number | undefined | FieldProblem {
  return value === undefined || value === null ? undefined : readCount(value, path);
}

/**
 * Dollars from a number or a text such as "12.50" or "0E-6176"; `scale` 0.01 for amounts in cents. A negative or endless amount is a
 * problem.
 */
export function readDollars(value: unknown, path: string, scale: 1 | 0.01 = 1): Usd | FieldProblem {
  const isNumeral = typeof value === 'number' || (typeof value === 'string' && value.length <= 100);
  const amount = isNumeral ? usd(value) : undefined;
  if (amount === undefined)
    return new FieldProblem(`${path} is not a finite number of ${scale === 1 ? 'dollars' : 'cents'}`);
  if (amount < 0n) return new FieldProblem(`${path} is negative`);
  return scale === 1 ? amount : (((amount + 50n) / 100n) as Usd);
}

/** An id of the provider (project, key), made safe to show as a name is; null when there is none. */
export function readId(value: unknown, path: string): string | null | FieldProblem {
  return value === null || value === undefined ? null : readName(value, path);
}

/** True or false, nothing that merely looks like it. */
export function readFlag(value: unknown, path: string): boolean | FieldProblem {
  return typeof value === 'boolean' ? value : new FieldProblem(`${path} is not true or false`);
}

/** Longest name that is kept, in UTF-16 units. */
const longestName = 80;

/**
 * A name given by the provider (model, line item), made safe to show: control, bidirectional and zero-width characters become
 * visible escapes, anything beyond 80 characters becomes an ellipsis. Null and blank give `unnamed`.
 */
export function readName(value: unknown, path: string): string | FieldProblem {
  if (value === null || value === undefined) return 'unnamed';
  if (typeof value !== 'string') return new FieldProblem(`${path} is not a text`);
  const start = value.slice(0, 4 * longestName).trim();
  if (start === '') return 'unnamed';
  const visible = start.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, escapeOf);
  return visible.length > longestName ? `${visible.slice(0, longestName - 1)}…` : visible;
}

function escapeOf(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
