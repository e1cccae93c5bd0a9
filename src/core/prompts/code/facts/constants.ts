// Values that are written as a number or as one of the few words that all languages have.
import type { Span } from '../../../text';
import type { Value } from './value';

/** More digits than any limit of a request has. */
const NUMBER_LENGTH = 12;
/** How the languages write what JSON has words for. */
const fixed: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['null', null],
  ['None', null],
  ['nil', null],
]);

/** The number or word at this place; undefined when it is something else. */
export function constant(text: string, span: Span): Value | undefined {
  if (span.end - span.start > NUMBER_LENGTH) return undefined;
  const digits = text.slice(span.start, span.end);
  const value = fixed.get(digits);
  if (value !== undefined) return { kind: 'fixed', span, value };
  return /^\d[\d_]*$/.test(digits) ? { kind: 'number', span, value: Number(digits.replaceAll('_', '')) } : undefined;
}
