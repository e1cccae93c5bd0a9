// Literals that spell a model id, wherever they stand in a statement. They decide whether a file speaks of one model only.
import type { Node } from 'web-tree-sitter';
import { looksLikeModel, modelId } from '../modelNames';
import type { ModelFact } from './facts';

const quoted = /(["'`])([\w.:/@+-]{2,100})\1/g;
/** A provider's address that names the model: `…/v1beta/models/gemini-2.0-flash:generateContent`. */
const addressed = /\/models\/([a-z][\w.-]{2,60}):(?:generateContent|streamGenerateContent|predict)\b/g;

/**
 * The literals of `node`'s text up to the offset `until` that are a model id as a whole, or an address that holds one.
 * What stands in comments and inside longer texts is none. Linear in the text; a tree look-up for each literal that looks like an id.
 */
export function spelledModels(node: Node, text: string, until: number): ModelFact[] {
  const source = text.slice(node.startIndex, until);
  const found: ModelFact[] = [];
  for (const match of source.matchAll(quoted)) {
    const id = modelId(match[2] ?? '');
    if (id === undefined || !looksLikeModel(id)) continue;
    const start = node.startIndex + match.index;
    const end = start + match[0].length;
    if (isLiteral(node, start, end)) found.push({ id, span: { start, end } });
  }
  for (const match of source.matchAll(addressed)) {
    const start = node.startIndex + match.index;
    found.push({ id: match[1] ?? '', span: { start, end: start + match[0].length } });
  }
  return found;
}

/** True when the smallest node around the inside is no longer than the literal. */
function isLiteral(node: Node, start: number, end: number): boolean {
  const inner = node.descendantForIndex(start + 1, end - 1);
  return inner !== null && inner.endIndex - inner.startIndex <= end - start + 2;
}
