// One reader for each API: walks the body in its order and adds the parts.
import { fieldOf, firstField, isObject, jsonText, listField, stringField } from './bodyFields';
import { contentTexts } from './messageContent';
import type { RequestFormat } from './request';
import type { RequestReading } from './requestReading';
import { addTools } from './requestTools';

type Reader = (reading: RequestReading, body: unknown) => void;

/** Reads a body of that format; everything it finds goes to `reading`. */
export const readers: Readonly<Record<RequestFormat, Reader>> = {
  chat: readChat,
  responses: readResponses,
  anthropic: readAnthropic,
  gemini: readGemini,
};

const systemRoles = new Set(['system', 'developer']);

/**
 * Found by experiment, not published. Source: github.com/hmarr/openai-chat-tokens, tests at commit 08d8ec0, checked there against the
 * API for gpt-3.5-turbo; read 2026-11-21.
 */
const callTokens = 3;
const functionRoleTokens = -2;

function readChat(reading: RequestReading, body: unknown): void {
  let system: string | undefined;
  eachOf(reading, fieldOf(body, 'messages'), 'messages', (message, field) => {
    const role = stringField(message, 'role') ?? 'user';
    const texts = contentTexts(reading, fieldOf(message, 'content'), `${field}.content`);
    if (systemRoles.has(role)) system ??= texts.join('');
    const calls = callsOf(message);
    const called = calls.flatMap((call) => [stringField(call, 'name') ?? '', stringField(call, 'arguments') ?? '']);
    addMessage(reading, role, field, [...texts, ...called]);
    const extra = calls.length * callTokens + (role === 'function' ? functionRoleTokens : 0);
    reading.frameMessage(role, stringField(message, 'name'), extra, isFramingPublished(message));
  });
  addTools(reading, body, 'chat', system);
  addSchema(reading, fieldOf(body, 'response_format'), 'response_format');
}

function callsOf(message: unknown): unknown[] {
  const called = listField(message, 'tool_calls').map((call) => fieldOf(call, 'function') ?? fieldOf(call, 'custom'));
  const old = fieldOf(message, 'function_call');
  return isObject(old) ? [...called, old] : called;
}

/** The published rule speaks of role, content and name, and was checked for these roles. */
function isFramingPublished(message: unknown): boolean {
  const checked = ['system', 'user', 'assistant'].includes(stringField(message, 'role') ?? '');
  return checked && isObject(message) && Object.keys(message).every((key) => ['role', 'content', 'name'].includes(key));
}

function readResponses(reading: RequestReading, body: unknown): void {
  const instructions = fieldOf(body, 'instructions');
  const system = instructions === undefined || instructions === null ? undefined : instructions;
  if (system !== undefined) addSystem(reading, system, 'instructions');
  const input = fieldOf(body, 'input');
  if (typeof input === 'string') {
    addMessage(reading, 'user', 'input', [input]);
    frameUnpublished(reading, 'user');
  } else {
    eachOf(reading, input, 'input', (item, field) => readItem(reading, item, field));
  }
  addTools(reading, body, 'responses', typeof system === 'string' ? system : undefined);
  addSchema(reading, fieldOf(fieldOf(body, 'text'), 'format'), 'text.format');
  noteUnseen(reading, body, ['previous_response_id', 'conversation', 'prompt']);
}

/** An item of a Responses input: a message, or a step of an earlier turn. */
function readItem(reading: RequestReading, item: unknown, field: string): void {
  const type = stringField(item, 'type') ?? 'message';
  switch (type) {
    case 'message': {
      const role = stringField(item, 'role') ?? 'user';
      addMessage(reading, role, field, contentTexts(reading, fieldOf(item, 'content'), `${field}.content`));
      frameUnpublished(reading, role);
      return;
    }
    case 'function_call':
    case 'custom_tool_call': {
      const given = ['name', 'arguments', 'input'].flatMap((name) => stringField(item, name) ?? []);
      addMessage(reading, 'assistant', field, given);
      frameUnpublished(reading, 'assistant', callTokens);
      return;
    }
    case 'function_call_output':
    case 'custom_tool_call_output':
      addMessage(reading, 'tool', field, contentTexts(reading, fieldOf(item, 'output'), `${field}.output`));
      frameUnpublished(reading, 'tool');
      return;
    case 'reasoning':
      return; // an earlier turn's thoughts are dropped by the API
    default:
      reading.uncounted.push(field);
  }
}

function readAnthropic(reading: RequestReading, body: unknown): void {
  const system = fieldOf(body, 'system');
  if (system !== undefined && system !== null) addSystem(reading, system, 'system');
  eachOf(reading, fieldOf(body, 'messages'), 'messages', (message, field) => {
    const role = stringField(message, 'role') ?? 'user';
    addMessage(reading, role, field, contentTexts(reading, fieldOf(message, 'content'), `${field}.content`));
    frameUnpublished(reading, role);
  });
  addTools(reading, body, 'anthropic', undefined);
  noteUnseen(reading, body, ['mcp_servers', 'container']);
}

/** The REST body, or the object that Google's library takes, which has the same fields below `config`. */
function readGemini(reading: RequestReading, body: unknown): void {
  const config = fieldOf(body, 'config');
  const settings = isObject(config) ? { ...config, ...without(body, 'config') } : body;
  const system = firstField(settings, 'systemInstruction', 'system_instruction');
  if (system !== undefined) addSystem(reading, fieldOf(system, 'parts') ?? system, 'systemInstruction');
  const contents = fieldOf(body, 'contents');
  const turns = typeof contents === 'string' || isObject(contents) ? [contents] : contents;
  eachOf(reading, turns, 'contents', (turn, field) => {
    const role = stringField(turn, 'role') ?? 'user';
    const parts = typeof turn === 'string' ? turn : (fieldOf(turn, 'parts') ?? [turn]);
    addMessage(reading, role, field, contentTexts(reading, isObject(parts) ? [parts] : parts, `${field}.parts`));
    frameUnpublished(reading, role);
  });
  addTools(reading, settings, 'gemini', undefined);
  const generation = firstField(settings, 'generationConfig', 'generation_config') ?? settings;
  addSchema(reading, firstField(generation, 'responseSchema', 'responseJsonSchema'), 'responseSchema');
  noteUnseen(reading, settings, ['cachedContent', 'cached_content']);
}

function without(body: unknown, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(isObject(body) ? body : {}).filter(([key]) => key !== name));
}

function addSystem(reading: RequestReading, content: unknown, field: string): void {
  const parts = isObject(content) ? [content] : content;
  reading.addTexts({ kind: 'system', field, texts: contentTexts(reading, parts, field) });
  frameUnpublished(reading, 'system');
}

/** One message of an API whose framing nobody has published: any but Chat Completions. `extra`: tokens of its own. */
function frameUnpublished(reading: RequestReading, role: string, extra = 0): void {
  reading.frameMessage(role, undefined, extra, false);
}

function addMessage(reading: RequestReading, role: string, field: string, texts: readonly string[]): void {
  reading.addTexts({ kind: systemRoles.has(role) ? 'system' : 'message', field, texts });
}

/** A schema that the reply must follow is part of the input; how the model sees it is not published. */
function addSchema(reading: RequestReading, format: unknown, field: string): void {
  const schema = fieldOf(fieldOf(format, 'json_schema'), 'schema') ?? fieldOf(format, 'schema') ?? format;
  const type = stringField(format, 'type');
  if (!isObject(schema) || type === 'text' || type === 'json_object') return;
  reading.addByRule('schema', field, reading.tokens(jsonText(schema)), 'estimate');
}

/** What the provider adds from its own store. */
function noteUnseen(reading: RequestReading, body: unknown, fields: readonly string[]): void {
  for (const field of fields) if (firstField(body, field) !== undefined) reading.uncounted.push(field);
}

/** Calls `read` for the elements of a list of objects; anything else is noted as a problem. */
function eachOf(
  reading: RequestReading,
  list: unknown,
  field: string,
  read: (element: unknown, field: string) => void,
): void {
  if (!Array.isArray(list)) {
    reading.notList(field);
    return;
  }
  for (const [index, element] of list.entries()) {
    const place = `${field}[${index}]`;
    if (isObject(element) || (field === 'contents' && typeof element === 'string')) read(element, place);
    else reading.notObject(place);
  }
}
