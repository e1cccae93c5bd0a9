// The credits of a budget file: `{"id","usd","grantedAt","expiresAt"|"validMonths"}`, and optionally `"free": true`.
import {
  type JsonObject,
  noteUnknownKeys,
  type ProblemList,
  readName,
  readObjects,
  readPositiveAmount,
} from './budgetFields';
import { type Credit, expiryAfterMonths } from './credits';
import { clockOf, instantOf } from './instant';
import type { Zone } from './zone';

/** Longer than any credit: a century. */
const mostMonths = 1200;

/** Every charge looks through all of them. */
const mostCredits = 500;

/** The grants that can be used; what is wrong with the others is noted. */
export function readCredits(value: unknown, zone: Zone, problems: ProblemList): readonly Credit[] {
  const ids = new Set<string>();
  const rows = readObjects(value, 'credits', problems);
  if (rows.length > mostCredits) problems.note('credits', `are too many: only the first ${mostCredits} are read`);
  return rows.slice(0, mostCredits).flatMap(({ row, path }, index) => {
    noteUnknownKeys(row, ['id', 'usd', 'grantedAt', 'expiresAt', 'validMonths', 'free', 'note'], path, problems);
    const id = readName(row.id, `${path}.id`, problems) ?? `#${index + 1}`;
    if (ids.has(id)) problems.note(`${path}.id`, 'is there more than once');
    ids.add(id);
    const amount = readPositiveAmount(row.usd, `${path}.usd`, problems);
    const grantedAt = readAt(row.grantedAt, `${path}.grantedAt`, zone, problems);
    if (amount === undefined || grantedAt === undefined) return [];
    const expiresAt = readExpiry(row, grantedAt, path, zone, problems);
    if (expiresAt === 'unknown') return [];
    if (expiresAt !== undefined && expiresAt <= grantedAt)
      problems.note(`${path}.expiresAt`, 'does not lie after grantedAt: the credit can never be used');
    return [{ id, amount, grantedAt, expiresAt, isFree: row.free === true }];
  });
}

function readExpiry(
  { expiresAt, validMonths, grantedAt: written }: JsonObject,
  grantedAt: number,
  path: string,
  zone: Zone,
  problems: ProblemList,
): number | undefined | 'unknown' {
  const hasMonths = validMonths !== undefined && validMonths !== null;
  if (expiresAt !== undefined && expiresAt !== null) {
    if (hasMonths) problems.note(`${path}.validMonths`, 'is ignored: expiresAt is given');
    return readAt(expiresAt, `${path}.expiresAt`, zone, problems) ?? 'unknown';
  }
  if (!hasMonths) return undefined;
  if (typeof validMonths === 'number' && Number.isInteger(validMonths) && Math.abs(validMonths) <= mostMonths)
    return expiryAfterMonths(grantedAt, validMonths, clockOf(String(written), zone));
  problems.note(`${path}.validMonths`, 'is not a whole number of months; the credit is ignored');
  return 'unknown';
}

function readAt(value: unknown, field: string, zone: Zone, problems: ProblemList): number | undefined {
  const instant = typeof value === 'string' ? instantOf(value, zone) : undefined;
  if (instant === undefined) problems.note(field, 'is not an ISO time; the credit is ignored');
  return instant;
}
