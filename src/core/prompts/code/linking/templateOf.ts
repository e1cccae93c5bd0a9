// The template that a call fills in: `render(PROMPT, x)`, `PROMPT.substitute(x)`, `renderTemplate(template, values)`.
import { type CallValue, textsOf } from '../facts/value';
import { promptName } from '../rules/names';
import { isProse } from '../rules/prose';
import type { Definitions, Resolved } from './definitions';
import type { Placed } from './placed';

/** What the call fills in where it stands at the offset `before`; undefined when the file does not show it. */
export function templateOf(
  { value: { path, positional }, scopes }: Placed<CallValue>,
  definitions: Definitions,
  before: number | undefined,
): Resolved | undefined {
  const names = positional.flatMap((value) => (value.kind === 'name' ? [value.path] : []));
  const fills = fillers.test(path.at(-1) ?? '');
  for (const name of [path.slice(0, -1), ...names]) {
    const isPrompt = promptName(name.at(-1) ?? '') !== undefined;
    const found = isPrompt || fills ? definitions.resolveAll(name, scopes, before) : undefined;
    // `T = Template("…")`
    const made = found?.placed.value.kind === 'call' ? textsOf(found.placed.value)[0] : undefined;
    if (found !== undefined && made !== undefined) return { ...found, placed: { ...found.placed, value: made[0] } };
    if (found !== undefined && (isPrompt || saysSomething(found.placed))) return found;
  }
  return undefined;
}

/** Functions that fill a template in. */
const fillers = /render|format|fill|interpolate|substitute|populate|template/i;

/** True for prose, and for a text that is put together of names alone. */
function saysSomething({ value }: Placed): boolean {
  return value.kind === 'text' && (isProse(value.text, value.holes.length) || value.text.trim() === '');
}
