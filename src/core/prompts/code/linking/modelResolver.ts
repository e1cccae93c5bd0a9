// The model of a request: its own argument, a constant, the client or agent it uses, or the only model in the file. Never a guess.
import { looksLikeModel, writtenModel } from '../../modelNames';
import type { ModelName, ModelSource, PromptRequest } from '../../prompt';
import {
  asksEnvironment,
  environmentDefault,
  isEnvironment,
  isOfEnvironment,
  isProvider,
  literalModel,
} from '../facts/modelValue';
import {
  type CallValue,
  isNone,
  type NameValue,
  normalName,
  type ObjectValue,
  type TextValue,
  type Value,
} from '../facts/value';
import type { CallRule } from '../rules/callRule';
import { clientKeys, clientMakers, heldClients, modelKeys } from '../rules/modelKeys';
import { type Definitions, type Resolved, selfNames } from './definitions';
import type { OnlyModel } from './modelIndex';
import { listedModels, modelOption } from './modelOptions';
import type { Placed } from './placed';
import { isEmbedding, modelNow, ofFile, type PlacedModel, placedModel } from './placedModel';

/** Enough for `model=self.model`, `model = model_name()`, `return MODEL`, `MODEL = "gpt-4o"`. */
const HOPS = 3;

const agentKinds = /react|conversational|-description$|-(functions|tools)$/;

/** Classes of models, and of providers that are made with a key and a model. */
const namesModel = /Model(Ref)?$|^(Anthropic|OpenAI|Gemini|Mistral|Ollama|Deepseek|Cohere)$/;

export class ModelResolver {
  readonly #definitions: Definitions;
  readonly #only: OnlyModel | undefined;

  /** `only`: the model of the file, when it speaks of one only. */
  constructor(definitions: Definitions, only: OnlyModel | undefined) {
    this.#definitions = definitions;
    this.#only = only;
  }

  /** The model of a prompt that no request lists: the only one of the file, when every request that is seen has it too. */
  onlyOf(requests: readonly PromptRequest[]): ModelName | undefined {
    const only = this.#only;
    if (only === undefined || isEmbedding(only.id) || requests.some(({ model }) => model?.id !== only.id))
      return undefined;
    return modelNow(ofFile(only));
  }

  /** The only model of the file, when it can serve this kind of request. */
  onlyFor(kind: CallRule['kind']): PlacedModel | undefined {
    const only = this.#only;
    return only === undefined || (isEmbedding(only.id) ? kind === 'chat' : kind !== 'chat' && only.besides)
      ? undefined
      : ofFile(only);
  }

  /** The request's model, or undefined when none can be read or two remain. */
  resolve(request: Placed<CallValue | ObjectValue>, rule: CallRule): PlacedModel | undefined {
    const { value } = request;
    const own = value.kind === 'object' ? value.entries : value.named;
    const inner = rule.modelIn === undefined ? undefined : own.get(rule.modelIn);
    const named = inner?.kind === 'object' ? inner.entries : inner?.kind === 'call' ? inner.named : own;
    // `llm` holds a model id or an object that knows one; the object is a client.
    const key = modelKeys.find((name) => named.has(name)) ?? (named.get('llm')?.kind === 'text' ? 'llm' : undefined);
    const parameters = named.get('parameters');
    const inside = parameters?.kind === 'object' ? parameters.entries.get('model') : undefined;
    const stated = key === undefined ? inside : named.get(key);
    if (stated !== undefined) return this.#stated({ ...request, value: stated }, rule.kind);
    for (const { name, at } of rule.modelLinks ?? []) {
      const link = value.kind === 'call' ? value.links?.find((each) => each.name === name) : undefined;
      const argument = link?.positional[at];
      if (argument !== undefined) return this.#read({ ...request, value: argument }, 'call', HOPS);
    }
    const config = named.get('llmconfig');
    const configured = config === undefined ? undefined : this.#configured({ ...request, value: config });
    if (configured !== undefined) return configured;
    const spread = this.#inSpreads(request);
    if (spread !== undefined) return spread;
    const first = positional(value, rule.modelAt);
    const model = first === undefined ? undefined : this.#read({ ...request, value: first }, 'call', HOPS, true);
    if (model !== undefined) return model;
    if (first?.kind === 'name') return this.#member(request, first.path, rule.kind);
    // A model is given and cannot be read: another one in the file is not it.
    if (first !== undefined && first.kind !== 'text') return undefined;
    const client = value.kind === 'call' ? this.#client({ ...request, value }, rule) : undefined;
    if (client !== undefined) return client === 'unseen' ? undefined : client;
    // What embeds is made with a model of its own.
    const other = rule.embeds === true && (rule.madeBy !== undefined || !isEmbedding(this.#only?.id ?? ''));
    return 'complete' in value && value.complete && !other ? this.onlyFor(rule.kind) : undefined;
  }

  /** The model that a caller gives to a function which sends its arguments on. */
  given(placed: Placed): PlacedModel | undefined {
    return this.#read(placed, 'call', HOPS);
  }

  /** The model that all callers give, when it is one. */
  agreed(callers: readonly Placed[]): PlacedModel | undefined {
    const [model, ...others] = callers.map((each) => this.given(each));
    return others.every((other) => other?.id === model?.id) ? model : undefined;
  }

  /** The model that the call states. A parameter without a default is given by a caller, and the only model of the file is what it gives. */
  #stated(placed: Placed, kind: CallRule['kind']): PlacedModel | undefined {
    const model = this.#read(placed, 'call', HOPS);
    if (model !== undefined || placed.value.kind !== 'name' || placed.value.branches > 1) return model;
    const { path } = placed.value;
    const member = this.#member(placed, path, kind);
    if (member !== undefined) return member;
    const given = path.length === 1 ? this.#definitions.option(path[0] ?? '') : undefined;
    return given === undefined || kind !== 'chat' ? undefined : this.#read(given.placed, 'constant', HOPS);
  }

  /** `config.model` of a configuration from elsewhere: the file gives what is called so one model only. */
  #member({ scopes }: Placed, path: readonly string[], kind: CallRule['kind']): PlacedModel | undefined {
    const isMember = path.length > 1 && this.#only?.names.has(normalName(path.at(-1) ?? '')) === true;
    return isMember && this.#definitions.resolveAll(path, scopes) === undefined ? this.onlyFor(kind) : undefined;
  }

  /** AutoGen's list of models: the model of all its entries. */
  #configured(config: Placed): PlacedModel | undefined {
    const listed = listedModels(config, this.#definitions);
    const [model, ...others] = listed?.models.map((each) => this.#read(each, listed.source, HOPS)) ?? [];
    return others.every((other) => other?.id === model?.id) ? model : undefined;
  }

  /** `create(messages=…, **settings)`: the model among what is spread, when the file shows that and changes none of it. */
  #inSpreads({ value, scopes }: Placed<CallValue | ObjectValue>): PlacedModel | undefined {
    for (const { path } of value.spreads ?? []) {
      const resolved = this.#definitions.resolve(path, scopes);
      const held = resolved?.placed.value;
      if (resolved === undefined || resolved.changed || held?.kind !== 'object') continue;
      const key = modelKeys.find((name) => held.entries.has(name));
      const model = key === undefined ? undefined : held.entries.get(key);
      if (model !== undefined) return this.#read({ ...resolved.placed, value: model }, 'constant', HOPS);
    }
    return undefined;
  }

  /** `known`: only ids of known families, because the argument may as well be a name. */
  #read(placed: Placed, source: ModelSource, hops: number, known = false): PlacedModel | undefined {
    const { value, statement } = placed;
    if (value.kind === 'name') {
      const only = this.#onlyStated({ ...placed, value });
      if (only !== undefined) return this.#read({ ...placed, value: only }, source, hops, known);
      const resolved = hops > 0 ? this.#definitions.resolveAt(value.path, placed) : undefined;
      const stands = resolved === undefined && this.#isDefault(placed);
      const constant = stands ? literalModel({ ...value, branches: 1 }, known) : undefined;
      if (constant !== undefined) return placedModel(constant, source === 'call' ? 'constant' : source, statement);
      if (resolved === undefined && value.branches === 1)
        return (
          this.#returned(placed, value.path, source, hops, known) ??
          this.#agreed(placed, value.path, source, hops, known) ??
          (hops < HOPS ? this.#member(placed, value.path, 'chat') : undefined)
        );
      if (resolved === undefined || resolved.changed || !this.#isDefault(placed)) return undefined;
      return this.#read(resolved.placed, source === 'call' ? 'constant' : source, hops - 1, known);
    }
    if (value.kind === 'text' && value.holes.length === 1) return this.#routed({ ...placed, value }, source, hops);
    const literal = literalModel(value, known);
    if (literal !== undefined) return placedModel(literal, source, statement);
    if (value.kind !== 'call') return undefined;
    const inner = this.#modelOf(value) ?? environmentDefault(value);
    if (inner === undefined)
      return this.#provided({ ...placed, value }, source) ?? this.#returned(placed, value.path, source, hops, known);
    if (inner?.kind === 'text') return this.#read({ ...placed, value: inner }, source, 0, known);
    return inner?.kind === 'name' ? this.#read({ ...placed, value: inner }, source, hops, known) : undefined;
  }

  /** `f"ollama/{MODEL}"`, `"groq/" + os.getenv("MODEL", "llama3-8b-8192")`: the model behind a route to it. */
  #routed(placed: Placed<TextValue>, source: ModelSource, hops: number): PlacedModel | undefined {
    const { value, statement } = placed;
    const [hole] = value.holes;
    if (hole === undefined || hole.at !== value.text.length || !/^[a-z][\w.-]{1,30}[/:]$/.test(value.text))
      return undefined;
    const name = /^[A-Za-z_$][\w$]*(\.[\w$]+){0,2}$/.test(hole.name) ? hole.name.split('.') : undefined;
    const [, given] = /(?:,|\|\||\?\?|\bor)\s*["'`]([\w.:/-]{3,80})["'`]\s*\)?$/.exec(hole.name) ?? [];
    const named = name && ({ kind: 'name', span: value.span, path: name, branches: 1 } as const);
    const held = named && this.#read({ ...placed, value: named }, source, hops);
    const model = writtenModel(value.text + (held?.id ?? given ?? ''));
    if (model === undefined || !looksLikeModel(model.id)) return undefined;
    if (held !== undefined) return { ...held, ...model };
    return placedModel({ ...model, span: value.span }, source, statement);
  }

  /** `mistralAt("mistral-large-latest")`, where the file makes what is called: `const mistralAt = createMistral({ … })`. */
  #provided({ value, scopes, statement }: Placed<CallValue>, source: ModelSource): PlacedModel | undefined {
    const [first] = value.positional;
    if (first?.kind !== 'text' || value.path.length > 2) return undefined;
    const made = this.#definitions.resolve(value.path.slice(0, 1), scopes)?.placed.value;
    if (made?.kind !== 'call' || !/^create[A-Z]/.test(made.path.at(-1) ?? '')) return undefined;
    const model = literalModel(first, false);
    return model === undefined ? undefined : placedModel(model, source, statement);
  }

  /** True for `given or DEFAULT`, where the rest is what a caller or the environment may give; false for `FAST if quick else SLOW`. */
  #isDefault({ value, ...placed }: Placed): boolean {
    if (value.kind !== 'name' || value.branches < 2) return true;
    return (value.others ?? []).every((other) => {
      if (this.#isGivenElsewhere({ ...placed, value: other })) return true;
      if (other.kind !== 'name' || isConstantName(other.path.at(-1) ?? '')) return false;
      const held = this.#definitions.resolveAll(other.path, placed.scopes)?.placed.value;
      return held === undefined || held.kind === 'fixed' || (held.kind === 'call' && isEnvironment(held));
    });
  }

  /** The model that a function of the file returns; Ruby calls one by its bare name. */
  #returned(
    { scopes }: Placed,
    path: readonly string[],
    source: ModelSource,
    hops: number,
    known: boolean,
  ): PlacedModel | undefined {
    const found = hops > 0 ? this.#definitions.returned(path, scopes) : undefined;
    return found === undefined || found.unseen ? undefined : this.#same(found, source, hops - 1, known);
  }

  /** The model of a name that is given it more than once: by default, and again where another value is refused. */
  #agreed(
    { scopes }: Placed,
    path: readonly string[],
    source: ModelSource,
    hops: number,
    known: boolean,
  ): PlacedModel | undefined {
    const found = hops > 0 ? this.#definitions.resolveAll(path, scopes) : undefined;
    if (found === undefined || (found.unseen && found.byDefault !== true) || found.changed) return undefined;
    return this.#same(found, source, 0, known);
  }

  /** The model that all of these values are, but for those that only the environment says. */
  #same(found: Resolved, source: ModelSource, hops: number, known: boolean): PlacedModel | undefined {
    const stated = [found.placed, ...found.others].filter(
      (each) => !this.#isGivenElsewhere(each) && !(found.byDefault === true && isNone(each.value)),
    );
    const [model, ...others] = stated.map((each) =>
      this.#read(each, source === 'call' ? 'constant' : source, hops, known),
    );
    return others.every((other) => other !== undefined && other.id === model?.id) ? model : undefined;
  }

  /** `model.isEmpty() ? DEFAULT : model`, where the rest is what the environment says: the one name that is left. */
  #onlyStated({ value, ...placed }: Placed & { readonly value: NameValue }): Value | undefined {
    const { others = [], ...first } = value;
    const all: readonly Value[] = [{ ...first, branches: 1 }, ...others];
    const left = all.filter((each) => !this.#isGivenElsewhere({ ...placed, value: each }));
    return all.length === value.branches && all.length > 1 && left.length === 1 ? left[0] : undefined;
  }

  /** True for what only the environment says, also under a name: `if v := os.Getenv("MODEL"); v != "" { model = v }`. */
  #isGivenElsewhere({ value, scopes }: Placed): boolean {
    const isOne = value.kind !== 'name' || value.branches === 1;
    const held = value.kind === 'name' ? this.#definitions.resolve(value.path, scopes)?.placed.value : value;
    return isOfEnvironment(value) || (isOne && held?.kind === 'call' && asksEnvironment(held));
  }

  /** The argument of a client's, agent's or provider's construction that is its model. */
  #modelOf(value: CallValue): Value | undefined {
    for (const key of modelKeys) if (value.named.has(key)) return value.named.get(key);
    for (const key of clientMakers) {
      const given = value.named.get(key);
      // LangChain's `agent="zero-shot-react-description"` is a kind of agent.
      if (given !== undefined && !(given.kind === 'text' && agentKinds.test(given.text))) return given;
    }
    if (value.named.has('llm')) return value.named.get('llm');
    // Agno's `OpenAIChat(id="gpt-4o")`, CAMEL's `ModelFactory.create(model_type=ModelType.GPT_4O)`.
    const id = value.named.get('id') ?? value.named.get('modeltype');
    if (id !== undefined && literalModel(id, true) !== undefined) return id;
    if (isProvider(value.path)) return value.positional[0];
    // Genkit's `googlegenai.GoogleAIModel(g, "gemini-2.5-flash")`.
    // NeuronAI's `new Anthropic($key, "claude-sonnet-4-5")`.
    const isModel = namesModel.test(value.path.at(-1) ?? '');
    const ids = isModel ? value.positional.filter((each) => literalModel(each, true) !== undefined) : [];
    return ids.length === 1 ? ids[0] : undefined;
  }

  /** The model of the object that the call is made on or given; `unseen` when that object states one that cannot be read. */
  #client(request: Placed<CallValue>, rule: CallRule): PlacedModel | 'unseen' | undefined {
    const { value } = request;
    const paths: (readonly string[])[] = [];
    const key = clientKeys.find((name) => value.named.has(name));
    const given = key === undefined ? positional(value, rule.clientAt) : value.named.get(key);
    if (given?.kind === 'name') paths.push(given.path);
    // `Assistant(llm=Groq(model=model))`
    const made = given?.kind === 'call' ? this.#read({ ...request, value: given }, 'call', HOPS) : undefined;
    if (made !== undefined) return made;
    for (let length = value.path.length - 1; length > 0; length--) paths.push(value.path.slice(0, length));
    if (rule.modelElsewhere === true) {
      const option = modelOption(request, paths, this.#definitions);
      return option === undefined ? 'unseen' : placedModel(option.fact, option.source, option.statement);
    }
    return this.#clientAt(paths, request, HOPS) ?? (isGivenModel(value.path) ? 'unseen' : undefined);
  }

  /** True for a name that holds one of several clients, not all of which are seen to be made with one model. */
  #isOneOfMany(path: readonly string[], { scopes }: Placed): boolean {
    const all = path.length > 2 ? undefined : this.#definitions.resolveAll(path, scopes);
    const held = all === undefined ? [] : [all.placed, ...all.others];
    const models = held.flatMap((each) => {
      const model = each.value.kind === 'call' ? this.#modelOf(each.value) : undefined;
      return model === undefined ? [] : [this.#read({ ...each, value: model }, 'client', HOPS)?.id];
    });
    return models.length > 1 && models.some((id) => id === undefined || id !== models[0]);
  }

  /** The model of what stands under a name, or is returned: `AgentExecutor(agent=make_agent())`. */
  #clientOf(held: Placed, hops: number): PlacedModel | 'unseen' | undefined {
    if (held.value.kind === 'name') return this.#clientAt([held.value.path], held, hops);
    const returned = held.value.kind === 'call' ? this.#definitions.returned(held.value.path, held.scopes) : undefined;
    const [made, ...others] = returned === undefined ? [] : [returned.placed, ...returned.others];
    return made?.value.kind === 'name' && others.length === 0
      ? this.#clientAt([made.value.path], made, hops)
      : undefined;
  }

  /** The model of the first of these names that holds an object made with one; that object may be made of another one. */
  #clientAt(paths: readonly (readonly string[])[], use: Placed, hops: number): PlacedModel | 'unseen' | undefined {
    for (const path of paths) {
      const resolved = hops > 0 ? this.#definitions.resolveAt(path, use) : undefined;
      if (resolved === undefined && hops > 0 && this.#isOneOfMany(path, use)) return 'unseen';
      const made = resolved?.placed;
      // `this.agent = agent`
      const renamed = made?.value.kind === 'name' ? this.#clientAt([made.value.path], made, hops - 1) : undefined;
      if (renamed !== undefined) return renamed;
      if (made?.value.kind !== 'call') continue;
      const model = this.#modelOf(made.value);
      if (model !== undefined) {
        const stated = { ...made, value: model };
        return this.#read(stated, 'client', HOPS) ?? this.#clientOf(stated, hops - 1) ?? 'unseen';
      }
      for (const argument of made.value.positional.slice(0, 3)) {
        const named = this.#read({ ...made, value: argument }, 'client', HOPS, true);
        if (named !== undefined) return named;
      }
      // `Agent(client=client, …)`
      const { named } = made.value;
      for (const value of heldClients.flatMap((name) => named.get(name) ?? [])) {
        const its = this.#clientOf({ ...made, value }, hops - 1);
        if (its !== undefined) return its;
      }
      // `mastra.getAgent("writer")`: what it runs on is stated elsewhere.
      if (normalName(made.value.path.at(-1) ?? '') === 'getagent') return 'unseen';
      // `chat = model.start_chat()`, `structured = llm.with_structured_output(Schema)`
      const maker = this.#clientAt([made.value.path.slice(0, -1)], made, hops - 1);
      if (maker !== undefined) return maker;
    }
    return undefined;
  }
}

/** `request.model.sendRequest(…)` of VS Code: the model is a member of what the program is given, and may be any. */
function isGivenModel(path: readonly string[]): boolean {
  return path.length > 2 && normalName(path.at(-2) ?? '') === 'model' && !selfNames.has(path[0] ?? '');
}

/** `DEFAULT_MODEL`, also one that the file imports. */
function isConstantName(name: string): boolean {
  return /^[A-Z][A-Z0-9_]*$/.test(name);
}

function positional(value: CallValue | ObjectValue, at: number | undefined): Value | undefined {
  const argument = value.kind === 'call' && at !== undefined ? value.positional[at] : undefined;
  return argument?.kind === 'object' ? undefined : argument;
}
