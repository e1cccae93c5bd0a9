// Models that a call does not name itself: said in options of the call or of its client, or listed in settings that it is given.
import type { ModelSource } from '../../prompt';
import type { ModelFact } from '../facts/facts';
import { type CallValue, entryOf, isSure } from '../facts/value';
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

/**
 * The models in AutoGen's `llm_config={"config_list": [{"model": "gpt-4o"}]}`, also under names; undefined when an entry names none. Its
 * `source` is the call only where all of it stands there.
 */
export function listedModels(
  placed: Placed,
  definitions: Definitions,
): { readonly models: readonly Placed[]; readonly source: ModelSource } | undefined {
  const held = (each: Placed): Placed =>
    (each.value.kind === 'name' ? definitions.resolve(each.value.path, each.scopes)?.placed : undefined) ?? each;
  const config = held(placed);
  if (config.value.kind !== 'object') return undefined;
  const list = config.value.entries.get('configlist');
  const listed = list === undefined ? config : held({ ...config, value: list });
  const items = isSure(listed.value) ? listed.value.items : [listed.value];
  const models = items.flatMap((item) => entryOf(item, 'model') ?? []);
  const source = config === placed && list?.kind !== 'name' ? 'call' : 'constant';
  return models.length < items.length ? undefined : { models: models.map((value) => ({ ...listed, value })), source };
}
