// Where the hint of a prompt stands: at the end of a line that leaves room for it.
import type * as vscode from 'vscode';
import type { Span } from '../../core/text';

/** A hint behind a longer line is out of sight in most windows. */
const longestLine = 90;
/** A hint further down than this would be looked for in vain. */
export const linesTried = 4;

/** The first of the prompt's first lines that is not too long, else its very first line. */
export function hintLine(document: vscode.TextDocument, span: Span): number {
  const first = document.positionAt(span.start).line;
  const last = Math.min(document.positionAt(span.end).line, first + linesTried - 1);
  for (let line = first; line <= last; line++) {
    if (document.lineAt(line).range.end.character <= longestLine) return line;
  }
  return first;
}
