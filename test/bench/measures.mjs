// Clocks and statistics of the token benchmark.

/** Milliseconds that `work` takes. */
export function timed(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/**
 * Milliseconds of processor time that `work` takes, on all threads of the process: what others do on the machine meanwhile does not
 * count, and what a library leaves to the garbage collector does. Exact to some microseconds.
 */
export function cpuTimed(work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return Math.max(user + system, 1) / 1000;
}

export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

export const median = (values) => quantile(values, 0.5);

/** Three digits or more. */
export function show(value) {
  if (value >= 100) return value.toFixed(0);
  if (value >= 10) return value.toFixed(1);
  return value.toFixed(value >= 1 ? 2 : 3);
}
