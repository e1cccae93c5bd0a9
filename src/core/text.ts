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

/** Where a span lies after a change; undefined when the change removed all of it. Text typed at either edge stays outside. */
export function shiftSpan(span: Span, { start, deleted, inserted }: TextChange): Span | undefined {
  const deletedEnd = start + deleted;
  const growth = inserted.length - deleted;
  if (deletedEnd <= span.start) return { start: span.start + growth, end: span.end + growth };
  if (start >= span.end) return span;
  if (start <= span.start && deletedEnd >= span.end) return undefined;
  if (start <= span.start) return { start: start + inserted.length, end: span.end + growth };
  if (deletedEnd >= span.end) return { start: span.start, end: start };
  return { start: span.start, end: span.end + growth };
}

/** True when the span holds the offset, or ends at it. */
export function touches(span: Span, at: number): boolean {
  return span.start <= at && at <= span.end;
}
