// What the words of a text say of the prompt-like name that it stands under, where the file knows nothing else of models.
import type { NamedFact } from '../facts/facts';
import { isPersona } from '../rules/personas';
import { isProse } from '../rules/prose';
import { isDoubtful, LIKELY, likelihood, nowhere } from '../rules/textClassifier';

type Backing = 'told' | 'open' | 'doubted';

/** By the fact: it is asked for with every edit. */
const backings = new WeakMap<NamedFact, Backing>();

function backingOf(fact: NamedFact): Backing {
  const { value } = fact;
  if (value.kind !== 'text') return 'open';
  const known = backings.get(fact);
  if (known !== undefined) return known;
  const isTold = isPersona(value.text) || likelihood(value.text, value.holes.length, nowhere) >= LIKELY;
  const backing = isTold ? 'told' : isDoubtful(value.text, value.holes.length) ? 'doubted' : 'open';
  backings.set(fact, backing);
  return backing;
}

/**
 * True for English that is rather told to people by its words: `permissionPrompt = "We need your camera."` In a file that knows nothing of
 * models its name is not enough.
 */
export const isDoubted = (fact: NamedFact): boolean => backingOf(fact) === 'doubted';

/** A name that says prompt, over prose whose words do not say otherwise. */
export const isStrong = (fact: NamedFact): boolean =>
  !fact.weak && fact.value.kind === 'text' && isProse(fact.value.text) && !isDoubted(fact);

/** The same, where the words say so too: the file knows of models. */
export const isTold = (fact: NamedFact): boolean => isStrong(fact) && backingOf(fact) === 'told';
