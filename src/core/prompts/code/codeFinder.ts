// Finds prompts in source code. Text -> syntax tree -> statements -> facts -> detection. Statements that did not change keep their
// facts, so after an edit only the statements it touched are read again.
import type { Node } from 'web-tree-sitter';
import type { TextChange } from '../../text';
import { sentence } from '../../words';
import { type Candidate, type Detection, nothingFound, type PromptFinder } from '../prompt';
import { type UserSay, usualSay } from '../userSay';
import { extract } from './extract';
import type { Facts, Scopes } from './facts';
import { refuse } from './gate';
import type { Grammar } from './grammars';
import type { CodeLanguage } from './language';
import { link } from './link';
import { promptName } from './names';
import { fileLevel, type Surroundings } from './openNodes';
import type { Statement } from './placed';
import { mayHoldPrompts } from './ruleIndex';
import { sourceOf } from './syntax';
import { SyntaxTree } from './syntaxTree';
import { candidateAt, heedInCode, type Source, saysMore } from './userSayInCode';

/** Statements with a body longer than this are read body statement by body statement, so that a big class is not read as a whole. */
const SPLIT_LENGTH = 4_000;
/** How deep bodies are split. */
const SPLIT_DEPTH = 6;

/** Definitions over this many UTF-16 units that show no text give no other name to one. */
const ALIAS_LENGTH = 200;

interface Remembered {
  readonly facts: Facts;
  readonly type: string;
  readonly around: string;
}

/** The scopes around a statement, and the innermost class among them. */
interface Outer {
  readonly scopes: Scopes;
  readonly class: number | undefined;
}

const file: Outer = { scopes: [], class: undefined };

/** Statements and whether one of interest has a syntax error. */
interface Reading {
  readonly statements: Statement[];
  /** Facts by source text, for the next reading. */
  readonly memory: Map<string, Remembered>;
  broken: boolean;
}

/** `const build = () => {…}`: the name that a declaration gives the function. */
function declaredName(owner: Node, text: string): string | undefined {
  const name = owner.parent?.childForFieldName('name');
  return name === null || name === undefined ? undefined : sourceOf(name, text);
}

/** In a function with a prompt-like name every statement may hold a returned prompt. */
function mayReturnPrompt({ functionName }: Surroundings): boolean {
  return functionName !== undefined && promptName(functionName) !== undefined;
}

/** `return f"…"`, `=> "…"`: what a call of the function may stand for. */
const givesText = /(\breturn|=>|->)\s*[([{]{0,2}\s*[\w@$#]{0,3}["'`]/;

export class CodeFinder implements PromptFinder {
  readonly #language: CodeLanguage;
  readonly #grammar: Grammar;
  readonly #tree: SyntaxTree;
  readonly #splitLength: number;
  #memory: ReadonlyMap<string, Remembered> = new Map();
  #text = '';
  /** What `find` was last given. */
  #given = '';
  readonly #say: UserSay;
  #last: { readonly source: Source; readonly detection: Detection } | undefined;

  /** `splitLength` is a parameter for tests: what is found does not depend on it. */
  constructor(language: CodeLanguage, grammar: Grammar, splitLength = SPLIT_LENGTH, say: UserSay = usualSay) {
    this.#say = say;
    this.#language = language;
    this.#grammar = grammar;
    this.#tree = new SyntaxTree(grammar.parser);
    this.#splitLength = splitLength;
  }

  /**
   * `broken` is true when a statement (at file level or in a split body) that has words of prompts in it also has a syntax error in it;
   * errors in other statements hide nothing.
   */
  find(text: string, changes?: readonly TextChange[]): Detection {
    this.#given = text;
    const refusal = refuse(text);
    if (refusal !== undefined) return this.#forget({ ...nothingFound, problems: [refusal] });
    if (!mayHoldPrompts(text) && !saysMore(this.#say)) return this.#forget(nothingFound);
    const root = this.#tree.update(text, changes);
    if (root === undefined) {
      const stopped = sentence('The file could not be parsed in reasonable time, so prompts in it are not looked for.');
      const problems = [{ span: { start: 0, end: 0 }, sentence: stopped }];
      return this.#forget({ ...nothingFound, problems, broken: true });
    }
    this.#text = text;
    const reading: Reading = { statements: [], memory: new Map(), broken: false };
    for (const child of root.namedChildren) this.#statement(child, fileLevel, file, 0, reading);
    this.#memory = reading.memory;
    const source = { root, text, language: this.#language, query: this.#grammar.query };
    const found = link(reading.statements, reading.broken, this.#language.bareMembers === true);
    const detection = heedInCode(found, source, this.#say);
    this.#last = { source, detection };
    return detection;
  }

  /** A text without words of prompts is only parsed here, when somebody asks. */
  candidateAt(at: number): Candidate | undefined {
    if (this.#last === undefined && refuse(this.#given) === undefined) {
      const root = this.#tree.update(this.#given, undefined);
      const source = { text: this.#given, language: this.#language, query: this.#grammar.query };
      if (root !== undefined) this.#last = { source: { ...source, root }, detection: nothingFound };
    }
    return this.#last === undefined ? undefined : candidateAt(this.#last.source, this.#last.detection, at);
  }

  dispose(): void {
    this.#forget(nothingFound);
  }

  #forget(detection: Detection): Detection {
    this.#tree.dispose();
    this.#last = undefined;
    this.#memory = new Map();
    this.#text = '';
    return detection;
  }

  #statement(node: Node, around: Surroundings, outer: Outer, depth: number, reading: Reading): void {
    const start = node.startIndex;
    const end = node.endIndex;
    const body = end - start > this.#splitLength && depth < SPLIT_DEPTH ? this.#language.body(node) : undefined;
    const facts = this.#facts(node, body, around, reading);
    if (facts !== undefined) reading.statements.push({ facts, start, outer: outer.scopes, outerClass: outer.class });
    if (body !== undefined) this.#body(body, around, outer, depth, reading);
  }

  #body(body: Node, around: Surroundings, outer: Outer, depth: number, reading: Reading): void {
    const owner = body.parent;
    if (owner === null) return;
    const scope = this.#language.scope(owner, this.#text);
    const { kind } = scope;
    const name = scope.name ?? declaredName(owner, this.#text);
    const inside: Surroundings = {
      key: `${around.key}/${kind} ${name ?? ''}`,
      functionName: kind === 'function' ? name : around.functionName,
      className: kind === 'class' ? name : around.className,
      inClass: kind === 'class',
      last: false,
    };
    const last = kind === 'function' ? this.#language.result?.(body) : undefined;
    const result: Surroundings = { ...inside, key: `${inside.key} result`, last: true };
    // The body of a script's function is a scope of its own inside that of the parameters.
    const inner =
      kind === 'class'
        ? { scopes: [owner.startIndex, ...outer.scopes], class: owner.startIndex }
        : { ...outer, scopes: [body.startIndex, owner.startIndex, ...outer.scopes] };
    for (const child of this.#language.statements?.(body) ?? body.namedChildren) {
      this.#statement(child, child.id === last?.id ? result : inside, inner, depth + 1, reading);
    }
  }

  /** Remembered or freshly read facts; undefined when the statement holds nothing of interest. */
  #facts(node: Node, body: Node | undefined, around: Surroundings, reading: Reading): Facts | undefined {
    const { type } = node;
    const source = this.#text.slice(node.startIndex, body?.startIndex ?? node.endIndex);
    const known = reading.memory.get(source) ?? this.#memory.get(source);
    // Of a statement that is split only the head is read here; an error in its body is the business of the statements there.
    const hasError = node.hasError && body?.hasError !== true;
    if (known !== undefined && known.type === type && known.around === around.key && !hasError) {
      reading.memory.set(source, known);
      return known.facts;
    }
    const imports = this.#language.imports?.has(type) === true;
    const speaks = imports || mayHoldPrompts(source) || mayReturnPrompt(around);
    const relevant = speaks || givesText.test(source);
    if (speaks && hasError) reading.broken = true;
    // A constant without a telling name may be what a call sends, and a class or function opens a scope: their definitions are kept.
    // Short ones without a call may give it another name, or begin a list that is filled later.
    const shows = /["'`]|<</.test(source);
    const short = source.length < ALIAS_LENGTH;
    const gives = this.#language.definitions.has(type) && (shows || (short && !source.includes('(')));
    const adds = (shows || short) && /\+=|\.(append|extend|push)\s*\(/.test(source);
    const defines = body !== undefined || gives || adds;
    if (!relevant && !defines) return undefined;
    const facts = extract(this.#language, this.#grammar.query, node, this.#text, around, body);
    if (!hasError && facts.reach <= node.endIndex) reading.memory.set(source, { facts, type, around: around.key });
    return facts;
  }
}
