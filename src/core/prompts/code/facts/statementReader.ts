// Reads the statements of one version of a document, and takes over those that the edit since the last version left alone.

import type { FilePurpose } from '../rules/filePurpose';
import { promptName } from '../rules/names';
import { mayHoldPrompts } from '../rules/ruleIndex';
import type { ChangedPart } from '../syntax/changedPart';
import type { CodeLanguage } from '../syntax/language';
import { sourceOf } from '../syntax/syntax';
import type { Node } from '../syntax/syntaxNode';
import { testsInside } from '../syntax/tests';
import { opensHeredoc } from '../syntax/textHeads';
import { extract } from './extract';
import type { Facts } from './facts';
import { type Kept, type KeptBody, move, untouched } from './keptStatements';
import { decoratedResult, fileLevel, type Surroundings } from './openNodes';
import { endsInText, mayBeSent, mayDefine } from './statementGate';

/** How deep bodies are split. */
const SPLIT_DEPTH = 6;

/** Facts that were read of a statement with the same source, of another version or from another place. */
export interface Remembered {
  readonly facts: Facts;
  readonly type: string;
  readonly around: string;
}

/** The last version: its text and what was read of it. */
export interface Before {
  readonly text: string;
  readonly kept: readonly Kept[];
  readonly part: ChangedPart;
}

/** The statements of a list of nodes, asked for one by one: most are not needed after an edit. */
interface Nodes {
  readonly count: number;
  readonly at: (index: number) => Node | undefined;
}

/** `const build = () => {…}`: the name that a declaration gives the function. */
function declaredName(owner: Node, text: string): string | undefined {
  const name = owner.parent?.childForFieldName('name');
  return name === null || name === undefined ? undefined : sourceOf(name, text);
}

/** In a function or class with a prompt-like name every statement may hold a prompt. */
function isNamedForPrompts({ functionName, resultName, className }: Surroundings): boolean {
  return [functionName, resultName, className].some((name) => name !== undefined && promptName(name) !== undefined);
}

const listed = (nodes: readonly Node[]): Nodes => ({ count: nodes.length, at: (index) => nodes[index] });
const childrenOf = (node: Node): Nodes => ({
  count: node.namedChildCount,
  at: (index) => node.namedChild(index) ?? undefined,
});

export class StatementReader {
  readonly #language: CodeLanguage;
  readonly #splitLength: number;
  readonly #purpose: FilePurpose;
  readonly #text: string;
  readonly #before: Before | undefined;
  /** True when the tree has no errors at all. */
  #intact = false;
  /** Old bodies whose statements are taken over. */
  readonly #used = new Set<KeptBody>();
  /** By source. */
  readonly #memory: Map<string, Remembered>;

  /**
   * In a file that is named for its prompts every statement is read, whatever words are in it. `memory` is filled with what the edit pushed aside, so that what comes back (after a closing quote) need not be read again.
   */
  constructor(
    language: CodeLanguage,
    { splitLength, purpose }: { readonly splitLength: number; readonly purpose: FilePurpose },
    text: string,
    before: Before | undefined,
    memory: Map<string, Remembered>,
  ) {
    this.#language = language;
    this.#splitLength = splitLength;
    this.#purpose = purpose;
    this.#text = text;
    this.#before = before;
    this.#memory = memory;
  }

  /** The statements of the file. What `before` held is used up: its parts move into the answer. */
  read(root: Node): Kept[] {
    this.#intact = !root.hasError;
    return this.#list(this.#childrenOf(root), fileLevel(this.#purpose), undefined, this.#before?.kept, 0);
  }

  /** At first all children are read: to ask for all at once is one call of the parser's runtime. */
  #childrenOf(node: Node): Nodes {
    return this.#before === undefined ? listed(node.namedChildren) : childrenOf(node);
  }

  /** `last`: the node that is the result of the function around, if the language has such. */
  #list(
    nodes: Nodes,
    around: Surroundings,
    last: Node | undefined,
    old: readonly Kept[] | undefined,
    depth: number,
  ): Kept[] {
    const before = this.#before;
    const kept = before === undefined || old === undefined ? undefined : this.#untouched(nodes, old, before.part);
    const inner = old?.slice(kept?.before ?? 0, old.length - (kept?.after ?? 0)) ?? [];
    for (const each of inner) this.#remember(each);
    const lastStart = last?.startIndex;
    const result: Kept[] = [];
    const readAt = (index: number, was: readonly Kept[]): void => {
      const node = nodes.at(index);
      if (node === undefined) return;
      const own = node.id === last?.id ? { ...around, key: `${around.key} result`, last: true } : around;
      result.push(this.#statement(node, own, was, depth));
    };
    /** Kept as it is, unless it is unsure or has become (or is no more) the result of its function. */
    const take = (each: Kept | undefined, index: number, by: number): void => {
      if (each === undefined) return;
      const isLast = each.start + by === lastStart;
      if (each.reachesOut || each.isResult !== isLast || (each.unsure && this.#intact)) readAt(index, [each]);
      else result.push(move(each, by));
    };
    const first = kept?.before ?? 0;
    const rest = nodes.count - (kept?.after ?? 0);
    for (let index = 0; index < first; index++) take(old?.[index], index, 0);
    for (let index = first; index < rest; index++) readAt(index, inner);
    const by = before === undefined ? 0 : before.part.newEnd - before.part.oldEnd;
    for (let index = rest; index < nodes.count; index++) {
      take(old?.[old.length - (nodes.count - index)], index, by);
    }
    for (const each of inner) this.#setAside(each);
    return result;
  }

  /** Statements that stay; undefined when the tree says otherwise. */
  #untouched(nodes: Nodes, old: readonly Kept[], part: ChangedPart): { before: number; after: number } | undefined {
    const { before, after } = untouched(old, part);
    if (before + after > nodes.count) return undefined;
    const by = part.newEnd - part.oldEnd;
    const same = (each: Kept | undefined, node: Node | undefined, moved: number): boolean =>
      each !== undefined &&
      node?.type === each.type &&
      node.startIndex === each.start + moved &&
      node.endIndex === each.end + moved;
    const head = before === 0 || same(old[before - 1], nodes.at(before - 1), 0);
    const tail = after === 0 || same(old[old.length - after], nodes.at(nodes.count - after), by);
    return head && tail ? { before, after } : undefined;
  }

  #remember(kept: Kept): void {
    const before = this.#before;
    const { statement, type, around, body } = kept;
    if (before === undefined || kept.unsure || kept.reachesOut || statement === undefined) return;
    const source = before.text.slice(kept.start, body?.start ?? kept.end);
    this.#memory.set(source, { facts: statement.facts, type, around });
  }

  /** What stood in a body that is no more may stand in one again. */
  #setAside({ body }: Kept): void {
    if (body === undefined || this.#used.has(body)) return;
    for (const each of body.statements) {
      this.#remember(each);
      this.#setAside(each);
    }
  }

  #statement(node: Node, around: Surroundings, was: readonly Kept[], depth: number): Kept {
    const start = node.startIndex;
    const end = node.endIndex;
    const split = end - start > this.#splitLength && depth < SPLIT_DEPTH;
    const body = split ? this.#language.body(node) : undefined;
    // Of a statement that is split only the head is read here; an error in its body is the business of the statements there.
    const hasError = !this.#intact && node.hasError && body?.hasError !== true;
    const { facts, broken } = this.#facts(node, body, around, hasError);
    const statement = facts === undefined ? undefined : { facts, start, outer: [], outerClass: undefined };
    const reachesOut = (facts?.reach ?? 0) > (body?.startIndex ?? end);
    const keptBody = body === undefined ? undefined : this.#body(body, around, was, depth);
    const { key, last: isResult } = around;
    const { type } = node;
    const unsure = !this.#intact;
    return { start, end, type, around: key, isResult, statement, broken, unsure, reachesOut, body: keptBody };
  }

  #body(body: Node, around: Surroundings, was: readonly Kept[], depth: number): KeptBody | undefined {
    const owner = body.parent;
    if (owner === null) return undefined;
    const scope = this.#language.scope(owner, this.#text);
    const { kind } = scope;
    const name = scope.name ?? declaredName(owner, this.#text);
    const resultName = kind === 'block' ? around.resultName : decoratedResult(scope);
    const inside: Surroundings = {
      key: `${around.key}/${kind} ${name ?? ''} ${scope.tests ?? ''} ${resultName ?? ''}`,
      functionName: kind === 'function' ? name : around.functionName,
      resultName,
      className: kind === 'class' ? name : around.className,
      inClass: kind === 'class',
      last: false,
      ofPrompts: around.ofPrompts,
      tests: testsInside(scope.tests, around.tests),
    };
    const last = kind === 'function' ? this.#language.result?.(body) : undefined;
    const own = this.#language.statements?.(body);
    const nodes = own === undefined ? this.#childrenOf(body) : listed(own);
    const same = was.filter((each) => each.body?.inside === inside.key);
    const [old] = same.length === 1 ? same.flatMap((each) => each.body ?? []) : [];
    const reused = old === undefined || this.#used.has(old) ? undefined : old;
    if (reused !== undefined) this.#used.add(reused);
    const statements = this.#list(nodes, inside, last, reused?.statements, depth + 1);
    const isClass = kind === 'class';
    const isScope = body.type === 'statement_block';
    return { start: body.startIndex, ownerStart: owner.startIndex, isClass, isScope, inside: inside.key, statements };
  }

  /** Remembered or freshly read facts, none when the statement holds nothing of interest; `broken`: see `Kept`. */
  #facts(
    node: Node,
    body: Node | undefined,
    around: Surroundings,
    hasError: boolean,
  ): { readonly facts: Facts | undefined; readonly broken: boolean } {
    const { type } = node;
    const source = this.#text.slice(node.startIndex, body?.startIndex ?? node.endIndex);
    const known = hasError ? undefined : this.#memory.get(source);
    if (known !== undefined && known.type === type && known.around === around.key) {
      return { facts: known.facts, broken: false };
    }
    const imports = this.#language.imports?.has(type) === true;
    const speaks = imports || around.ofPrompts || mayHoldPrompts(source) || isNamedForPrompts(around);
    const broken = speaks && hasError;
    if (!speaks && body === undefined && !this.#mayMatter(node, source, around)) return { facts: undefined, broken };
    return { facts: extract(this.#language, node, this.#text, around, body), broken };
  }

  /** True when the statement may say something although no word in it speaks of prompts. */
  #mayMatter(node: Node, source: string, { last }: Surroundings): boolean {
    const { result, definitions, opener } = this.#language;
    if (mayBeSent(source) || (result !== undefined && endsInText(source, last))) return true;
    if (opener !== undefined && opensHeredoc(source, 0, source.length)) return true;
    return mayDefine(source, () => definitions.has(node.childForFieldName('declaration')?.type ?? node.type));
  }
}
