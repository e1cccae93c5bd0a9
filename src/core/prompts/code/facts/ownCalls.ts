// Which calls may be of the program's own functions that send what they are given, as far as names and words tell.
import type { Shape } from '../syntax/language';
import type { Node } from '../syntax/syntaxNode';
import type { Open } from './openNodes';
import { normalName } from './value';

/** How much of a call's arguments is looked at for words. */
const ARGUMENTS_LENGTH = 1_000;
/** Arguments shorter than this may be one name. */
const NAME_LENGTH = 30;
/** Arguments shorter than this may be one id. */
const ID_LENGTH = 80;
const modelLike = /^\(["'`](?=[^"'`]*[a-z])(?=[^"'`]*\d)[\w.:/-]{3,70}["'`]\)$/i;
/** A text of several words, or a name of what is sent to models. */
const speaks =
  /["'`][^"'`\n]*\s|["'`]{3}|prompt|system|message|instruction|question|query|user|text|content|persona|template/i;
/** Names of functions that ask somebody. */
const asking =
  /^(ask|chat|complet|generat|summari|classif|translat|answer|call|send|query|prompt|invoke)|claude|gpt|gemini|openai|llm(?!s)/i;
/** Functions of no program's own. */
const foreign =
  /^(print\w*|log|debug|info|warn\w*|error|fatal|trace|describe|it|test|expect|require|assert\w*|isinstance|len|str|open|range|fetch|format|\w+(Error|Exception)|get|set|t|_|echo|puts|include|super)$/i;

/** `ask(…)`, `this.ask(…)`, `service.ask(…)` may be functions of the file; an element is none. */
export function mayBeOwn(path: readonly string[]): boolean {
  return (
    path.length <= 3 &&
    path[0]?.startsWith('<') !== true &&
    !foreign.test(path.at(-1) ?? '') &&
    path[0] !== 'console' &&
    path[0] !== 'logger'
  );
}

/** True when such a call may send something: its name asks somebody, or words or names of what is sent stand in its arguments. */
export function maySend(
  path: readonly string[],
  text: string,
  { startIndex, endIndex }: { readonly startIndex: number; readonly endIndex: number },
): boolean {
  if (asking.test(path.at(-1) ?? '')) return true;
  // `run("qwen3")`: what may be a model's id.
  if (path.length === 1 && endIndex - startIndex < ID_LENGTH && modelLike.test(text.slice(startIndex, endIndex)))
    return true;
  // `quiz(line)`: one name, that of a loop over texts, for one.
  if (path.length === 1 && endIndex - startIndex < NAME_LENGTH && /^\(\w+\)$/.test(text.slice(startIndex, endIndex)))
    return true;
  return speaks.test(text.slice(startIndex, Math.min(endIndex, startIndex + ARGUMENTS_LENGTH)));
}

const constructors: ReadonlySet<string> = new Set(['__init__', 'constructor', 'initialize', '__construct']);

/** The name that a function is called by: what makes an object has that of its class. */
export function calledAs(name: string, className: string | undefined): string {
  return className !== undefined && constructors.has(name) ? className : name;
}

/** `complete({ system: "…", user: "…" })`: true for an object or call under whose names both stand, whatever it is of. */
export function isAsked(holder: Open | undefined, shapeOf: (call: Node) => Shape): boolean {
  if (holder === undefined) return false;
  const shape = holder.kind === 'call' ? shapeOf(holder.node) : undefined;
  const args = shape?.kind === 'call' ? shape.args.map(({ name }) => normalName(name ?? '')) : [];
  const keys = holder.keys ?? new Set(args);
  return keys.has('system') && ['user', 'prompt', 'messages', 'userprompt'].some((key) => keys.has(key));
}
