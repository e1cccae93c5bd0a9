// Tokens as they are painted over a document: each where the document says it, also where that is not how it is sent.
import type { SourceMap, SourceSegment } from '../prompts/sourceMap';
import type { Span } from '../text';
import type { EncodedPart } from '../tokens/encoding';
import { type TokenSpan, tokenSpans } from '../tokens/tokenSpans';

/** One token; or several, where one character or one escape is of several. */
export interface ShownToken {
  /** In the document and in order: several where something stands between that is not sent. May be empty. */
  readonly places: readonly Span[];
  readonly ids: readonly number[];
  /** What is sent. */
  readonly text: string;
  /** True when the document says it in other characters, or does not say it. */
  readonly written: boolean;
  /** Alternates from token to token. */
  readonly turn: 0 | 1;
}

/** The part `[from, to)` of the text that segments say which touch `[from, to)` of the document. */
export function partShown(segments: readonly SourceSegment[], from: number, to: number): Span {
  const seen = segments.filter(({ span }) => span.end >= from && span.start <= to);
  const [first, last] = [seen[0], seen.at(-1)];
  if (first === undefined || last === undefined) return { start: 0, end: 0 };
  const start = first.kind === 'same' ? first.at + Math.max(0, from - first.span.start) : first.at;
  const end = last.at + (last.kind === 'same' ? Math.min(last.length, Math.max(0, to - last.span.start)) : last.length);
  return { start, end };
}

/** The tokens of a text that touch a part of it, where its source map puts them. */
export function shownTokens(
  text: string,
  encoded: EncodedPart,
  { segments }: Pick<SourceMap, 'segments'>,
  part: Span,
): ShownToken[] {
  const shown: ShownToken[] = [];
  let index = 0;
  for (const token of tokenSpans(encoded, part.start, part.end)) {
    while (index + 1 < segments.length && endOf(segments[index]) <= token.start) index++;
    const whole = segments[index];
    const last = shown.at(-1);
    const goesOn = last !== undefined && whole !== undefined && whole.kind !== 'same' && whole.at < token.start;
    const own = { ids: token.ids, text: text.slice(token.start, token.end), ...placed(token, segments, index) };
    if (goesOn) shown[shown.length - 1] = joined(last, own);
    else shown.push({ ...own, turn: last === undefined ? turnOf(token.index) : turnOf(last.turn + 1) });
  }
  return shown;
}

function turnOf(index: number): 0 | 1 {
  return index % 2 === 0 ? 0 : 1;
}

function endOf(segment: SourceSegment | undefined): number {
  return segment === undefined ? 0 : segment.at + segment.length;
}

type Placed = Omit<ShownToken, 'turn'>;

/** A token that begins in the midst of what an escape stands for is shown with the one before it. */
function joined(before: ShownToken, next: Placed): ShownToken {
  return {
    places: next.places.reduce(withPlace, before.places),
    ids: [...before.ids, ...next.ids],
    text: before.text + next.text,
    ...{ written: true, turn: before.turn },
  };
}

/** Where segments from `first` on say the token. */
function placed(
  { start, end }: TokenSpan,
  segments: readonly SourceSegment[],
  first: number,
): Pick<ShownToken, 'places' | 'written'> {
  let places: readonly Span[] = [];
  let written = false;
  for (let index = first; index < segments.length; index++) {
    const segment = segments[index];
    if (segment === undefined || segment.at >= end) break;
    const same = segment.kind === 'same';
    written ||= !same;
    places = withPlace(places, same ? piece(segment, start, end) : segment.span);
  }
  return { places, written };
}

function piece({ at, length, span }: SourceSegment, start: number, end: number): Span {
  const offset = span.start - at;
  return { start: offset + Math.max(at, start), end: offset + Math.min(at + length, end) };
}

/** The places with one more, which may go on where the last ends. */
function withPlace(places: readonly Span[], place: Span): readonly Span[] {
  const last = places.at(-1);
  if (place.start === place.end || (last !== undefined && place.end <= last.end)) return places;
  if (last?.end !== place.start) return [...places, place];
  return [...places.slice(0, -1), { start: last.start, end: place.end }];
}
