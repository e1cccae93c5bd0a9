// Which source files are not looked into at all: too big, too deeply nested, or machine-made. One pass over the text.
import type { Span } from '../../../text';
import { type Sentence, sentence } from '../../../words';
import type { ChangedPart } from './changedPart';

/** Files over this many UTF-16 units are left alone; no hand-written source is that long. */
export const SIZE_LIMIT = 2 ** 20;
/** Lines over this many units are suspected to be minified code. */
export const LINE_LIMIT = 5_000;
/** A suspected line is minified when at least this share of it is `;{}()=`: code has 10 % and more, a long prompt text under 3 %. */
const MINIFIED_SHARE = 0.06;

/**
 * Brackets open at once. The parser's own stack overflows somewhere above 2,000 nested object literals (web-tree-sitter 0.27.1), which
 * leaves the runtime unusable for all documents.
 */
const NESTING_LIMIT = 1_000;

export interface Refusal {
  readonly span: Span;
  readonly sentence: Sentence;
}

function isCode(line: string): boolean {
  let marks = 0;
  for (const char of line) if (';{}()='.includes(char)) marks++;
  return marks / line.length >= MINIFIED_SHARE;
}

function isWord(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122);
}

/** The most brackets and the most `<` that are open at once; at most one more than NESTING_LIMIT, where the count stops. */
interface Depth {
  readonly open: number;
  readonly angles: number;
}

/**
 * Brackets in strings count too. A `<` counts when it stands at a name, as in nested types, and only until the next `;`, `{` or `}`,
 * because it may as well be a comparison.
 */
function depthOf(text: string): Depth {
  let open = 0;
  let angles = 0;
  let mostOpen = 0;
  let mostAngles = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // Letters and spaces first: most are one of these, and a long text is gone through when this is still slow.
    if ((code > 93 && code < 123) || code < 40) continue;
    // ( [ { and ) ] }
    if (code === 40 || code === 91 || code === 123) {
      if (++open > mostOpen) mostOpen = open;
    } else if ((code === 41 || code === 93 || code === 125) && open > 0) open--;
    else if (code === 60 && isWord(text.charCodeAt(at - 1))) {
      if (++angles > mostAngles) mostAngles = angles;
    } else if (code === 62 && angles > 0) angles--;
    if (code === 59 || code === 123 || code === 125) angles = 0;
    if (open > NESTING_LIMIT || angles > NESTING_LIMIT) break;
  }
  return { open: mostOpen, angles: mostAngles };
}

const tooDeep = ({ open, angles }: Depth): boolean => open > NESTING_LIMIT || angles > NESTING_LIMIT;

/** A bound of the depth after an edit: each unit that comes or goes is one bracket more, and runs of `<` that it joins add up. */
function depthAfter({ open, angles }: Depth, removed: string, inserted: number): Depth {
  const units = removed.length + inserted + 1;
  let joined = 1;
  for (const char of removed) if (';{}'.includes(char)) joined++;
  return { open: open + units, angles: angles * joined + units };
}

/** The first line of code over LINE_LIMIT among the lines that `[from, to]` touches. */
function minifiedLine(text: string, from: number, to: number): Span | undefined {
  for (let start = text.lastIndexOf('\n', from - 1) + 1; start <= to; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    if (end - start > LINE_LIMIT && isCode(text.slice(start, end))) return { start, end };
    start = end + 1;
  }
  return undefined;
}

/** Decides for each version of one document. What it measured of the last one that was read saves it from going through all again. */
export class Gate {
  #depth: Depth | undefined;

  /**
   * Why the text is not read; undefined when it is. The span is the start of the file, or the first minified line. `edit`: what of the
   * text given last, `before`, became this one; without it, and after a refusal, the whole text is measured. Linear.
   */
  refuse(text: string, before?: string, edit?: ChangedPart): Refusal | undefined {
    const known = this.#depth;
    this.#depth = undefined;
    if (text.length > SIZE_LIMIT) {
      return {
        span: { start: 0, end: 0 },
        sentence: sentence('The file is over 1 MB, so prompts in it are not looked for.'),
      };
    }
    const part = known === undefined || before === undefined ? undefined : edit;
    const bound =
      part && known && depthAfter(known, before?.slice(part.start, part.oldEnd) ?? '', part.newEnd - part.start);
    const depth = bound === undefined || tooDeep(bound) ? depthOf(text) : bound;
    if (tooDeep(depth)) {
      const open = sentence('Over 1,000 brackets are open at once, so prompts in this file are not looked for.');
      return { span: { start: 0, end: 0 }, sentence: open };
    }
    const line = minifiedLine(text, part?.start ?? 0, part?.newEnd ?? text.length);
    if (line !== undefined) {
      const long = sentence(
        'A line of code is over 5,000 characters (minified), so prompts in this file are not looked for.',
      );
      return { span: line, sentence: long };
    }
    this.#depth = depth;
    return undefined;
  }
}

/** Why a text is not read; undefined when it is. */
export function refuse(text: string): Refusal | undefined {
  return new Gate().refuse(text);
}
