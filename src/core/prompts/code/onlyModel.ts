// The one model that a file speaks of, in its calls, names and literals: what sends a prompt and names no model may use it.
import type { ModelFact } from './facts';
import { isBesideChat, type OnlyModel } from './modelResolver';
import type { Statement } from './placed';

/** What is known so far of the one model that a file may speak of. */
interface OnlySought {
  id: string | undefined;
  first: ModelFact | undefined;
  readonly names: Set<string>;
}

/** The first place that gives the file's model, at its present place, when only one id is spelled in it. */
export function onlyModel(statements: readonly Statement[]): OnlyModel | undefined {
  const chat: OnlySought = { id: undefined, first: undefined, names: new Set() };
  const beside: OnlySought = { id: undefined, first: undefined, names: new Set() };
  let several = false;
  for (const { facts, start } of statements) {
    if (facts.models.length === 0 && facts.spelled.length === 0) continue;
    const delta = start - facts.base;
    const given = new Set(facts.models);
    for (const fact of [...facts.models, ...facts.spelled]) {
      const sought = isBesideChat(fact.id) ? beside : chat;
      if (sought.id !== undefined && fact.id !== sought.id) {
        if (sought === chat) return undefined;
        several = true;
        continue;
      }
      sought.id = fact.id;
      if (fact.name !== undefined) sought.names.add(fact.name);
      const at = fact.span.start + delta;
      const counts = fact.given === true || given.has(fact);
      if (counts && (sought.first === undefined || at < sought.first.span.start))
        sought.first = { ...fact, span: { start: at, end: fact.span.end + delta } };
    }
  }
  const { first, names } = chat.id === undefined ? beside : chat;
  return first === undefined || (chat.id === undefined && several)
    ? undefined
    : { ...first, names, besides: chat.id !== undefined && beside.id !== undefined };
}
