// A price written down as a formula, for gateways and in-house models: a call costs the sum of quantity x rate over named quantities.
// So P = D x C_D + R x C_R is two terms, and C = P x N is `costOfCalls` for N calls.
import { usd } from '../money';

/** Quantities that a call has of itself; others are constants of the formula or given with the call. */
export const callQuantities = ['inputTokens', 'outputTokens', 'cachedTokens', 'cacheWriteTokens', 'requests'] as const;

/** An amount in some currency, exact to 10^-12 of it. */
export type Amount = bigint;

/** quantity x rate / per. */
export interface CostTerm {
  /** What is billed: one of `callQuantities` or a name of the user's own, such as `data`. */
  readonly name: string;
  /** How much of it every call has, when the call does not say; exact to 10^-12. */
  readonly quantity: Amount | undefined;
  /** Words, such as `MB` or `token`. */
  readonly unit: string;
  /** Price of `per` units. */
  readonly rate: Amount;
  readonly per: Amount;
  /** Three capitals. */
  readonly currency: string;
}

export interface CostModel {
  /** At least one. */
  readonly terms: readonly CostTerm[];
}

/** What is wrong with a cost model: the field, such as `terms[0].rate`, and an English phrase. */
export interface CostModelProblem {
  readonly field: string;
  readonly problem: string;
}

/** One line of a bill by formula. */
export interface TermCost {
  readonly name: string;
  readonly quantity: Amount;
  readonly unit: string;
  readonly rate: Amount;
  readonly per: Amount;
  readonly currency: string;
  readonly amount: Amount;
}

/** A bill by formula: the sums stay in the currencies of their terms. */
export interface FormulaCost {
  readonly parts: readonly TermCost[];
  readonly totals: ReadonlyMap<string, Amount>;
}

const one = 1_000_000_000_000n;

/**
 * What `calls` calls cost, each with these quantities (exact to 10^-12; they win over the formula's own). `missing` names a quantity
 * that nobody gives.
 */
export function costOfCalls(
  model: CostModel,
  quantities: ReadonlyMap<string, Amount>,
  calls = 1,
): FormulaCost | { readonly missing: string } {
  const totals = new Map<string, Amount>();
  const parts: TermCost[] = [];
  for (const term of model.terms) {
    const each = quantities.get(term.name) ?? term.quantity ?? (term.name === 'requests' ? one : undefined);
    if (each === undefined) return { missing: term.name };
    const quantity = each * BigInt(calls);
    const amount = rounded(quantity * term.rate, term.per);
    parts.push({ ...term, quantity, amount });
    totals.set(term.currency, (totals.get(term.currency) ?? 0n) + amount);
  }
  return { parts, totals };
}

/** A decimal number >= 0 as an amount; undefined for anything else, and for what has more than twelve decimals. */
export function readAmount(value: unknown): Amount | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  const amount = usd(value);
  if (amount === undefined || amount < 0n) return undefined;
  return amount === 0n && !/^[+-]?[0.]+(e[+-]?\d+)?$/i.test(String(value).trim()) ? undefined : amount;
}

function rounded(amount: Amount, by: Amount): Amount {
  return (amount + by / 2n) / by;
}

/** Reads a cost model, which may be any JSON value. */
export function readCostModel(value: unknown): CostModel | CostModelProblem {
  const { terms, currency = 'USD', ...more } = isObject(value) ? value : {};
  const [unknown] = Object.keys(more);
  if (unknown !== undefined) return { field: unknown, problem: 'is not a known field' };
  if (!isCurrency(currency)) return { field: 'currency', problem: notCurrency };
  if (!Array.isArray(terms) || terms.length === 0)
    return { field: 'terms', problem: 'must be a list of at least one term' };
  const read: CostTerm[] = [];
  for (const [index, term] of terms.entries()) {
    const found = readTerm(term, currency);
    if ('problem' in found) return { field: `terms[${index}]${found.field}`, problem: found.problem };
    read.push(found);
  }
  return { terms: read };
}

const termFields = ['name', 'quantity', 'unit', 'rate', 'per', 'currency'];
const notCurrency = 'must be the three capitals of a currency, such as USD';

function readTerm(term: unknown, currency: string): CostTerm | CostModelProblem {
  if (!isObject(term)) return { field: '', problem: 'must be an object with "name" and "rate"' };
  const unknown = Object.keys(term).find((field) => !termFields.includes(field));
  if (unknown !== undefined) return { field: `.${unknown}`, problem: 'is not a known field' };
  const { name, unit = 'unit', currency: own = currency } = term;
  if (typeof name !== 'string' || name === '') return { field: '.name', problem: 'must be the name of a quantity' };
  if (typeof unit !== 'string') return { field: '.unit', problem: 'must be a word' };
  if (!isCurrency(own)) return { field: '.currency', problem: notCurrency };
  const rate = readAmount(term.rate);
  if (rate === undefined) return { field: '.rate', problem: 'must be a number that is not negative' };
  const per = term.per === undefined ? one : readAmount(term.per);
  if (per === undefined || per === 0n) return { field: '.per', problem: 'must be a number above 0' };
  const quantity = term.quantity === undefined ? undefined : readAmount(term.quantity);
  if (term.quantity !== undefined && quantity === undefined) {
    return { field: '.quantity', problem: 'must be a number that is not negative' };
  }
  return { name, quantity, unit, rate, per, currency: own };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCurrency(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Z]{3}$/.test(value);
}
