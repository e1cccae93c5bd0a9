// The syntax tree of one document, brought up to date by edits.
import { Edit, type Parser, type Point, type Tree } from 'web-tree-sitter';
import { applyChanges, type TextChange } from '../../../text';
import { type ChangedPart, changedPart, widened } from './changedPart';
import { type Node, nodeOf } from './syntaxNode';

/**
 * A tree with errors depends on the edits that led to it, because the parser keeps what it can. Up to this many characters a text with
 * errors is parsed anew (a few ms), so that the same text always gives the same tree; above it, speed while typing counts more.
 */
const FRESH_LIMIT = 16_000;

/**
 * Steps (see below) of an edit that is to be answered soon: 4 to 8 ms. Ordinary edits of 10,000 lines take 30 to 110. An open quote may make
 * the parser go through all that follows.
 */
const SOON_STEPS = 125;
/**
 * The same of the first edit of a tree that was parsed as a whole: of a Python file it takes up to 230. With fewer it would be put off again
 * and again, because the tree stays as it is.
 */
const SOON_FIRST_STEPS = 250;

/** With more changes than this at once, one change from the first to the last difference is as good. */
const CHANGES_LIMIT = 32;

/**
 * Parsing is stopped after this many steps per 100 characters (a step is what the parser calls one progress report). Ordinary source
 * takes fewer than 2; only text that drives error recovery into ever wider searches takes more.
 */
const STEPS_PER_100 = 5;
const STEPS_AT_LEAST = 2_000;

/** How much of the text the parser gets at once at first, and at most, in UTF-16 units; it takes no more than 5,119. */
const PIECE_FIRST = 256;
const PIECE_MOST = 5_000;

/**
 * Gives the parser its text. After an edit it looks at a few characters here and there, and every piece is copied for it: so pieces are
 * short, and become longer where it reads on. A text that is new to it is read from end to end.
 */
function reading(text: string, isNew: boolean): (from: number) => string {
  const first = isNew ? PIECE_MOST : PIECE_FIRST;
  let end = -1;
  let length = first;
  return (from) => {
    length = from === end ? Math.min(2 * length, PIECE_MOST) : first;
    end = from + length;
    return text.slice(from, end);
  };
}

/** Row and column of an offset, in UTF-16 units. */
function pointAt(text: string, offset: number): Point {
  let row = 0;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    row++;
    lineStart = at + 1;
  }
  return { row, column: offset - lineStart };
}

/** The same by way of the tree: only the text from the start of the node there is gone through. */
function pointIn(tree: Tree, text: string, offset: number): Point {
  const node = tree.rootNode.descendantForIndex(offset, offset);
  if (node === null || node.startIndex > offset) return pointAt(text, offset);
  return behind(node.startPosition, text.slice(node.startIndex, offset));
}

/** The point behind a text that starts at `from`. */
function behind(from: Point, text: string): Point {
  const { row, column } = pointAt(text, text.length);
  return row === 0 ? { row: from.row, column: from.column + column } : { row: from.row + row, column };
}

/** The one change from the first to the last difference. */
function difference(before: string, after: string): TextChange {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let tail = 0;
  const rest = shorter - start;
  while (tail < rest && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail))
    tail++;
  return { start, deleted: before.length - start - tail, inserted: after.slice(start, after.length - tail) };
}

/** True when few changes make `before` into `after`. The most common, one change, is checked without making the text. */
function leadsTo(before: string, changes: readonly TextChange[], after: string): boolean {
  const [only] = changes;
  if (only === undefined || changes.length > 1)
    return changes.length <= CHANGES_LIMIT && applyChanges(before, changes) === after;
  const { start, deleted, inserted } = only;
  return (
    before.slice(0, start) === after.slice(0, start) &&
    after.startsWith(inserted, start) &&
    before.slice(start + deleted) === after.slice(start + inserted.length)
  );
}

export interface Updated {
  readonly root: Node;
  /** What is not as it was in the last tree; undefined when this one has nothing to do with it. */
  readonly changed: ChangedPart | undefined;
}

/** The edited text and everything that the parser sees in another way because of it. */
function partOf(edits: readonly TextChange[], old: Tree, tree: Tree): ChangedPart {
  const nowhere = {
    start: Number.POSITIVE_INFINITY,
    oldEnd: Number.POSITIVE_INFINITY,
    newEnd: Number.POSITIVE_INFINITY,
  };
  let part = changedPart(edits) ?? nowhere;
  for (const { startIndex, endIndex } of old.getChangedRanges(tree)) {
    part =
      part === nowhere
        ? { start: startIndex, oldEnd: endIndex, newEnd: endIndex }
        : widened(part, { start: startIndex, end: endIndex });
  }
  return part;
}

/** Of the tests' own; the defaults are for people who type. */
export interface TreeLimits {
  /** Longer texts with errors are not parsed anew after an edit. */
  readonly freshLimit?: number | undefined;
  /** Steps after which an edit that is to be answered soon is put off. */
  readonly soonSteps?: number | undefined;
}

export class SyntaxTree {
  readonly #parser: Parser;
  readonly #freshLimit: number;
  readonly #soonSteps: number | undefined;
  #tree: Tree | undefined;
  /** True when the tree was made of the whole text, not by edits. */
  #isWhole = false;
  #text = '';

  constructor(parser: Parser, { freshLimit = FRESH_LIMIT, soonSteps }: TreeLimits = {}) {
    this.#parser = parser;
    this.#freshLimit = freshLimit;
    this.#soonSteps = soonSteps;
  }

  /** The last text that was parsed. */
  get text(): string {
    return this.#text;
  }

  /**
   * The changes that lead from the last text to this one; undefined when there is no tree. `changes` only save time: when they do not
   * lead there, the difference is taken instead.
   */
  editsTo(text: string, changes: readonly TextChange[] | undefined): readonly TextChange[] | undefined {
    if (this.#tree === undefined) return undefined;
    return changes !== undefined && leadsTo(this.#text, changes, text) ? changes : [difference(this.#text, text)];
  }

  /**
   * Undefined when parsing took too many steps. `edits` as `editsTo` gives them. With `soon`, an edit of a long text that takes more than
   * a few ms is put off: the answer is `'later'`, and all is as before the call. The root is valid until the next call.
   */
  update(text: string, edits: readonly TextChange[] | undefined): Updated | undefined;
  update(text: string, edits: readonly TextChange[] | undefined, soon: boolean): Updated | 'later' | undefined;
  update(text: string, edits: readonly TextChange[] | undefined, soon = false): Updated | 'later' | undefined {
    const parsed = this.#reparse(text, edits, soon);
    if (parsed === 'later') return parsed;
    this.dispose();
    const tree = parsed?.tree ?? this.#parse(text, undefined);
    this.#tree = tree;
    this.#text = text;
    this.#isWhole = parsed === undefined;
    return tree && { root: nodeOf(tree.rootNode), changed: parsed?.changed };
  }

  /** The last tree brought up to date; undefined where a short text with errors is to be parsed anew, or parsing was stopped. */
  #reparse(
    text: string,
    edits: readonly TextChange[] | undefined,
    soon: boolean,
  ): { readonly tree: Tree; readonly changed: ChangedPart } | 'later' | undefined {
    const last = this.#tree;
    const short = text.length <= this.#freshLimit;
    if (edits === undefined || last === undefined || (short && last.rootNode.hasError)) return undefined;
    const old = last.copy();
    this.#edit(old, edits);
    const limited = soon && !short;
    const steps = this.#soonSteps ?? (this.#isWhole ? SOON_FIRST_STEPS : SOON_STEPS);
    const tree = this.#parse(text, old, limited ? steps : undefined);
    const changed = tree && partOf(edits, old, tree);
    old.delete();
    if (tree === undefined || changed === undefined) return limited ? 'later' : undefined;
    if (!short || !tree.rootNode.hasError) return { tree, changed };
    tree.delete();
    return undefined;
  }

  dispose(): void {
    this.#tree?.delete();
    this.#tree = undefined;
    this.#text = '';
  }

  #edit(tree: Tree, edits: readonly TextChange[]): void {
    let before = this.#text;
    for (const change of edits) {
      const { start, inserted } = change;
      const oldEndIndex = Math.min(start + change.deleted, before.length);
      const startPosition = pointIn(tree, before, start);
      tree.edit(
        new Edit({
          startIndex: start,
          oldEndIndex,
          newEndIndex: start + inserted.length,
          startPosition,
          oldEndPosition: behind(startPosition, before.slice(start, oldEndIndex)),
          newEndPosition: behind(startPosition, inserted),
        }),
      );
      before = applyChanges(before, [change]);
    }
  }

  #parse(text: string, old: Tree | undefined, limit?: number): Tree | undefined {
    let steps = limit ?? Math.max(STEPS_AT_LEAST, Math.ceil((text.length * STEPS_PER_100) / 100));
    // The grammars take NUL for the end of the file; any other character that no syntax uses does not.
    const source = text.includes('\0') ? text.replaceAll('\0', '\u0001') : text;
    let tree: Tree | null = null;
    try {
      tree = this.#parser.parse(reading(source, old === undefined), old, { progressCallback: () => --steps < 0 });
      if (tree === null) this.#parser.reset();
    } catch {
      // The runtime ran out of stack or memory: the document has no tree. `refuse` keeps known causes away.
    }
    return tree ?? undefined;
  }
}
