// Prompt files of VS Code: *.prompt.md (sent as the user's message), *.instructions.md, *.agent.md, *.chatmode.md (system).

import { cut, holeName } from '../holed';
import type { Detection, Role } from '../prompt';
import { fileDetection, shownModel, trimSpan } from './fileDetection';
import { readFrontMatter } from './frontMatter';
import { withHandoffs } from './handoffs';

/**
 * Variables that VS Code fills in; other `${…}` are text, such as shell variables in an example.
 * Source: https://code.visualstudio.com/docs/agent-customization/prompt-files (read 2026-11 for the reference).
 */
const variables =
  /\$\{((?:input:[^}\n]{1,200})|selection|selectedText|file|fileBasename|fileDirname|fileBasenameNoExtension|workspaceFolder|workspaceFolderBasename)\}/g;

/** A reference that adds another file's text. */
const reference = /(^|\s)#(file|tool|codebase)\b/;

/** `${input:topic:What about?}` is named `topic`. */
function nameOf(variable: string): string {
  return holeName(variable.startsWith('input:') ? (variable.split(':')[1] ?? variable) : variable);
}

function read(text: string, role: Role): Detection {
  const head = readFrontMatter(text);
  const span = trimSpan(text, { start: head.body, end: text.length });
  const body = text.slice(span.start, span.end);
  const found = [...body.matchAll(variables)];
  const holes = found.map((match) => ({ name: nameOf(match[1] ?? ''), at: match.index }));
  const sent = cut(
    { text: body, holes },
    found.map((match) => [match.index, match.index + match[0].length] as const),
  );
  const detection = fileDetection(text, [{ span, role, ...sent }], head, {
    model: shownModel(head.scalar('model')),
    partial: reference.test(body),
  });
  return withHandoffs(detection, text, head);
}

/** `*.prompt.md` */
export function readEditorPrompt(text: string): Detection {
  return read(text, 'user');
}

/** `*.instructions.md`, `*.agent.md`, `*.chatmode.md` */
export function readEditorInstructions(text: string): Detection {
  return read(text, 'system');
}
