// The details of an account as a stored value, and back: amounts of money as whole pico-dollars in text, as in spendRows.ts.

import type { Usd } from '../money';
import {
  type AccountDetails,
  type BusiestUse,
  type EndpointUse,
  type HeldLimits,
  type Peak,
  type RateLimit,
  type RateLimitKind,
  rateLimitKinds,
  type SpenderCells,
  type Spenders,
  type SpendLimit,
} from '../spend/accountDetails';
import { FieldProblem, type Fields, readCount, readFields, readList } from './fields';
import type { Json } from './record';
import { costOf, costRow, isCostRow, isTokenRow, tokenRow, tokensOf } from './spendRows';

export function detailsToJson({ triedAt, limits, use, spenders }: AccountDetails): Json {
  const spendLimits = limits?.spendLimits.map(({ amount, spent, ...limit }) => ({
    ...limit,
    amount: amount.toString(),
    ...(spent === undefined ? {} : { spent: spent.toString() }),
  }));
  const kept = {
    triedAt,
    limits: limits && { ...limits, spendLimits },
    use,
    spenders: spenders && spendersRow(spenders),
  };
  // a round through text drops what is undefined
  return JSON.parse(JSON.stringify(kept)) as Json;
}

function spendersRow({ asOf, periodStart, project, key }: Spenders) {
  const rows = ({ bills, uses }: SpenderCells) => ({
    bills: bills.map((bill) => [bill.day, costRow(bill)]),
    uses: uses.map((use) => [use.day, tokenRow(use)]),
  });
  return { asOf, periodStart, project: rows(project), key: rows(key) };
}

/** Undefined for anything that is no such value; entries that cannot be used are left out. */
export function detailsFromJson(value: unknown): AccountDetails | undefined {
  const fields = readFields(value, 'details');
  if (fields instanceof FieldProblem) return undefined;
  const triedAt = readCount(fields.triedAt, 'triedAt');
  if (triedAt instanceof FieldProblem) return undefined;
  return {
    triedAt,
    limits: limitsFrom(fields.limits),
    use: useFrom(fields.use),
    spenders: spendersFrom(fields.spenders),
  };
}

function limitsFrom(value: unknown): AccountDetails['limits'] {
  const fields = readFields(value, 'limits');
  const asOf = fields instanceof FieldProblem ? fields : readCount(fields.asOf, 'asOf');
  if (fields instanceof FieldProblem || asOf instanceof FieldProblem) return undefined;
  const held: HeldLimits = {
    spendLimits: entries(fields.spendLimits, spendLimitFrom),
    rateLimits: entries(fields.rateLimits, rateLimitFrom),
    unreadProjects: countOr(fields.unreadProjects, 0),
  };
  return { ...held, asOf };
}

function useFrom(value: unknown): AccountDetails['use'] {
  const fields = readFields(value, 'use');
  if (fields instanceof FieldProblem) return undefined;
  const [asOf, periodStart] = [readCount(fields.asOf, 'asOf'), readCount(fields.periodStart, 'periodStart')];
  if (asOf instanceof FieldProblem || periodStart instanceof FieldProblem) return undefined;
  return {
    asOf,
    periodStart,
    busiest: entries(fields.busiest, busiestFrom),
    endpoints: entries(fields.endpoints, endpointFrom),
  };
}

function spendersFrom(value: unknown): Spenders | undefined {
  const fields = readFields(value, 'spenders');
  if (fields instanceof FieldProblem) return undefined;
  const [asOf, periodStart] = [readCount(fields.asOf, 'asOf'), readCount(fields.periodStart, 'periodStart')];
  if (asOf instanceof FieldProblem || periodStart instanceof FieldProblem) return undefined;
  return { asOf, periodStart, project: cellsFrom(fields.project), key: cellsFrom(fields.key) };
}

function cellsFrom(value: unknown): SpenderCells {
  const fields = readFields(value, 'cells');
  if (fields instanceof FieldProblem) return { bills: [], uses: [] };
  const rowsOf = <Row, Cell>(list: unknown, isRow: (row: unknown) => row is Row, of: (row: Row, day: string) => Cell) =>
    (Array.isArray(list) ? list : []).flatMap((entry: unknown): Cell[] => {
      const [day, row]: readonly unknown[] = Array.isArray(entry) ? entry : [];
      return typeof day === 'string' && isRow(row) ? [of(row, day)] : [];
    });
  return { bills: rowsOf(fields.bills, isCostRow, costOf), uses: rowsOf(fields.uses, isTokenRow, tokensOf) };
}

function entries<Entry>(value: unknown, from: (fields: Fields) => Entry | undefined): readonly Entry[] {
  const list = readList(value, 'list');
  if (list instanceof FieldProblem) return [];
  return list.flatMap((each) => {
    const fields = readFields(each, 'entry');
    const entry = fields instanceof FieldProblem ? undefined : from(fields);
    return entry === undefined ? [] : [entry];
  });
}

const scopes = ['organization', 'project', 'key', 'user', 'team'] as const;

function spendLimitFrom(fields: Fields): SpendLimit | undefined {
  const scope = scopes.find((each) => each === fields.scope);
  const kind = (['limit', 'alert'] as const).find((each) => each === fields.kind);
  const [amount, spent] = [moneyFrom(fields.amount), moneyFrom(fields.spent)];
  if (!scope || !kind || amount === undefined) return undefined;
  return {
    scope,
    kind,
    amount,
    interval: textFrom(fields.interval),
    ...(typeof fields.id === 'string' ? { id: fields.id } : {}),
    ...(spent === undefined ? {} : { spent }),
    ...(typeof fields.enforced === 'boolean' ? { enforced: fields.enforced } : {}),
  };
}

function rateLimitFrom({ project, model, limits }: Fields): RateLimit | undefined {
  const fields = readFields(limits, 'limits');
  if (typeof model !== 'string' || fields instanceof FieldProblem) return undefined;
  const known: { [kind in RateLimitKind]?: number } = {};
  for (const kind of rateLimitKinds) {
    const limit = readCount(fields[kind], kind);
    if (!(limit instanceof FieldProblem)) known[kind] = limit;
  }
  return { project: textFrom(project), model, limits: known };
}

function busiestFrom({ project, model, requestsPerMinute, tokensPerMinute, requestsPerDay }: Fields) {
  if (typeof model !== 'string') return undefined;
  const use: BusiestUse = {
    project: textFrom(project),
    model,
    requestsPerMinute: peakFrom(requestsPerMinute),
    tokensPerMinute: peakFrom(tokensPerMinute),
    requestsPerDay: peakFrom(requestsPerDay),
  };
  return use;
}

function peakFrom(value: unknown): Peak | undefined {
  const fields = readFields(value, 'peak');
  if (fields instanceof FieldProblem) return undefined;
  const [at, count] = [readCount(fields.at, 'at'), readCount(fields.count, 'count')];
  return at instanceof FieldProblem || count instanceof FieldProblem ? undefined : { at, count };
}

function endpointFrom(fields: Fields): EndpointUse | undefined {
  const { endpoint, model } = fields;
  if (typeof endpoint !== 'string' || typeof model !== 'string') return undefined;
  return {
    endpoint,
    model,
    requests: countOr(fields.requests, undefined),
    inputTokens: countOr(fields.inputTokens, undefined),
    cachedInputTokens: countOr(fields.cachedInputTokens, undefined),
    outputTokens: countOr(fields.outputTokens, undefined),
  };
}

function textFrom(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function countOr<Else>(value: unknown, otherwise: Else): number | Else {
  const count = readCount(value, 'count');
  return count instanceof FieldProblem ? otherwise : count;
}

function moneyFrom(value: unknown): Usd | undefined {
  return typeof value === 'string' && /^\d{1,30}$/.test(value) ? (BigInt(value) as Usd) : undefined;
}
