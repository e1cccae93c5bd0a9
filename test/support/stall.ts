// How long a piece of work holds the event loop: by the clock, and by the processor time of the main thread alone, which other
// programs on the machine do not touch.
import { readFileSync } from 'node:fs';

/** What the loop waited for, ms. */
export interface Stall {
  longest: number;
  /** Undefined where the system does not tell the time of one thread. */
  own: number | undefined;
}

/** Milliseconds of processor time that the main thread has had. Linux only. */
export function ownTime(): number | undefined {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'latin1').split(' ')[0]) / 1e6;
  } catch {
    return undefined;
  }
}

/** The longest time between two ticks of a 1 ms timer while `work` runs, beyond that 1 ms. */
export async function stallOf(work: () => Promise<unknown>): Promise<Stall> {
  const stall: Stall = { longest: 0, own: ownTime() === undefined ? undefined : 0 };
  let [last, own] = [performance.now(), ownTime() ?? 0];
  const look = () => {
    const [now, ownNow] = [performance.now(), ownTime() ?? 0];
    stall.longest = Math.max(stall.longest, now - last - 1);
    if (stall.own !== undefined) stall.own = Math.max(stall.own, ownNow - own);
    [last, own] = [now, ownNow];
  };
  const timer = setInterval(look, 1);
  await work();
  look();
  clearInterval(timer);
  return stall;
}
