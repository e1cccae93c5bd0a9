// Slash commands of Claude Code (`.claude/commands/*.md`): the body is sent as the user's message, `$ARGUMENTS` and `$1` filled in.
// Source: https://docs.claude.com/en/docs/claude-code/slash-commands (background knowledge).
import { cut } from '../holed';
import type { Detection } from '../prompt';
import { fileDetection, trimSpan, wholeModel } from './fileDetection';
import { readFrontMatter } from './frontMatter';

const variables = /\$(ARGUMENTS|[1-9])\b/g;
/** The output of a command or another file is put in. */
const pulledIn = /!`[^`\n]{1,300}`|(^|\s)@[\w~./-]{1,200}\.\w/;

export function readCommand(text: string): Detection {
  const head = readFrontMatter(text);
  const span = trimSpan(text, { start: head.body, end: text.length });
  const body = text.slice(span.start, span.end);
  const found = [...body.matchAll(variables)];
  const sent = cut(
    { text: body, holes: found.map((match) => ({ name: match[0], at: match.index })) },
    found.map((match) => [match.index, match.index + match[0].length] as const),
  );
  const model = wholeModel(head.scalar('model'));
  return fileDetection(text, [{ span, role: 'user', ...sent }], head, { model, partial: pulledIn.test(body) });
}
