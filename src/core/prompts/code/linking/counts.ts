// How often names occur in a document, kept from version to version.

/** Names that occur, with how often; names that no longer do are not in it. */
export type Counts = Map<string, number>;

/** Counts a name once more, or once less. */
export function change(counts: Counts, name: string, by: 1 | -1): void {
  const count = (counts.get(name) ?? 0) + by;
  if (count > 0) counts.set(name, count);
  else counts.delete(name);
}
