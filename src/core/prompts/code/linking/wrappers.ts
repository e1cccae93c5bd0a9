// Functions of the file that send what they are given: `async function complete(system, user) { … create({ messages: […] }) }`. What is
// given to them where they are called is sent as well. Which parameters are sent is read from their requests, never from names.

import type { Span } from '../../../text';
import type { Role } from '../../prompt';
import type { CallFact, FunctionFact, Scopes } from '../facts/facts';
import { type CallValue, normalName, type Value } from '../facts/value';
import type { ListStyle, Slot } from '../rules/callRule';
import type { FactIndex, FoundFact } from './factIndex';
import { type Placed, place, type Statement, scopesNow, spanKey, spanNow } from './placed';

/** Functions that call such functions with their own parameters, and so on, are followed this far. */
const ROUNDS = 6;
/** Functions of one name that are told apart: the time is theirs times the calls. */
const NAMESAKES_LIMIT = 40;

/** A name that a request sends: a parameter, or a member of one. */
export interface GivenName {
  readonly path: readonly string[];
  readonly role: Role;
  /** True when it stands in a text that is sent: what is given for it may be a word of that text. */
  readonly within?: boolean;
  /** What becomes of a list that is given for it. */
  readonly list?: ListStyle;
  /** Where it is written: it may be in another function than the request, such as the constructor. */
  readonly statement: Statement;
  /** Within that statement, as in its facts. */
  readonly scopes: Scopes;
}

interface FunctionNow {
  readonly name: string;
  readonly params: readonly string[];
  readonly className: string | undefined;
  /** Where its node starts. */
  readonly home: number;
}

/** What an argument that is sent on says. */
interface Said {
  /** Names in it. */
  readonly given: readonly GivenName[];
}

/** A call of a function of the file that sends arguments on. */
export interface WrapperCall<Request, Read extends Said> {
  readonly placed: Placed<CallValue>;
  /** What is sent of its arguments. */
  readonly sent: readonly { readonly read: Read; readonly role: Role; readonly within: boolean }[];
  /** The requests inside of the function: several where it chooses. */
  readonly requests: readonly Request[];
  /** The argument that is the request's model; undefined when the model is no parameter or not given, so that the function says it. */
  readonly model: Value | undefined;
  /** True when that is a parameter of the function around the call, so that the callers of this one give it. */
  readonly forwards: boolean;
}

interface Wrapper<Request> {
  readonly of: FunctionNow;
  readonly given: GivenName[];
  readonly request: Request;
  readonly model: readonly string[] | undefined;
}

/** What a call gives for a parameter, or for a member of it. */
export function argumentFor(
  call: CallValue,
  { params }: Pick<FunctionNow, 'params'>,
  path: readonly string[],
): Value | undefined {
  const [param = '', member] = path;
  const at = params.indexOf(param);
  const whole = call.named.get(normalName(param)) ?? (at < 0 ? undefined : call.positional[at]);
  if (member === undefined || whole === undefined) return whole;
  if (whole.kind === 'object') return whole.entries.get(normalName(member));
  return whole.kind === 'name' ? { ...whole, path: [...whole.path, member] } : undefined;
}

/** The name as that of a parameter; undefined for other names. In PHP's texts a variable has its `$`, as a parameter it has none. */
function parameter(given: GivenName, { params }: FunctionNow): GivenName | undefined {
  const [head = '', ...rest] = given.path;
  const name = [head, head.replace(/^\$/, '')].find((each) => params.includes(each));
  return name === undefined ? undefined : { ...given, path: [name, ...rest] };
}

/** By where they start. */
export type CalledFunctions = ReadonlyMap<number, FunctionNow>;

/** The functions of one version that the file calls. One step for each of a name that is called. */
export function calledFunctions(calls: FactIndex<CallFact>, functions: FactIndex<FunctionFact>): CalledFunctions {
  const byHome = new Map<number, FunctionNow>();
  for (const called of calls.names) {
    for (const { fact, statement } of functions.found(called)) {
      const { name, params, className, home } = fact;
      const found = { name, params, className, home: home + statement.start - statement.facts.base };
      byHome.set(found.home, found);
    }
  }
  return byHome;
}

export class Wrappers<Request extends { readonly span: Span }, Read extends Said> {
  readonly #functions: CalledFunctions;
  readonly #read: (placed: Placed, slot: Slot) => Read;
  readonly #isOfOther: (call: Placed<CallValue>, className: string) => boolean;
  readonly #wrappers = new Map<string, Wrapper<Request>[]>();

  /** `read`: reads an argument that is sent so. `isOfOther`: true for a call on what is made by another class than this one. */
  constructor(
    functions: CalledFunctions,
    read: (placed: Placed, slot: Slot) => Read,
    isOfOther: (call: Placed<CallValue>, className: string) => boolean,
  ) {
    this.#functions = functions;
    this.#read = read;
    this.#isOfOther = isOfOther;
  }

  /** False when there is no function that could become one. */
  get possible(): boolean {
    return this.#functions.size > 0;
  }

  /**
   * Notes a request that stands in these scopes, and what it sends and takes as model by names. True when the model is a parameter of the
   * function around it.
   */
  note(
    scopes: readonly number[],
    given: readonly GivenName[],
    model: readonly string[] | undefined,
    request: Request,
  ): boolean {
    const byFunction = new Map<FunctionNow, GivenName[]>();
    const around = scopes.flatMap((scope) => this.#functions.get(scope) ?? []);
    const giver = around.find(({ params }) => params.includes(model?.[0] ?? ''));
    if (giver !== undefined) byFunction.set(giver, []);
    for (const name of given) {
      const [of, own] = this.#parameterOf(name) ?? [];
      if (of !== undefined && own !== undefined) byFunction.set(of, [...(byFunction.get(of) ?? []), own]);
    }
    for (const [of, own] of byFunction) {
      const known = this.#wrappers.get(of.name) ?? [];
      if (known.length === NAMESAKES_LIMIT) continue;
      // The body in a call is the call's.
      const same = known.some(
        ({ request: { span } }) => span.start <= request.span.start && request.span.end <= span.end,
      );
      if (!same)
        this.#wrappers.set(of.name, [...known, { of, given: own, request, model: of === giver ? model : undefined }]);
    }
    return giver !== undefined;
  }

  /** The innermost function that has the name for a parameter, and the name as that of the parameter. */
  #parameterOf(given: GivenName): readonly [FunctionNow, GivenName] | undefined {
    for (const scope of scopesNow(given.statement, given.scopes)) {
      const of = this.#functions.get(scope);
      const own = of === undefined ? undefined : parameter(given, of);
      if (of !== undefined && own !== undefined) return [of, own];
    }
    return undefined;
  }

  /**
   * The calls of such functions, in the order of the document; where one sends different arguments through different requests, each.
   * Linear in them, times the rounds.
   */
  calls(index: FactIndex<CallFact>): WrapperCall<Request, Read>[] {
    const found = new Map<number, WrapperCall<Request, Read>[]>();
    for (let round = 0; round < ROUNDS; round++) {
      const before = this.#wrappers.size;
      const calls = [...this.#wrappers.keys()].flatMap((name) => index.found(name));
      for (const { statement, fact } of calls.sort(inOrder)) this.#call(statement, fact, found);
      if (this.#wrappers.size === before) break;
    }
    return [...found.values()].flat();
  }

  /** `found`: by the call's place; two statements with the same source may share their facts. */
  #call(statement: Statement, { value, scopes }: CallFact, found: Map<number, WrapperCall<Request, Read>[]>): void {
    const named = this.#wrappers.get(value.path.at(-1) ?? '');
    if (named === undefined) return;
    const placed = place(statement, value, scopes);
    const key = spanKey(spanNow(placed));
    if (found.has(key)) return;
    const isOther = ({ of }: Wrapper<Request>) => of.className !== undefined && this.#isOfOther(placed, of.className);
    const wrappers = named.filter((wrapper) => !isOther(wrapper));
    const sending = alike(wrappers).flatMap((each) => this.#sending(placed, each) ?? []);
    if (sending.length > 0) found.set(key, sending);
  }

  /** What the call sends through requests that send the same parameters. */
  #sending(placed: Placed<CallValue>, wrappers: readonly Wrapper<Request>[]): WrapperCall<Request, Read> | undefined {
    const wrapper = clearest(wrappers);
    if (wrapper === undefined) return undefined;
    const { value } = placed;
    const sent = wrapper.given.flatMap(({ path, role, within = false, list }) => {
      const argument = argumentFor(value, wrapper.of, path);
      const slot: Slot = list === undefined ? { role } : { role, list };
      return argument === undefined ? [] : [{ read: this.#read({ ...placed, value: argument }, slot), role, within }];
    });
    const model = wrapper.model === undefined ? undefined : argumentFor(value, wrapper.of, wrapper.model);
    const names = sent.flatMap(({ read, within }) => (within ? read.given.map(asWord) : read.given));
    const path = model?.kind === 'name' ? model.path : undefined;
    const forwards = this.note(placed.scopes, names, path, wrapper.request);
    return sent.length === 0 && model === undefined
      ? undefined
      : { placed, sent, requests: wrappers.map(({ request }) => request), model, forwards };
  }
}

/** Of alternatives the first that sends most of its parameters as messages of their own: what is sent, and who speaks, is told by that. */
function clearest<Request>(wrappers: readonly Wrapper<Request>[]): Wrapper<Request> | undefined {
  const whole = ({ given }: Wrapper<Request>) => given.filter(({ within }) => within !== true).length;
  const most = Math.max(...wrappers.map(whole));
  return wrappers.find((wrapper) => whole(wrapper) === most);
}

const asWord = (name: GivenName): GivenName => ({ ...name, within: true });

/** The requests of a function, by what they send of its parameters: those that have one in common are alternatives. */
function alike<Request>(wrappers: readonly Wrapper<Request>[]): Wrapper<Request>[][] {
  const groups: Wrapper<Request>[][] = [];
  for (const wrapper of wrappers) {
    const paths = new Set(wrapper.given.map(({ path }) => path.join('.')));
    const known = groups.find((group) => group[0]?.given.some(({ path }) => paths.has(path.join('.'))));
    if (known === undefined) groups.push([wrapper]);
    else known.push(wrapper);
  }
  return groups;
}

function inOrder(a: FoundFact<CallFact>, b: FoundFact<CallFact>): number {
  const [one, other] = [a.fact.value.span, b.fact.value.span];
  return a.statement.start - b.statement.start || one.start - other.start || other.end - one.end;
}
