// What files that are named for their prompts hold for people: questions at a terminal, of a diary or a quiz, themes to write about, sayings.
import { isEnglish, likelihood, nowhere } from '../code/rules/textClassifier';
import { type ListData, type MapData, textAt } from './data';

/** Kinds of questions to people at a terminal (inquirer, prompts, Yeoman): `{ type: "list", name: "ui", message: "…" }`. */
const questionKinds = new Set(
  'input list rawlist expand checkbox confirm password editor number text select multiselect autocomplete toggle'.split(
    ' ',
  ),
);

/** Keys of what may be answered, or is when nothing is. */
const answerKeys = ['choices', 'default', 'required', 'validate'];

/** True for a question at a terminal. */
export function isQuestion(map: MapData): boolean {
  const { entries } = map;
  const isAnswered = entries.has('prompt') && answerKeys.some((key) => entries.has(key));
  return entries.has('name') && (isAnswered || questionKinds.has(textAt(map, 'type')?.value ?? ''));
}

/** Keys beside what people are to write or think about. */
const besideThemes = new Set('hint hints rationale mood difficulty'.split(' '));

/** True for a record of what people are to write about: `{ prompt: "Describe a city that floats", hint: "…" }`. */
export const isTheme = (map: MapData): boolean =>
  [...map.entries.keys()].some((key) => besideThemes.has(key.toLowerCase()));

/** Fewer texts may as well be some of what a model is asked. */
const SAYINGS_LEAST = 4;

/**
 * What the likelihoods of a list's texts come to on average. Lists of passages to type have 0.40 and 0.44, questions that a model is asked 0.52,
 * orders to one over 0.6 (2026-11-23).
 */
const SAYINGS_MOST = 0.48;

/** True for a list of English texts that are, all in all, hardly told to a model by their words: sayings, lines to type. */
export function areSayings({ items }: ListData): boolean {
  const texts = items.flatMap((item) => (item.kind === 'text' ? item.value : []));
  if (texts.length < SAYINGS_LEAST || texts.length < items.length) return false;
  const sum = texts.reduce((total, text) => total + likelihood(text, 0, nowhere), 0);
  return isEnglish(texts.join(' ')) && sum < SAYINGS_MOST * texts.length;
}
