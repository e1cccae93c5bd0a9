// How a prompt is written in its document: which characters of the source say which part of the text that is sent.
//
// Finders give the text alone. To carry a place along with every character through ten languages, twenty file formats and all that
// programs do to texts would cost every analysis, and only "Show Tokens" asks. So the map is found when it is asked for, by laying the
// text beside its source (alignment.ts): both have the same order, and differ in a few known ways.
import type { Span } from '../text';
import { align } from './alignment';
import type { Step } from './certainRun';
import type { Prompt } from './prompt';

/**
 * A piece of a prompt's text and its place in the document.
 * - same: the place says it unit for unit
 * - written: the place as a whole says it in another way: an escape, a doubled brace, a folded line end
 * - added: nothing in the source says it, as the separator of a join; the place is what stands there instead, possibly nothing
 */
export interface SourceSegment {
  readonly kind: 'same' | 'written' | 'added';
  /** Where the piece begins in `Prompt.text`, in UTF-16 units. */
  readonly at: number;
  /** Units of the text; > 0. */
  readonly length: number;
  readonly span: Span;
}

/** Where the document names what fills a hole. */
export interface HolePlace {
  readonly name: string;
  readonly span: Span;
}

/** `segments` cover `Prompt.text` in order and without gaps. Holes whose place is not found are left out. */
export interface SourceMap {
  readonly segments: readonly SourceSegment[];
  readonly holes: readonly HolePlace[];
}

/**
 * The map of a prompt of the document. Undefined when text and source are too different to be laid side by side in reasonable time.
 * Linear where the text stands in the source as it is; where it does not, some microseconds a character.
 */
export function sourceMap(document: string, prompt: Pick<Prompt, 'span' | 'text' | 'holes'>): SourceMap | undefined {
  const { start, end } = prompt.span;
  // The last line end of a block of lines is not in its span.
  const source = document.slice(
    start,
    document.startsWith('\r\n', end) ? end + 2 : document[end] === '\n' ? end + 1 : end,
  );
  const steps = align(source, prompt);
  if (steps === undefined) return undefined;
  const segments: SourceSegment[] = [];
  const holes: HolePlace[] = [];
  const inDocument = (place: Span) => ({ start: start + place.start, end: start + place.end });
  for (const [index, step] of steps.entries()) {
    const gap = gapAround(steps, index, source.length);
    if (step.kind === 'hole') {
      holes.push({ name: prompt.holes[step.at]?.name ?? '', span: inDocument(withBraces(source, step, gap)) });
    } else {
      // Text behind the last that the source says stands nowhere.
      const added = index === steps.length - 1 ? step : gap;
      const span = inDocument(step.kind === 'added' ? added : step);
      segments.push({ kind: step.kind, at: step.at, length: step.length, span });
    }
  }
  return { segments, holes };
}

/** A hole with the braces around its name, where it has some: `${user.name}`, `{count:>10}`. */
function withBraces(source: string, { start, end }: Span, gap: Span): Span {
  const open = /(?:[$#]?\{+|<%=?|\$)[\s.$-]*$/.exec(
    source.slice(Math.max(gap.start, start - LONGEST_BRACE), start),
  )?.[0];
  if (open === undefined) return { start, end };
  const close = /^[^{}%"'`]{0,30}(?:\}+|%>)/.exec(source.slice(end, Math.min(gap.end, end + LONGEST_BRACE)))?.[0];
  return open.startsWith('$') || close !== undefined
    ? { start: start - open.length, end: end + (close?.length ?? 0) }
    : { start, end };
}

/** Units that are looked at on each side of a hole's name. */
const LONGEST_BRACE = 40;

/** What stands between the steps around one that nothing in the source says. */
function gapAround(steps: readonly Step[], index: number, length: number): Span {
  return { start: steps[index - 1]?.end ?? 0, end: steps[index + 1]?.start ?? length };
}
