// The arithmetic behind a hint, over the prompt itself and over the hint at the end of its line: one table, and what it does not say.
import * as vscode from 'vscode';
import { withAmounts } from '../../core/amounts';
import type { DocumentHints } from '../../core/costs/analyse';
import { type HoverContent, type HoverSettings, promptHover } from '../../core/hints/hintHover';
import { touches } from '../../core/text';
import { translated } from '../../core/words';
import { appendPlain } from '../plainMarkdown';
import { shownCurrencyNote, shownWords, withShownAmounts } from '../shownAmounts';
import type { SpendLine } from '../spend/spendLine';
import { type Documents, rangeOf } from './documents';
import { hintLine, linesTried } from './hintPlace';
import type { Month } from './month';
import type { Settings } from './settings';

/** What the hover may ask of the spend line, while there is one. */
export type SpendOutlook = Pick<SpendLine, 'outlook' | 'tokensPerMinute'>;

export function registerHover(
  documents: Documents,
  settings: Settings,
  month: Month,
  spend: () => SpendOutlook | undefined,
): vscode.Disposable {
  return vscode.languages.registerHoverProvider(
    { pattern: '**' },
    {
      provideHover(document, position) {
        const hints = documents.hintsOf(document);
        const { tokensPerMinute: usual } = settings.current;
        const line = spend();
        return (
          hints &&
          hoverAt(hints, document, position, {
            month: (request) => month.of(request),
            tokensPerMinute: (model) => (line ? line.tokensPerMinute(model, usual) : usual),
            outlook: line?.outlook(),
          })
        );
      },
    },
  );
}

function hoverAt(
  hints: DocumentHints,
  document: vscode.TextDocument,
  position: vscode.Position,
  settings: HoverSettings,
): vscode.Hover | undefined {
  const at = document.offsetAt(position);
  const inside = hints.prompts.findIndex((prompt) => touches(prompt.span, at));
  const index = inside >= 0 ? inside : hintEndingAt(hints, document, position);
  const prompt = hints.prompts[index];
  const contents = prompt
    ? [markdownOf(withAmounts(promptHover(hints, index, settings, shownWords()), withShownAmounts))]
    : [];
  const problems = hints.problems.filter((problem) => prompt !== undefined || touches(problem.span, at));
  for (const { sentence } of problems) {
    contents.push(appendPlain(new vscode.MarkdownString(), withShownAmounts(translated(sentence, vscode.l10n.t))));
  }
  const note = contents.length > 0 ? shownCurrencyNote() : undefined;
  if (note !== undefined) contents.push(appendPlain(new vscode.MarkdownString(), note));
  if (contents.length === 0) return undefined;
  return new vscode.Hover(contents, prompt && rangeOf(document, prompt.span));
}

/** The prompt whose hint stands at the end of this line; -1 for none. Only prompts that begin little above are looked at closely. */
function hintEndingAt({ prompts }: DocumentHints, document: vscode.TextDocument, position: vscode.Position): number {
  if (!position.isEqual(document.lineAt(position.line).range.end)) return -1;
  const from = document.offsetAt(new vscode.Position(Math.max(0, position.line - linesTried), 0));
  const to = document.offsetAt(position);
  return prompts.findIndex(
    ({ span }) => from <= span.start && span.start <= to && hintLine(document, span) === position.line,
  );
}

/** Nothing in a text from the file can become a link, an image, a command or a table cell. */
function markdownOf({ table, bold, lines }: HoverContent): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  for (const [index, cells] of table.entries()) {
    const mark = bold.includes(index) ? '**' : '';
    for (const cell of cells) {
      markdown.appendMarkdown('| ');
      if (cell === '') continue;
      appendPlain(markdown.appendMarkdown(mark), cell).appendMarkdown(`${mark} `);
    }
    markdown.appendMarkdown('|\n');
    if (index === 0) markdown.appendMarkdown(`| --- |${' ---: |'.repeat(Math.max(0, cells.length - 1))}\n`);
  }
  if (table.length > 0) markdown.appendMarkdown('\n');
  for (const line of lines) appendPlain(markdown, line).appendMarkdown('  \n');
  return markdown;
}
