// Puts text from outside into a Markdown tooltip so that it stays text. No vscode at run time.
import type * as vscode from 'vscode';

/**
 * Appends `text` as it reads. `appendText` escapes Markdown, but makes spaces unbreakable and leaves bare addresses to become links;
 * so spaces are appended as spaces, and `:`, `.`, `@`, `&`, `<`, `>` and `|` with a backslash, which breaks addresses, tags and table cells up.
 */
export function appendPlain(markdown: vscode.MarkdownString, text: string): vscode.MarkdownString {
  for (const piece of text.replace(/\s+/g, ' ').split(/([ :.@&<>|])/)) {
    if (piece === ' ') markdown.appendMarkdown(' ');
    else if (/^[:.@&<>|]$/.test(piece)) markdown.appendMarkdown(`\\${piece}`);
    else if (piece !== '') markdown.appendText(piece);
  }
  return markdown;
}
