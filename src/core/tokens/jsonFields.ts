// Values read from JSON, of which nothing is known.

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A string, or what stands for it in a message. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : String(value);
}

/** Pairs written as `["a", "b"]` or `"a b"`; undefined if any is neither. */
export function mergeList(merges: unknown): [string, string][] | undefined {
  if (!Array.isArray(merges)) return undefined;
  const pairs: [string, string][] = [];
  for (const merge of merges) {
    const [left, right, ...more]: unknown[] =
      typeof merge === 'string' ? merge.split(' ') : Array.isArray(merge) ? merge : [];
    if (typeof left !== 'string' || typeof right !== 'string' || more.length > 0) return undefined;
    pairs.push([left, right]);
  }
  return pairs;
}
