// The details of one account, asked for after its figures a few times a day: when they are due, and reading them. No vscode at run time.

import { monthOf, type Period } from '../../core/budget/period';
import type { AccountDetails, HeldLimits, SpenderCells } from '../../core/spend/accountDetails';
import { type PollMark, roomIn } from '../../core/usage/pollMark';
import { hourlyLimits } from '../../core/usage/pollPlan';
import type { GetJson, UsageRead, UsageSource } from '../../core/usage/source';

/** How long details are taken for recent, ms. */
const freshForMs = 6 * 3_600_000;
/** The most requests that one read of them makes: an hour's ceiling has room for it beside figures every five minutes. */
const mostRequests = 24;
/** Limits of so many projects are asked for. */
const mostProjects = 3;

/** Knows the details of one account at one place. */
export class DetailsReader {
  constructor(
    private readonly source: UsageSource,
    /** What was stored of them. */
    public known: AccountDetails | undefined,
  ) {}

  /**
   * How many requests to set aside for them at `now` (epoch ms), after `requests` for figures; 0 when they are not due or the hour's
   * ceiling leaves no room. Details that were tried for in the future, by a clock that was set back since, are due.
   */
  wants(mark: PollMark | undefined, requests: number, now: number): number {
    const { limits, useDetails } = this.source;
    const age = now - (this.known?.triedAt ?? 0);
    if ((!limits && !useDetails) || (0 <= age && age < freshForMs)) return 0;
    const all = requests + mostRequests;
    return all <= hourlyLimits.requests && roomIn(mark, now, all, false) === 0 ? mostRequests : 0;
  }

  /** True when they were read; a part that the provider does not tell keeps its last good value. */
  async read(getJson: GetJson, now: number): Promise<boolean> {
    const read = await readDetails(this.source, getJson, this.known, monthOf(now), now);
    this.known = read ?? this.known;
    return read !== undefined;
  }
}

/** Asks `mostRequests` times at most, and no more once the provider is out of reach or out of patience: the next read is hours away. */
function calmly(getJson: GetJson): GetJson {
  let left = mostRequests;
  return async (path, query) => {
    if (left <= 0) return { kind: 'unreadable', detail: 'not asked', retryAfterMs: undefined };
    left--;
    const answer = await getJson(path, query);
    const isOver = answer.kind !== 'answered' || answer.status === 429 || answer.status >= 500;
    if (isOver) left = 0;
    return answer;
  };
}

/** Undefined when the read was cancelled. */
async function readDetails(
  source: UsageSource,
  getJson: GetJson,
  known: AccountDetails | undefined,
  period: Period,
  now: number,
): Promise<AccountDetails | undefined> {
  const { limits: readLimits, useDetails: readUse } = source;
  const bounded = calmly(getJson);
  const limits = await readLimits?.(bounded, mostProjects);
  const use = limits?.kind === 'cancelled' ? undefined : await readUse?.({ getJson: bounded, period, now });
  const spenders = use?.kind === 'cancelled' ? undefined : await readSpenders(source, bounded, period, now);
  if (limits?.kind === 'cancelled' || use?.kind === 'cancelled' || spenders === 'cancelled') return undefined;
  return {
    triedAt: now,
    limits: limits?.kind === 'limits' ? { ...heldOf(limits), asOf: now } : known?.limits,
    use:
      use?.kind === 'useDetails'
        ? { busiest: use.busiest, endpoints: use.endpoints, asOf: now, periodStart: period.start }
        : known?.use,
    spenders: spenders ?? known?.spenders,
  };
}

/** Undefined when the provider does not tell. Of a source without details of use, nobody is asked for spenders either. */
async function readSpenders({ read, useDetails }: UsageSource, getJson: GetJson, period: Period, now: number) {
  if (!useDetails) return undefined;
  const project = await read({ getJson, period, now, group: 'project' });
  const key = project.kind === 'read' ? await read({ getJson, period, now, group: 'key' }) : project;
  if (key.kind === 'cancelled') return 'cancelled';
  if (project.kind !== 'read' || key.kind !== 'read') return undefined;
  return { asOf: now, periodStart: period.start, project: cellsOf(project), key: cellsOf(key) };
}

function cellsOf({ costs, tokens }: UsageRead): SpenderCells {
  return { bills: costs, uses: tokens };
}

function heldOf({ spendLimits, rateLimits, unreadProjects }: HeldLimits): HeldLimits {
  return { spendLimits, rateLimits, unreadProjects };
}
