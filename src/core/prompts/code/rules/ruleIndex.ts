// The rule rows by the last name of their callee, so that looking a call up costs the same with any number of rows, and the one
// regular expression that tells whether a statement can hold anything of interest.

import { normalName } from '../facts/value';
import type { CallRule, MessageRule } from './callRule';
import { callRules, transparentSegments } from './callRules';
import { chainRules } from './chainRules';
import { frameworkRules, messageRules } from './frameworkRules';
import { kitRules } from './kitRules';
import { typedMessageRules } from './typedMessages';
import { typedCallRules } from './typedRules';

interface Row<Rule> {
  readonly tail: readonly string[];
  readonly rule: Rule;
}

function byLastName<Rule extends { readonly callee: string }>(rules: readonly Rule[]): Map<string, Row<Rule>[]> {
  const index = new Map<string, Row<Rule>[]>();
  for (const rule of rules) {
    const tail = rule.callee.split('.').map(normalName);
    const last = tail.at(-1) ?? '';
    index.set(last, [...(index.get(last) ?? []), { tail, rule }]);
  }
  for (const rows of index.values()) rows.sort((a, b) => b.tail.length - a.tail.length);
  return index;
}

/** What calls are made on whatever comes before its name: `specialistAgent`, `chat_llm`, `gptModel`, `titleChain`. Normalised. */
const receivers: ReadonlySet<string> = new Set(['agent', 'llm', 'model', 'chain', 'queryengine', 'chatengine']);

/** True for `specialistagent` where the rule says `agent`; what ends in `viewmodel` is no language model. */
function isSuch(receiver: string, written: string | undefined): boolean {
  return (
    receivers.has(receiver) && written?.endsWith(receiver) === true && !/(view|data|domain|form)model$/.test(written)
  );
}

function lookUp<Rule>(index: Map<string, Row<Rule>[]>, path: readonly string[]): Rule[] {
  const rows = index.get(normalName(path.at(-1) ?? ''));
  if (rows === undefined) return [];
  const names = path.map(normalName).filter((name) => !transparentSegments.has(name));
  const fits = ({ tail }: Row<Rule>) =>
    tail.every((name, i) => {
      const written = names[names.length - tail.length + i];
      return written === name || (i === 0 && tail.length > 1 && isSuch(name, written));
    });
  return rows.filter(fits).map(({ rule }) => rule);
}

const allCalls = [...callRules, ...kitRules, ...frameworkRules, ...typedCallRules];
const allMessages = [...messageRules, ...typedMessageRules];
let calls = byLastName(allCalls);
const messageCalls = byLastName(allMessages);

/** The rules for chains by the calls they look for. */
const chains = new Map<string, CallRule[]>();
for (const rule of chainRules) {
  for (const { name } of rule.links ?? []) {
    const key = normalName(name);
    chains.set(key, [...(chains.get(key) ?? []), rule]);
  }
}

/** The rules for chains that have a call of this path, in the order of the table. */
export function chainRulesFor(path: readonly string[]): CallRule[] {
  const found = new Set<CallRule>();
  for (const name of path) for (const rule of chains.get(normalName(name)) ?? []) found.add(rule);
  return found.size < 2 ? [...found] : chainRules.filter((rule) => found.has(rule));
}

/** The rules whose callee is the end of this path, longest first. */
export function rulesFor(path: readonly string[]): CallRule[] {
  return lookUp(calls, path);
}

/** The rule for a call that makes a message. */
export function messageRuleFor(path: readonly string[]): MessageRule | undefined {
  return lookUp(messageCalls, path)[0];
}

/** `generateContent` also in the spelling `generate_content`. */
function loose(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_?$2');
}

/** The word of a rule that few other texts hold: the longest name of its callee. */
function distinctive(callee: string): string {
  return callee.split('.').reduce((longest, name) => (name.length > longest.length ? name : longest), '');
}

/** Words without those that another one is a part of, so that there are few to look for. */
function shortest(words: readonly string[]): string[] {
  const all = [...new Set(words.map((word) => word.toLowerCase()))];
  return all.filter((word) => !all.some((part) => part !== word && word.includes(part)));
}

const isEveryday = (name: string): boolean => /^[a-z]{1,5}$/.test(name);

/** What programs of all kinds call; statements with it are read for the text or the `instruction` in them (see statementGate.ts). */
const plainVerbs: ReadonlySet<string> = new Set('act observe extract execute encode step memory __init__'.split(' '));

/** Words of programs of all kinds: they say something only as whole names, which `required`, `callback` and `created` are not. */
const wholeNames: ReadonlySet<string> = new Set(
  'call create stream batch invoke embed predict complete import require'.split(' '),
);

function gatePattern(words: readonly string[]): RegExp {
  const parts = shortest(words.filter((word) => !wholeNames.has(word.toLowerCase())));
  return new RegExp(`${parts.join('|')}|(?<![a-z])(?:${[...wholeNames].join('|')})(?![a-z])`, 'i');
}

function gateWords(added: readonly CallRule[] = []): string[] {
  // Everyday words say nothing; what must stand beside them does.
  const heads = chainRules.flatMap(({ links, head }) =>
    head?.some(isEveryday) === false
      ? head
      : (links ?? []).map(({ name }) => name).filter((name) => !plainVerbs.has(name)),
  );
  // C#'s `new(ChatRole.System, "…")` has a word of its own in it.
  const makers = allMessages.filter(({ callee }) => callee !== 'new');
  const named = [...allCalls, ...added, ...makers]
    .map(({ callee }) => distinctive(callee))
    .filter((name) => (name.length > 3 || !/^[a-z]/.test(name)) && !plainVerbs.has(name));
  const owners = allCalls.flatMap(({ madeBy }) => madeBy ?? []);
  // Names (see names.ts), keys of message objects and of general requests, and what binds models and imports.
  return [
    ...[...named, ...heads, ...owners].map(loose),
    'prompt',
    'instruction',
    'preamble',
    'system',
    'developer',
    'role',
    'messages',
    'contents',
    'model',
    // Texts that tell a model who it is.
    'you are ',
    'template',
    'persona',
    'dspy.signature',
    '\\(signature',
    // Functions that ask a model by its name (see names.ts).
    'llm',
    'gpt',
    'claude',
    'gemini',
    'openai',
    'anthropic',
    'ollama',
    'bedrock',
    'mistral',
    'llama',
    'qwen',
    'deepseek',
    'gemma',
  ];
}

let gate = gatePattern(gateWords());

/** False when nothing in this piece of source can be a prompt, a request or a model. Linear. */
export function mayHoldPrompts(source: string): boolean {
  return gate.test(source);
}

/** Runs with one more row in the table: what the recipe "a call site of an SDK" costs, for its test. */
export function tryCallRule<T>(rule: CallRule, run: () => T): T {
  const before = { calls, gate };
  calls = byLastName([rule, ...allCalls]);
  gate = gatePattern(gateWords([rule]));
  try {
    return run();
  } finally {
    ({ calls, gate } = before);
  }
}
