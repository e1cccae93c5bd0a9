// The lightbulb on strings: "Count as prompt" where a string is none yet, "Not a prompt" where it is one. Both write a comment into the
// source; a name or a call can also be remembered in the user's settings.
import * as vscode from 'vscode';
import { PATTERN_LIMIT } from '../../core/glob';
import { DIRECTIVE } from '../../core/prompts/directives';
import { languageOf } from '../../core/prompts/documentKind';
import type { Candidate } from '../../core/prompts/prompt';
import type { Analysis } from './analysis';
import { type Documents, keyOf } from './documents';

const kind = vscode.CodeActionKind.RefactorRewrite.append('promptMeter');

const leastWords = 6;

/** The lists of `promptMeter.detection` that remember something. */
type List = 'names' | 'callees';

export function registerCountAsPrompt(analysis: Analysis, documents: Documents): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerCodeActionsProvider(
      { pattern: '**' },
      {
        provideCodeActions: (document, range, { triggerKind }) =>
          actionsAt(analysis, documents, document, range.start, triggerKind === vscode.CodeActionTriggerKind.Invoke),
      },
      { providedCodeActionKinds: [kind] },
    ),
    vscode.commands.registerCommand('promptMeter.rememberPrompt', remember),
  );
}

async function actionsAt(
  analysis: Analysis,
  documents: Documents,
  document: vscode.TextDocument,
  position: vscode.Position,
  wanted: boolean,
): Promise<vscode.CodeAction[]> {
  const language = languageOf({ path: document.uri.path, languageId: document.languageId });
  const mark = language === 'python' || language === 'ruby' ? '#' : '//';
  if (language === undefined || !documents.isOpen(document)) return [];
  const candidate = await analysis.candidate({ key: keyOf(document), at: document.offsetAt(position) });
  if (candidate === undefined || !(wanted || isLikely(document, candidate))) return [];
  const comment = (words: string) => commentAbove(document, candidate, `${mark} ${DIRECTIVE} ${words}`);
  if (candidate.found) {
    return [
      edit(vscode.l10n.t('Not a prompt: ignore it here'), comment('ignore-next-line')),
      edit(vscode.l10n.t('Not a prompt: ignore this file'), fileComment(document, `${mark} ${DIRECTIVE} ignore-file`)),
    ];
  }
  return [
    edit(vscode.l10n.t('Count as prompt'), comment('prompt')),
    ...rememberAction(vscode.l10n.t('Count every "{0}" as a prompt', candidate.name ?? ''), 'names', candidate.name),
    ...rememberAction(
      vscode.l10n.t('Count what is given to "{0}" as a prompt', candidate.callee ?? ''),
      'callees',
      candidate.callee,
    ),
  ];
}

/** A lightbulb that nobody asked for stands at texts of some words only, given to something: not at every string, nor at docstrings. */
function isLikely(document: vscode.TextDocument, { span, name, callee, found }: Candidate): boolean {
  if (found || (name ?? callee) === undefined) return false;
  const text = document.getText(new vscode.Range(document.positionAt(span.start), document.positionAt(span.end)));
  return text.trim().split(/\s+/, leastWords).length >= leastWords;
}

function edit(title: string, change: vscode.WorkspaceEdit): vscode.CodeAction {
  const action = new vscode.CodeAction(title, kind);
  action.edit = change;
  return action;
}

function rememberAction(title: string, list: List, pattern: string | undefined): vscode.CodeAction[] {
  if (pattern === undefined || pattern.length > PATTERN_LIMIT || /[*?]/.test(pattern)) return [];
  const action = new vscode.CodeAction(title, kind);
  action.command = { title, command: 'promptMeter.rememberPrompt', arguments: [list, pattern] };
  return [action];
}

/** A line of its own above the string, as far in as that line. */
function commentAbove(document: vscode.TextDocument, { span }: Candidate, words: string): vscode.WorkspaceEdit {
  const line = document.lineAt(document.positionAt(span.start).line);
  const indent = line.text.slice(0, line.firstNonWhitespaceCharacterIndex);
  return inserted(document, line.range.start, `${indent}${words}${lineEnd(document)}`);
}

/** In the first line, or behind lines that must come first: `#!…`, `<?php`. */
function fileComment(document: vscode.TextDocument, words: string): vscode.WorkspaceEdit {
  const first = /^(#!|<\?php|# -\*-)/.test(document.lineAt(0).text) ? 1 : 0;
  return inserted(document, new vscode.Position(first, 0), `${words}${lineEnd(document)}`);
}

function inserted(document: vscode.TextDocument, at: vscode.Position, text: string): vscode.WorkspaceEdit {
  const change = new vscode.WorkspaceEdit();
  change.insert(document.uri, at, text);
  return change;
}

function lineEnd({ eol }: vscode.TextDocument): string {
  return eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
}

async function remember(list: unknown, pattern: unknown): Promise<void> {
  if ((list !== 'names' && list !== 'callees') || typeof pattern !== 'string') return;
  const config = vscode.workspace.getConfiguration('promptMeter');
  const before = config.inspect<unknown>(`detection.${list}`)?.globalValue;
  const known = Array.isArray(before) ? before : [];
  if (known.includes(pattern)) return;
  await config.update(`detection.${list}`, [...known, pattern], vscode.ConfigurationTarget.Global);
}
