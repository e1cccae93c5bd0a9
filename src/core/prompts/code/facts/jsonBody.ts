// Bodies of requests that a program writes as JSON text: `strings.NewReader(`{"model": "…", "messages": […]}`)`. The text is read as the
// object that it says, so that the rules for objects hold for it.

import type { Span } from '../../../text';
import type { Data } from '../../files/data';
import { readJson } from '../../files/json';
import type { Hole } from '../../prompt';
import { type SourceSegment, sourceMap } from '../../sourceMap';
import { normalName, type ObjectValue, type TextValue, type Value } from './value';

/** Longer texts are no bodies that somebody wrote. */
const LENGTH_LIMIT = 100_000;
const body = /"(messages|contents|prompt)"\s*:/;
/** What else a body says, so that other JSON with a `prompt` in it is none. */
const beside = /"(model|role|parts|max_tokens|temperature|stream)"\s*:/;

/** First of the characters that stand for holes while the text is read; a text that has such characters of its own is not read. */
const HOLE_BASE = 0xe000;
const HOLES_LIMIT = 1_000;
const privateUse = /[\ue000-\uf8ff]/;

/** The text with a character for each hole inside of a JSON string, and a number for one outside. */
function withMarks({ text, holes }: TextValue): string {
  const parts: string[] = [];
  let from = 0;
  let quoted = false;
  for (const [index, { at }] of holes.entries()) {
    const piece = text.slice(from, at);
    const quotes = piece.replace(/\\[\s\S]/g, '').split('"').length - 1;
    quoted = quotes % 2 === 1 ? !quoted : quoted;
    parts.push(piece, quoted ? String.fromCharCode(HOLE_BASE + index) : '0');
    from = at;
  }
  return parts.join('') + text.slice(from);
}

/** Places of the marked text as offsets of the document. */
class Places {
  readonly #segments: readonly SourceSegment[];
  readonly #holes: readonly Hole[];

  constructor(segments: readonly SourceSegment[], holes: readonly Hole[]) {
    this.#segments = segments;
    this.#holes = holes;
  }

  /** Where the characters of this span of the marked text stand in the document. */
  of({ start, end }: Span): Span {
    const first = this.#at(start);
    const last = this.#at(Math.max(start, end - 1));
    return { start: first.start, end: Math.max(first.start, last.end) };
  }

  /** A mark counts one in the marked text; the text has nothing there. */
  #at(marked: number): Span {
    let at = marked;
    for (const [index, hole] of this.#holes.entries()) if (hole.at + index < marked) at--;
    const segment = this.#segments.find((each) => each.at <= at && at < each.at + each.length);
    if (segment === undefined) return { start: 0, end: 0 };
    const { start, end } = segment.span;
    return segment.kind === 'same'
      ? { start: start + at - segment.at, end: start + at - segment.at + 1 }
      : { start, end };
  }
}

/** A string of the body as a text with its holes. */
function textOf(value: string, span: Span, holes: readonly Hole[]): TextValue {
  const own: Hole[] = [];
  let text = '';
  for (const char of value) {
    const hole = holes[char.charCodeAt(0) - HOLE_BASE];
    if (hole === undefined) text += char;
    else own.push({ ...hole, at: text.length });
  }
  return { kind: 'text', span, text, holes: own, branches: 1, literals: 1 };
}

function readValue(data: Data, places: Places, holes: readonly Hole[]): Value {
  const span = places.of(data.span);
  switch (data.kind) {
    case 'text':
      return textOf(data.value, span, holes);
    case 'list':
      return { kind: 'list', span, items: data.items.map((item) => readValue(item, places, holes)) };
    case 'map': {
      const entries = [...data.entries].map(
        ([key, item]) => [normalName(key), readValue(item, places, holes)] as const,
      );
      return { kind: 'object', span, entries: new Map(entries), complete: true };
    }
    case 'number':
      return { kind: 'number', span, value: data.value };
    case 'other':
      return { kind: 'other', span };
  }
}

/** The object that the text says when it is the body of a request; undefined for other texts. `document`: the text of the whole document. */
export function jsonBody(value: TextValue, document: string): ObjectValue | undefined {
  const { text, holes, span } = value;
  if (text.length > LENGTH_LIMIT || holes.length > HOLES_LIMIT || privateUse.test(text)) return undefined;
  if (!body.test(text) || !beside.test(text)) return undefined;
  const data = readJson(withMarks(value));
  if (data?.kind !== 'map') return undefined;
  const map = sourceMap(document, { span, text, holes });
  const read = map === undefined ? undefined : readValue(data, new Places(map.segments, holes), holes);
  return read?.kind === 'object' ? { ...read, span } : undefined;
}
