// All statements' facts to one detection: resolves names, gives requests their prompts and models, and leaves no two prompts overlapping.
import type { Span } from '../../../text';
import type { Detection, ModelName, Prompt, PromptRequest } from '../../prompt';
import type { CallFact, MessageFact, NamedFact, RequestFact, Scopes } from '../facts/facts';
import type { CallValue } from '../facts/value';
import type { Slot } from '../rules/callRule';
import type { FilePurpose } from '../rules/filePurpose';
import { isModelPackage } from '../rules/names';
import { isForPictures } from '../rules/pictures';
import { fillsText, isProse, isSql } from '../rules/prose';
import { messageRuleFor } from '../rules/ruleIndex';
import { namedOf } from './callArguments';
import { Definitions } from './definitions';
import { type Draft, Drafts } from './drafts';
import type { FoundFact } from './factIndex';
import { type Finding, type LinkedStatement, LinkMemory, type Remembered, type SentText, sentText } from './linkMemory';
import { Collector, type Sent } from './messages';
import { ModelResolver } from './modelResolver';
import { isDoubted, isStrong, isTold } from './namedWords';
import { FILE_SCOPE, type Placed, place, type Statement, spanIn, spanNow } from './placed';
import { Finisher, outermost, type RequestDraft } from './requestDraft';
import { findByRules, isImported, isMadeByOther } from './ruleFinding';
import { askedTexts, conversations, modelCalls, promptedTexts, saidTexts } from './saidCalls';
import { findMessage, findNamed, isNotice, isShown, isUsers, mayBeWords } from './textFinding';
import { calledFunctions, Wrappers } from './wrappers';

class Linker {
  readonly #definitions: Definitions;
  readonly #drafts = new Drafts();
  readonly #purpose: FilePurpose;
  /** Where texts begin that models of pictures are given. */
  readonly #drawn = new Set<number>();
  /** The requests by their rules. */
  #asked: readonly RequestDraft[] = [];
  /** The functions that they stand in, innermost ones and all around; filled when first asked for. */
  #asking: Functions | undefined;
  #talking: Functions | undefined;
  /** What tests give to a service of the program's, which is sent with the model of that. */
  readonly #elsewhere = new Set<Draft>();

  readonly #memory: LinkMemory;
  readonly #wrappers: Wrappers<RequestDraft, Collector>;
  /** Functions that put what they are given into a message, though no request in them can be seen. */
  readonly #sayers: Wrappers<{ readonly span: Span }, Collector>;

  constructor(statements: readonly Statement[], bareMembers: boolean, purpose: FilePurpose, memory: LinkMemory) {
    this.#memory = memory;
    this.#purpose = purpose;
    memory.begin(statements);
    const functions = calledFunctions(memory.calls, memory.functions);
    this.#definitions = new Definitions(memory.names, bareMembers);
    const read = (placed: Placed, slot: Slot): Collector => this.#read(placed, slot);
    const isOfOther = (call: Placed<CallValue>, className: string): boolean =>
      isMadeByOther(call, className, this.#definitions);
    this.#wrappers = new Wrappers(functions, read, isOfOther);
    this.#sayers = new Wrappers(functions, read, isOfOther);
  }

  /** What an argument says that is sent so. */
  #read(placed: Placed, slot: Slot): Collector {
    const collector = new Collector(this.#definitions, spanNow(placed).start);
    collector.slot(placed, slot);
    return collector;
  }

  link(broken: boolean): Detection {
    const { linked } = this.#memory;
    const requests = this.#requests();
    const asks =
      this.#purpose === 'prompts' ||
      requests.some(({ fact }) => !isForPictures(fact.value)) ||
      this.#memory.spellsModels ||
      this.#memory.imports.some(isModelPackage);
    this.#messages(false, asks);
    this.#said();
    const names = (says: (fact: NamedFact) => boolean) =>
      linked.some(({ statement }) => statement.facts.named.some(says));
    // The file has to do with models not by names alone, so that a name is enough whatever stands under it.
    const knows = asks || !this.#drafts.isEmpty || names(isTold);
    const aboutModels = knows || names(isStrong);
    if (aboutModels) this.#messages(true, asks);
    this.#draw();
    // Where an interface keeps its words, and beside settings of a model of pictures, names say nothing.
    const draws = linked.some(({ statement }) => statement.facts.drawing.length > 0);
    // Of models of pictures alone only what is named for a system is told to another one.
    const sends = requests.some(({ prompts, instead }) => prompts.length + instead.length > 0);
    const onlySystem = this.#memory.isForPictures && !sends;
    const hasSystem = names(({ role, weak }) => role === 'system' && !weak);
    const counts = (fact: NamedFact) => {
      if (onlySystem && fact.role !== 'system') return false;
      if (fact.beside === true) return hasSystem && !isDoubted(fact);
      return knows || ((aboutModels || !fact.weak) && !isDoubted(fact));
    };
    if (knows)
      for (const each of promptedTexts(this.#memory, (placed, slot) => this.#read(placed, slot)))
        this.#drafts.add(each, 1);
    if (asks || (this.#purpose !== 'words' && !draws)) for (const each of linked) this.#named(each, counts);
    return this.#finished(requests, broken);
  }

  #finished(drafts: readonly RequestDraft[], broken: boolean): Detection {
    const models = new ModelResolver(this.#definitions, this.#memory.only);
    const finisher = new Finisher(this.#memory, models, this.#definitions);
    const joined = this.#withoutPictures(this.#join(drafts), finisher);
    const settled = this.#drafts.settled();
    const requests: PromptRequest[] = [];
    const modelOf = new Map<Draft, ModelName | undefined>();
    for (const draft of outermost(joined)) {
      const request = finisher.finish(draft);
      if (request.prompts.length === 0) continue;
      requests.push(request);
      // Sent to two models, it has none.
      for (const each of draft.instead) {
        const isSame = !modelOf.has(each) || modelOf.get(each)?.id === request.model?.id;
        modelOf.set(each, isSame ? request.model : undefined);
      }
    }
    const only = models.onlyOf(requests);
    const model = (draft: Draft) =>
      modelOf.has(draft) ? modelOf.get(draft) : this.#elsewhere.has(draft) ? undefined : only;
    return {
      prompts: settled.map((draft) => toPrompt(draft, model(draft))),
      requests,
      problems: [],
      broken,
    };
  }

  /** The requests to models of text; what only models of pictures, films and sounds get is no prompt, whatever it is called. */
  #withoutPictures(drafts: readonly RequestDraft[], finisher: Finisher): readonly RequestDraft[] {
    const drawn = new Set(drafts.filter((draft) => finisher.isForPictures(draft)));
    if (drawn.size === 0) return drafts;
    const others = drafts.filter((draft) => !drawn.has(draft));
    const sent = new Set(others.flatMap(({ prompts, instead }) => [...prompts, ...instead]));
    for (const { prompts, instead } of drawn)
      for (const draft of [...prompts, ...instead]) if (!sent.has(draft)) this.#drafts.drop(draft);
    return others;
  }

  /** The requests with the texts that the program puts together piece by piece in place of their pieces. */
  #join(drafts: readonly RequestDraft[]): readonly RequestDraft[] {
    const lists = new Set(this.#memory.linked.flatMap(({ statement }) => statement.facts.joined));
    if (this.#memory.names.grown.size === 0 && lists.size === 0) return drafts;
    const sent = new Map<Draft, number>();
    for (const { prompts, span } of drafts)
      for (const draft of prompts) sent.set(draft, Math.max(sent.get(draft) ?? 0, span.end));
    const joined = this.#drafts.join(this.#definitions.pieces(lists), sent);
    if (joined.size === 0) return drafts;
    const whole = (drafts: readonly Draft[]) => [...new Set(drafts.map((draft) => joined.get(draft) ?? draft))];
    return drafts.map((draft) => ({ ...draft, prompts: whole(draft.prompts), instead: whole(draft.instead) }));
  }

  /** What names say, where that `counts`, and texts that say it by their words. */
  #named(linked: LinkedStatement, counts: (fact: NamedFact) => boolean): void {
    const { requests, messages, named, texts } = linked.statement.facts;
    let index = requests.length + messages.length;
    for (const fact of named) {
      if (counts(fact)) this.#addNamed(linked, fact, index);
      index++;
    }
    for (const fact of texts) this.#addNamed(linked, fact, index++);
  }

  #addNamed(linked: LinkedStatement, fact: NamedFact, index: number): void {
    for (const sent of this.#foundNamed(linked, fact, index))
      if (!this.#drawn.has(spanIn(sent.statement, sent.value).start)) this.#drafts.add(sent, 1);
  }

  #foundNamed(linked: LinkedStatement, fact: NamedFact, index: number): readonly SentText[] {
    const find = () => findNamed(linked.statement, fact, this.#definitions);
    const { finding } = this.#memory.known(linked, index) ?? this.#found(linked, index, find);
    return finding?.sent ?? [];
  }

  #draw(): void {
    for (const linked of this.#memory.linked) {
      const { requests, messages, named, texts, drawn } = linked.statement.facts;
      let index = requests.length + messages.length + named.length + texts.length;
      for (const fact of drawn)
        for (const { statement, value } of this.#foundNamed(linked, fact, index++))
          this.#drawn.add(spanIn(statement, value).start);
    }
  }

  #requests(): RequestDraft[] {
    const requests: RequestDraft[] = [];
    for (const linked of this.#memory.linked) {
      const { requests: facts } = linked.statement.facts;
      for (let index = 0; index < facts.length; index++) {
        const fact = facts[index];
        const request = fact && this.#request(linked, fact, index);
        if (request !== undefined) requests.push(request);
      }
    }
    this.#asked = requests;
    return [...requests, ...this.#wrapped()];
  }

  /** What calls of the file's own functions send through the requests in those. */
  #wrapped(): RequestDraft[] {
    return this.#wrappers.calls(this.#memory.calls).flatMap((call): RequestDraft[] => {
      const { placed, sent, requests, model, forwards } = call;
      const { positional, named } = placed.value;
      const given = model === undefined ? undefined : { ...placed, value: model };
      if (given !== undefined && !forwards) for (const request of requests) request.callers.push(given);
      const collectors = sent.map(({ read, within }) => {
        // A word for a hole is no prompt; all that a function is given says more: `parse("Sold 2 bags of rice to Chioma")`.
        const says = positional.length + named.size === 1 ? isProse : fillsText;
        const counts = ({ text }: Sent) => !isSql(text.value.text) && (!within || says(text.value.text));
        return { sent: read.sent.filter(counts), instead: read.instead.filter(counts) };
      });
      const drafts = (all: readonly Sent[]) => all.map((each) => this.#drafts.add(sentText(each), 3));
      const added = drafts(collectors.flatMap((each) => each.sent));
      const instead = drafts(collectors.flatMap((each) => each.instead));
      const [request, ...others] = requests;
      if (added.length === 0 || request === undefined) return [];
      const prompts = [...new Set([...(others.length === 0 ? request.prompts : []), ...added])];
      const stated = given === undefined ? {} : { given };
      return [{ ...request, span: spanNow(placed), prompts, instead, partial: true, others, ...stated }];
    });
  }

  #request(linked: LinkedStatement, fact: RequestFact, index: number): RequestDraft | undefined {
    const { statement } = linked;
    const { value, scopes } = fact;
    const remembered = this.#memory.known(linked, index) ?? this.#foundByRules(linked, fact, index);
    const { finding } = remembered;
    if (finding?.rule === undefined) return undefined;
    const { rule, sent, instead, partial, maxOutputTokens, tools, given } = finding;
    const request = {
      span: spanIn(statement, value),
      rule,
      statement,
      fact,
      remembered,
      prompts: this.#addAll(sent),
      instead: this.#addAll(instead),
      partial,
      maxOutputTokens,
      tools,
      callers: [],
    };
    if (given !== undefined && this.#wrappers.possible) {
      const model = namedOf(value).get('model');
      const path = model?.kind === 'name' ? model.path : undefined;
      if (given.length > 0 || path !== undefined)
        this.#wrappers.note(place(statement, value, scopes).scopes, given, path, request);
    }
    return request;
  }

  /** The drafts of what a request sends, each once. */
  #addAll(sent: readonly SentText[]): readonly Draft[] {
    const drafts: Draft[] = [];
    for (const each of sent) {
      const draft = this.#drafts.add(each, 3);
      if (!drafts.includes(draft)) drafts.push(draft);
    }
    return drafts;
  }

  #foundByRules(linked: LinkedStatement, { value, rules, scopes }: RequestFact, index: number): Remembered {
    const { imports } = this.#memory;
    const names = { definitions: this.#definitions, imports };
    return this.#found(linked, index, () => findByRules(rules, place(linked.statement, value, scopes), names));
  }

  #found(linked: LinkedStatement, index: number, find: () => Finding | undefined): Remembered {
    return this.#memory.remember(linked, index, (names) => this.#definitions.noting(names, find));
  }

  /** What calls give for a message in the functions that they call, and what services are asked. */
  #said(): void {
    const said = saidTexts(this.#sayers.calls(this.#memory.calls), this.#memory);
    const asked = askedTexts(this.#memory, this.#definitions, (placed) => this.#read(placed, { role: 'user' }));
    for (const each of [...said, ...asked]) this.#drafts.add(each, 2);
  }

  /**
   * What messages say. Where the program only speaks for the assistant, it greets or reports: an example of an answer has a question beside it.
   * `listed`: lists that may as well be words. `asks`: the file asks a model, so that messages with keys of a page are none of a page alone.
   */
  #messages(listed: boolean, asks: boolean): void {
    const said: { readonly texts: readonly SentText[]; readonly isBeside: boolean }[] = [];
    const talks = this.#memory.linked.some(({ statement }) => statement.facts.messages.some(isUsers));
    for (const linked of this.#memory.linked) {
      const { requests, messages } = linked.statement.facts;
      let index = requests.length;
      for (const fact of messages) {
        const isBeside = fact.inTest === undefined || this.#isBesideRequest(linked.statement, fact);
        const stands = isBeside || fact.inTest === 'asks' || this.#isTalkedOf(linked.statement, fact);
        const counts = stands && mayBeWords(fact.value) === listed && (asks || !isShown(fact.value));
        const finding = counts ? this.#message(linked, fact, index) : undefined;
        // What an object of a test says for the model is mostly what the model is made to answer.
        const isAnswer = (each: SentText) =>
          fact.inTest === 'holds' && fact.value.kind === 'object' && each.role === 'assistant';
        const isSaid = (each: SentText) =>
          !isAnswer(each) && (asks || (each.role !== 'unknown' && !isNotice(each, fact.value, talks)));
        if (finding !== undefined) said.push({ texts: [...finding.sent, ...finding.instead].filter(isSaid), isBeside });
        index++;
      }
    }
    const speaks = ({ role }: SentText) => role !== 'assistant';
    if (!said.some(({ texts }) => texts.some(speaks))) return;
    for (const { texts, isBeside } of said)
      for (const each of texts) {
        const draft = this.#drafts.add(each, 2);
        if (!isBeside) this.#elsewhere.add(draft);
      }
  }

  /** True where a request stands in the function of the message, or in one around either. */
  #isBesideRequest(statement: Statement, { value, scopes }: MessageFact): boolean {
    this.#asking ??= functionsAround([...this.#asked, ...modelCalls(this.#memory)]);
    return standsIn(this.#asking, place(statement, value, scopes).scopes);
  }

  /** The same of a call that gives messages to a service of the program's. */
  #isTalkedOf(statement: Statement, { value, scopes }: MessageFact): boolean {
    this.#talking ??= functionsAround(conversations(this.#memory));
    return standsIn(this.#talking, place(statement, value, scopes).scopes);
  }

  #message(linked: LinkedStatement, { value, scopes }: MessageFact, index: number): Finding | undefined {
    const { statement } = linked;
    const rule = value.kind === 'call' ? messageRuleFor(value.path) : undefined;
    // `chat.add_message(role: "user", content: "…")` says itself that it is one.
    const isOne = value.kind === 'call' && value.named.has('role') && value.named.has('content');
    if (!isOne && !isImported(rule?.imports, this.#memory.imports)) return undefined;
    const find = () => findMessage(place(statement, value, scopes), this.#definitions);
    const { finding } = this.#memory.known(linked, index) ?? this.#found(linked, index, find);
    const given = finding?.given ?? [];
    if (given.length > 0 && this.#sayers.possible) {
      const message = { span: spanIn(statement, value) };
      this.#sayers.note(place(statement, value, scopes).scopes, given, undefined, message);
    }
    return finding;
  }
}

/** The functions that requests or calls stand in: the innermost ones, and all around. */
interface Functions {
  readonly own: ReadonlySet<number>;
  readonly around: ReadonlySet<number>;
}

/** True in one of these functions, or in one around either. */
const standsIn = ({ own, around }: Functions, scopes: Scopes): boolean =>
  scopes.some((scope) => own.has(scope)) || around.has(scopes[0] ?? FILE_SCOPE);

function functionsAround(
  requests: readonly Pick<FoundFact<CallFact | RequestFact>, 'statement' | 'fact'>[],
): Functions {
  const own = new Set<number>();
  const around = new Set<number>();
  for (const { statement, fact } of requests) {
    const [first, ...others] = place(statement, fact.value, fact.scopes).scopes.filter((scope) => scope !== FILE_SCOPE);
    if (first === undefined) continue;
    own.add(first);
    for (const scope of [first, ...others]) around.add(scope);
  }
  return { own, around };
}

/** `model`: the one that it is sent to when no request lists it. */
function toPrompt({ span, role, text, confidence }: Draft, model: ModelName | undefined): Prompt {
  return model === undefined
    ? { span, role, text: text.text, holes: text.holes, confidence }
    : { span, role, text: text.text, holes: text.holes, confidence, model };
}

/** What the statements of a file, taken together, say. Cost: one pass over their facts. */
export function link(
  statements: readonly Statement[],
  broken: boolean,
  bareMembers: boolean,
  purpose: FilePurpose,
  memory: LinkMemory = new LinkMemory(),
): Detection {
  return new Linker(statements, bareMembers, purpose, memory).link(broken);
}
