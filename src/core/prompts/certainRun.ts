// A stretch of text that stands in its source without a doubt: where the alignment (alignment.ts) need not look for other explanations.
import { beginsForm, formsAt, type WrittenForm } from './writtenForms';

/**
 * Source `[start, end)` says `length` units of the text from `at` on, unit for unit (`same`) or otherwise (`written`); `added`: nothing
 * says them, and `start === end`; `hole`: the name of the hole with the index `at`, `length` 0.
 */
export interface Step {
  readonly kind: 'same' | 'written' | 'added' | 'hole';
  readonly at: number;
  readonly length: number;
  readonly start: number;
  readonly end: number;
}

/** Units that leave no doubt when they follow each other; many more are needed where they are few characters again and again. */
const CERTAIN = 32;
const DISTINCT = 6;
const CERTAIN_REPEATED = 1024;
/** Units compared at a time. */
const STRIDE = 4096;

/** Places in source and text, and how far the text may be taken. */
interface Places {
  readonly from: number;
  readonly at: number;
  readonly limit: number;
}

/** The step that a form at `from` of the source makes. */
export function writtenStep(from: number, at: number, { length, text }: WrittenForm): Step {
  return { kind: 'written', at, length: text.length, start: from, end: from + length };
}

/**
 * How the text goes on in the source with nothing in doubt: as it is, in the only form that fits, or with fewer blanks at the start of
 * a line. Undefined if that does not go far enough. Linear in what it covers.
 */
export function certainRun(
  source: string,
  text: string,
  start: Places,
): { readonly steps: readonly Step[]; readonly from: number; readonly at: number } | undefined {
  const steps: Step[] = [];
  let places = start;
  while (places.at < places.limit) {
    const { from, at, limit } = places;
    const length = sameLength(source, text, places);
    if (length > 0) steps.push({ kind: 'same', at, length, start: from, end: from + length });
    const next = onlyWay(source, text, { from: from + length, at: at + length, limit });
    places = { from: from + length, at: at + length, limit };
    // Another explanation, which has come further in the source, may be better than a rare form that the run begins with.
    if (next === undefined || (next.isRare && steps.length === 0)) break;
    steps.push(next.step);
    places = { from: next.from, at: next.step.at + next.step.length, limit };
  }
  return isCertain(text, start.at, places.at) ? { steps, from: places.from, at: places.at } : undefined;
}

function isCertain(text: string, start: number, end: number): boolean {
  if (end - start < CERTAIN) return false;
  return end - start >= CERTAIN_REPEATED || new Set(text.slice(start, end)).size >= DISTINCT;
}

/** Units that are the same in both and cannot be meant otherwise. */
function sameLength(source: string, text: string, { from, at, limit }: Places): number {
  let length = 0;
  while (at + length + STRIDE <= limit && isPlain(source, text, from + length, at + length)) length += STRIDE;
  for (; at + length < limit; length++) {
    const next = source[from + length];
    if (next === undefined || next !== text[at + length]) break;
    if (hasOtherMeaning(source, text, { from: from + length, at: at + length, limit })) break;
  }
  return length;
}

function isPlain(source: string, text: string, from: number, at: number): boolean {
  const slice = source.slice(from, from + STRIDE);
  return slice === text.slice(at, at + STRIDE) && !/[\\&\n\r{}%"'$`]/.test(slice);
}

/** Could a unit that is the same in both be the beginning of another form, or of indentation that is left out? */
function hasOtherMeaning(source: string, text: string, { from, at, limit }: Places): boolean {
  const next = source[from] ?? '';
  if (next === '\n') return blanks(source, from + 1) !== blanks(text, at + 1, limit);
  if (!beginsForm(next)) return false;
  if (at + CERTAIN <= limit && source.startsWith(text.slice(at, at + CERTAIN), from)) return false;
  const goesOn = source[from + 1] === text[at + 1];
  return formsAt(source, from).some((form) => text.startsWith(form.text, at) && (!goesOn || form.text === next));
}

/** The step over units that differ, where only one is possible, and where the source goes on. */
function onlyWay(
  source: string,
  text: string,
  { from, at, limit }: Places,
): { readonly step: Step; readonly from: number; readonly isRare: boolean } | undefined {
  const same = source[from] === text[at];
  if (at >= limit) return undefined;
  if (same && source[from] === '\n') {
    const left = blanks(source, from + 1) - blanks(text, at + 1, limit);
    const step: Step = { kind: 'same', at, length: 1, start: from, end: from + 1 };
    return left < 0 ? undefined : { step, from: from + 1 + left, isRare: false };
  }
  const forms = formsAt(source, from).filter(
    (form) => text.startsWith(form.text, at) && at + form.text.length <= limit,
  );
  const [form] = forms;
  if (form === undefined || forms.some(({ length }) => length !== form.length)) return undefined;
  if (same && source[from + 1] === text[at + 1]) return undefined;
  return { step: writtenStep(from, at, form), from: from + form.length, isRare: form.rare === true };
}

/** Blanks and tabs from `at` on, up to `limit`. */
function blanks(text: string, at: number, limit = text.length): number {
  let end = at;
  while (end < limit && (text[end] === ' ' || text[end] === '\t')) end++;
  return end - at;
}
