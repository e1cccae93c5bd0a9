// How likely a text is one that a model is told, by its own words and by what it is given to: a logistic regression over words. Its
// weights (textWeights.ts) were fitted by `scripts/fitTextWeights.mjs`, which asks this file for the features as well.
import { bias, weights } from './textWeights';

/** Where a text stands, as far as the code says. */
export interface TextPlace {
  /** The names that it is given to, innermost first: keys, variables, members. */
  readonly names: readonly string[];
  /** The last names of the innermost call that it is an argument of; empty when it stands in none. */
  readonly callee: readonly string[];
}

/** Words are read up to here, in UTF-16 units: what a text is for is said at its beginning. */
const READ_LENGTH = 500;

const weightOf: ReadonlyMap<string, number> = new Map(weights);

/** Letters of scripts that are written without spaces: each two of them are a word. */
const unspaced = /^[\u3040-\u30ff\u3400-\u9fff]/;

/** The words of a text, in lower case. */
function textWords(text: string): string[] {
  const words: string[] = [];
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{M}]+(?:['’]\p{L}+)?/gu))
    if (!unspaced.test(word)) words.push(word);
    else for (let at = 0; at < word.length - 1; at++) words.push(word.slice(at, at + 2));
  return words;
}

/** The words of a name: `actionTemplate` is action, template. */
function nameWords(name: string): string[] {
  const apart = name.slice(0, 100).replace(/([a-z0-9])([A-Z])/g, '$1 $2');
  return apart.toLowerCase().match(/[a-z]+/g) ?? [];
}

function* wordFeatures(text: string): Iterable<string> {
  const words = textWords(text);
  const [first, second] = words;
  if (first !== undefined) yield `^${first}`;
  if (second !== undefined) yield `^${first} ${second}`;
  for (let at = 0; at < words.length; at++) {
    yield words[at] ?? '';
    if (at > 0) yield `${words[at - 1]} ${words[at]}`;
  }
}

function* shapeFeatures(text: string, holes: number): Iterable<string> {
  for (const length of [40, 80, 160, 320, 640, 1280]) if (text.length >= length) yield `#${length}`;
  const lines = text.split('\n', 10).length - 1;
  for (const count of [1, 3, 8]) if (lines >= count) yield `#lines ${count}`;
  if (holes > 0) yield '#holes';
  if (holes > 2) yield '#many holes';
  if (/\{\{?\w{1,40}\}/.test(text.slice(0, READ_LENGTH))) yield '#template';
  const last = text.trimEnd().at(-1) ?? '';
  yield `#ends ${/[\p{L}\d]/u.test(last) ? 'a' : last}`;
  const first = text.trimStart().at(0) ?? '';
  yield `#starts ${/\p{Lu}/u.test(first) ? 'A' : /\p{L}/u.test(first) ? 'a' : first}`;
}

function* placeFeatures({ names, callee }: TextPlace): Iterable<string> {
  for (const name of names) for (const word of nameWords(name)) yield `name ${word}`;
  const [last = '', before = ''] = [...callee].reverse();
  for (const word of nameWords(last)) yield `call ${word}`;
  for (const word of nameWords(before)) yield `of ${word}`;
}

/** What is weighed, each feature once. Linear in the first characters of the text. */
export function featuresOf(text: string, holes: number, place: TextPlace): ReadonlySet<string> {
  const head = text.slice(0, READ_LENGTH);
  return new Set([...wordFeatures(head), ...shapeFeatures(text, holes), ...placeFeatures(place)]);
}

function sum(features: Iterable<string>): number {
  let total = bias;
  for (const feature of features) total += weightOf.get(feature) ?? 0;
  return total;
}

/** From 0 to 1. `holes`: how many expressions stand in the text. */
export function likelihood(text: string, holes: number, place: TextPlace): number {
  return 1 / (1 + Math.exp(-sum(featuresOf(text, holes, place))));
}

/** Texts that are at least so likely, with their place, count where the file has to do with models. */
export const LIKELY = 0.87;
/** What their words alone must come to: names say little over words that speak of something else. */
export const LEAST = 0.5;
/**
 * Texts that are so likely by their words alone count in files that know nothing of models too, where a name speaks for them or they tell a
 * model who it is. Words are not enough there: the weights were fitted to programs that ask models, where every third text is told to one;
 * of 18,475 files of libraries that ask none 115 texts were surer than this (2026-11-22, by the weights of then).
 */
export const SURE = 0.9;

/** The rest of a text, and its place, may say more than its beginning: by so much the logarithm of the odds. */
const DOUBT = 0.2;

/** The place of a text of which only the words are weighed. */
export const nowhere: TextPlace = { names: [], callee: [] };

/** True for a text that is rather told to a model than not, by its words alone. */
export const isLikelyTold = (text: string, holes: number): boolean => likelihood(text, holes, nowhere) >= LEAST;

/** False for a beginning whose words are rather told to people than to a model. */
export function mayBeTold(beginning: string): boolean {
  return sum(new Set(wordFeatures(beginning))) > bias - DOUBT;
}

/** Words that only English has, and others that hold its sentences together. */
const english = new Set('the and with your you this that from are what which our'.split(' '));
const shared = new Set('a an of in for is on by to'.split(' '));
/** What stands under keys, and in files, that are named for prompts is a prompt unless it is less likely. */
const UNLIKELY = 0.08;
/**
 * What fills another text is worth a word of its own if it is as likely. Of 16 such texts that readers did not mark nine are less, of 44 that
 * they did ten (2026-11-23).
 */
const ASIDE = 0.35;
/** English that is less likely is no prompt by a name that says little. */
const DOUBTFUL = 0.15;

/** True for a text that is English, by its first words. Of other languages the weights know too little to say no. */
export function isEnglish(text: string): boolean {
  const words = new Set(
    text
      .slice(0, READ_LENGTH)
      .toLowerCase()
      .match(/[a-z]+/g),
  );
  const own = [...words].filter((word) => english.has(word)).length;
  return own > 0 && own + [...words].filter((word) => shared.has(word)).length > 1;
}

/** True for English that is rather told to people, by its words alone. */
export const isDoubtful = (text: string, holes: number): boolean =>
  isEnglish(text) && likelihood(text, holes, nowhere) < DOUBTFUL;

/** True for a text that is hardly ever told to a model, by its words alone. */
export const isUnlikely = (text: string, holes: number): boolean => likelihood(text, holes, nowhere) < UNLIKELY;

/** True for what is rather said beside a prompt than told itself, by its words alone. */
export const isAside = (text: string, holes: number): boolean => likelihood(text, holes, nowhere) < ASIDE;

/** Longer questions are no people's. */
const QUESTION_LENGTH = 200;

/** In letters of English alone, what asks a person says so: `A bat and a ball cost $1.10. How much does the ball cost?` is a task. */
const asksYou = /[^ -~\s]|\b(you|your|yours|yourself)\b/i;

/** `What gave you energy?`: a question that a diary, a quiz or a form asks, by its words. */
export const asksPerson = (text: string, holes: number): boolean =>
  text.length < QUESTION_LENGTH && /[?？]\s*$/.test(text) && asksYou.test(text) && !isLikelyTold(text, holes);
