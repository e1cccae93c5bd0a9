// Deep equality of plain data: objects, arrays and primitive values.

/** True when both hold the same. Objects that are shared are not gone into. Linear in the smaller one. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    for (let index = 0; index < a.length; index++) if (!sameValue(a[index], b[index])) return false;
    return true;
  }
  const others = b as Readonly<Record<string, unknown>>;
  let keys = 0;
  for (const [key, value] of Object.entries(a)) {
    keys++;
    if (!Object.hasOwn(b, key) || !sameValue(value, others[key])) return false;
  }
  return keys === Object.keys(b).length;
}
