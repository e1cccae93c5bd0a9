// Texts for the token benchmark, made up here from a seed: no corpus of anybody is needed. Words follow Zipf's law.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Repeatable random numbers in [0, 1). */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const below = (random, limit) => Math.floor(random() * limit);
const pick = (random, items) => items[below(random, items.length)];
/** An item, the first ones far more often than the last. */
const zipf = (random, items) => items[Math.floor(items.length ** random()) - 1] ?? items[0];

/** Parts from `make` until there are `length` units, as one flat string. */
function fill(length, make) {
  const parts = [];
  for (let units = 0; units < length; units += parts[parts.length - 1].length) parts.push(make());
  return Buffer.from(parts.join('').slice(0, length)).toString();
}

/** Words of the vocabulary itself: tokens that match, in order of rank, shuffled a little by seed through Zipf. */
function wordsOf(tokens, pattern) {
  return tokens.filter((token) => pattern.test(token)).map((token) => token.trim());
}

function sentence(random, words, space, comma, stop) {
  const length = 5 + below(random, 18);
  const parts = Array.from({ length }, (_, i) => zipf(random, words) + (i % 7 === 6 ? comma : ''));
  return parts.join(space) + stop;
}

/** The project's own sources, in random order of their lines' blocks. */
function sources(root) {
  const files = readdirSync(root, { recursive: true }).filter(
    (file) => /\.(ts|mjs)$/.test(file) && !/unicode16/.test(file),
  );
  return files.flatMap((file) => readFileSync(path.join(root, file), 'utf8').split(/\n(?=\n)/));
}

const emoji = ['😀', '🎉', '🚀', '❤️', '👍🏽', '👩‍👩‍👧‍👦', '🇩🇪', '🧑‍💻', '🙏', '🔥', '✅', '🤖', '🏳️‍🌈', '👨‍🍳'];

/** Kinds of everyday text: name -> maker of `length` units from a seed. `tokens`: the vocabulary as strings. */
export function everydayTexts(tokens, root) {
  const english = wordsOf(tokens, /^ [a-z]{2,}$/).slice(0, 8000);
  const chinese = wordsOf(tokens, /^\p{Script=Han}{1,4}$/u);
  const japanese = [...wordsOf(tokens, /^[\p{Script=Hiragana}\p{Script=Katakana}]{1,5}$/u), ...chinese.slice(0, 800)];
  const blocks = sources(root);
  const record = (random) => ({
    id: below(random, 1e6),
    name: `${zipf(random, english)} ${zipf(random, english)}`,
    score: Math.round(random() * 1e4) / 100,
    tags: [zipf(random, english), zipf(random, english)],
    active: random() < 0.5,
  });
  return {
    english: (seed, length) => {
      const random = randomFrom(seed);
      return fill(length, () => `${sentence(random, english, ' ', ',', random() < 0.2 ? '.\n' : '. ')}`);
    },
    typescript: (seed, length) => {
      const random = randomFrom(seed);
      return fill(length, () => `${pick(random, blocks)}\n`);
    },
    json: (seed, length) => {
      const random = randomFrom(seed);
      return fill(length, () => `${JSON.stringify(record(random), null, 2)},\n`);
    },
    'json, one line': (seed, length) => {
      const random = randomFrom(seed);
      return fill(length, () => `${JSON.stringify(record(random))},`);
    },
    chinese: (seed, length) => {
      const random = randomFrom(seed);
      return fill(length, () => sentence(random, chinese, '', '，', '。'));
    },
    japanese: (seed, length) => {
      const random = randomFrom(seed);
      return fill(length, () => sentence(random, japanese, '', '、', '。\n'));
    },
    emoji: (seed, length) => {
      const random = randomFrom(seed);
      return fill(length, () => pick(random, emoji) + (random() < 0.3 ? ` ${zipf(random, english)} ` : ''));
    },
    base64: (seed, length) => {
      const random = randomFrom(seed);
      return fill(length, () => Buffer.from(Array.from({ length: 300 }, () => below(random, 256))).toString('base64'));
    },
  };
}

const repeated = (unit) => (_seed, length) =>
  Buffer.from(unit.repeat(Math.ceil(length / unit.length)).slice(0, length)).toString();
const drawn = (alphabet) => (seed, length) => {
  const random = randomFrom(seed);
  const characters = [...alphabet];
  return fill(length, () => pick(random, characters));
};
const han = String.fromCodePoint(...Array.from({ length: 2000 }, (_, i) => 0x4e00 + i));

/** Texts without a boundary, the worst for a tokenizer: name -> maker of `length` units. */
export const unbrokenRuns = {
  a: repeated('a'),
  blanks: repeated(' '),
  newlines: repeated('\n'),
  '=': repeated('='),
  '─': repeated('─'),
  'chinese, no punctuation': drawn(han),
  'random letters': drawn('abcdefghijklmnopqrstuvwxyz'),
  'random signs': drawn('!"#$%&()*+,-.:;<=>?@[]^_`{|}~'),
  digits: drawn('0123456789'),
  families: repeated('👩‍👩‍👧‍👦'),
};

/** More such texts, of which one character can change what all of them is. */
export const turningRuns = {
  capitals: drawn('ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
  slashes: repeated('/'),
  'line ends of two': repeated('\r\n'),
  'blanks and newlines': drawn('  \n'),
  marks: repeated('\u0301'),
  'chinese and capitals': drawn('中文ABCDEF'),
  thai: drawn('กขคงจฉชซาเแ\u0e31\u0e34\u0e48'),
  contractions: repeated("x's"),
  'signs, newlines, slashes': repeated('=\n/'),
};
