// The demo's clock: spend that rises while one watches. It lags behind and catches up at 600 times the real pace, from the first
// question on, so that half a minute shows five hours of use; then it is the real clock.

const lagMs = 5 * 3_600_000;
const pace = 600;
const dayMs = 86_400_000;

/** Epoch ms, never ahead of `realNow`, and on the same UTC day as the first question. */
export function demoClock(realNow: () => number): () => number {
  let begin: number | undefined;
  return () => {
    const now = realNow();
    begin ??= now;
    const start = Math.max(begin - lagMs, Math.floor(begin / dayMs) * dayMs);
    return Math.min(now, start + (now - begin) * pace);
  };
}
