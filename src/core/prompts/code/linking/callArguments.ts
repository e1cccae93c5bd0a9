// What stands where in a call: arguments by the names and places that rules give, and the limit that a call sets on its output.
import { type CallValue, normalName, type ObjectValue, type Value } from '../facts/value';

/** The keys of names in tables, which are few. */
const paths = new Map<string, readonly string[]>();

function pathOf(name: string): readonly string[] {
  const known = paths.get(name);
  if (known !== undefined) return known;
  const path = name.split('.').map(normalName);
  paths.set(name, path);
  return path;
}

/** The value of the first of these names, which stand in a table; a dot leads into an object or call. */
export function argument(named: ReadonlyMap<string, Value>, names: readonly string[]): Value | undefined {
  for (const name of names) {
    let value: Value | undefined;
    let entries: ReadonlyMap<string, Value> | undefined = named;
    for (const key of pathOf(name)) {
      value = entries?.get(key);
      entries = value?.kind === 'object' ? value.entries : value?.kind === 'call' ? value.named : undefined;
    }
    if (value !== undefined) return value;
  }
  return undefined;
}

/** What the call or object is given under names. */
export const namedOf = (value: CallValue | ObjectValue) => (value.kind === 'object' ? value.entries : value.named);

/** The argument at this place, when it has one there. */
export function positional(value: CallValue | ObjectValue, at: number | undefined): Value | undefined {
  return value.kind === 'call' && at !== undefined ? value.positional[at] : undefined;
}

/** Arguments that limit the output of one answer. Source: the SDK references of OpenAI, Anthropic, Google and Vercel, read 2026-11-21. */
const limits = [
  'max_completion_tokens',
  'max_output_tokens',
  'max_tokens',
  'config.max_output_tokens',
  'generation_config.max_output_tokens',
];

/** The output tokens that the request allows in all: `n` answers of the limit each; undefined when it states no limit. */
export function maxOutputOf(value: CallValue | ObjectValue): number | undefined {
  const named = namedOf(value);
  const limit = argument(named, limits);
  if (limit?.kind !== 'number') return undefined;
  const answers = argument(named, ['n']);
  if (answers === undefined) return limit.value;
  return answers.kind === 'number' ? limit.value * answers.value : undefined;
}
