// Finds prompts in source code. Text -> syntax tree -> statements -> facts -> detection. After an edit only the statements that it
// touches are read again; those in front of it stay, those behind it move.

import type { Parser } from 'web-tree-sitter';
import type { TextChange } from '../../text';
import { sentence } from '../../words';
import { type Candidate, type CellRead, type Detection, nothingFound, type PromptFinder } from '../prompt';
import { type UserSay, usualSay } from '../userSay';
import { collect, type Kept } from './facts/keptStatements';
import { type Before, type Remembered, StatementReader } from './facts/statementReader';
import { candidateAt, heedInCode, type Source, saysMore } from './facts/userSayInCode';
import { CellStatements, linkCell } from './linking/cellLink';
import { link } from './linking/link';
import { LinkMemory } from './linking/linkMemory';
import { movedDetection } from './linking/movedDetection';
import type { Statement } from './linking/placed';
import { withoutMagics } from './magics';
import { type FilePurpose, purposeOf } from './rules/filePurpose';
import { mayHoldPrompts } from './rules/ruleIndex';
import { type ChangedPart, changedPart } from './syntax/changedPart';
import { Gate, refuse } from './syntax/gate';
import type { CodeLanguage } from './syntax/language';
import type { Node } from './syntax/syntaxNode';
import { SyntaxTree, type TreeLimits, type Updated } from './syntax/syntaxTree';

/** Statements with a body longer than this are read body statement by body statement, so that a big class is not read as a whole. */
const SPLIT_LENGTH = 4_000;
/** How many statements that syntax errors pushed aside are remembered. */
const MEMORY_LIMIT = 20_000;

export interface CodeOptions {
  /** The document's name; a file named for its prompts (`prompts.py`, `prompts/support.ts`) is taken for a file about models. */
  readonly path?: string;
  readonly say?: UserSay;
  /** True for a cell of an open notebook. */
  readonly isCell?: boolean;
  /** For tests: what is found does not depend on it. */
  readonly splitLength?: number;
  /** For tests: what is found in a text without syntax errors does not depend on them. */
  readonly limits?: TreeLimits;
}

/** What one document's statements say, before names are looked up: those of several documents may be linked together. */
export interface Read {
  readonly root: Node;
  readonly statements: readonly Statement[];
  /** See `CodeFinder.find`. */
  readonly broken: boolean;
  /** What is not as it was when the text was read before; undefined when all was read anew. */
  readonly changed: ChangedPart | undefined;
}

export class CodeFinder implements PromptFinder {
  readonly #language: CodeLanguage;
  readonly #gate = new Gate();
  readonly #tree: SyntaxTree;
  readonly #splitLength: number;
  readonly #memory = new Map<string, Remembered>();
  #links = new LinkMemory();
  /** What the statements of the last version say; undefined where they were not linked since they were read. */
  #linkedLast: Detection | undefined;
  #kept: readonly Kept[] | undefined;
  #text = '';
  /** What `find` was last given. */
  #given = '';
  readonly #say: UserSay;
  #last: { readonly source: Source; readonly detection: Detection } | undefined;

  readonly #purpose: FilePurpose;
  readonly #isCell: boolean;
  #cell: CellStatements | undefined;

  constructor(language: CodeLanguage, parser: Parser, options: CodeOptions = {}) {
    const { path = '', say = usualSay, splitLength = SPLIT_LENGTH, limits, isCell = false } = options;
    this.#isCell = isCell;
    this.#say = say;
    this.#language = language;
    this.#purpose = purposeOf(path);
    this.#tree = new SyntaxTree(parser, limits);
    this.#splitLength = splitLength;
  }

  /**
   * `broken` is true when a statement (at file level or in a split body) that has words of prompts in it also has a syntax error in it;
   * errors in other statements hide nothing.
   */
  find(given: string, changes?: readonly TextChange[], others: readonly CellRead[] = []): Detection {
    return this.#find(given, changes, others, false) ?? nothingFound;
  }

  findSoon(
    given: string,
    changes: readonly TextChange[] | undefined,
    others: readonly CellRead[],
  ): Detection | undefined {
    return this.#find(given, changes, others, true);
  }

  /** Undefined when it is put off. */
  #find(
    given: string,
    changes: readonly TextChange[] | undefined,
    others: readonly CellRead[],
    soon: boolean,
  ): Detection | undefined {
    const text = this.#isCell && this.#language.grammar === 'python' ? (withoutMagics(given) ?? '') : given;
    this.#given = text;
    this.#cell = undefined;
    const edits = this.#tree.editsTo(text, changes);
    const refusal = this.#gate.refuse(text, this.#tree.text, edits && changedPart(edits));
    if (refusal !== undefined) return this.#forget({ ...nothingFound, problems: [refusal] });
    const ofPrompts = this.#purpose === 'prompts';
    const mayHold = ofPrompts || this.#isCell || mayHoldPrompts(text) || saysMore(this.#say);
    if (!mayHold) return this.#forget(nothingFound);
    const read = this.#read(text, edits, soon);
    if (read === 'later') return undefined;
    if (read === undefined) {
      const stopped = sentence('The file could not be parsed in reasonable time, so prompts in it are not looked for.');
      const problems = [{ span: { start: 0, end: 0 }, sentence: stopped }];
      return this.#forget({ ...nothingFound, problems, broken: true });
    }
    const source = { root: read.root, text, language: this.#language };
    const found = this.#linked(text, read, others);
    const detection = heedInCode(found, source, this.#say);
    this.#last = { source, detection };
    return detection;
  }

  get cell(): CellRead | undefined {
    return this.#cell;
  }

  #linked(text: string, { statements, broken, changed }: Read, others: readonly CellRead[]): Detection {
    const bareMembers = this.#language.bareMembers === true;
    if (this.#isCell) this.#cell = new CellStatements(text.length, statements);
    const last = this.#linkedLast;
    this.#linkedLast = undefined;
    if (this.#cell !== undefined && others.length > 0) return linkCell(this.#cell, others, { broken, bareMembers });
    const onlyMoved = last !== undefined && changed !== undefined && this.#links.holds(statements);
    this.#linkedLast = onlyMoved
      ? movedDetection(last, changed, broken)
      : link(statements, broken, bareMembers, this.#purpose, this.#links);
    return this.#linkedLast;
  }

  /** The statements of the text, whatever is in it; undefined when it cannot be parsed in reasonable time. Valid until the next call. */
  read(text: string, changes?: readonly TextChange[]): Read | undefined {
    const read = this.#read(text, this.#tree.editsTo(text, changes), false);
    this.#linkedLast = undefined;
    return read === 'later' ? undefined : read;
  }

  #read(text: string, edits: readonly TextChange[] | undefined, soon: boolean): Read | 'later' | undefined {
    const updated = this.#tree.update(text, edits, soon);
    if (updated === 'later') return updated;
    if (updated === undefined) {
      this.#forget(nothingFound);
      return undefined;
    }
    const before = this.#before(updated);
    if (before === undefined) this.#memory.clear();
    // Until it is done, nothing is known: a failure in the midst would leave statements half moved.
    this.#kept = undefined;
    const options = { splitLength: this.#splitLength, purpose: this.#purpose };
    const reader = new StatementReader(this.#language, options, text, before, this.#memory);
    const kept = reader.read(updated.root);
    if (!updated.root.hasError || this.#memory.size > MEMORY_LIMIT) this.#memory.clear();
    this.#kept = kept;
    this.#text = text;
    const statements: Statement[] = [];
    const broken = collect(kept, statements);
    return { root: updated.root, statements, broken, changed: before?.part };
  }

  /** A text without words of prompts is only parsed here, when somebody asks. */
  candidateAt(at: number): Candidate | undefined {
    if (this.#last === undefined && refuse(this.#given) === undefined) {
      const root = this.#tree.update(this.#given, undefined)?.root;
      const source = { text: this.#given, language: this.#language };
      if (root !== undefined) this.#last = { source: { ...source, root }, detection: nothingFound };
    }
    return this.#last === undefined ? undefined : candidateAt(this.#last.source, this.#last.detection, at);
  }

  dispose(): void {
    this.#forget(nothingFound);
  }

  #before({ changed }: Updated): Before | undefined {
    return this.#kept === undefined || changed === undefined
      ? undefined
      : { text: this.#text, kept: this.#kept, part: changed };
  }

  #forget(detection: Detection): Detection {
    this.#tree.dispose();
    this.#last = undefined;
    this.#memory.clear();
    this.#links = new LinkMemory();
    this.#linkedLast = undefined;
    this.#kept = undefined;
    this.#text = '';
    return detection;
  }
}
