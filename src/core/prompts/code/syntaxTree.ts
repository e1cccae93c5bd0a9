// The syntax tree of one document, brought up to date by edits.
import { Edit, type Node, type Parser, type Point, type Tree } from 'web-tree-sitter';
import { applyChanges, type TextChange } from '../../text';
import { type ChangedPart, changedPart, widened } from './changedPart';

/**
 * A tree with errors depends on the edits that led to it, because the parser keeps what it can. Up to this many characters such a
 * tree is parsed anew (a few ms), so that the same text always gives the same result; above it, speed while typing counts more.
 */
const FRESH_LIMIT = 16_000;

/** With more changes than this at once, one change from the first to the last difference is as good. */
const CHANGES_LIMIT = 32;

/**
 * Parsing is stopped after this many steps per 100 characters (a step is what the parser calls one progress report). Ordinary source
 * takes fewer than 2; only text that drives error recovery into ever wider searches takes more.
 */
const STEPS_PER_100 = 5;
const STEPS_AT_LEAST = 2_000;

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

export interface Updated {
  readonly root: Node;
  /** What is not as it was in the last tree; undefined when there was none. */
  readonly changed: ChangedPart | undefined;
}

/** The edited text and everything that the parser sees in another way because of it. */
function partOf(edits: readonly TextChange[] | undefined, old: Tree | undefined, tree: Tree): ChangedPart | undefined {
  if (edits === undefined || old === undefined) return undefined;
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

export class SyntaxTree {
  readonly #parser: Parser;
  #tree: Tree | undefined;
  #text = '';

  constructor(parser: Parser) {
    this.#parser = parser;
  }

  /**
   * Undefined when parsing took too many steps. `changes` only save time: when they do not lead from the last text to this one, the
   * difference is taken instead. The root is valid until the next call.
   */
  update(text: string, changes: readonly TextChange[] | undefined): Updated | undefined {
    const old = this.#tree;
    const edited = old === undefined ? undefined : this.#edit(old, text, changes);
    let tree = this.#parse(text, old);
    if (old !== undefined && tree?.rootNode.hasError === true && text.length <= FRESH_LIMIT) {
      tree.delete();
      tree = this.#parse(text, undefined);
    }
    const changed = tree === undefined ? undefined : partOf(edited, old, tree);
    old?.delete();
    this.#tree = tree;
    this.#text = text;
    return tree && { root: tree.rootNode, changed };
  }

  dispose(): void {
    this.#tree?.delete();
    this.#tree = undefined;
    this.#text = '';
  }

  /** The changes that lead from the last text to this one. */
  #edit(tree: Tree, text: string, changes: readonly TextChange[] | undefined): readonly TextChange[] {
    const few = changes !== undefined && changes.length <= CHANGES_LIMIT;
    const given = few && applyChanges(this.#text, changes) === text;
    let before = this.#text;
    const edits = given ? changes : [difference(before, text)];
    for (const change of edits) {
      const after = applyChanges(before, [change]);
      const oldEndIndex = Math.min(change.start + change.deleted, before.length);
      const newEndIndex = change.start + change.inserted.length;
      tree.edit(
        new Edit({
          startIndex: change.start,
          oldEndIndex,
          newEndIndex,
          startPosition: pointAt(before, change.start),
          oldEndPosition: pointAt(before, oldEndIndex),
          newEndPosition: pointAt(after, newEndIndex),
        }),
      );
      before = after;
    }
    return edits;
  }

  #parse(text: string, old: Tree | undefined): Tree | undefined {
    let steps = Math.max(STEPS_AT_LEAST, Math.ceil((text.length * STEPS_PER_100) / 100));
    // The grammars take NUL for the end of the file; any other character that no syntax uses does not.
    const source = text.includes('\0') ? text.replaceAll('\0', '\u0001') : text;
    let tree: Tree | null = null;
    try {
      tree = this.#parser.parse(source, old, { progressCallback: () => --steps < 0 });
      if (tree === null) this.#parser.reset();
    } catch {
      // The runtime ran out of stack or memory: the document has no tree. `refuse` keeps known causes away.
    }
    return tree ?? undefined;
  }
}
