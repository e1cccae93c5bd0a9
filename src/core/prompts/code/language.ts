// The contract of a programming language: what the engine needs to know of its syntax tree. One adapter per language family.
import type { Node } from 'web-tree-sitter';

/** Decoded text, or the source of an expression whose value goes there. */
export type Piece = string | { readonly hole: string };

/** One argument or entry; without `name` it is positional, without `value` it is something that cannot be read (a method). */
export interface NamedNode {
  readonly name: string | undefined;
  readonly value: Node | undefined;
  readonly spread: boolean;
}

/** An expression in the terms that all languages share. Nodes inside are read by the engine, not by the adapter. */
export type Shape =
  | { readonly kind: 'literal'; readonly pieces: readonly Piece[] }
  /** Parts that become one text or one list: adjacent literals, `a + b`. */
  | { readonly kind: 'concat'; readonly parts: readonly Node[] }
  /** `"…" % values`: a template filled in. */
  | { readonly kind: 'percent'; readonly template: Node }
  /** Brackets, casts, `await`: the value is that of the node inside. */
  | { readonly kind: 'inner'; readonly node: Node }
  | { readonly kind: 'choice'; readonly branches: readonly Node[] }
  | { readonly kind: 'list'; readonly items: readonly Node[] }
  | { readonly kind: 'object'; readonly entries: readonly NamedNode[] }
  | {
      readonly kind: 'call';
      /** Where the call's text begins: with its callee, without keywords such as `await`. */
      readonly start: number;
      readonly path: readonly string[];
      /** What stands before the last dot, if anything. */
      readonly receiver: Node | undefined;
      readonly args: readonly NamedNode[];
    }
  | { readonly kind: 'name'; readonly path: readonly string[] }
  | { readonly kind: 'spread'; readonly node: Node }
  | { readonly kind: 'function'; readonly result: Node }
  | { readonly kind: 'other' };

/** A name that gets a value: assignment, declaration, field, key, keyword argument. */
export interface Binding {
  /** `PROMPT`, or the path `self`, `prompt`. */
  readonly path: readonly string[];
  readonly value: Node | undefined;
  /** variable: visible by its name. field: a member of its class. key: of an object or call. appended: `x += …`. */
  readonly kind: 'variable' | 'field' | 'key' | 'appended';
}

/** A function, method or class that opens a scope. */
export interface Scope {
  readonly name: string | undefined;
  readonly kind: 'function' | 'class' | 'block';
  /** Parameters: bindings without a value, or with their default. */
  readonly bindings: readonly Binding[];
}

/** One programming language as the engine sees it. Stateless; every function is O(direct children) and accepts broken nodes. */
export interface CodeLanguage {
  /** The grammar file without folder and ending: `python`. */
  readonly grammar: string;
  /**
   * Tree-sitter query naming the nodes of interest. Captures: `call`, `binding`, `object`, `scope`, `return`, `unknown` (a name
   * bound to something unseen, such as a loop variable), `import` (the module's name).
   */
  readonly query: string;
  /** Node types of statements that define names; they are read even when no word in them speaks of prompts. */
  readonly definitions: ReadonlySet<string>;
  /** True when dedent helpers of the language also trim both ends (npm `dedent`), false when they do not (`textwrap.dedent`). */
  readonly dedentTrims: boolean;
  shape(node: Node, text: string): Shape;
  /** For a `binding` node; undefined when it binds no plain name. */
  binding(node: Node, text: string): Binding | undefined;
  scope(node: Node, text: string): Scope;
  /** For a `call` node: its name without reading arguments. */
  calleePath(node: Node, text: string): readonly string[];
  /** The block of statements of a class or function (also behind decorators, `export`, a callback), by which big ones are split. */
  body(node: Node): Node | undefined;
}
