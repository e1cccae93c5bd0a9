// What calls give to functions that put it into a message, and to services that ask a model, where no request can be seen.
import type { CallFact } from '../facts/facts';
import type { Value } from '../facts/value';
import type { Slot } from '../rules/callRule';
import { promptName } from '../rules/names';
import { isProse } from '../rules/prose';
import { isUnlikely } from '../rules/textClassifier';
import type { Definitions } from './definitions';
import type { FoundFact } from './factIndex';
import { type LinkMemory, type SentText, sentText } from './linkMemory';
import type { Collector } from './messages';
import { type Placed, place } from './placed';
import { isImported, isMadeBy } from './ruleFinding';
import { argumentFor, type WrapperCall } from './wrappers';

/** Names of functions that send what they put into a message; others may only show it. */
const sends =
  /^(?!add|append|push|set|show|render|log|display|print|save|store)\w*(ask|invoke|chat|complet|generat|gpt|llm|gemini|claude|query|summari|answer|response|reply|api)/i;
/** Names that say as much in a file that spells a model. */
const posts = /^(send|post|call|request|execute|run|submit)/i;

const textsOf = ({ sent, instead }: Collector): SentText[] => [...sent, ...instead].map(sentText);

/** What calls of functions that ask a model give for a message in them. */
export function saidTexts<Request>(
  calls: readonly WrapperCall<Request, Collector>[],
  { spellsModels }: LinkMemory,
): SentText[] {
  const asks = (name: string) => sends.test(name) || (spellsModels && posts.test(name));
  const asking = calls.filter(({ placed }) => asks(placed.value.path.at(-1) ?? ''));
  return asking
    .flatMap(({ sent }) => sent)
    .filter(({ role, within }) => !within && (role === 'user' || role === 'system'))
    .flatMap(({ read }) => textsOf(read).filter(({ value }) => isProse(value.text)));
}

/** Packages, and what they make that is asked whatever it is called. */
const askedMakers: readonly (readonly [packages: readonly string[], makers: readonly string[]])[] = [
  [
    ['dev.langchain4j', 'me.kpavlov.langchain4j'],
    ['AiServices', 'createAiService'],
  ],
  [['dspy'], ['Predict', 'ChainOfThought', 'ReAct', 'ProgramOfThought', 'LM']],
];

/** However short: `What is 2+2?` */
const isQuestion = (text: string): boolean => /\p{L}.{3,}[?？]\s*$/u.test(text.slice(0, 200));

/** What such services are asked: `judge = AiServices.create(Judge.class, model)`, `sort = dspy.Predict(Sort)`. */
export function askedTexts(
  { calls, imports }: LinkMemory,
  definitions: Definitions,
  read: (placed: Placed<Value>) => Collector,
): SentText[] {
  const makers = askedMakers.flatMap(([packages, made]) => (isImported(packages, imports) ? made : []));
  if (makers.length === 0) return [];
  return [...calls.names]
    .flatMap((name) => calls.found(name))
    .map(({ statement, fact }) => place(statement, fact.value, fact.scopes))
    .filter((placed) => isMadeBy(placed, makers, definitions))
    .flatMap((placed) =>
      [...placed.value.positional, ...placed.value.named.values()].map((value) => read({ ...placed, value })),
    )
    .flatMap((asked) =>
      textsOf(asked).filter(({ value }) => isProse(value.text, value.holes.length) || isQuestion(value.text)),
    );
}

/** Functions that ask a person, or show what they are given. */
const ofPeople = /input|read|confirm|choose|select|show|print|display|log|render|question|save|store/i;

/** What calls give for a parameter that is named for a prompt, where only one function of the file has the name: `answer(row, "Name …")`. */
export function promptedTexts(
  { calls, functions }: LinkMemory,
  read: (placed: Placed, slot: Slot) => Collector,
): SentText[] {
  return [...calls.names].flatMap((name): SentText[] => {
    const [found, ...others] = functions.found(name);
    const prompts = found?.fact.params.filter((param) => promptName(param) !== undefined) ?? [];
    if (found === undefined || others.length > 0 || prompts.length === 0 || ofPeople.test(name)) return [];
    return calls.found(name).flatMap(({ statement, fact: { value, scopes } }) =>
      prompts.flatMap((param) => {
        const given = argumentFor(value, found.fact, [param]);
        const role = promptName(param) ?? 'unknown';
        const texts = given === undefined ? [] : textsOf(read(place(statement, given, scopes), { role }));
        return texts.filter(
          ({ value: { text, holes } }) => isProse(text, holes.length) && !isUnlikely(text, holes.length),
        );
      }),
    );
  });
}

/** Services that are given messages under a name: `service.chat_completion(messages)`. */
export const conversations = ({ calls }: LinkMemory): readonly FoundFact<CallFact>[] =>
  callsOf(calls, talks, (name) => listsMessages.test(name));

/** Calls whose names leave no doubt who is asked: `client.GetClaudeMessageAsync(parameters)`. */
export const modelCalls = ({ calls }: LinkMemory): readonly FoundFact<CallFact>[] =>
  callsOf(calls, asksModel, () => true);

/** Calls of such names that are given something under such a name. */
const callsOf = (calls: LinkMemory['calls'], called: RegExp, isGiven: (name: string) => boolean) =>
  [...calls.names]
    .filter((name) => called.test(name))
    .flatMap((name) => calls.found(name))
    .filter(({ fact: { value } }) =>
      [...value.positional, ...value.named.values()].some(
        (given) => given.kind === 'name' && isGiven(given.path.at(-1) ?? ''),
      ),
    );

const asksModel = /claude|gpt|llm|openai|gemini|chatcompletion/i;
const talks = /^a?(chat|complet|converse|create_?(chat_?)?completion|generate|invoke|stream|send_?(chat|messages))/i;
const listsMessages = /^(chat_?)?(messages|history|conversation)$/i;
