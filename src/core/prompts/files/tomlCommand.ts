// Commands of Gemini CLI (`.gemini/commands/*.toml`): the text of `prompt` is sent as the user's message.
// Source: https://github.com/google-gemini/gemini-cli/blob/main/docs/cli/custom-commands.md (background knowledge).
import type { Detection } from '../prompt';
import { textAt } from './data';
import { fileDetection, trimSpan } from './fileDetection';
import { readFrontMatter } from './frontMatter';
import { readToml } from './toml';
import { doubleBraces, fill } from './variables';

/** `{{args}}` is a hole; what a command prints (`!{…}`) or a file holds (`@{…}`) is put in. */
export function readTomlCommand(text: string): Detection {
  const prompt = textAt(readToml(text), 'prompt');
  const head = readFrontMatter('');
  if (prompt === undefined) return fileDetection(text, [], head, { model: undefined, partial: false });
  const sent = fill({ text: prompt.value, holes: [] }, doubleBraces);
  const section = { span: trimSpan(text, prompt.span), role: 'user' as const, ...sent };
  return fileDetection(text, [section], head, { model: undefined, partial: /[!@]\{[^{}]/.test(prompt.value) });
}
