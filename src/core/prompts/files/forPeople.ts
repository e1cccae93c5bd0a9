// What files that are named for their prompts hold for people: questions at a terminal, of a diary or a quiz, themes to write about, sayings.
import { isEnglish, isLikelyTold } from '../code/rules/textClassifier';
import { type ListData, type MapData, textAt } from './data';

/** Kinds of questions to people at a terminal (inquirer, prompts, Yeoman): `{ type: "list", name: "ui", message: "…" }`. */
const questionKinds = new Set(
  'input list rawlist expand checkbox confirm password editor number text select multiselect autocomplete toggle'.split(
    ' ',
  ),
);

/** True for a question at a terminal. */
export function isQuestion(map: MapData): boolean {
  return map.entries.has('name') && questionKinds.has(textAt(map, 'type')?.value ?? '');
}

/** Keys beside what people are to write or think about. */
const besideThemes = new Set('hint hints rationale mood difficulty'.split(' '));

/** True for a record of what people are to write about: `{ prompt: "Describe a city that floats", hint: "…" }`. */
export const isTheme = (map: MapData): boolean =>
  [...map.entries.keys()].some((key) => besideThemes.has(key.toLowerCase()));

/** Fewer texts may as well be some of what a model is asked. */
const SAYINGS_LEAST = 4;

/** True for a list of English texts, of which few are told to a model by their words: sayings, lines to type. */
export function areSayings({ items }: ListData): boolean {
  const texts = items.flatMap((item) => (item.kind === 'text' ? item.value : []));
  if (texts.length < SAYINGS_LEAST || texts.length < items.length) return false;
  const likely = texts.filter((text) => isLikelyTold(text, 0));
  return isEnglish(texts.join(' ')) && likely.length * 5 < texts.length * 2;
}
