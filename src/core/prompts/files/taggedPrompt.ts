// Prompt files with a head and messages in tags: PromptL (`*.promptl`), Continue's and Humanloop's `*.prompt`.
// Sources: https://docs.latitude.so/promptl/getting-started/introduction, https://docs.continue.dev/customize/deep-dives/prompts
// (read 2026-11 for the notes).
import type { Span } from '../../text';
import { cut, type Holed, trim } from '../holed';
import type { Detection, Role } from '../prompt';
import { fileDetection, headModel, type Section, trimSpan } from './fileDetection';
import { type FrontMatter, readFrontMatter, splitPreamble } from './frontMatter';
import { messageTags, outsideOf } from './messageTags';
import { doubleBraces, fill } from './variables';

/** Comments of PromptL are not sent. */
function withoutComments(value: Holed): Holed {
  const cuts: [number, number][] = [];
  for (let at = value.text.indexOf('/*'); at !== -1; ) {
    const close = value.text.indexOf('*/', at + 2);
    if (close === -1) break;
    cuts.push([at, close + 2]);
    at = value.text.indexOf('/*', close + 2);
  }
  return cut(value, cuts);
}

/** Control flow decides what is sent, and other prompts are put in. */
const control = /\{\{\s*(if|else|endif|for|endfor)\b|<(prompt|step|tool-call|content-image)\b/;
/** Tags that put nothing in themselves. */
const otherTags = /<\/?(step|prompt|content-text|content-image|scope)(\s[^<>]{0,300})?\/?>/g;
const controlTags = /\{\{\s*(if|else|endif|for|endfor)\b[^{}\n]{0,200}\}\}/g;

function without(value: Holed, pattern: RegExp): Holed {
  const found = [...value.text.matchAll(pattern)];
  return cut(
    value,
    found.map((match) => [match.index, match.index + match[0].length] as const),
  );
}

function section(text: string, span: Span, role: Role): Section {
  const plain = withoutComments({ text: text.slice(span.start, span.end), holes: [] });
  const sent = fill(without(without(plain, otherTags), controlTags), doubleBraces);
  return { span: trimSpan(text, span), role, ...trim(sent) };
}

function read(text: string, head: FrontMatter, outside: Role): Detection {
  const messages = messageTags(text, head.body);
  const sections = messages.map(({ inside, role }) => section(text, inside, role));
  for (const span of outsideOf(messages, head.body, text.length)) sections.push(section(text, span, outside));
  const maxOutputTokens = head.wholeNumber('maxTokens') ?? head.wholeNumber('max_tokens');
  const model = headModel(head.scalar('model'));
  return fileDetection(text, sections, head, { model, maxOutputTokens, partial: control.test(text) });
}

/** PromptL sends what stands outside its tags as the system's. */
export function readPromptl(text: string): Detection {
  return read(text, readFrontMatter(text), 'system');
}

/**
 * A `*.prompt` file that is no dotprompt: a preamble that ends at `---` without beginning with one, or messages in tags. Undefined when
 * it is neither.
 */
export function readTaggedPrompt(text: string): Detection | undefined {
  const preamble = splitPreamble(text);
  if (preamble !== undefined) return read(text, preamble, 'user');
  const head = readFrontMatter(text, true);
  return messageTags(text, head.body).length > 0 ? read(text, head, 'user') : undefined;
}
