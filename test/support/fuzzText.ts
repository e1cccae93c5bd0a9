// Random texts that are hard for a tokenizer, from a seed. Used by the token tests.

/** A repeatable source of random numbers in [0, 1). */
export type Random = () => number;

/** Random numbers from a seed (the mulberry32 generator). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from 0 to `below` - 1. */
export function below(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}

/** One of `items`. */
export function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[below(random, items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

/** Short strings that sit on the edges of the patterns: each has broken some tokenizer. */
export const hardAtoms: readonly string[] = [
  ...[' ', '  ', '   ', '\t', '\n', '\n\n', '\r\n', '\r', '\u00a0', '\u0085', '\u2028', '\u3000', '\v', ' \n', '\n '],
  ...[
    '\ufeff',
    '\u200b',
    '\u200d',
    '\u0301',
    '\u0308\u034f',
    '\u20dd',
    '\ufe0f',
    '\u0903',
    '\ud800',
    '\udc00',
    '\udbff',
  ],
  ...[
    "'s",
    "'S",
    "'t",
    "'T",
    "'re",
    "'rE",
    "'Re",
    "'RE",
    "'ve",
    "'VE",
    "'m",
    "'ll",
    "'lL",
    "'LL",
    "'d",
    "'D",
    "'ſ",
    "'",
    "''",
  ],
  ...['a', 'B', 'the', 'Redg', 'ABC', 'aB', 'hello', 'HTTPServer', 'ǅ', 'ʰ', 'ß', 'é', 'Ω', 'ж', 'İ', 'ı', 'K'],
  ...['0', '12', '345', '6789', '٣', '४', '½', 'Ⅷ', '²', '𝟘', '𝟙𝟚'],
  ...['!', '/', '//', ';', '};\n//', '...', '—', '─', '==', '"', '(', '<|', '|>', '€', '\u0000', '\u007f'],
  ...[
    '中',
    '文字',
    '。',
    'ひら',
    'カタ',
    '한글',
    'ไทย',
    'हिन्दी',
    'עברית',
    'العربية',
    '𠀀',
    '𝒜',
    '\u{1f600}',
    '👩‍👩‍👧‍👦',
    '❤️',
    '🇩🇪',
  ],
  ...[
    '<|endoftext|>',
    '<|endofprompt|>',
    '<|fim_prefix|>',
    '<|im_start|>',
    'constructor',
    '__proto__',
    'hasOwnProperty',
    'toString',
  ],
];

/** Runs of one atom or class, for pieces longer than any window. */
const runs = [
  'a',
  ' ',
  '\n',
  '=',
  '─',
  '/',
  'A',
  '0',
  '\t',
  '文',
  '\u0301',
  '👩‍👧',
  ' \n',
  'ab',
  '한',
  '𠀀',
  '.',
  'aA',
];

/** Any code point at all, lone surrogates included. */
function anyCharacter(random: Random): string {
  const plane = random();
  if (plane < 0.6) return String.fromCharCode(below(random, 0x3000));
  if (plane < 0.85) return String.fromCharCode(below(random, 0x10000));
  return String.fromCodePoint(0x10000 + below(random, 0x100000));
}

/** A random run of `length` letters, a piece without a boundary. */
function letters(random: Random, length: number): string {
  return Array.from({ length }, () => String.fromCharCode(97 + below(random, 26))).join('');
}

/** A random hard text of up to about `atoms` atoms; now and then it holds a long piece. */
export function fuzzText(random: Random, atoms = 24): string {
  let text = '';
  for (let left = 1 + below(random, atoms); left > 0; left -= 1) {
    const kind = random();
    if (kind < 0.72) text += pick(random, hardAtoms);
    else if (kind < 0.88) text += anyCharacter(random);
    else if (kind < 0.96) text += pick(random, runs).repeat(1 + below(random, 12));
    else if (kind < 0.985) text += letters(random, 1 + below(random, 40));
    else text += random() < 0.5 ? pick(random, runs).repeat(below(random, 300)) : letters(random, below(random, 300));
  }
  return text;
}

/** Few characters each, so that texts made of them often hold the same thing twice, close together. */
const denseAlphabets: readonly string[] = [
  "abs'tdlLrReEvVmS",
  'aAbB文字ʰǅ',
  'हिन्दीमकाa',
  'aeoAE\u0301\u0308!❤\ufe0f',
  '!/\n./\r ',
  ' \n\t\u00a0a!',
  '0123٣½ a',
  '😀𝒜\ud800a \udc00',
];

/** A text of few different characters. */
export function denseText(random: Random, length: number): string {
  const alphabet = [...pick(random, denseAlphabets)];
  return Array.from({ length: 1 + below(random, length) }, () => pick(random, alphabet)).join('');
}
