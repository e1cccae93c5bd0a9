// The contract of a programming language: what the engine needs to know of its syntax tree. One adapter per language family.

import type { Span } from '../../../text';
import type { Captures } from './captures';
import type { Node } from './syntaxNode';
import type { Tests } from './tests';

/** Decoded text, or the source of an expression whose value goes there. */
export type Piece = string | { readonly hole: string; readonly written?: string };

/** What a text helper does to the text it is given; `same` returns it as it is, `braces` and `percent` fill a template in. */
export type Helper =
  | 'dedent'
  | 'cleandoc'
  | 'stripIndents'
  | 'oneLine'
  | 'trimIndent'
  | 'trimMargin'
  | 'trim'
  | 'trimStart'
  | 'trimEnd'
  | 'braces'
  | 'percent'
  | 'same';

/** An expression for which the grammar has no node of its own (inside the token tree of a macro). */
export interface Written {
  readonly span: Span;
  readonly shape: Shape;
}

export type Expression = Node | Written;

/** Where it is written. */
export const startOf = (value: Expression): number => ('shape' in value ? value.span.start : value.startIndex);

/** One argument or entry; without `name` it is positional, without `value` it is something that cannot be read (a method). */
export interface NamedNode {
  readonly name: string | undefined;
  readonly value: Expression | undefined;
  readonly spread: boolean;
}

/** An expression in the terms that all languages share. Nodes inside are read by the engine, not by the adapter. */
export type Shape =
  /** `span`: where the text stands when that is not where the expression stands (the lines of a Ruby heredoc). */
  | { readonly kind: 'literal'; readonly pieces: readonly Piece[]; readonly span?: Span }
  /** Parts that become one text or one list: adjacent literals, `a + b`. `separator` stands between them (lines of an annotation). */
  | { readonly kind: 'concat'; readonly parts: readonly Expression[]; readonly separator?: string }
  /** `"…" % values`: a template filled in with what is given, by its place. */
  | { readonly kind: 'percent'; readonly template: Expression; readonly given: readonly Expression[] }
  /** Brackets, casts, `await`: the value is that of the node inside. */
  | { readonly kind: 'inner'; readonly node: Expression }
  | { readonly kind: 'choice'; readonly branches: readonly Expression[] }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  /** `reach`: where the last statement that fills it ends, when that is not this one. */
  | { readonly kind: 'object'; readonly entries: readonly NamedNode[]; readonly reach?: number }
  | {
      readonly kind: 'call';
      /** Where the call's text begins: with its callee, without keywords such as `await`. */
      readonly start: number;
      readonly path: readonly string[];
      /** What stands before the last dot, if anything. */
      readonly receiver: Expression | undefined;
      readonly args: readonly NamedNode[];
      /** True for a construction that only names its fields: `Params{Model: m}`, `new Options { Model = m }`. */
      readonly record?: boolean;
    }
  | { readonly kind: 'name'; readonly path: readonly string[] }
  | { readonly kind: 'spread'; readonly node: Expression }
  | { readonly kind: 'function'; readonly result: Expression }
  | { readonly kind: 'other' };

/** A name that gets a value: assignment, declaration, field, key, keyword argument. */
export interface Binding {
  /** `PROMPT`, or the path `self`, `prompt`. */
  readonly path: readonly string[];
  readonly value: Expression | undefined;
  /**
   * variable: visible by its name. field: a member of its class. key: of an object or call. appended: `x += …`.
   * assigned: a plain name that may be a variable or, where members need no `this`, a member. declared: without a value yet.
   */
  readonly kind: 'variable' | 'field' | 'key' | 'appended' | 'assigned' | 'declared';
  /** The map that an entry is given to: `orders["calm"] = "…"`. */
  readonly holder?: readonly string[];
  /** True for a key that is a member of the class around it as well: `Self { client: … }`. */
  readonly member?: boolean;
  /** The list whose items it takes, one after the other: `list.map((item) => …)`. */
  readonly items?: Expression | undefined;
  /** What it takes of each item: `list.map(({ question }) => …)`. */
  readonly field?: string | undefined;
  /** The places that lead to it in what is given: `list.map(([name, question]) => …)`. */
  readonly at?: readonly number[] | undefined;
}

/** A function, method or class that opens a scope. */
export interface Scope {
  readonly name: string | undefined;
  readonly kind: 'function' | 'class' | 'block';
  /** Parameters: bindings without a value, or with their default. */
  readonly bindings: readonly Binding[];
  /** Of a class, the members that its making gives by their place, in order: Kotlin's `class Step(val name: String, val order: String)`. */
  readonly fields?: readonly string[];
  /** What a method calls its object, where it is written as a parameter of any name (Go). No call gives it. */
  readonly receiver?: string | undefined;
  /** The last two names of each decorator, with a dot between; they may say what the function's result is for (`agent.system_prompt`). */
  readonly decorators?: readonly string[];
  /** A text that is sent although nothing names it: the docstring of a DSPy signature. */
  readonly sent?: Node;
  /** What it tests; `waits`: it may send where it stands among what only compares (async). */
  readonly tests?: Tests | 'waits' | undefined;
}

/** One programming language as the engine sees it. Stateless; every function is O(direct children) and accepts broken nodes. */
export interface CodeLanguage {
  /** The grammar file without folder and ending: `python`. */
  readonly grammar: string;
  /** The nodes of interest. */
  readonly captures: Captures;
  /** Node types of statements that define names; they are read even when no word in them speaks of prompts. */
  readonly definitions: ReadonlySet<string>;
  /** Node types of statements that import; always read. Only needed where the statement does not say `import` or `require`. */
  readonly imports?: ReadonlySet<string>;
  /** Packages that may be imported in another file for all (C#'s `global using`), by names that only they have. */
  readonly impliedImports?: ReadonlyMap<string, RegExp>;
  /** True when dedent helpers of the language also trim both ends (npm `dedent`), false when they do not (`textwrap.dedent`). */
  readonly dedentTrims: boolean;
  /** True when members of a class are visible by their plain name inside it (Java, C#, constants of Ruby). */
  readonly bareMembers?: boolean;
  /** True when a function of two parameters that walks through a list or a table is given the parts of each item: `table.each { |name, text| … }`. */
  readonly splitsItems?: boolean;
  /** Functions around a text, beside those of all languages: by name, or by the last two names (`string.format`), normalised. */
  readonly wrappers?: ReadonlyMap<string, Helper>;
  /** Methods of a text, beside those of all languages; normalised. */
  readonly methods?: ReadonlyMap<string, Helper>;
  /** For a function's body in a language where the last expression is the result: that expression. */
  result?(body: Node): Node | undefined;
  shape(node: Node, text: string): Shape;
  /** For a `binding` node; undefined when it binds no plain name. */
  binding(node: Node, text: string): Binding | undefined;
  scope(node: Node, text: string): Scope;
  /** For a `call` node: its name without reading arguments. */
  calleePath(node: Node, text: string): readonly string[];
  /** For a node that holds a text which stands behind the expression that names it (the lines of a heredoc): where that begins. */
  opener?(node: Node, text: string): number | undefined;
  /** The block of statements of a class or function (also behind decorators, `export`, a callback), by which big ones are split. */
  body(node: Node): Node | undefined;
  /** The statements of such a block, where they are not simply its children. */
  statements?(body: Node): readonly Node[];
}
