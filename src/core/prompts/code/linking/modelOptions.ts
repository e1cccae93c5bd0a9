// The model of a call whose library chooses one where the call names none: what is said in options, of the call or of its client.
import type { ModelSource } from '../../prompt';
import type { ModelFact } from '../facts/facts';
import type { CallValue } from '../facts/value';
import type { Definitions } from './definitions';
import type { Placed, Statement } from './placed';

interface ModelOption {
  /** As in the facts of `statement`. */
  readonly fact: ModelFact;
  readonly source: ModelSource;
  readonly statement: Statement;
}

/**
 * The model among the options that are written in the call, in what it is given under names, or in what its client (one of `clients`) is
 * made by; undefined when none of these spells one, or several.
 */
export function modelOption(
  request: Placed<CallValue>,
  clients: readonly (readonly string[])[],
  definitions: Definitions,
): ModelOption | undefined {
  const given = [...request.value.named.values()].flatMap((value) => (value.kind === 'name' ? [value.path] : []));
  const held = [...given, ...clients].flatMap((path) => definitions.resolve(path, request.scopes)?.placed ?? []);
  const made = held.filter(({ value }) => value.kind === 'call');
  for (const each of [request, ...made]) {
    const { statement } = each;
    const { start, end } = each.value.span;
    const spelled = statement.facts.models.filter(({ span }) => start <= span.start && span.end <= end);
    const [fact] = spelled;
    if (fact !== undefined && spelled.every(({ id }) => id === fact.id))
      return { fact, source: each === request ? 'call' : 'client', statement };
  }
  return undefined;
}
