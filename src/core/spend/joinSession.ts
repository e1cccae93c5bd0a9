// Session spend over many accounts, and what local logs know that no bill shows yet. Never both for one provider and day.
import { addUsd, subtractUsd, type Usd, zeroUsd } from '../money';
import { type Session, sessionDays, sessionSpend } from '../usage/session';
import type { CostKind, DaySpend, SourceState } from './spend';

/** One account's session. */
export interface AccountSession {
  readonly provider: string;
  readonly costKind: CostKind;
  readonly beside?: true;
  /** Undefined before its first good read. */
  readonly session: Session | undefined;
}

export interface JoinedSession {
  /** Never negative; undefined before any account's first good read. */
  readonly spend: Usd | undefined;
  /** True when a part of it is no bill but tokens at list prices. */
  readonly estimated: boolean;
}

/**
 * Bills rise by themselves; where local logs tell of the same provider, each day counts by whichever of the two rose more: what is
 * billed holds what was logged, and what is logged may not be billed yet.
 */
export function joinSessions(accounts: readonly AccountSession[]): JoinedSession {
  const known = accounts.flatMap(({ session, ...rest }) => (session && !rest.beside ? [{ ...rest, session }] : []));
  if (known.length === 0) return { spend: undefined, estimated: false };
  const joined = [...new Set(known.map(({ provider }) => provider))].map((provider) => {
    const own = known.filter((account) => account.provider === provider);
    const [bills, logs] = split(own);
    if (logs.length === 0)
      return { spend: addUsd(...bills.map(({ session }) => sessionSpend(session))), logged: zeroUsd };
    return largerByDay(daysOf(bills), daysOf(logs));
  });
  return {
    spend: addUsd(...joined.map(({ spend }) => spend)),
    estimated: joined.some(({ logged }) => logged > zeroUsd),
  };
}

/**
 * What local logs tell of `day` (`YYYY-MM-DD`) beyond what the same providers bill for it; undefined unless some provider has both.
 */
export function notYetBilled(sources: readonly SourceState[], day: string): Usd | undefined {
  const shown = sources.filter(({ beside, figures }) => !beside && figures !== undefined);
  const providers = [...new Set(shown.map(({ provider }) => provider))];
  const open = providers.flatMap((provider) => {
    const [bills, logs] = split(shown.filter((source) => source.provider === provider));
    if (bills.length === 0 || logs.length === 0) return [];
    const [billed, logged] = [costOn(bills, day), costOn(logs, day)];
    return [logged > billed ? subtractUsd(logged, billed) : zeroUsd];
  });
  return open.length === 0 ? undefined : addUsd(...open);
}

function split<Kind extends { readonly costKind: CostKind }>(all: readonly Kind[]): readonly [Kind[], Kind[]] {
  const isBill = ({ costKind }: Kind) => costKind === 'reported';
  return [all.filter(isBill), all.filter((each) => !isBill(each))];
}

function costOn(sources: readonly SourceState[], day: string): Usd {
  const costs = sources.flatMap(({ figures }) => figures?.days.find((each) => each.day === day)?.cost ?? []);
  return addUsd(zeroUsd, ...costs);
}

function daysOf(accounts: readonly { readonly session: Session }[]): ReadonlyMap<string, Usd> {
  const sums = new Map<string, Usd>();
  const add = ({ day, cost }: DaySpend) => sums.set(day, addUsd(sums.get(day) ?? zeroUsd, cost));
  for (const { session } of accounts) for (const each of sessionDays(session)) add(each);
  return sums;
}

function largerByDay(billed: ReadonlyMap<string, Usd>, logged: ReadonlyMap<string, Usd>) {
  let [spend, fromLogs] = [zeroUsd, zeroUsd];
  for (const day of new Set([...billed.keys(), ...logged.keys()])) {
    const [bill, log] = [billed.get(day) ?? zeroUsd, logged.get(day) ?? zeroUsd];
    spend = addUsd(spend, log > bill ? log : bill);
    if (log > bill) fromLogs = addUsd(fromLogs, log);
  }
  return { spend, logged: fromLogs };
}
