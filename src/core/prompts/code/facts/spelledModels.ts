// Literals that spell a model id, wherever they stand in a statement. They decide whether a file speaks of one model only.

import { looksLikeModel, writtenModel } from '../../modelNames';
import { constantModel } from '../rules/modelConstants';
import type { Node } from '../syntax/syntaxNode';
import type { ModelFact } from './facts';

const quoted = /(["'`])([\w.:/@+-]{2,100})\1/g;
/** A provider's address that names the model, in one literal or two: `…/v1beta/models/gemini-2.0-flash:generateContent`. */
const addressed =
  /\/models\/(?:["'`]\s{0,40}[+.]?\s{0,40}[fF]?["'`])?(?<id>[a-z][\w.-]{2,60}):(?:generateContent|streamGenerateContent|predict)\b/g;

/** The same of OpenAI's first API, and of deployments, which may bear their model's name. */
const engines = /\/(?:engines|(?<own>deployments))\/(?<id>[a-z][\w.-]{2,60})\/(?:chat\/)?completions\b/g;
/** SDKs' constants for models: `.ChatModelGPT4o` of `openai.ChatModelGPT4o`, `.CLAUDE_SONNET_4_5` of `Model.CLAUDE_SONNET_4_5`. */
const constants =
  /(?:\.|::)(?<name>(?:ChatModel|Model)?_?(?:GPT|Gpt|gpt|CLAUDE|Claude|GEMINI|Gemini|O[134])_?\d?\w{0,30})\b/g;
const holder = /[A-Za-z]\w{1,30}$/;
/** So far in front the name of what holds the constant is looked for. */
const HOLDER_LENGTH = 31;
/** Files of weights, which are called by the model, its size and form, and the end of an address. */
const others = /\.(bin|gguf|ggml|safetensors)$|:\w{0,20}[gG]enerateContent$/i;

/**
 * The literals of `node`'s text up to the offset `until` that are a model id as a whole, or an address that holds one.
 * What stands in comments and inside longer texts is none. Linear in the text; a tree look-up for each literal that looks like an id.
 */
export function spelledModels(node: Node, text: string, until: number): ModelFact[] {
  const source = text.slice(node.startIndex, until);
  const found: ModelFact[] = [];
  for (const match of source.matchAll(quoted)) {
    const model = writtenModel(match[2] ?? '');
    if (model === undefined || others.test(model.id) || !looksLikeModel(model.id)) continue;
    const start = node.startIndex + match.index;
    const end = start + match[0].length;
    const literal = literalAt(node, start, end);
    if (literal !== undefined) found.push({ ...model, span: { start, end }, given: isGiven(literal, text) });
  }
  const addresses = [...source.matchAll(engines), ...source.matchAll(addressed)];
  for (const { index, 0: address, groups: { id = '', own } = {} } of addresses) {
    const start = node.startIndex + index;
    const end = start + address.length;
    // A deployment is called as its owner likes.
    const isModel = own === undefined || looksLikeModel(id);
    if (isModel && !/comment/.test(typeAt(node, start, end))) found.push({ id, span: { start, end }, given: true });
  }
  for (const { index, 0: constant, groups: { name = '' } = {} } of source.matchAll(constants)) {
    const [of] = holder.exec(source.slice(Math.max(0, index - HOLDER_LENGTH), index)) ?? [];
    const id = of === undefined ? undefined : constantModel([of, name]);
    const start = node.startIndex + index - (of?.length ?? 0);
    const end = node.startIndex + index + constant.length;
    if (id !== undefined && !/comment|string/.test(typeAt(node, start, end)))
      found.push({ id, span: { start, end }, given: true });
  }
  return found;
}

/** The type of the smallest node around. */
const typeAt = (node: Node, start: number, end: number): string => node.descendantForIndex(start, end)?.type ?? '';

/** The node of the literal: the smallest around it, when that is no longer than the literal with a prefix. */
function literalAt(node: Node, start: number, end: number): Node | undefined {
  const literal = node.descendantForIndex(start, end);
  return literal === null || literal.endIndex - literal.startIndex > end - start + 2 ? undefined : literal;
}

/** Functions that only look at the id. */
const looks =
  /(starts?_?with|ends_?with|includes|contains|has_?prefix|has_?suffix|has|index_?of|equals?|encoding_for_model|getenv|match)$/i;

/** Nodes that give the literal in them to a name, or return it. */
const gives =
  /assignment|declarator|declaration|parameter|_spec$|pair|keyed_element|initializer|const_|static_item|return|property|equals_value|_element$|^block$|^body_statement$|^arrow_function$/;

/** Rust's methods that make a string of a literal. */
const owns = /^\.(to_string|to_owned|into)\(\)/;

/** `"model": `, also where the grammar knows no entries: in the macros of Rust. */
const keyed = /\bmodel["']?\s{0,4}(?::|=>)\s{0,4}$/;

/** True for what a name is given or a call, when the call does not only ask about an id; not for keys, lists and comparisons. */
function isGiven(literal: Node, text: string): boolean {
  if (keyed.test(text.slice(Math.max(0, literal.startIndex - 20), literal.startIndex))) return true;
  const owned = owns.test(text.slice(literal.endIndex, literal.endIndex + 20));
  let list = owned ? (literal.parent?.parent?.parent ?? null) : literal.parent;
  if (list !== null && /^(value_)?argument$/.test(list.type)) list = list.parent;
  if (list === null) return false;
  if (!/arguments|argument_list/.test(list.type)) {
    const key = list.childForFieldName('key') ?? list.childForFieldName('name');
    return gives.test(list.type) && key?.startIndex !== literal.startIndex;
  }
  return !looks.test(text.slice(Math.max(0, list.startIndex - 40), list.startIndex));
}
