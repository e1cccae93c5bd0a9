// Microsoft Prompty (`*.prompty`): YAML head, Jinja body, a line such as `system:` starts a message.
// Source: https://github.com/microsoft/prompty/blob/main/runtime/prompty/prompty/parsers.py (read 2026-11-21).
import { lineFeeds } from '../holed';
import { looksLikeModel } from '../modelNames';
import type { Detection, Role } from '../prompt';
import { roleWord } from '../roles';
import { fileDetection, headModel, type Section } from './fileDetection';
import { type FrontMatter, type HeadScalar, readFrontMatter } from './frontMatter';
import { jinja, render, type Tag, trimTags } from './template';

/** Only lines up to this length can be marks, which keeps the pattern's work per line small. */
const MARK_LIMIT = 200;
const mark = /^\s*#?\s*(system|user|assistant|developer|function|tool)\s*(\[[^\]]*\])?\s*:\s*$/i;
/** The same in a loop over what was said before: `{{ item.role }}:`. */
const anyRole = /^\s*#?\s*\{\{-?[^{}]{0,80}\brole\b[^{}]{0,20}\}\}\s*:\s*$/;

interface Mark {
  /** Undefined where the loop says it. */
  readonly role: Role | undefined;
  readonly start: number;
  /** Start of the next line. */
  readonly end: number;
}

function marks(text: string, from: number): Mark[] {
  const found: Mark[] = [];
  for (let start = from; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline + 1;
    const line = end - start <= MARK_LIMIT ? text.slice(start, end) : '';
    const word = mark.exec(line)?.[1];
    if (word !== undefined || anyRole.test(line))
      found.push({ role: word === undefined ? undefined : roleWord(word), start, end });
    start = end;
  }
  return found;
}

/** v2 `model.id` or `model: …`; v1 the model in `model.configuration` (`model.connection` in drafts of v2) or `model.parameters`. */
function modelOf(head: FrontMatter): HeadScalar | undefined {
  const places = ['configuration', 'connection'].flatMap((place) => [
    head.scalar('model', place, 'model') ?? head.scalar('model', place, 'name'),
    deployed(head.scalar('model', place, 'azure_deployment')),
  ]);
  const stated = head.scalar('model') ?? head.scalar('model', 'id') ?? places.find((place) => place !== undefined);
  return stated ?? head.scalar('model', 'parameters', 'model_id');
}

/** A deployment has any name; it says the model where it is called as the model is. */
function deployed(deployment: HeadScalar | undefined): HeadScalar | undefined {
  return deployment !== undefined && looksLikeModel(deployment.value) ? deployment : undefined;
}

/** v2 `model.options.maxOutputTokens`; v1 `model.parameters.max_tokens`. */
function limitOf(head: FrontMatter): number | undefined {
  return (
    head.wholeNumber('model', 'options', 'maxOutputTokens') ??
    head.wholeNumber('model', 'parameters', 'max_completion_tokens') ??
    head.wholeNumber('model', 'parameters', 'max_tokens')
  );
}

/** Text before any mark is the system's. Messages are the lines between two marks, joined by LF. */
export function readPrompty(text: string): Detection {
  const head = readFrontMatter(text);
  const sections: Section[] = [];
  const tags = jinja.tags(text, head.body);
  let tagAt = 0;
  let partial = false;
  /** Loops that are open. */
  let loops = 0;
  const add = (role: Role | undefined, start: number, end: number) => {
    const inLoop = role === undefined || loops > 0;
    const inside: Tag[] = [];
    for (let tag = tags[tagAt]; tag !== undefined && tag.start < end; tag = tags[++tagAt]) {
      if (tag.start >= start && tag.end <= end) inside.push(tag);
      if (tag.kind === 'block') loops += loopStep(tag);
    }
    const { partial: unsure, ...sent } = render(text, { start, end }, inside, jinja);
    // What was said before is no prompt of this file.
    const isHistory = inLoop && sent.text.trim() === '';
    partial ||= unsure || isHistory;
    if (isHistory) return;
    const span = trimTags(text, { start, end }, inside);
    sections.push({ span, role: role ?? 'unknown', ...withoutLastLineEnd(sent) });
  };
  const found = marks(text, head.body);
  add('system', head.body, found[0]?.start ?? text.length);
  for (const [index, { role, end }] of found.entries()) add(role, end, found[index + 1]?.start ?? text.length);
  return fileDetection(text, sections, head, {
    model: headModel(modelOf(head)),
    maxOutputTokens: limitOf(head),
    partial,
  });
}

function loopStep({ content }: Tag): number {
  if (/^for\b/.test(content)) return 1;
  return /^endfor\b/.test(content) ? -1 : 0;
}

function withoutLastLineEnd(sent: Pick<Section, 'text' | 'holes'>): Pick<Section, 'text' | 'holes'> {
  const { text, holes } = lineFeeds(sent);
  if (!text.endsWith('\n')) return { text, holes };
  const length = text.length - 1;
  return { text: text.slice(0, length), holes: holes.map(({ name, at }) => ({ name, at: Math.min(at, length) })) };
}
