// Google dotprompt (`*.prompt`, also Genkit): YAML head, Handlebars body, `{{role "system"}}` starts a message.
// Source: https://github.com/google/dotprompt/blob/main/js/src/parse.ts (head, role and history marks; read 2026-11-21).
import type { Detection, Role } from '../prompt';
import { roleWord } from '../roles';
import { readDotnetPrompt } from './dotnetPrompt';
import { fileDetection, headModel, trimSpan } from './fileDetection';
import { readFrontMatter } from './frontMatter';
import { readHeadPrompt } from './headPrompt';
import { readTaggedPrompt } from './taggedPrompt';
import { handlebars, type Tag } from './template';
import { partsOf, templateMessages } from './templateMessages';

/** The role that a tag switches to; undefined for any other tag. `{{history}}` puts messages in and goes on as the model. */
function switchesTo(tag: Tag): Role | undefined {
  if (tag.kind !== 'value') return undefined;
  if (tag.content === 'history') return 'assistant';
  const word = /^role\s+["']([a-z]+)["']/.exec(tag.content)?.[1];
  return word === undefined ? undefined : (roleWord(word) ?? 'unknown');
}

/** How a rendered prompt marks its messages, which some write by hand: `<<<dotprompt:role:user>>>`. */
const rendered = /<<<dotprompt:(?:role:([a-z]{1,20})|(history))>>>/g;

function renderedMarks(text: string, from: number): Tag[] {
  return [...text.slice(from).matchAll(rendered)].map(({ 0: whole, 1: role, 2: history, index }) => ({
    kind: 'value',
    content: history ?? `role "${role}"`,
    start: from + index,
    end: from + index + whole.length,
    trimBefore: false,
    trimAfter: false,
  }));
}

/** All tags and marks, in order. */
function tagsOf(text: string, from: number): Tag[] {
  const marks = renderedMarks(text, from);
  const tags = handlebars.tags(text, from);
  return marks.length === 0 ? tags : [...tags, ...marks].sort((a, b) => a.start - b.start);
}

/** YAML alone, messages in tags, or a head without its first fence: the ending is that of Continue, Humanloop and .NET's DotPrompt as well. */
export function readPromptFile(text: string): Detection {
  return /\{\{~?\s*role\b|<<<dotprompt:role:/.test(text)
    ? readDotprompt(text)
    : (readHeadPrompt(text) ?? readTaggedPrompt(text) ?? readDotnetPrompt(text) ?? readDotprompt(text));
}

/** Text before any role mark is the user's. Blank text between two marks is not sent. */
function readDotprompt(text: string): Detection {
  const head = readFrontMatter(text, true);
  const body = trimSpan(text, { start: head.body, end: text.length });
  const tags = tagsOf(text, body.start);
  const parts = partsOf(body, 'user', tags, switchesTo);
  const { sections, partial } = templateMessages(text, parts, tags, handlebars);
  const hasHistory = tags.some(({ kind, content }) => kind === 'value' && content === 'history');
  const model = headModel(head.scalar('model') ?? head.scalar('model', 'id') ?? head.scalar('model', 'name'));
  const maxOutputTokens = head.wholeNumber('config', 'maxOutputTokens');
  return fileDetection(text, sections, head, { model, maxOutputTokens, partial: partial || hasHistory });
}
