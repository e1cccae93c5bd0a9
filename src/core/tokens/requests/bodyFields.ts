// Reads fields of a body that may be any JSON value.

/** A JSON object. */
export type Fields = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field of an object; undefined if the value is no object or has none. Not for names that come from a body. */
export function fieldOf(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

/** The first of these fields that is there and not null: APIs and libraries spell some in two ways. */
export function firstField(value: unknown, ...names: readonly string[]): unknown {
  return names.map((name) => fieldOf(value, name)).find((found) => found !== undefined && found !== null);
}

/** A field if it is a string. */
export function stringField(value: unknown, name: string): string | undefined {
  const found = fieldOf(value, name);
  return typeof found === 'string' ? found : undefined;
}

/** A field if it is a list, else an empty one. */
export function listField(value: unknown, name: string): readonly unknown[] {
  const found = fieldOf(value, name);
  return Array.isArray(found) ? found : [];
}

/** A value as the JSON text that a model may be shown; empty for undefined. */
export function jsonText(value: unknown): string {
  return value === undefined ? '' : (JSON.stringify(value) ?? '');
}

/** True if lists and objects stand in one another more than `limit` deep. Looks no deeper, and does not recurse. */
export function isDeeperThan(value: unknown, limit: number): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
    level = level.filter((each) => typeof each === 'object' && each !== null);
  }
  return false;
}
