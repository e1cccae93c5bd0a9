// Commands of Gemini CLI (`.gemini/commands/*.toml`): the text of `prompt` is sent as the user's message.
// Source: https://github.com/google-gemini/gemini-cli/blob/main/docs/cli/custom-commands.md (background knowledge).
import type { Detection } from '../prompt';
import type { TextData } from './data';
import { fileDetection, trimSpan } from './fileDetection';
import { readFrontMatter } from './frontMatter';
import { doubleBraces, fill } from './variables';

const marks: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '"': '"', '\\': '\\' };

/** Escapes of TOML's basic strings; a backslash at the end of a line takes the white space behind it away. */
function decoded(source: string): string {
  return source.replace(/\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|[ \t]*\r?\n\s*|(.))/g, (_, short, long, mark) => {
    const code = Number.parseInt(short ?? long ?? '', 16);
    if (code <= 0x10ffff) return String.fromCodePoint(code);
    return mark === undefined ? '' : (marks[mark] ?? mark);
  });
}

/** The text of a key at the top of a TOML file; undefined when there is none. */
export function tomlText(text: string, key: string): TextData | undefined {
  const found = new RegExp(`^[ \\t]{0,40}${key}[ \\t]{0,40}=[ \\t]{0,40}("""|'''|"|')`, 'm').exec(text);
  const quote = found?.[1];
  if (found === null || quote === undefined) return undefined;
  const open = found.index + found[0].length;
  const basic = quote.startsWith('"');
  let end = open;
  for (; end < text.length && !text.startsWith(quote, end); end++) {
    if (quote.length === 1 && text[end] === '\n') return undefined;
    if (basic && text[end] === '\\') end++;
  }
  if (end >= text.length) return undefined;
  const first = quote.length === 3 && text[open] === '\r' ? 2 : quote.length === 3 && text[open] === '\n' ? 1 : 0;
  const inside = text.slice(open + first, end);
  return { kind: 'text', value: basic ? decoded(inside) : inside, span: { start: open, end } };
}

/** `{{args}}` is a hole; what a command prints (`!{…}`) or a file holds (`@{…}`) is put in. */
export function readTomlCommand(text: string): Detection {
  const prompt = tomlText(text, 'prompt');
  const head = readFrontMatter('');
  if (prompt === undefined) return fileDetection(text, [], head, { model: undefined, partial: false });
  const sent = fill({ text: prompt.value, holes: [] }, doubleBraces);
  const section = { span: trimSpan(text, prompt.span), role: 'user' as const, ...sent };
  return fileDetection(text, [section], head, { model: undefined, partial: /[!@]\{[^{}]/.test(prompt.value) });
}
