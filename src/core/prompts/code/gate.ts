// Which source files are not looked into at all: too big, too deeply nested, or machine-made. One pass over the text.
import type { Span } from '../../text';
import { type Sentence, sentence } from '../../words';

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

/**
 * True when more than NESTING_LIMIT brackets are open somewhere; brackets in strings count too. A `<` counts when it stands at a name, as
 * in nested types, and only until the next `;`, `{` or `}`, because it may as well be a comparison.
 */
function tooDeep(text: string): boolean {
  let open = 0;
  let angles = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // ( [ { and ) ] }
    if (code === 40 || code === 91 || code === 123) open++;
    else if ((code === 41 || code === 93 || code === 125) && open > 0) open--;
    else if (code === 60 && isWord(text.charCodeAt(at - 1))) angles++;
    else if (code === 62 && angles > 0) angles--;
    if (code === 59 || code === 123 || code === 125) angles = 0;
    if (open > NESTING_LIMIT || angles > NESTING_LIMIT) return true;
  }
  return false;
}

/** Why the text is not read; undefined when it is. The span is the start of the file, or the first minified line. */
export function refuse(text: string): Refusal | undefined {
  if (text.length > SIZE_LIMIT) {
    return {
      span: { start: 0, end: 0 },
      sentence: sentence('The file is over 1 MB, so prompts in it are not looked for.'),
    };
  }
  if (tooDeep(text)) {
    const open = sentence('Over 1,000 brackets are open at once, so prompts in this file are not looked for.');
    return { span: { start: 0, end: 0 }, sentence: open };
  }
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    if (end - start > LINE_LIMIT && isCode(text.slice(start, end))) {
      const long = sentence(
        'A line of code is over 5,000 characters (minified), so prompts in this file are not looked for.',
      );
      return { span: { start, end }, sentence: long };
    }
    start = end + 1;
  }
  return undefined;
}
