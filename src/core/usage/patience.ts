// Asks again where a provider says "not now": the same question after the time it names, so that a walk goes on from the page it had
// reached and no page is read twice.
import type { GetJson, HttpAnswer, TransportFailure } from './source';

/** How long to be patient. Clock and chance are arguments. */
export interface Patience {
  /** Ends after `ms`, or at once when the read is cancelled. */
  readonly wait: (ms: number) => Promise<void>;
  /** 0 to 1. */
  readonly random: () => number;
  /** All waits of one read together, ms; a longer Retry-After ends the read instead. */
  readonly mostMs: number;
  /** False: only a walk that has read a page is worth waiting for; the first question's "not now" is the poller's business. */
  readonly firstToo: boolean;
}

const mostTries = 3;
const leastWaitMs = 1_000;

/**
 * Asks up to three times for the same page. 429 (unless billing has stopped) and 500, 502, 503, 504, 529 are asked again after
 * Retry-After, or after 1 to 2 and 2 to 4 seconds.
 */
export function patient(getJson: GetJson, { wait, random, mostMs, firstToo }: Patience): GetJson {
  let left = mostMs;
  let hasRead = firstToo;
  return async (path, query) => {
    for (let tries = 1; ; tries++) {
      const answer = await getJson(path, query);
      const pause = pauseAfter(answer, tries, random());
      if (pause === undefined || tries === mostTries || !hasRead || pause > left) {
        if (answer.kind === 'answered' && answer.status === 200) hasRead = true;
        return answer;
      }
      left -= pause;
      await wait(pause);
    }
  };
}

function pauseAfter(answer: HttpAnswer | TransportFailure, tries: number, chance: number): number | undefined {
  if (answer.kind !== 'answered') return undefined;
  const isBusy = answer.status === 429 && !isQuota(answer.body);
  if (!isBusy && ![500, 502, 503, 504, 529].includes(answer.status)) return undefined;
  return answer.retryAfterMs ?? leastWaitMs * 2 ** (tries - 1) * (1 + chance);
}

function isQuota(body: unknown): boolean {
  const error: unknown = typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'insufficient_quota';
}
