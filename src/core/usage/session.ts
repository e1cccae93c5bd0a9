// Session spend: by how much the reported total of the period has risen since this window's first good read.
import { addUsd, subtractUsd, type Usd, zeroUsd } from '../money';
import type { SpendFigures } from '../spend';

/** Where the session began to count, and where it stands. Undefined before the first good read. */
export interface Session {
  readonly periodStart: number;
  /** The period's total when the session met it: the first read's total, zero for a month that began during the session. */
  readonly base: Usd;
  /** The rise of months that ended during the session. */
  readonly closed: Usd;
  readonly latest: Usd;
}

/** The session after a good read. Reads of a month before the session's are ignored. */
export function sessionAfter(session: Session | undefined, figures: SpendFigures): Session {
  const { periodStart, total } = figures;
  if (session === undefined) return { periodStart, base: total, closed: zeroUsd, latest: total };
  if (periodStart < session.periodStart) return session;
  if (periodStart === session.periodStart) return { ...session, latest: total };
  return { periodStart, base: zeroUsd, closed: sessionSpend(session), latest: total };
}

/** Never negative: a total restated below the first read counts as no rise. */
export function sessionSpend({ base, closed, latest }: Session): Usd {
  return latest > base ? addUsd(closed, subtractUsd(latest, base)) : closed;
}
