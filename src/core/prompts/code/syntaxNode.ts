// A node of the syntax tree that remembers what it was asked: every question to the parser is a call into WebAssembly, about a
// microsecond while the program is new, and rules and readers ask the same nodes again and again.
import type { Node as ParserNode, Point, Query, QueryOptions } from 'web-tree-sitter';

/** A node and the name of the query's capture that it fits. */
export interface Capture {
  readonly name: string;
  readonly node: Node;
}

/** What the nodes of one tree share: the same node is always the same object. */
class Shared {
  readonly #nodes = new Map<number, Node>();

  of(raw: ParserNode): Node {
    let node = this.#nodes.get(raw.id);
    if (node === undefined) {
      node = new Node(raw, this);
      this.#nodes.set(raw.id, node);
    }
    return node;
  }

  orNull(raw: ParserNode | null): Node | null {
    return raw === null ? null : this.of(raw);
  }

  forget(): void {
    this.#nodes.clear();
  }
}

/** The root of a tree. It and what is reached from it is valid as long as the tree. */
export function rootNode(raw: ParserNode): Node {
  return new Shared().of(raw);
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
  #byField: Map<string, Node | null> | undefined;

  constructor(raw: ParserNode, shared: Shared) {
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

  get parent(): Node | null {
    if (this.#parent === undefined) this.#parent = this.#shared.orNull(this.#raw.parent);
    return this.#parent;
  }

  get children(): readonly Node[] {
    this.#children ??= this.#raw.children.map((raw) => this.#shared.of(raw));
    return this.#children;
  }

  get childCount(): number {
    return this.#raw.childCount;
  }

  child(index: number): Node | null {
    return this.#shared.orNull(this.#raw.child(index));
  }

  get namedChildren(): readonly Node[] {
    this.#namedChildren ??= this.#raw.namedChildren.map((raw) => this.#shared.of(raw));
    return this.#namedChildren;
  }

  get namedChildCount(): number {
    return this.#raw.namedChildCount;
  }

  namedChild(index: number): Node | null {
    return this.#shared.orNull(this.#raw.namedChild(index));
  }

  get firstNamedChild(): Node | null {
    if (this.#firstNamed === undefined) this.#firstNamed = this.#shared.orNull(this.#raw.firstNamedChild);
    return this.#firstNamed;
  }

  get lastNamedChild(): Node | null {
    return this.#shared.orNull(this.#raw.lastNamedChild);
  }

  get nextNamedSibling(): Node | null {
    return this.#shared.orNull(this.#raw.nextNamedSibling);
  }

  childForFieldName(name: string): Node | null {
    this.#byField ??= new Map();
    let child = this.#byField.get(name);
    if (child === undefined) {
      child = this.#shared.orNull(this.#raw.childForFieldName(name));
      this.#byField.set(name, child);
    }
    return child;
  }

  childrenForFieldName(name: string): Node[] {
    return this.#raw.childrenForFieldName(name).map((raw) => this.#shared.of(raw));
  }

  descendantForIndex(start: number, end: number): Node | null {
    return this.#shared.orNull(this.#raw.descendantForIndex(start, end));
  }

  descendantsOfType(types: readonly string[]): Node[] {
    return this.#raw.descendantsOfType([...types]).map((raw) => this.#shared.of(raw));
  }

  /** What the query finds from this node down, in the order of the query. */
  captures(query: Query, options?: QueryOptions): Capture[] {
    return query.captures(this.#raw, options).map(({ name, node }) => ({ name, node: this.#shared.of(node) }));
  }

  /** Lets go of what the nodes of the tree remember. Nodes already at hand stay good. */
  forget(): void {
    this.#shared.forget();
  }
}
