// What surrounds a node while the nodes of a statement are gone through in order: a stack of what is open, and the scopes at its top.

import { asker, expectations } from '../rules/callNames';
import type { FilePurpose } from '../rules/filePurpose';
import { asksPerson, isInterfaceObject, promptName } from '../rules/names';
import { makesPicture } from '../rules/pictures';
import type { TextPlace } from '../rules/textClassifier';
import type { Scope } from '../syntax/language';
import type { Node } from '../syntax/syntaxNode';
import { type Tests, testsInside } from '../syntax/tests';
import type { Scopes } from './facts';
import { normalName } from './value';

/** What surrounds a statement that is read on its own. Equal `key`s mean equal surroundings. */
export interface Surroundings {
  readonly key: string;
  /** Name of the innermost function. */
  readonly functionName: string | undefined;
  /** What the function returns is named so, where its decorators say it. */
  readonly resultName?: string | undefined;
  /** Name of the innermost class. */
  readonly className?: string | undefined;
  readonly inClass: boolean;
  /** True when the statement is the last of its function: where the language says so, its value is what the function returns. */
  readonly last: boolean;
  /** True when the file is named for its prompts. */
  readonly ofPrompts: boolean;
  readonly tests?: Tests | undefined;
}

/** The name of what a function returns, by its decorators: `@agent.system_prompt`, `@anthropic.call("…")`. */
export const decoratedResult = ({ decorators }: Scope): string | undefined =>
  decorators?.find((each) => promptName(each) !== undefined) ?? asker(decorators);

export const fileLevel = (purpose: FilePurpose): Surroundings => ({
  key: '',
  functionName: undefined,
  inClass: false,
  last: false,
  ofPrompts: purpose === 'prompts',
  tests: purpose === 'tests' ? 'sends' : undefined,
});

export interface Open {
  readonly kind: 'call' | 'object' | 'function' | 'class' | 'block' | 'binding';
  readonly start: number;
  readonly end: number;
  readonly node: Node;
  /** Of a function, class or binding. */
  readonly name?: string | undefined;
  /** function: what its result is called, when that is not its own name. */
  readonly resultName?: string | undefined;
  /** call: last name, normalised. */
  readonly callee?: string | undefined;
  /** call: its names as written. */
  readonly path?: readonly string[];
  /** call: true when it is one that sends prompts. */
  readonly sends?: boolean | undefined;
  /** object: its keys, normalised. */
  readonly keys?: ReadonlySet<string> | undefined;
  /** object: true for what a test holds against a result: `assert sent == [{ … }]`. */
  readonly asserted?: boolean | undefined;
  /** function, block: see `Scope.tests`. */
  readonly tests?: Scope['tests'];
  /** binding: where its value starts, by which a function finds its name. */
  readonly valueStart?: number | undefined;
  /** A call or object that was already taken as request or message. */
  taken: boolean;
  /** What holds inside it, kept so that no look-up goes through all that is open. */
  readonly inside: Inside;
}

/** The scopes at a place of the statement. */
export interface Inside {
  /** Starts of functions, blocks and classes, innermost first. */
  readonly scopes: Scopes;
  /** Start of the innermost function or block, and of the innermost class. */
  readonly local: number | undefined;
  readonly class: number | undefined;
  readonly className: string | undefined;
  /** True when the nearest scope is a class body. */
  readonly inClass: boolean;
  readonly functionName: string | undefined;
  /** What the innermost function's result is called: the function's name, or that of a decorator which says what it is for. */
  readonly resultName: string | undefined;
  readonly tests: Tests | undefined;
}

/** Names that a text's place is told by. */
const NAMES = 2;

/** What is open around a node, innermost last. */
export class OpenNodes {
  readonly #around: Surroundings;
  readonly #open: Open[] = [];

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Closes what ends before this offset. */
  closeBefore(offset: number): void {
    for (let top = this.top; top !== undefined && top.end <= offset; top = this.top) this.#open.pop();
  }

  push(open: Omit<Open, 'start' | 'end' | 'inside' | 'taken'>): void {
    const { kind, node, name, resultName, callee, path = [], sends, keys, asserted, valueStart } = open;
    const { startIndex: start, endIndex: end } = node;
    const inside = entered(this.inside, open, start);
    // Written out: a spread of an object this size is slow, and this is done for every node of interest.
    this.#open.push({
      kind,
      start,
      end,
      node,
      name,
      resultName,
      callee,
      path,
      sends,
      keys,
      asserted,
      valueStart,
      inside,
      taken: false,
    });
  }

  /** The innermost open node. */
  get top(): Open | undefined {
    return this.#open.at(-1);
  }

  /** True in a file that is named for its prompts. */
  get ofPrompts(): boolean {
    return this.#around.ofPrompts;
  }

  get inside(): Inside {
    const { inClass, functionName, resultName = functionName, className, tests } = this.#around;
    return (
      this.top?.inside ?? {
        scopes: [],
        local: undefined,
        class: undefined,
        className,
        inClass,
        functionName,
        resultName,
        tests,
      }
    );
  }

  /** The calls and objects around, innermost first, up to the function or class that they stand in. */
  *#holders(): Iterable<Open> {
    for (let i = this.#open.length - 1; i >= 0; i--) {
      const open = this.#open[i];
      if (open === undefined || open.kind === 'function' || open.kind === 'class') return;
      yield open;
    }
  }

  /** Where a text stands here, inside its function or class. */
  get place(): TextPlace {
    const names: string[] = [];
    let callee: readonly string[] | undefined;
    for (const { kind, name, path } of this.#holders()) {
      if (kind === 'binding' && names.length < NAMES) names.push(name ?? '');
      else if (kind === 'call') callee ??= path;
    }
    return { names, callee: callee?.slice(-2) ?? [] };
  }

  /**
   * True in what a model's answer looks like, as tests make it up: `{"choices": [{"message": {…}}]}`; and in an example of what an interface
   * takes: `Body(…, examples=[…])`, `json_schema_extra={"example": {…}}`; and in what a model is trained with.
   */
  get inSample(): boolean {
    let isExample = false;
    let isChoice = false;
    for (const { kind, keys, name = '', callee = '' } of this.#holders()) {
      if (kind === 'object' && ((isChoice && keys?.has('choices')) || (keys !== undefined && isSample(keys))))
        return true;
      if (kind === 'binding') {
        isExample ||= /^(openapi)?examples?$/.test(normalName(name));
        isChoice ||= normalName(name) === 'choices';
      }
      if (isExample && (kind === 'binding' ? describesSchema(name) : kind === 'call' && fields.has(callee)))
        return true;
    }
    return false;
  }

  /**
   * True for what, at this offset, a test holds against a result: `expect(sent).toEqual({ messages: […] })`,
   * `mock.assert_called_with(prompt="…")`. What is sent within it is sent all the same: `assertEqual("4", ask("What is 2 + 2?"))`.
   */
  isExpected(start: number): boolean {
    for (const { kind, callee = '', sends, node, name = '', asserted } of this.#holders()) {
      if (asserted === true || (kind === 'binding' && /^expected(?!_?output)/i.test(name))) return true;
      if (kind !== 'call' || node.startIndex === start) continue;
      if (expectations.test(callee)) return start >= (node.childForFieldName('arguments')?.startIndex ?? start);
      if (sends === true) return false;
    }
    return false;
  }

  /** True in what a call is given that asks somebody, by its name: `client.chat(vec![…])`. */
  get inAsking(): boolean {
    for (const { kind, callee = '' } of this.#holders()) if (kind === 'call' && asking.test(callee)) return true;
    return false;
  }

  /** True in what a call is given that makes a picture: `generateImage({ model, prompt: "…" })`. */
  get inPicture(): boolean {
    for (const { kind, path = [] } of this.#holders()) if (kind === 'call') return makesPicture(path);
    return false;
  }

  /** True when the surrounding object or call puts a question to a person, or offers one to ask. */
  get inInterface(): boolean {
    const offers = /follow_?ups?$/i.test(this.inside.functionName ?? '');
    for (const { kind, callee = '', keys } of this.#holders()) {
      if (kind === 'call' && asksPerson(callee)) return true;
      if (kind === 'object' && keys !== undefined && (isInterfaceObject(keys) || (offers && keys.has('label'))))
        return true;
    }
    return false;
  }
}

/** Names of calls that ask somebody, normalised. */
const asking =
  /^a?(ask|call(?!back)|invoke|complet|generat|send|stream|query|predict|respond|converse)|^a?(chat|run|execute)(sync|async|stream|completions?|once)?$/;

/** True for keys of an answer, and of a text with its answer. */
const isSample = (keys: ReadonlySet<string>): boolean =>
  keys.has('finishreason') || (keys.has('prompt') && keys.has('completion'));

/** Calls that describe a part of what an interface takes, or what an agent can do. Normalised. */
const fields: ReadonlySet<string> = new Set(['body', 'field', 'query', 'form', 'apiproperty', 'agentskill']);

const describesSchema = (name: string): boolean => normalName(name).endsWith('schemaextra');

/** What holds inside a node that is opened. */
function entered(
  outer: Inside,
  { kind, name, resultName, tests }: Pick<Open, 'kind' | 'name' | 'resultName' | 'tests'>,
  start: number,
): Inside {
  if (kind !== 'class' && kind !== 'function' && kind !== 'block') return outer;
  const scopes = [start, ...outer.scopes];
  const inside = testsInside(tests, outer.tests);
  if (kind === 'class') return { ...outer, scopes, class: start, className: name, inClass: true, tests: inside };
  const body = { ...outer, scopes, local: start, inClass: false, tests: inside };
  return kind === 'block' ? body : { ...body, functionName: name, resultName: resultName ?? name };
}
