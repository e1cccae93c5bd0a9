// Functions of the file that send what they are given: `async function complete(system, user) { … create({ messages: […] }) }`. What is
// given to them where they are called is sent as well. Which parameters are sent is read from their requests, never from names.

import type { Span } from '../../text';
import type { Role } from '../prompt';
import type { CallFact } from './facts';
import { FILE_SCOPE, type Placed, place, type Statement, spanKey, spanNow } from './placed';
import { type CallValue, normalName, type Value } from './value';

/** Functions that call such functions with their own parameters, and so on, are followed this far. */
const ROUNDS = 3;

/** A name that a request sends: a parameter, or a member of one. */
export interface GivenName {
  readonly path: readonly string[];
  readonly role: Role;
  /** True when it stands in a text that is sent: what is given for it may be a word of that text. */
  readonly within?: boolean;
}

interface FunctionNow {
  readonly name: string;
  readonly params: readonly string[];
  /** Where its node starts. */
  readonly home: number;
}

/** A call of a function of the file that sends arguments on. */
export interface WrapperCall<Request> {
  readonly placed: Placed<CallValue>;
  /** What is sent of its arguments. */
  readonly sent: readonly { readonly value: Value; readonly role: Role; readonly within: boolean }[];
  /** The requests inside of the function: several where it chooses. */
  readonly requests: readonly Request[];
  /** The argument that is the request's model; undefined when the model is no parameter or not given, so that the function says it. */
  readonly model: Value | undefined;
}

interface Wrapper<Request> {
  readonly of: FunctionNow;
  readonly given: GivenName[];
  readonly request: Request;
  readonly model: readonly string[] | undefined;
}

/** What a call gives for a parameter, or for a member of it. */
function argumentFor(call: CallValue, { params }: FunctionNow, path: readonly string[]): Value | undefined {
  const [param = '', member] = path;
  const at = params.indexOf(param);
  const whole = call.named.get(normalName(param)) ?? (at < 0 ? undefined : call.positional[at]);
  if (member === undefined || whole === undefined) return whole;
  if (whole.kind === 'object') return whole.entries.get(normalName(member));
  return whole.kind === 'name' ? { ...whole, path: [...whole.path, member] } : undefined;
}

/** The names that a value shows: itself, in a list of messages, in the holes of a text. */
function namesIn(value: Value, role: Role, depth = 3): GivenName[] {
  const inside = (items: Iterable<Value>) =>
    depth > 0 ? [...items].flatMap((item) => namesIn(item, role, depth - 1)) : [];
  if (value.kind === 'name') return [{ path: value.path, role }];
  if (value.kind === 'list') return inside(value.items);
  if (value.kind === 'object') return inside(value.entries.values());
  return value.kind === 'text' ? value.holes.map(({ name }) => ({ path: name.split('.'), role, within: true })) : [];
}

export class Wrappers<Request extends { readonly span: Span }> {
  readonly #functions = new Map<number, FunctionNow>();
  /** Undefined where several functions have the name. */
  readonly #byName = new Map<string, FunctionNow | undefined>();
  readonly #wrappers = new Map<string, Wrapper<Request>[]>();

  constructor(statements: readonly Statement[]) {
    for (const { facts, start } of statements) {
      for (const { name, params, home } of facts.functions) {
        const found = { name, params, home: home + start - facts.base };
        this.#functions.set(found.home, found);
        this.#byName.set(name, this.#byName.has(name) ? undefined : found);
      }
    }
  }

  /** Notes a request that stands in these scopes, and what it sends and takes as model by names. */
  note(
    scopes: readonly number[],
    given: readonly GivenName[],
    model: readonly string[] | undefined,
    request: Request,
  ): void {
    for (const scope of scopes) {
      const of = scope === FILE_SCOPE ? undefined : this.#functions.get(scope);
      if (of === undefined || this.#byName.get(of.name) !== of) continue;
      const own = given.filter(({ path }) => of.params.includes(path[0] ?? ''));
      if (own.length === 0) continue;
      const known = this.#wrappers.get(of.name) ?? [];
      // The body in a call is the call's.
      const same = known.some(
        ({ request: { span } }) => span.start <= request.span.start && request.span.end <= span.end,
      );
      if (!same) {
        const stated = of.params.includes(model?.[0] ?? '') ? model : undefined;
        this.#wrappers.set(of.name, [...known, { of, given: [...own], request, model: stated }]);
      }
      return;
    }
  }

  /** The calls of such functions, in the order of the statements. Linear in the calls. */
  calls(statements: readonly Statement[]): WrapperCall<Request>[] {
    if (this.#wrappers.size === 0) return [];
    const found = new Map<number, WrapperCall<Request>>();
    for (let round = 0; round < ROUNDS; round++) {
      const before = this.#wrappers.size;
      for (const statement of statements) for (const fact of statement.facts.calls) this.#call(statement, fact, found);
      if (this.#wrappers.size === before) break;
    }
    return [...found.values()];
  }

  /** `found`: by the call's place; two statements with the same source may share their facts. */
  #call(statement: Statement, { value, scopes }: CallFact, found: Map<number, WrapperCall<Request>>): void {
    const wrappers = this.#wrappers.get(value.path.at(-1) ?? '') ?? [];
    const [wrapper] = wrappers;
    if (wrapper === undefined) return;
    const placed = place(statement, value, scopes);
    const key = spanKey(spanNow(placed));
    if (found.has(key)) return;
    const given = wrapper.given.flatMap(({ path, role, within }) => {
      const argument = argumentFor(value, wrapper.of, path);
      return argument === undefined ? [] : [{ value: argument, role, within: within === true }];
    });
    const model = wrapper.model === undefined ? undefined : argumentFor(value, wrapper.of, wrapper.model);
    const names = given.flatMap((each) => namesIn(each.value, each.role));
    this.note(placed.scopes, names, model?.kind === 'name' ? model.path : undefined, wrapper.request);
    if (given.length === 0) return;
    found.set(key, { placed, sent: given, requests: wrappers.map(({ request }) => request), model });
  }
}
