// What Java's annotations give a field or parameter where nothing else does: `@Value`, `@RequestParam`, `@DefaultValue`.

import type { Expression } from '../syntax/language';
import { children, sourceOf } from '../syntax/syntax';
import type { Node } from '../syntax/syntaxNode';
import { literal } from './javaText';

/** The name of an annotation, without its package. */
export function annotationName(node: Node, text: string): string {
  const name = node.childForFieldName('name');
  return name === null ? '' : (sourceOf(name, text).split('.').at(-1) ?? '');
}

/** The default of a field or parameter in Spring's `@Value("${app.model:gpt-4o}")`, and what stands where a web request gives none. */
export function configured(declaration: Node, text: string): Expression | Node | undefined {
  const modifiers = declaration.firstNamedChild;
  if (modifiers?.type !== 'modifiers') return undefined;
  const annotations = children(modifiers).filter(({ type }) => type === 'annotation');
  for (const each of annotations) {
    const given = standard(each, text);
    if (given !== undefined) return given;
  }
  return undefined;
}

/** The default in `@Value("${app.model:gpt-4o}")`, `@RequestParam(defaultValue = "…")`, `@DefaultValue("…")`. */
function standard(given: Node, text: string): Expression | Node | undefined {
  const name = annotationName(given, text);
  const args = children(given.childForFieldName('arguments') ?? given);
  if (name === 'RequestParam') {
    const pair = args.find((each) => sourceOf(each.childForFieldName('key') ?? each, text) === 'defaultValue');
    return pair?.childForFieldName('value') ?? undefined;
  }
  const [value] = args;
  if (value?.type !== 'string_literal') return undefined;
  if (name === 'DefaultValue') return value;
  const written = name === 'Value' ? /^\$\{[^:{}]+:([^{}]+)\}$/.exec(literal(value, text))?.[1] : undefined;
  const span = { start: value.startIndex, end: value.endIndex };
  return written === undefined ? undefined : { span, shape: { kind: 'literal', pieces: [written] } };
}
