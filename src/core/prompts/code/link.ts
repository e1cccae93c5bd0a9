// All statements' facts to one detection: resolves names, gives requests their prompts and models, and leaves no two prompts overlapping.
import type { Span } from '../../text';
import type { Detection, ModelName, Prompt, PromptRequest, Role } from '../prompt';
import { namedOf } from './callArguments';
import { Definitions } from './definitions';
import { type Draft, Drafts } from './drafts';
import type { MessageFact, NamedFact, RequestFact } from './facts';
import { type Finding, LinkMemory, type SentText, sentText } from './linkMemory';
import { Collector, type Sent } from './messages';
import { ModelResolver } from './modelResolver';
import { isModelPackage, isProse } from './names';
import { onlyModel } from './onlyModel';
import { type Placed, place, type Statement, spanNow } from './placed';
import { finish, outermost, type RequestDraft } from './requestDraft';
import { findByRules, isImported } from './ruleFinding';
import { messageRuleFor } from './ruleIndex';
import { type TextValue, textsOf } from './value';
import { Wrappers } from './wrappers';

class Linker {
  readonly #statements: readonly Statement[];
  readonly #definitions: Definitions;
  readonly #drafts = new Drafts();
  readonly #ofPrompts: boolean;

  readonly #memory: LinkMemory;
  readonly #wrappers: Wrappers<RequestDraft>;
  /** Functions that put what they are given into a message, though no request in them can be seen. */
  readonly #sayers: Wrappers<{ readonly span: Span }>;

  constructor(statements: readonly Statement[], bareMembers: boolean, ofPrompts: boolean, memory: LinkMemory) {
    this.#memory = memory;
    this.#ofPrompts = ofPrompts;
    this.#statements = statements;
    this.#wrappers = new Wrappers(statements);
    this.#sayers = new Wrappers(statements);
    memory.begin(statements);
    this.#definitions = new Definitions(memory.names, bareMembers);
  }

  link(broken: boolean): Detection {
    const requests = this.#requests();
    for (const statement of this.#statements) {
      const { requests: before, messages } = statement.facts;
      for (const [index, message] of messages.entries()) this.#message(statement, message, before.length + index);
    }
    this.#said();
    const strong = () =>
      this.#statements.some(({ facts }) =>
        facts.named.some(({ weak, value }) => !weak && value.kind === 'text' && isProse(value.text)),
      );
    const aboutModels =
      this.#ofPrompts ||
      requests.length > 0 ||
      this.#drafts.size > 0 ||
      this.#memory.imports.some(isModelPackage) ||
      strong();
    for (const statement of this.#statements) {
      for (const fact of statement.facts.named) if (aboutModels || !fact.weak) this.#named(statement, fact);
      for (const fact of this.#ofPrompts ? statement.facts.texts : []) this.#named(statement, fact);
    }
    return this.#finished(requests, broken);
  }

  #finished(drafts: readonly RequestDraft[], broken: boolean): Detection {
    const sent = new Map<Draft, number>();
    for (const { prompts, span } of drafts)
      for (const draft of prompts) sent.set(draft, Math.max(sent.get(draft) ?? 0, span.end));
    const joined = this.#drafts.join(this.#definitions.pieces(this.#joined()), sent);
    const whole = (drafts: readonly Draft[]) => [...new Set(drafts.map((draft) => joined.get(draft) ?? draft))];
    const settled = this.#drafts.settled();
    const indexes = new Map(settled.map((draft, index) => [draft, index]));
    const models = new ModelResolver(this.#definitions, onlyModel(this.#statements));
    const requests: PromptRequest[] = [];
    const modelOf = new Map<Draft, ModelName | undefined>();
    for (const parts of outermost(drafts)) {
      const draft = { ...parts, prompts: whole(parts.prompts), instead: whole(parts.instead) };
      const request = finish(draft, indexes, models);
      if (request.prompts.length === 0) continue;
      requests.push(request);
      for (const each of draft.instead) modelOf.set(each, request.model);
    }
    const only = models.onlyOf(requests);
    return {
      prompts: settled.map((draft) => toPrompt(draft, modelOf.has(draft) ? modelOf.get(draft) : only)),
      requests,
      problems: [],
      broken,
    };
  }

  #named(statement: Statement, { value, role, scopes }: NamedFact): void {
    if (value.kind === 'text') {
      this.#namedText(place(statement, value, scopes), role);
      return;
    }
    const resolved = this.#definitions.resolveAll(value.path, place(statement, value, scopes).scopes);
    for (const each of resolved === undefined ? [] : [resolved.placed, ...resolved.others, ...resolved.added]) {
      const texts = textsOf(each.value).map(([text]) => text);
      for (const text of texts)
        if (isProse(text.text, text.holes.length)) this.#namedText({ ...each, value: text }, role);
    }
  }

  /** A text under a prompt-like name, and the prose that the file keeps under the names in its holes. */
  #namedText(placed: Placed<TextValue>, role: Role): void {
    const { holes } = placed.value;
    if (this.#memory.isProse(placed.value)) this.#drafts.add(placed, role, 1);
    for (const { name } of holes) {
      if (!/^[A-Za-z_$][\w$]*$/.test(name)) continue;
      const resolved = this.#definitions.resolveAll([name], placed.scopes);
      for (const held of resolved === undefined ? [] : [resolved.placed, ...resolved.others])
        for (const [text] of textsOf(held.value))
          if (isProse(text.text) && text.branches === text.literals)
            this.#drafts.add({ ...held, value: text }, role, 1);
    }
  }

  #joined(): ReadonlySet<string> {
    return new Set(this.#statements.flatMap(({ facts }) => facts.joined));
  }

  #requests(): RequestDraft[] {
    const requests: RequestDraft[] = [];
    for (const statement of this.#statements) {
      for (const [index, fact] of statement.facts.requests.entries()) {
        const request = this.#request(statement, fact, index);
        if (request !== undefined) requests.push(request);
      }
    }
    return [...requests, ...this.#wrapped()];
  }

  /** What calls of the file's own functions send through the requests in those. */
  #wrapped(): RequestDraft[] {
    return this.#wrappers.calls(this.#statements).flatMap(({ placed, sent, requests, model }): RequestDraft[] => {
      const collectors = sent.map(({ value, role, within }) => {
        const collector = new Collector(this.#definitions, spanNow(placed).start);
        collector.slot({ ...placed, value }, { role });
        // A word for a hole is no prompt.
        const counts = ({ text }: Sent) => !within || isProse(text.value.text, text.value.holes.length);
        return { sent: collector.sent.filter(counts), instead: collector.instead.filter(counts) };
      });
      const drafts = (all: readonly Sent[]) => all.map((each) => this.#add(sentText(each), 3));
      const added = drafts(collectors.flatMap((each) => each.sent));
      const instead = drafts(collectors.flatMap((each) => each.instead));
      const [request, ...others] = requests;
      if (added.length === 0 || request === undefined) return [];
      const prompts = [...new Set([...(others.length === 0 ? request.prompts : []), ...added])];
      const given = model === undefined ? {} : { given: { ...placed, value: model } };
      return [{ ...request, span: spanNow(placed), prompts, instead, partial: true, others, ...given }];
    });
  }

  #request(statement: Statement, { value, rules, scopes }: RequestFact, index: number): RequestDraft | undefined {
    const placed = place(statement, value, scopes);
    const { imports } = this.#memory;
    const find = () => findByRules(rules, placed, { definitions: this.#definitions, imports });
    const finding = this.#found(statement, index, find);
    if (finding?.rule === undefined) return undefined;
    const { rule, partial, maxOutputTokens, tools } = finding;
    const prompts = finding.sent.map((sent) => this.#add(sent, 3));
    const instead = finding.instead.map((sent) => this.#add(sent, 3));
    const sent = prompts.length > 1 ? [...new Set(prompts)] : prompts;
    const draft = { span: spanNow(placed), rule, placed, prompts: sent, instead, partial, maxOutputTokens, tools };
    const model = namedOf(value).get('model');
    const path = model?.kind === 'name' ? model.path : undefined;
    this.#wrappers.note(placed.scopes, finding.given ?? [], path, draft);
    return draft;
  }

  #found(statement: Statement, index: number, find: () => Finding | undefined): Finding | undefined {
    return this.#memory.finding(statement, index, (names) => {
      this.#definitions.noted = names;
      const finding = find();
      this.#definitions.noted = undefined;
      return finding;
    });
  }

  /** What calls of functions that ask a model give for a message in them. */
  #said(): void {
    for (const { placed, sent } of this.#sayers.calls(this.#statements)) {
      if (!sends.test(placed.value.path.at(-1) ?? '')) continue;
      for (const { value, role, within } of sent) {
        if (within || (role !== 'user' && role !== 'system')) continue;
        const collector = new Collector(this.#definitions, spanNow(placed).start);
        collector.slot({ ...placed, value }, { role });
        for (const each of collector.sent) if (isProse(each.text.value.text)) this.#add(sentText(each), 2);
      }
    }
  }

  #message(statement: Statement, { value, scopes }: MessageFact, index: number): void {
    const rule = value.kind === 'call' ? messageRuleFor(value.path) : undefined;
    if (!isImported(rule?.imports, this.#memory.imports)) return;
    const placed = place(statement, value, scopes);
    const finding = this.#found(statement, index, () => {
      const collector = new Collector(this.#definitions, spanNow(placed).start);
      collector.message(placed);
      const { partial, given } = collector;
      const [sent, instead] = [collector.sent.map(sentText), collector.instead.map(sentText)];
      return { rule: undefined, sent, instead, partial, given };
    });
    this.#sayers.note(placed.scopes, finding?.given ?? [], undefined, { span: spanNow(placed) });
    for (const sent of [...(finding?.sent ?? []), ...(finding?.instead ?? [])])
      if (sent.role !== 'unknown' && !isReport(sent, spanNow(placed))) this.#add(sent, 2);
  }

  #add(sent: SentText, rank: number): Draft {
    return this.#drafts.add(placedText(sent), sent.role, rank);
  }
}

/** The text where it stands now. */
function placedText({ statement, value }: SentText): Placed<TextValue> {
  return { value, statement, delta: statement.start - statement.facts.base, scopes: [] };
}

/** Names of functions that send what they put into a message; others may only show it. */
const sends =
  /^(?!add|append|push|set|show|render|log|display|print|save|store)\w*(ask|chat|complet|generat|gpt|llm|gemini|claude|query|summari|answer|response|reply|api)/i;

/**
 * In a message that no request lists: `{ role: "assistant", content: answer || "No answer" }`, what is shown when the model said nothing;
 * `content: "Looking up #{city}"` or `content: APOLOGY`, what the program reports in its name; what a tool gives back.
 */
function isReport(sent: SentText, message: Span): boolean {
  const { role, value } = sent;
  if (role === 'tool') return true;
  const { start } = spanNow(placedText(sent));
  const isElsewhere = start < message.start || start >= message.end;
  return role === 'assistant' && (value.branches > value.literals || value.holes.length > 0 || isElsewhere);
}

/** `model`: the one that it is sent to when no request lists it. */
function toPrompt({ span, role, text, confidence }: Draft, model: ModelName | undefined): Prompt {
  const base = { span, role, text: text.text, holes: text.holes, confidence };
  return model === undefined ? base : { ...base, model };
}

/** What the statements of a file, taken together, say. Cost: one pass over their facts. */
export function link(
  statements: readonly Statement[],
  broken: boolean,
  bareMembers: boolean,
  ofPrompts: boolean,
  memory: LinkMemory = new LinkMemory(),
): Detection {
  return new Linker(statements, bareMembers, ofPrompts, memory).link(broken);
}
