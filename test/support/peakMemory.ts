// The most memory that this process ever held.
import { readFileSync } from 'node:fs';

/**
 * Bytes. Linux counts what the parent held when it made this process into `maxRSS`, so that a big parent would hide what is measured; the
 * peak of the memory that this program itself was given stands in its status.
 * Source: https://man7.org/linux/man-pages/man5/proc_pid_status.5.html (VmHWM; background knowledge, 2026-11).
 */
export function peakMemory(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  if (kibibytes === undefined) throw new Error('/proc/self/status names no VmHWM');
  return Number(kibibytes) * 1024;
}
