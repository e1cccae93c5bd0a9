// Positions in text and edits of it. Every offset in the project counts UTF-16 units, as JavaScript and VS Code do.

/** A piece of a document: UTF-16 offsets, `start` inclusive, `end` exclusive, `0 <= start <= end <= text.length`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One replacement: `deleted` UTF-16 units at `start` of the text as it was before this change become `inserted`. */
export interface TextChange {
  readonly start: number;
  readonly deleted: number;
  readonly inserted: string;
}

/** Applies changes in the order given; each one's offsets refer to the result of the one before. */
export function applyChanges(text: string, changes: readonly TextChange[]): string {
  let result = text;
  for (const { start, deleted, inserted } of changes) {
    result = result.slice(0, start) + inserted + result.slice(start + deleted);
  }
  return result;
}
