// Session spend: by how much the reported total of the period has risen since this window's first good read.
import { addUsd, subtractUsd, type Usd, zeroUsd } from '../money';
import type { DaySpend, SpendFigures } from '../spend/spend';

/** Where the session began to count, and where it stands. Undefined before the first good read. */
export interface Session {
  readonly periodStart: number;
  /** The period's total when the session met it: the first read's total, zero for a month that began during the session. */
  readonly base: Usd;
  /** The rise of months that ended during the session. */
  readonly closed: Usd;
  readonly latest: Usd;
  /** The same day by day: as the session met the period, as it stands, and what rose in months that ended. */
  readonly baseDays: readonly DaySpend[];
  readonly latestDays: readonly DaySpend[];
  readonly closedDays: readonly DaySpend[];
}

/** The session after a good read. Reads of a month before the session's are ignored. */
export function sessionAfter(session: Session | undefined, figures: SpendFigures): Session {
  const { periodStart, total: latest, days: latestDays } = figures;
  const now = { periodStart, latest, latestDays };
  if (session === undefined) return { ...now, base: latest, closed: zeroUsd, baseDays: latestDays, closedDays: [] };
  if (periodStart < session.periodStart) return session;
  if (periodStart === session.periodStart) return { ...session, ...now };
  return { ...now, base: zeroUsd, closed: sessionSpend(session), baseDays: [], closedDays: sessionDays(session) };
}

/** Never negative: a total restated below the first read counts as no rise. */
export function sessionSpend({ base, closed, latest }: Session): Usd {
  return latest > base ? addUsd(closed, subtractUsd(latest, base)) : closed;
}

/** What rose on each day; no day is negative, so together they can be more than `sessionSpend` when the provider restates. */
export function sessionDays({ baseDays, latestDays, closedDays }: Session): readonly DaySpend[] {
  const base = new Map(baseDays.map(({ day, cost }) => [day, cost]));
  const risen = latestDays.flatMap(({ day, cost }) => {
    const before = base.get(day) ?? zeroUsd;
    return cost > before ? [{ day, cost: subtractUsd(cost, before) }] : [];
  });
  return [...closedDays, ...risen];
}
