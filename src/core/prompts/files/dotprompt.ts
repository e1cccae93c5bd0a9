// Google dotprompt (`*.prompt`, also Genkit): YAML head, Handlebars body, `{{role "system"}}` starts a message.
// Source: https://github.com/google/dotprompt/blob/main/js/src/parse.ts (head, role and history marks; read 2026-11-21).
import type { Detection, Role } from '../prompt';
import { roleWord } from '../roles';
import { fileDetection, headModel, type Section, trimSpan } from './fileDetection';
import { readFrontMatter } from './frontMatter';
import { readTaggedPrompt } from './taggedPrompt';
import { handlebars, render, type Tag } from './template';

/** The role that a tag switches to; undefined for any other tag. `{{history}}` puts messages in and goes on as the model. */
function switchesTo(tag: Tag): Role | undefined {
  if (tag.kind !== 'value') return undefined;
  if (tag.content === 'history') return 'assistant';
  const word = /^role\s+["']([a-z]+)["']/.exec(tag.content)?.[1];
  return word === undefined ? undefined : (roleWord(word) ?? 'unknown');
}

/** Messages in tags, or a head without its first fence: the ending is that of Continue and Humanloop as well. */
export function readPromptFile(text: string): Detection {
  return /\{\{~?\s*role\b/.test(text) ? readDotprompt(text) : (readTaggedPrompt(text) ?? readDotprompt(text));
}

/** Text before any role mark is the user's. Blank text between two marks is not sent. */
function readDotprompt(text: string): Detection {
  const head = readFrontMatter(text, true);
  const body = trimSpan(text, { start: head.body, end: text.length });
  const sections: Section[] = [];
  let partial = false;
  let role: Role = 'user';
  let from = body.start;
  let inside: Tag[] = [];
  const close = (end: number) => {
    const span = { start: from, end };
    const { partial: unsure, ...sent } = render(text, span, inside, handlebars);
    partial ||= unsure;
    sections.push({ span: trimSpan(text, span), role, ...sent });
  };
  for (const tag of handlebars.tags(text, body.start)) {
    const next = switchesTo(tag);
    if (next === undefined) inside.push(tag);
    else {
      close(tag.start);
      partial ||= tag.content === 'history';
      role = next;
      from = tag.end;
      inside = [];
    }
  }
  close(Math.max(from, body.end));
  const maxOutputTokens = head.wholeNumber('config', 'maxOutputTokens');
  return fileDetection(text, sections, head, { model: headModel(head.scalar('model')), maxOutputTokens, partial });
}
