// YAML documents as data with places, by way of the YAML library. Guards keep from it what it takes too long or too much stack for.
import { type Document, isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Span } from '../../text';
import { sentence } from '../../words';
import type { Problem } from '../prompt';
import type { Data } from './data';
import { trimSpan } from './fileDetection';
import { HEAD_LIMIT, tooDeep } from './frontMatter';
import { indentQuotes } from './unindentedQuotes';

/** Prompt files are a few kilobytes; test data may make them bigger. The library takes seconds for half a megabyte of oddities. */
export const YAML_LIMIT = 2 * HEAD_LIMIT;

const options = { prettyErrors: false, uniqueKeys: false, logLevel: 'silent' } as const;

/** `data` undefined: the text could not be read, and `problem` says why; `broken` when it is the syntax. */
export interface YamlReading {
  readonly data: Data | undefined;
  readonly problem: Problem | undefined;
  readonly broken: boolean;
}

function dataOf(node: unknown, document: Document, text: string): Data {
  const range = isMap(node) || isSeq(node) ? trimSpan(text, spanOf(node)) : spanOf(node);
  if (isAlias(node)) {
    // Only texts: a list of aliases of lists of aliases may stand for millions of values.
    const target = node.resolve(document);
    return isScalar(target) && typeof target.value === 'string'
      ? { kind: 'text', value: target.value, span: spanOf(target) }
      : { kind: 'other', span: range };
  }
  if (isScalar(node)) {
    if (typeof node.value === 'string') return { kind: 'text', value: node.value, span: range };
    return typeof node.value === 'number'
      ? { kind: 'number', value: node.value, span: range }
      : { kind: 'other', span: range };
  }
  if (isSeq(node)) return { kind: 'list', items: node.items.map((item) => dataOf(item, document, text)), span: range };
  if (!isMap(node)) return { kind: 'other', span: range };
  const entries = new Map<string, Data>();
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? String(key.value) : undefined;
    if (name !== undefined && !entries.has(name)) entries.set(name, dataOf(value, document, text));
  }
  return { kind: 'map', entries, span: range };
}

function spanOf(node: unknown): Span {
  const range = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : undefined;
  return { start: range?.[0] ?? 0, end: range?.[1] ?? 0 };
}

/** Lines that git leaves where two sides of a merge differ. */
const conflictLines = /^([<>=|])\1{6}(?=[ \r\n]|$)/gm;

/** Both sides of a merge that is not settled yet, each of its lines a comment: every place stays. Undefined where there is none. */
function bothSides(text: string): Data | undefined {
  return /^<{7} /m.test(text) ? wholeData(text.replace(conflictLines, '#$1$1$1$1$1$1')) : undefined;
}

function wholeData(text: string): Data | undefined {
  const document = parseDocument(text, options);
  return document.errors.length > 0 ? undefined : dataOf(document.contents, document, text);
}

/** What Python's reader takes and the library does not; undefined when the text is wrong for both. */
function readLeniently(text: string): Data | undefined {
  const indented = indentQuotes(text);
  const data = indented && wholeData(indented.text);
  return indented && data && moved(data, indented.back);
}

/** The same data with its places in another text. */
function moved(data: Data, to: (offset: number) => number): Data {
  const span = { start: to(data.span.start), end: to(data.span.end) };
  if (data.kind === 'list') return { ...data, span, items: data.items.map((item) => moved(item, to)) };
  if (data.kind !== 'map') return { ...data, span };
  return { ...data, span, entries: new Map([...data.entries].map(([name, value]) => [name, moved(value, to)])) };
}

/** Reads a text that is one document. Never throws. */
export function readYaml(text: string): YamlReading {
  const nowhere = { start: 0, end: 0 };
  if (text.length > YAML_LIMIT || tooDeep(text)) {
    const refusal = sentence('The file is over 128 KB or nested too deeply, so prompts in it are not looked for.');
    return { data: undefined, problem: { span: nowhere, sentence: refusal }, broken: false };
  }
  let document: Document;
  try {
    document = parseDocument(text, options);
    const [error] = document.errors;
    if (error === undefined)
      return { data: dataOf(document.contents, document, text), problem: undefined, broken: false };
    const lenient = readLeniently(text) ?? bothSides(text);
    if (lenient !== undefined) return { data: lenient, problem: undefined, broken: false };
    const start = Math.min(error.pos[0], text.length);
    const said = sentence('The file is no YAML that can be read: {0}', error.message.split('\n')[0] ?? '');
    return { data: undefined, problem: { span: { start, end: start }, sentence: said }, broken: true };
  } catch {
    return { data: undefined, problem: undefined, broken: true };
  }
}
