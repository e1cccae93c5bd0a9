// BAML (`*.baml`): functions with a client and a prompt between `#"` and `"#`; `{{ _.role("user") }}` starts a message. Newer files write
// `client:` and `prompt:`, and their prompts between backticks.
// Source: https://docs.boundaryml.com/ref/prompt-syntax/what-is-jinja (read 2026-11 for the notes).
import type { Span } from '../../text';
import { dedent, trim } from '../holed';
import { looksLikeModel, writtenModel } from '../modelNames';
import type { Detection, ModelName, Role } from '../prompt';
import { roleWord } from '../roles';
import { backtickText } from './backticks';
import { type FileRequest, requestsDetection } from './fileRequests';
import { jinja, type Tag } from './template';
import { partsOf, templateMessages } from './templateMessages';

/** What a BAML file is made of, as far as prompts go. Comments and raw strings are passed whole. */
interface Token {
  readonly kind: 'word' | 'string' | 'open' | 'close';
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Of a string: what is between its quotes. */
  readonly inside?: Span;
  /** Of a string in backticks. */
  readonly tags?: readonly Tag[];
}

/** A name, or the id of a model or client without quotes: `gpt-4o`, `openai/gpt-4o`. */
const word = /[A-Za-z_][\w.]*(?:-\w[\w.]*)*(?:\/[\w.:-]+)?/y;

/** Hashes before a quote that are looked at. */
const HASHES_LIMIT = 20;

function rawString(text: string, at: number): Token | undefined {
  let hashes = at;
  while (text[hashes] === '#' && hashes - at < HASHES_LIMIT) hashes++;
  if (hashes === at || text[hashes] !== '"') return undefined;
  const close = `"${'#'.repeat(hashes - at)}`;
  const end = text.indexOf(close, hashes + 1);
  if (end === -1) return undefined;
  return { kind: 'string', text: '', start: at, end: end + close.length, inside: { start: hashes + 1, end } };
}

function quoted(text: string, at: number): Token | undefined {
  let end = at + 1;
  while (end < text.length && text[end] !== '"' && text[end] !== '\n') end += text[end] === '\\' ? 2 : 1;
  if (text[end] !== '"') return undefined;
  return { kind: 'string', text: '', start: at, end: end + 1, inside: { start: at + 1, end } };
}

function inBackticks(text: string, at: number): Token | undefined {
  const found = backtickText(text, at);
  return found && { kind: 'string', text: '', ...found };
}

function tokens(text: string): { readonly all: Token[]; readonly broken: boolean } {
  const found: Token[] = [];
  // A string that is not closed has no end further on either.
  let rawsEnd = true;
  let ticksEnd = true;
  for (let at = 0; at < text.length; ) {
    const char = text.charAt(at);
    let token: Token | undefined;
    if (char === '/' && text[at + 1] === '/') {
      const newline = text.indexOf('\n', at);
      at = newline === -1 ? text.length : newline;
      continue;
    }
    if (char === '#' && rawsEnd) {
      token = rawString(text, at);
      if (token === undefined && /^#{1,20}"/.test(text.slice(at, at + 21))) rawsEnd = false;
    } else if (char === '`' && ticksEnd) {
      token = inBackticks(text, at);
      ticksEnd = token !== undefined;
    } else if (char === '"') token = quoted(text, at);
    else if (char === '{' || char === '}')
      token = { kind: char === '{' ? 'open' : 'close', text: char, start: at, end: at + 1 };
    else {
      word.lastIndex = at;
      const name = word.exec(text)?.[0];
      if (name !== undefined) token = { kind: 'word', text: name, start: at, end: at + name.length };
    }
    if (token !== undefined) found.push(token);
    at = token?.end ?? at + 1;
  }
  return { all: found, broken: !(rawsEnd && ticksEnd) };
}

/** A top-level block: `function Name(…) -> T { … }`. */
interface Block {
  readonly keyword: string;
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly inside: readonly Token[];
}

/** `impl<llm, Name> version { … }` held a function's prompt before 0.30. */
const keywords = new Set(['function', 'client', 'template_string', 'impl']);
/** Words between a keyword and its block: a name, parameters, types. */
const HEAD_LIMIT = 200;

/** The tokens up to the bracket that closes the block, and where that stands in the list. */
function inside(all: readonly Token[], open: number): { readonly tokens: Token[]; readonly close: number } {
  const tokens: Token[] = [];
  let depth = 1;
  for (let at = open + 1; at < all.length; at++) {
    const token = all[at];
    if (token?.kind === 'open') depth++;
    if (token?.kind === 'close' && --depth === 0) return { tokens, close: at };
    if (token !== undefined) tokens.push(token);
  }
  return { tokens, close: all.length };
}

/** `client Name = openai.ResponsesClient.new(model = "…")` has no block of its own: it ends where something else begins at the left edge. */
function assignedClient(text: string, head: readonly Token[]): Block[] {
  const [keyword, name, ...held] = head;
  if (keyword?.text !== 'client' || name === undefined || !/^\s{0,20}=/.test(text.slice(name.end, name.end + 21)))
    return [];
  return [{ keyword: keyword.text, name: name.text, start: keyword.start, end: name.end, inside: held }];
}

function blocks(text: string, all: readonly Token[]): Block[] {
  const found: Block[] = [];
  /** The keyword and what follows it. */
  let head: Token[] = [];
  for (let at = 0; at < all.length; at++) {
    const token = all[at];
    if (token?.kind === 'word' && (token.start === 0 || text[token.start - 1] === '\n')) {
      found.push(...assignedClient(text, head));
      head = [];
    }
    const [keyword] = head;
    if (token?.kind === 'word') {
      if (keyword === undefined ? keywords.has(token.text) : head.length < HEAD_LIMIT) head.push(token);
    } else if (token?.kind === 'string' && keyword?.text === 'client') {
      if (head.length < HEAD_LIMIT) head.push(token);
    } else if (token?.kind === 'string' && keyword?.text === 'template_string') {
      found.push({ keyword: keyword.text, name: '', start: keyword.start, end: token.end, inside: [token] });
      head = [];
    } else if (token?.kind === 'open') {
      const { tokens: held, close } = inside(all, at);
      at = close;
      if (assignedClient(text, head).length > 0) continue;
      const end = all[close]?.end ?? held.at(-1)?.end ?? token.end;
      const named = keyword?.text === 'client' ? head.at(-1) : head[1];
      if (keyword !== undefined)
        found.push({ keyword: keyword.text, name: named?.text ?? '', start: keyword.start, end, inside: held });
      head = [];
    }
  }
  return [...found, ...assignedClient(text, head)];
}

/** What stands behind the first `name` of a block. */
function behind(block: Block, name: string): Token | undefined {
  const index = block.inside.findIndex((token) => token.kind === 'word' && token.text === name);
  return index === -1 ? undefined : block.inside[index + 1];
}

/** Of a text, or of a plain word (`model gpt-4o`). */
function modelOf(text: string, token: Token | undefined, source: ModelName['source']): ModelName | undefined {
  if (token?.inside === undefined && (token?.kind !== 'word' || !looksLikeModel(token.text))) return undefined;
  const { start, end } = token.inside ?? token;
  const model = writtenModel(text.slice(start, end));
  return model && { ...model, span: { start: token.start, end: token.end }, source };
}

/** `client "openai/gpt-4o"`, `client: openai("gpt-4o")`, or the name of a client of the same file. */
function clientModel(text: string, block: Block, clients: ReadonlyMap<string, ModelName>): ModelName | undefined {
  const client = behind(block, 'client');
  const direct = modelOf(text, client, 'call');
  if (direct !== undefined && (looksLikeModel(direct.id) || text.slice(client?.start, client?.end).includes('/')))
    return direct;
  if (client?.kind !== 'word') return undefined;
  const given = block.inside[block.inside.indexOf(client) + 1];
  if (given?.inside !== undefined && text.slice(client.end, given.start).trim() === '(')
    return modelOf(text, given, 'call');
  const model = client.text.includes('/') ? writtenModel(client.text) : undefined;
  const { start, end } = client;
  return model ? { ...model, span: { start, end }, source: 'call' } : clients.get(client.text);
}

/** Undefined for a tag that is no mark. A variable may say who speaks. */
function switchesTo({ kind, content }: Tag): Role | undefined {
  const mark =
    kind === 'value'
      ? /^(?:_\.(?:role|chat)|role)\((?:\s*(?:role\s*=\s*)?["']([a-z]+)["']\s*[,)])?/.exec(content)
      : null;
  return mark === null ? undefined : (roleWord(mark[1] ?? '') ?? 'unknown');
}

/**
 * A tag alone on its line takes the line with it.
 * Source: https://github.com/BoundaryML/baml/blob/canary/engine/baml-lib/baml-core/src/ir/jinja_helpers.rs (read 2026-11).
 */
const language = { ...jinja, standalone: true };

/** The messages of a prompt. What stands before the first mark is sent as the client's usual role, which is not known here. */
function messages(text: string, inside: Span, written: readonly Tag[] | undefined) {
  const tags = written ?? language.tags(text.slice(0, inside.end), inside.start);
  const parts = partsOf(inside, 'unknown', tags, switchesTo);
  const { sections, partial } = templateMessages(text, parts, tags, language);
  return { sections: sections.map((section) => ({ ...section, ...trim(dedent(section, false)) })), partial };
}

/** One request for each function; template strings are prompts that others put in. */
export function readBaml(text: string): Detection {
  const { all, broken } = tokens(text);
  const found = blocks(text, all);
  const clients = new Map<string, ModelName>();
  for (const block of found) {
    const model = block.keyword === 'client' ? modelOf(text, behind(block, 'model'), 'client') : undefined;
    if (model !== undefined) clients.set(block.name, model);
  }
  const requests = found.flatMap((block): FileRequest[] => {
    const token = block.keyword === 'template_string' ? block.inside[0] : behind(block, 'prompt');
    if (block.keyword === 'client' || token?.inside === undefined) return [];
    const { sections, partial } = messages(text, token.inside, token.tags);
    const span = { start: block.start, end: block.end };
    const request = { span, model: clientModel(text, block, clients), partial };
    return [{ sections, request: block.keyword === 'template_string' ? undefined : request }];
  });
  return requestsDetection(requests, [], broken);
}
