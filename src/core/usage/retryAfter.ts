// Reads the Retry-After header: whole seconds or an HTTP date.

const leastMs = 1_000;
const mostMs = 24 * 3_600_000;
const datePattern = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * How long to wait, clamped to 1 s to 24 h; undefined for no header or one that is neither whole seconds nor an HTTP date.
 * `now` is epoch ms, best by the server's own clock. A time in the past gives 1 s.
 * Source: RFC 9110, 10.2.3, rfc-editor.org/rfc/rfc9110, read 2026-11-21.
 */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,400}$/.test(text)) return clamp(Number(text) * 1000);
  const date = datePattern.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : clamp(date - now);
}

function clamp(ms: number): number {
  return Math.min(mostMs, Math.max(leastMs, ms));
}
