// The arithmetic behind a hint, over the prompt itself and over the hint at the end of its line.
import * as vscode from 'vscode';
import type { DocumentHints, PromptHint } from '../core/analyse';
import { promptTooltip, requestTooltip } from '../core/hints';
import { touches } from '../core/text';
import { translated } from '../core/words';
import { type Documents, rangeOf } from './documents';
import { hintLine } from './hintPlace';
import { appendPlain } from './plainMarkdown';

export function registerHover(documents: Documents): vscode.Disposable {
  return vscode.languages.registerHoverProvider(
    { pattern: '**' },
    {
      provideHover(document, position) {
        const hints = documents.hintsOf(document);
        return hints && hoverAt(hints, document, position);
      },
    },
  );
}

function hoverAt(
  hints: DocumentHints,
  document: vscode.TextDocument,
  position: vscode.Position,
): vscode.Hover | undefined {
  const at = document.offsetAt(position);
  const index = hints.prompts.findIndex(
    (prompt) => touches(prompt.span, at) || endsItsLine(prompt, document, position),
  );
  const prompt = hints.prompts[index];
  const sections = prompt ? [promptTooltip(prompt, vscode.l10n.t), ...requestSections(hints, index)] : [];
  const problems = hints.problems.filter((problem) => prompt !== undefined || touches(problem.span, at));
  sections.push(...problems.map((problem) => [translated(problem.sentence, vscode.l10n.t)]));
  if (sections.length === 0) return undefined;
  return new vscode.Hover(sections.map(markdownOf), prompt && rangeOf(document, prompt.span));
}

/** True at the end of the line that carries the prompt's hint. */
function endsItsLine(prompt: PromptHint, document: vscode.TextDocument, position: vscode.Position): boolean {
  const line = hintLine(document, prompt.span);
  return position.line === line && position.isEqual(document.lineAt(line).range.end);
}

function requestSections(hints: DocumentHints, index: number): string[][] {
  return hints.requests
    .filter((request) => request.prompts.includes(index))
    .map((request) => {
      const prompts = request.prompts.flatMap((each) => hints.prompts[each] ?? []);
      return requestTooltip(request, prompts, vscode.l10n.t);
    });
}

/** A title and plain lines: nothing in a text from the file can become a link, an image or a command. */
function markdownOf([title = '', ...lines]: readonly string[]): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString('**');
  appendPlain(markdown, title).appendMarkdown('**');
  for (const line of lines) appendPlain(markdown.appendMarkdown('  \n'), line);
  return markdown;
}
