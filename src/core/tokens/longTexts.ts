// Counts long texts that come again with small changes, as a prompt does while one types in it: the last ones are kept as documents,
// and only what changed is counted anew.
import type { Count, Encoding, TokenDocument } from './encoding';

/** Shorter texts are counted at once: that takes well under a millisecond. */
export const longTextUnits = 32_768;
/** Documents kept for each encoding. A document takes about as much memory as its text. */
const kept = 4;
/** More than this part of a text changed: it is taken for another text. */
const mostChanged = 0.25;
/** Units compared at a time: comparing slices is as fast as comparing memory. */
const stride = 4096;

interface LongText {
  text: string;
  readonly document: TokenDocument;
}

/** Where two texts differ: `[start, end of the old)` became `[start, end of the new)`. */
interface Difference {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** Counts with one encoding, remembering long texts. */
export class LongTexts {
  /** The one used last stands last. */
  private readonly texts: LongText[] = [];

  constructor(private readonly encoding: Encoding) {}

  /** As `encoding.count`; much faster when the text is nearly one that was counted before. */
  count(text: string): Count {
    if (text.length < longTextUnits) return this.encoding.count(text);
    const { document } = this.changed(text) ?? this.added(text);
    const specials = this.encoding.specialsIn(text);
    return { tokens: document.tokens, exact: document.exact, ...(specials && { specials }) };
  }

  private changed(text: string): LongText | undefined {
    for (let index = this.texts.length - 1; index >= 0; index--) {
      const known = this.texts[index];
      if (!known) continue;
      const { start, oldEnd, newEnd } = differenceOf(known.text, text);
      if (Math.max(oldEnd, newEnd) - start > text.length * mostChanged) continue;
      known.document.edit(start, oldEnd - start, text.slice(start, newEnd));
      known.text = text;
      this.texts.push(...this.texts.splice(index, 1));
      return known;
    }
    return undefined;
  }

  private added(text: string): LongText {
    const added = { text, document: this.encoding.createDocument(text) };
    this.texts.push(added);
    if (this.texts.length > kept) this.texts.shift();
    return added;
  }
}

/** The smallest difference that begins after the common beginning and ends before the common end. */
export function differenceOf(before: string, after: string): Difference {
  const shorter = Math.min(before.length, after.length);
  const start = commonStart(before, after, shorter);
  const end = commonEnd(before, after, shorter - start);
  return { start, oldEnd: before.length - end, newEnd: after.length - end };
}

function commonStart(a: string, b: string, limit: number): number {
  let at = 0;
  while (at + stride <= limit && a.slice(at, at + stride) === b.slice(at, at + stride)) at += stride;
  while (at < limit && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return at;
}

function commonEnd(a: string, b: string, limit: number): number {
  const same = (from: number, to: number) =>
    a.slice(a.length - to, a.length - from) === b.slice(b.length - to, b.length - from);
  let at = 0;
  while (at + stride <= limit && same(at, at + stride)) at += stride;
  while (at < limit && same(at, at + 1)) at++;
  return at;
}
