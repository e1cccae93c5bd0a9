// Random edits of a text, hard for an incremental count: on the cuts, in runs without a boundary, with halves of pairs.
import { below, denseText, fuzzText, hardAtoms, pick, type Random } from './fuzzText';

export interface Edit {
  readonly start: number;
  readonly deleted: number;
  readonly inserted: string;
}

/** Repeated to make runs longer than a block: of letters in all cases, numbers, signs, blanks, newlines, and mixtures of them. */
const longRuns = [
  ...[
    'a',
    'A',
    'aB',
    'Ab',
    'é',
    'ж',
    '文',
    '한',
    'ʰ',
    '文a',
    '文A',
    'A文',
    'ǅ',
    '𠀀',
    '𝒜',
    "a'",
    "'s",
    'a\u0301',
    '\u0301',
  ],
  ...[
    ' ',
    '  \n',
    '\n',
    '\r\n',
    '\t',
    '\u00a0',
    ' \n \n\n',
    '\u0085',
    '\u3000',
    '!\n',
    '!',
    '/',
    '/\n',
    '!/',
    '─',
    '...',
    '=',
    '<|',
  ],
  ...[
    '😀',
    '❤️',
    '👩‍👩‍👧',
    '🇩🇪',
    '\ud800',
    '\udc00',
    '\u200d',
    '\ufeff',
    '0',
    '123',
    '٣',
    '½',
    '𝟘',
    '1a',
    '1 ',
    '! ',
    "'",
  ],
];

/** A text of very roughly `length` units: hard atoms, words, and long runs. */
export function longText(random: Random, length: number): string {
  let text = '';
  while (text.length < length) {
    const kind = random();
    if (kind < 0.35) text += fuzzText(random, 10);
    else if (kind < 0.5) text += denseText(random, length);
    else if (kind < 0.8) text += pick(random, longRuns).repeat(1 + below(random, length / 2));
    else
      for (let i = below(random, length / 2); i > 0; i -= 1)
        text += String.fromCharCode((random() < 0.1 ? 65 : 97) + below(random, 26));
  }
  return text;
}

/** A random edit of a text of `length` units; mostly small, as typed. */
export function randomEdit(random: Random, length: number): Edit {
  const start = below(random, length + 1);
  const kind = random();
  const deleted = kind < 0.4 ? 0 : kind < 0.9 ? below(random, 4) : below(random, length / 2);
  const inserted = random() < 0.25 ? '' : random() < 0.9 ? pick(random, hardAtoms) : longText(random, 40);
  return { start, deleted, inserted };
}

/** The text after an edit. */
export function applyEdit(text: string, { start, deleted, inserted }: Edit): string {
  return text.slice(0, start) + inserted + text.slice(start + deleted);
}
