// The text of JSX elements, for prompts that are written as components: `<SystemMessage>You are …<br /></SystemMessage>`.
// Source: https://github.com/microsoft/vscode-prompt-tsx (read 2026-11).
import type { NamedNode, Piece, Shape } from '../syntax/language';
import { sourceOf } from '../syntax/syntax';
import type { Node } from '../syntax/syntaxNode';

/** Elements inside of elements are followed this far. */
const DEPTH_LIMIT = 8;

const references: ReadonlyMap<string, string> = new Map([
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&amp;', '&'],
  ['&quot;', '"'],
  ['&apos;', "'"],
  ['&nbsp;', '\u00a0'],
]);

/** The name of an element as that of a call: `<SystemMessage>`; `<>` for a fragment. */
function elementName(node: Node, text: string): string {
  const name = (node.childForFieldName('open_tag') ?? node).childForFieldName('name');
  return `<${name === null || name === undefined ? '' : sourceOf(name, text)}>`;
}

/** The path of an element as that of a call: in a model's answer, as `<ChatCompletion>` is one, with `<Completion>` before its name. */
export function elementPath(node: Node, text: string): string[] {
  const name = elementName(node, text);
  const around = node.parent?.type === 'jsx_element' ? elementName(node.parent, text) : '';
  return /Completion>$/.test(around) ? ['<Completion>', name] : [name];
}

/** JSX drops the indentation and the ends of lines, and blank lines. */
function withoutLines(text: string): string {
  const lines = text.split('\n');
  const last = lines.length - 1;
  return lines
    .map((line, index) => (index === 0 ? line : line.trimStart()))
    .map((line, index) => (index === last ? line : line.trimEnd()))
    .filter((line) => line !== '')
    .join(' ');
}

/** A piece of an element's text and where it stands. */
interface Part {
  readonly piece: Piece;
  readonly start: number;
  readonly end: number;
  /** True for what only stands between texts: line breaks and other components. */
  readonly between: boolean;
}

const strings = new Set(['string', 'template_string']);

/** The text of a string or template inside of an expression: `{`…`}`. */
type ReadString = (node: Node, text: string) => Piece[];

function parts(node: Node, text: string, read: ReadString, depth: number): Part[] {
  return node.namedChildren.flatMap((child): Part[] => {
    const source = sourceOf(child, text);
    const { startIndex: start, endIndex: end } = child;
    const whole = (piece: Piece, between = false): Part[] => [{ piece, start, end, between }];
    switch (child.type) {
      case 'jsx_text': {
        const blank = source.trim() === '';
        const first = start + (blank ? 0 : source.length - source.trimStart().length);
        const last = blank ? end : start + source.trimEnd().length;
        return [{ piece: withoutLines(source), start: first, end: last, between: blank }];
      }
      case 'html_character_reference':
        return whole(references.get(source) ?? source);
      case 'jsx_self_closing_element':
        return whole(/^<br\b/.test(source) ? '\n' : { hole: source }, true);
      case 'jsx_element':
        return depth > 0 ? parts(child, text, read, depth - 1) : whole({ hole: source });
      case 'jsx_expression': {
        const inside = child.firstNamedChild;
        if (inside === null || inside.type === 'comment') return [];
        if (!strings.has(inside.type)) return whole({ hole: sourceOf(inside, text) });
        const { startIndex, endIndex } = inside;
        return read(inside, text).map((piece) => ({ piece, start: startIndex, end: endIndex, between: false }));
      }
      default:
        return [];
    }
  });
}

/** The text between the tags, from its first to its last word or value; undefined when there is none. */
function content(node: Node, text: string, read: ReadString): NamedNode | undefined {
  const all = parts(node, text, read, DEPTH_LIMIT);
  const from = all.findIndex(({ between }) => !between);
  const kept = from < 0 ? [] : all.slice(from, all.findLastIndex(({ between }) => !between) + 1);
  const [first, last] = [kept[0], kept.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const pieces = kept.map(({ piece }) => piece);
  const value = { span: { start: first.start, end: last.end }, shape: { kind: 'literal', pieces } } as const;
  return { name: undefined, value, spread: false };
}

/** `name="…"`, `name={value}`. */
function attributes(tag: Node, text: string): NamedNode[] {
  return tag.namedChildren.flatMap((child): NamedNode[] => {
    if (child.type === 'jsx_expression') return [{ name: undefined, value: undefined, spread: true }];
    const [name, given] = child.type === 'jsx_attribute' ? child.namedChildren : [];
    const value = given?.type === 'jsx_expression' ? given.firstNamedChild : given;
    return name === undefined || value === undefined || value === null
      ? []
      : [{ name: sourceOf(name, text), value, spread: false }];
  });
}

/** The element as a call of its name: with its attributes, and the text between its tags. */
export function elementShape(node: Node, text: string, read: ReadString): Shape {
  const inside = content(node, text, read);
  return {
    kind: 'call',
    start: node.startIndex,
    path: elementPath(node, text),
    receiver: undefined,
    args: [...attributes(node.childForFieldName('open_tag') ?? node, text), ...(inside === undefined ? [] : [inside])],
  };
}
