// A node of the syntax tree that remembers what it was asked: every question to the parser is a call into WebAssembly, about a
// microsecond while the program is new, and rules and readers ask the same nodes again and again.
import type { Node as ParserNode, Point } from 'web-tree-sitter';

/** Rows and columns (UTF-16 units). */
export interface PointRange {
  readonly start: Point;
  readonly end: Point;
}

/** What the nodes below one node share: the same node is always the same object. */
class Shared {
  /** The node from which the others are reached. */
  readonly top: Node;
  readonly #nodes = new Map<number, Node>();

  constructor(top: ParserNode, parent?: Node | null) {
    this.top = this.of(top, parent);
  }

  of(raw: ParserNode, parent?: Node | null): Node {
    let node = this.#nodes.get(raw.id);
    if (node === undefined) {
      node = new Node(raw, this, parent);
      this.#nodes.set(raw.id, node);
    } else node.isBelow(parent);
    return node;
  }

  orNull(raw: ParserNode | null, parent?: Node): Node | null {
    return raw === null ? null : this.of(raw, parent);
  }
}

/** A node to begin with. It and what is reached from it is valid as long as its tree. */
export function nodeOf(raw: ParserNode): Node {
  return new Shared(raw).top;
}

/** The members have the names and meanings that web-tree-sitter gives them; offsets are UTF-16 units. */
export class Node {
  readonly id: number;
  readonly startIndex: number;
  readonly #raw: ParserNode;
  readonly #shared: Shared;
  #type: string | undefined;
  #endIndex: number | undefined;
  #isExtra: boolean | undefined;
  #parent: Node | null | undefined;
  #children: readonly Node[] | undefined;
  #namedChildren: readonly Node[] | undefined;
  #firstNamed: Node | null | undefined;
  /** Fields that were asked for, and what they lead to: so few that a map would be more work. */
  #fields: string[] | undefined;
  #byField: (Node | null)[] | undefined;

  /** `parent`: where it is known. */
  constructor(raw: ParserNode, shared: Shared, parent: Node | null | undefined) {
    this.#parent = parent;
    this.id = raw.id;
    this.startIndex = raw.startIndex;
    this.#raw = raw;
    this.#shared = shared;
  }

  get type(): string {
    this.#type ??= this.#raw.type;
    return this.#type;
  }

  get endIndex(): number {
    this.#endIndex ??= this.#raw.endIndex;
    return this.#endIndex;
  }

  get startPosition(): Point {
    return this.#raw.startPosition;
  }

  get endPosition(): Point {
    return this.#raw.endPosition;
  }

  get isExtra(): boolean {
    this.#isExtra ??= this.#raw.isExtra;
    return this.#isExtra;
  }

  get isError(): boolean {
    return this.type === 'ERROR';
  }

  get isNamed(): boolean {
    return this.#raw.isNamed;
  }

  get hasError(): boolean {
    return this.#raw.hasError;
  }

  /** Its parent turned out to be this one; undefined when it did not. */
  isBelow(parent: Node | null | undefined): void {
    if (parent !== undefined) this.#parent = parent;
  }

  get parent(): Node | null {
    if (this.#parent === undefined) this.#parent = this.#findParent();
    return this.#parent;
  }

  /** The parser keeps no parents: it looks for them from the root on, past all statements of the file. From the top it is near. */
  #findParent(): Node | null {
    const { top } = this.#shared;
    let around = top;
    while (this !== top) {
      const next = around.#raw.childWithDescendant(this.#raw);
      if (next === null) break;
      const node = this.#shared.of(next, around);
      if (node === this) return around;
      around = node;
    }
    return this.#shared.orNull(this.#raw.parent);
  }

  get children(): readonly Node[] {
    this.#children ??= this.#raw.children.map((raw) => this.#shared.of(raw, this));
    return this.#children;
  }

  get childCount(): number {
    return this.#raw.childCount;
  }

  child(index: number): Node | null {
    return this.#shared.orNull(this.#raw.child(index), this);
  }

  get namedChildren(): readonly Node[] {
    this.#namedChildren ??= this.#raw.namedChildren.map((raw) => this.#shared.of(raw, this));
    return this.#namedChildren;
  }

  get namedChildCount(): number {
    return this.#raw.namedChildCount;
  }

  namedChild(index: number): Node | null {
    return this.#shared.orNull(this.#raw.namedChild(index), this);
  }

  get firstNamedChild(): Node | null {
    if (this.#firstNamed === undefined) this.#firstNamed = this.#shared.orNull(this.#raw.firstNamedChild, this);
    return this.#firstNamed;
  }

  get lastNamedChild(): Node | null {
    return this.#shared.orNull(this.#raw.lastNamedChild, this);
  }

  get nextNamedSibling(): Node | null {
    return this.#shared.orNull(this.#raw.nextNamedSibling);
  }

  childForFieldName(name: string): Node | null {
    const at = this.#fields?.indexOf(name) ?? -1;
    const known = at === -1 ? undefined : this.#byField?.[at];
    if (known !== undefined) return known;
    this.#fields ??= [];
    this.#byField ??= [];
    const child = this.#shared.orNull(this.#raw.childForFieldName(name), this);
    this.#fields.push(name);
    this.#byField.push(child);
    return child;
  }

  childrenForFieldName(name: string): Node[] {
    return this.#raw.childrenForFieldName(name).map((raw) => this.#shared.of(raw, this));
  }

  descendantForIndex(start: number, end: number): Node | null {
    return this.#shared.orNull(this.#raw.descendantForIndex(start, end));
  }

  /** Itself and what is below it, outer ones first; with `range`, of these what lies in it or touches it. */
  descendantsOfType(types: string[], { start, end }: Partial<PointRange> = {}): Node[] {
    return this.#raw.descendantsOfType(types, start, end).map((raw) => this.#shared.of(raw));
  }

  /** The same node, from which others are reached that are remembered apart: they go when it goes. */
  apart(): Node {
    const { top } = new Shared(this.#raw, this.#parent);
    top.#type = this.#type;
    top.#endIndex = this.#endIndex;
    return top;
  }
}
