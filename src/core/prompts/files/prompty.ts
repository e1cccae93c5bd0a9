// Microsoft Prompty (`*.prompty`): YAML head, Jinja body, a line such as `system:` starts a message.
// Source: https://github.com/microsoft/prompty/blob/main/runtime/prompty/prompty/parsers.py (read 2026-11-21).
import { lineFeeds } from '../holed';
import { looksLikeModel } from '../modelNames';
import type { Detection, Role } from '../prompt';
import { roleWord } from '../roles';
import { fileDetection, headModel, type Section } from './fileDetection';
import { type FrontMatter, type HeadScalar, readFrontMatter } from './frontMatter';
import { jinja } from './template';
import { type MessagePart, templateMessages } from './templateMessages';

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
  const found = marks(text, head.body);
  const parts: MessagePart[] = [{ role: 'system', start: head.body, end: found[0]?.start ?? text.length }];
  for (const [index, { role, end }] of found.entries())
    parts.push({ role, start: end, end: found[index + 1]?.start ?? text.length });
  const { sections, partial } = templateMessages(text, parts, jinja.tags(text, head.body), jinja);
  const sent = sections.map((section) => ({ ...section, ...withoutLastLineEnd(section) }));
  return fileDetection(text, sent, head, {
    model: headModel(modelOf(head)),
    maxOutputTokens: limitOf(head),
    partial,
  });
}

function withoutLastLineEnd(sent: Pick<Section, 'text' | 'holes'>): Pick<Section, 'text' | 'holes'> {
  const { text, holes } = lineFeeds(sent);
  if (!text.endsWith('\n')) return { text, holes };
  const length = text.length - 1;
  return { text: text.slice(0, length), holes: holes.map(({ name, at }) => ({ name, at: Math.min(at, length) })) };
}
