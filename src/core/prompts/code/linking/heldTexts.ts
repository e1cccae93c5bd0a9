// Prose that a hole of a text stands for, where the file shows it behind more than one name: `"…" + PERSONAS[kind]`, `"…" + pickPersona()`.
import type { TextValue } from '../facts/value';
import { isOwnText } from '../rules/names';
import type { Definitions, Resolved } from './definitions';
import type { Placed } from './placed';

/** Names followed from one to the next: `return tone`, `tone = tones[at]`, `tones = [QUIET, LOUD]`, `QUIET = "…"`. */
const HOPS = 4;
/** Texts told of one hole. */
const TEXTS_LIMIT = 16;
/** Values looked at for one hole: lists that name lists would multiply. */
const STEP_LIMIT = 200;

/** A call of a function by its name alone, or on the own object, as the source of a hole. */
const ownCall = /^((?:this\.|self\.)?[A-Za-z_$][\w$]{0,60})\([^()]*\)$/;

/** The prose that a hole stands for which is a call of a function of the file; nothing for other holes. */
export function returnedProse(hole: string, scopes: Placed['scopes'], definitions: Definitions): Placed<TextValue>[] {
  const called = ownCall.exec(hole)?.[1];
  const found = called === undefined ? undefined : definitions.returned(called.split('.'), scopes);
  return proseHeld(valuesOf(found), definitions);
}

/** The prose in these values, also behind names and as one of a list. */
export function proseHeld(values: readonly Placed[], definitions: Definitions): Placed<TextValue>[] {
  const texts: Placed<TextValue>[] = [];
  let steps = 0;
  const look = (placed: Placed, hops: number): void => {
    const { value, scopes } = placed;
    if (++steps > STEP_LIMIT || texts.length >= TEXTS_LIMIT) return;
    if (value.kind === 'text' && isOwnText(value.text)) texts.push({ ...placed, value });
    else if (value.kind === 'list') for (const item of value.items) look({ ...placed, value: item }, hops);
    else if (value.kind === 'name' && hops > 0)
      for (const held of valuesOf(definitions.resolveAll(value.path, scopes))) look(held, hops - 1);
  };
  for (const value of values) look(value, HOPS);
  return texts;
}

const valuesOf = (found: Resolved | undefined): readonly Placed[] =>
  found === undefined ? [] : [found.placed, ...found.others];
