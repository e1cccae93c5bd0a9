// Which nodes of a syntax tree facts are read from, told by their types: a table for each language.
//
// No tree-sitter queries: to compile one takes longer than to load the grammar (up to 30 ms), and to run one takes longer than to ask
// for nodes by type.
import type { Node, PointRange } from './syntaxNode';

/**
 * What a node is. `unknown`: a name bound to something unseen, such as a loop variable. `import`: a module's name.
 * The others are what `CodeLanguage` reads: a call, a name with its value, an object, a scope, what a function returns.
 */
export type CaptureName = 'call' | 'binding' | 'object' | 'scope' | 'return' | 'unknown' | 'import';

export interface Capture {
  readonly name: CaptureName;
  readonly node: Node;
}

/** The nodes that a node stands for: itself, some below it, or none. */
type Below = (node: Node, text: string) => readonly Node[];

/** `types`: node types with blanks between. Without `below` the node itself is captured. */
export type CaptureRow = readonly [name: CaptureName, types: string, below?: Below];

/** `Node.descendantsOfType` asks for each type of the grammar, hundreds of them, whether it is among these: each time it is called. */
class NodeTypes extends Array<string> {
  readonly #known: ReadonlySet<string>;

  constructor(types: readonly string[]) {
    super();
    this.push(...types);
    this.#known = new Set(types);
  }

  override includes(type: string): boolean {
    return this.#known.has(type);
  }
}

/** The rows of a language, ready to be asked. Stateless. */
export class Captures {
  readonly #rows = new Map<string, (readonly [CaptureName, Below | undefined])[]>();
  readonly #types: NodeTypes;

  constructor(rows: readonly CaptureRow[]) {
    for (const [name, types, below] of rows)
      for (const type of types.split(' ')) {
        const known = this.#rows.get(type) ?? [];
        known.push([name, below]);
        this.#rows.set(type, known);
      }
    this.#types = new NodeTypes([...this.#rows.keys()]);
  }

  /** The types that are looked at. */
  get types(): readonly string[] {
    return this.#types;
  }

  /** Of a node and what is below it, outer ones first; with `range`, of what lies in it or touches it. A node may be two things. */
  in(node: Node, text: string, range?: PointRange): Capture[] {
    const found: Capture[] = [];
    for (const each of node.descendantsOfType(this.#types, range))
      for (const [name, below] of this.#rows.get(each.type) ?? []) {
        if (below === undefined) found.push({ name, node: each });
        else for (const captured of below(each, text)) found.push({ name, node: captured });
      }
    return found;
  }
}

/** Only nodes of their own: keywords have their word for a type, which some nodes have as well. */
export const namedOnly: Below = (node) => (node.isNamed ? [node] : []);

/** What stands in a field; with `types`, only where it is one of these. */
export function inField(name: string, ...types: readonly string[]): Below {
  return (node) =>
    node
      .childrenForFieldName(name)
      .filter((child) => child.isNamed && (types.length === 0 || types.includes(child.type)));
}

/** Named children; with `types`, only those. */
export function namedBelow(...types: readonly string[]): Below {
  return ({ namedChildren }) =>
    types.length === 0 ? namedChildren : namedChildren.filter(({ type }) => types.includes(type));
}

/** The node itself, if it passes. */
export function where(test: (node: Node, text: string) => boolean): Below {
  return (node, text) => (test(node, text) ? [node] : []);
}
