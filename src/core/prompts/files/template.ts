// Template tags of prompt files (`{{name}}`, `{% if %}`, comments), and the text that remains when they are taken out. Linear: each
// character is looked at a fixed number of times, tags that never close are text.
import type { Span } from '../../text';
import { type Holed, holeName, joinTexts } from '../holed';
import { trimSpan } from './fileDetection';

export interface Tag extends Span {
  /** value: puts a text in. partial: puts another template in. block: control flow. comment: nothing. literal: `text` as it stands. */
  readonly kind: 'value' | 'partial' | 'block' | 'comment' | 'literal';
  /** What stands inside, trimmed. */
  readonly content: string;
  /** White space before or after the tag is removed (`{{~ x ~}}`, `{%- x -%}`). */
  readonly trimBefore: boolean;
  readonly trimAfter: boolean;
}

/** A part of a template as it is sent. */
export interface Rendered extends Holed {
  /** True when control flow or other templates decide what is sent. */
  readonly partial: boolean;
}

export interface TemplateLanguage {
  /** All tags from `from` on, in order. */
  tags(text: string, from: number): Tag[];
  /** True when a control tag or comment alone on its line takes the whole line with it. */
  readonly standalone: boolean;
}

interface Mark {
  readonly open: string;
  readonly close: string;
  readonly kind: Tag['kind'];
}

/** Tags between marks. The first mark that fits at a place counts, so longer ones stand first. `classify` refines a value tag. */
function scanner(marks: readonly Mark[], first: string, trimMark: string, classify: (content: string) => Tag['kind']) {
  return (text: string, from: number): Tag[] => {
    const tags: Tag[] = [];
    // A mark without an end has none further on either, so each is searched for in vain only once.
    const unclosed = new Set<string>();
    for (let at = text.indexOf(first, from); at !== -1; ) {
      const mark = marks.find(({ open, close }) => text.startsWith(open, at) && !unclosed.has(close));
      const end = mark === undefined ? -1 : text.indexOf(mark.close, at + mark.open.length);
      if (mark !== undefined && end === -1) unclosed.add(mark.close);
      if (mark === undefined || end === -1) {
        if (mark === undefined) at = text.indexOf(first, at + 1);
        continue;
      }
      let inside = text.slice(at + mark.open.length, end);
      const trimBefore = inside.startsWith(trimMark);
      const trimAfter = inside.length > 1 && inside.endsWith(trimMark);
      inside = inside.slice(trimBefore ? 1 : 0, inside.length - (trimAfter ? 1 : 0)).trim();
      const kind = mark.kind === 'value' ? classify(inside) : mark.kind;
      const content = kind === 'partial' ? inside.slice(1).trim() : inside;
      tags.push({ start: at, end: end + mark.close.length, kind, content, trimBefore, trimAfter });
      at = text.indexOf(first, end + mark.close.length);
    }
    return tags;
  };
}

function handlebarsKind(content: string): Tag['kind'] {
  if (content.startsWith('!')) return 'comment';
  if (content.startsWith('>')) return 'partial';
  return /^[#/^]|^else\b/.test(content) ? 'block' : 'value';
}

const handlebarsTags = scanner(
  [
    { open: '{{!--', close: '--}}', kind: 'comment' },
    { open: '{{~!--', close: '--~}}', kind: 'comment' },
    { open: '{{{', close: '}}}', kind: 'value' },
    { open: '{{', close: '}}', kind: 'value' },
  ],
  '{{',
  '~',
  handlebarsKind,
);

/** Source: https://handlebarsjs.com/guide/ (background knowledge). */
export const handlebars: TemplateLanguage = {
  standalone: true,
  tags: (text, from) =>
    handlebarsTags(text, from).map((tag) =>
      text[tag.start - 1] === '\\'
        ? { ...tag, start: tag.start - 1, kind: 'literal', content: text.slice(tag.start, tag.end) }
        : tag,
    ),
};

const jinjaTags = scanner(
  [
    { open: '{#', close: '#}', kind: 'comment' },
    { open: '{%', close: '%}', kind: 'block' },
    { open: '{{', close: '}}', kind: 'value' },
  ],
  '{',
  '-',
  () => 'value',
);

/** Between `{% raw %}` and `{% endraw %}` there are no tags. */
function withoutRaw(tags: readonly Tag[]): Tag[] {
  let raw = false;
  return tags.filter((tag) => {
    if (tag.kind === 'block' && tag.content === 'endraw') raw = false;
    else if (raw) return false;
    else if (tag.kind === 'block' && tag.content === 'raw') raw = true;
    return true;
  });
}

/** Source: https://jinja.palletsprojects.com/en/stable/templates/ (background knowledge). */
export const jinja: TemplateLanguage = {
  standalone: false,
  tags: (text, from) => withoutRaw(jinjaTags(text, from)),
};

/** True when only white space stands around the tags on their line. */
function isAlone(text: string, { start, end }: Span, within: Span): boolean {
  let before = start;
  while (before > within.start && (text[before - 1] === ' ' || text[before - 1] === '\t')) before--;
  let after = end;
  while (after < within.end && (text[after] === ' ' || text[after] === '\t' || text[after] === '\r')) after++;
  const opens = before === within.start || text[before - 1] === '\n';
  return opens && (after === within.end || text[after] === '\n');
}

/** Without spaces and tabs at its end. */
function withoutIndent(piece: string): string {
  let end = piece.length;
  while (end > 0 && (piece[end - 1] === ' ' || piece[end - 1] === '\t')) end--;
  return piece.slice(0, end);
}

/** Without its first line, when that is blank. */
function withoutBlankLine(piece: string): string {
  const newline = piece.indexOf('\n');
  return newline !== -1 && piece.slice(0, newline).trim() === '' ? piece.slice(newline + 1) : piece;
}

/** Text and holes of `text` in `span`. `tags` are those inside, in order. */
export function render(text: string, span: Span, tags: readonly Tag[], language: TemplateLanguage): Rendered {
  const parts: Holed[] = [];
  let partial = false;
  let previous: Tag | undefined;
  let previousAlone = false;
  const piece = (to: number): string => {
    const raw = text.slice(previous?.end ?? span.start, to);
    if (previous?.trimAfter === true) return raw.trimStart();
    return previousAlone ? withoutBlankLine(raw) : raw;
  };
  for (const tag of tags) {
    const before = piece(tag.start);
    const alone = language.standalone && tag.kind !== 'value' && tag.kind !== 'literal' && isAlone(text, tag, span);
    const kept = tag.trimBefore ? before.trimEnd() : alone ? withoutIndent(before) : before;
    const filled = tag.kind === 'value' || tag.kind === 'partial';
    parts.push({ text: kept, holes: filled ? [{ name: holeName(tag.content), at: kept.length }] : [] });
    if (tag.kind === 'literal') parts.push({ text: tag.content, holes: [] });
    if (tag.kind === 'partial' || (tag.kind === 'block' && !/^(end)?raw$/.test(tag.content))) partial = true;
    previous = tag;
    previousAlone = alone;
  }
  parts.push({ text: piece(span.end), holes: [] });
  return { ...joinTexts(parts), partial };
}

/** Control tags that open, close and divide blocks, in both languages. */
const opensBlock = /^(if|for|unless|case|with|block|macro|filter|call|set\s+\w+\s*$)\b|^[#^]/;
const closesBlock = /^(end(?!raw)|\/)/;
const dividesBlock = /^(else|elif|elsif|when)\b/;

/** The control tags whose block is not whole among `tags`. */
function strayTags(tags: readonly Tag[]): Set<Tag> {
  const stray = new Set<Tag>();
  const open: Tag[] = [];
  for (const tag of tags) {
    if (tag.kind !== 'block') continue;
    if (opensBlock.test(tag.content)) open.push(tag);
    else if (closesBlock.test(tag.content) ? open.pop() === undefined : open.length === 0) stray.add(tag);
  }
  for (const tag of open) stray.add(tag);
  for (const tag of stray) if (!isControl(tag)) stray.delete(tag);
  return stray;
}

function isControl({ content }: Tag): boolean {
  return opensBlock.test(content) || closesBlock.test(content) || dividesBlock.test(content);
}

/** True for tags that put no text in themselves, as `{% include %}` does. */
const putsNothing = (tag: Tag): boolean => isControl(tag) || /^(set|from|import)\b/.test(tag.content);

/** The control tags and comments on lines that hold nothing else. */
function tagsAlone(text: string, span: Span, tags: readonly Tag[]): Set<Tag> {
  const alone = new Set<Tag>();
  let run: Tag[] = [];
  const close = () => {
    const line = { start: run[0]?.start ?? span.start, end: run.at(-1)?.end ?? span.start };
    if (isAlone(text, line, span)) for (const tag of run) alone.add(tag);
    run = [];
  };
  for (const tag of tags) {
    const before = text.slice(run.at(-1)?.end ?? tag.start, tag.start);
    if (/[^ \t]/.test(before)) close();
    if (tag.kind === 'comment' || (tag.kind === 'block' && putsNothing(tag))) run.push(tag);
    else close();
  }
  close();
  return alone;
}

/**
 * `span` from its first to its last line that says something: without white space, comments, lines of control tags, and tags of blocks
 * that go on outside (`{% for m in history %}`) at its ends.
 */
export function trimTags(text: string, span: Span, tags: readonly Tag[]): Span {
  const stray = strayTags(tags);
  const alone = tagsAlone(text, span, tags);
  const silent = tags.filter((tag) => tag.kind === 'comment' || stray.has(tag) || alone.has(tag));
  let trimmed = trimSpan(text, span);
  for (const tag of silent) {
    if (tag.start !== trimmed.start) continue;
    trimmed = trimSpan(text, { start: Math.min(tag.end, trimmed.end), end: trimmed.end });
  }
  for (const tag of silent.reverse()) {
    if (tag.end !== trimmed.end || tag.start < trimmed.start) continue;
    trimmed = trimSpan(text, { start: trimmed.start, end: tag.start });
  }
  return trimmed;
}
