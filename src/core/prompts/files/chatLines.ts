// JSON lines whose lines are chats: data to fine-tune with (`messages`, or `prompt` and `completion`), batches of requests (`custom_id` with
// `body` or `params`), and lists of prompts.
// One request for each line and one for the file as a whole.
// Source: https://platform.openai.com/docs/guides/batch, https://platform.openai.com/docs/guides/supervised-fine-tuning,
// https://docs.claude.com/en/docs/build-with-claude/batch-processing (background knowledge).
import { sentence } from '../../words';
import { normalName } from '../code/facts/value';
import { tellPicture } from '../code/rules/pictures';
import { type Detection, nothingFound, type Problem, type Role } from '../prompt';
import { at, type Data, itemsAt, type MapData, type TextData, textAt, wholeNumberAt } from './data';
import type { Section } from './fileDetection';
import { type FileRequest, modelIn, requestsDetection, sectionOf } from './fileRequests';
import { readJson } from './json';
import { isMessages, readMessages } from './messageData';
import { isNamedForPrompts } from './promptMap';

/** Longer files are not read: an editor shows them badly as well. */
const SIZE_LIMIT = 4_000_000;
/** Lines that are read; the total says that it is a lower bound when there are more. */
const LINES_LIMIT = 20_000;

/** Texts of a request that stand outside its messages. */
const plainKeys: readonly (readonly [string, Role])[] = [
  ['instructions', 'system'],
  ['system', 'system'],
];

function plainSections(text: string, body: Data): Section[] {
  return plainKeys.flatMap(([key, role]) => {
    const found = at(body, key);
    const texts: readonly TextData[] =
      found?.kind === 'text' ? [found] : itemsAt(body, key).flatMap((part) => textAt(part, 'text') ?? []);
    return texts.map((each) => sectionOf(text, each, role));
  });
}

/** `input` or `prompt`: a text, a list of texts, or messages. */
function inputSections(text: string, body: Data): { sections: readonly Section[]; partial: boolean; plain: boolean } {
  const input = at(body, 'input') ?? at(body, 'prompt');
  if (isMessages(input)) return { ...readMessages(text, input), plain: false };
  const texts = input?.kind === 'text' ? [input] : input?.kind === 'list' ? input.items : [];
  const sections = texts.flatMap((each) => (each.kind === 'text' ? sectionOf(text, each, 'user') : []));
  return { sections, partial: sections.length < texts.length, plain: sections.length > 0 };
}

function batchLine(text: string, line: Data, body: Data): FileRequest | undefined {
  const url = textAt(line, 'url')?.value ?? '';
  const messages = readMessages(text, at(body, 'messages'));
  const input = inputSections(text, body);
  const sections = [...plainSections(text, body), ...messages.sections, ...input.sections];
  if (sections.length === 0) return undefined;
  const kind = /embeddings|\/completions/.test(url) && !url.includes('chat') ? 'text' : 'chat';
  const maxOutputTokens =
    wholeNumberAt(body, 'max_completion_tokens') ??
    wholeNumberAt(body, 'max_output_tokens') ??
    wholeNumberAt(body, 'max_tokens');
  const partial = messages.partial || input.partial || itemsAt(body, 'tools').length > 0;
  const model = modelIn(textAt(body, 'model'), 'call');
  return { sections, request: { span: line.span, kind, model, maxOutputTokens, partial } };
}

/** `{"prompt": "…", "completion": "…"}`, and `{"prompt": "…"}` in a file of prompts. */
function promptLine(text: string, line: MapData, path: string): FileRequest | undefined {
  const prompt = textAt(line, 'prompt');
  const completion = textAt(line, 'completion');
  if (
    prompt === undefined ||
    (completion === undefined && !isNamedForPrompts(path)) ||
    tellPicture(new Set([...line.entries.keys()].map(normalName)))
  )
    return undefined;
  const answer = completion === undefined ? [] : [sectionOf(text, completion, 'assistant')];
  const sections = [...plainSections(text, line), sectionOf(text, prompt, 'user'), ...answer];
  return { sections, request: { span: line.span, kind: completion === undefined ? 'chat' : 'text', partial: false } };
}

function lineRequest(text: string, line: Data, path: string): FileRequest | undefined {
  if (line.kind !== 'map') return undefined;
  const body = at(line, 'body') ?? at(line, 'params');
  if (body?.kind === 'map' && at(line, 'custom_id') !== undefined) return batchLine(text, line, body);
  const messages = at(line, 'messages');
  if (!isMessages(messages)) return promptLine(text, line, path);
  const { sections, partial } = readMessages(text, messages);
  const tools = itemsAt(line, 'tools').length > 0 || itemsAt(line, 'functions').length > 0;
  return { sections, request: { span: line.span, model: undefined, partial: partial || tools } };
}

/** The whole file as one figure. Only where all lines that name a model name the same is there one for the file. */
function total(text: string, lines: readonly FileRequest[], more: boolean): FileRequest {
  const models = lines.map(({ request }) => request?.model);
  const [first] = models;
  const model = models.every((each) => each?.id === first?.id) ? first : undefined;
  const kind = lines.every(({ request }) => request?.kind === 'text') ? 'text' : 'chat';
  const partial = more || lines.some(({ request }) => request?.partial === true);
  const sections = lines.flatMap((line) => line.sections);
  const limits = lines.map(({ request }) => request?.maxOutputTokens);
  const known = limits.flatMap((limit) => limit ?? []);
  const maxOutputTokens = known.length === limits.length ? known.reduce((sum, limit) => sum + limit, 0) : undefined;
  const span = { start: 0, end: text.length };
  return { sections, request: { span, kind, model, maxOutputTokens, partial, conversations: lines.length } };
}

/** Nothing when the first line is no chat: other data sets and logs. Lines that cannot be read are counted in one problem. */
export function readChatLines(text: string, path = ''): Detection {
  const lines: FileRequest[] = [];
  const bad: Problem[] = [];
  let read = 0;
  let more = text.length > SIZE_LIMIT;
  for (let start = 0; start < text.length && !more; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const next = end + 1;
    if (text.slice(start, Math.min(end, start + 1_000)).trim() !== '') {
      const line = readJson(text, start, end);
      const request = line === undefined ? undefined : lineRequest(text, line, path);
      if (read === 0 && request === undefined) return nothingFound;
      if (request !== undefined) lines.push(request);
      else if (line === undefined) {
        const said = sentence('Line {0} is no JSON that can be read.', lineNumber(text, start));
        if (bad.length === 0) bad.push({ span: { start, end }, sentence: said });
      }
      read++;
      more = read >= LINES_LIMIT && next < text.length;
    }
    start = next;
  }
  if (text.length > SIZE_LIMIT) {
    if (!/"(messages|custom_id)"/.test(text.slice(0, 10_000))) return nothingFound;
    const refusal = sentence('The file is over 4 MB, so prompts in it are not looked for.');
    return { ...nothingFound, problems: [{ span: { start: 0, end: 0 }, sentence: refusal }] };
  }
  const all = lines.length > 1 ? [total(text, lines, more), ...lines] : lines;
  return requestsDetection(all, bad, bad.length > 0);
}

function lineNumber(text: string, at: number): number {
  let line = 1;
  for (let next = text.indexOf('\n'); next !== -1 && next < at; next = text.indexOf('\n', next + 1)) line++;
  return line;
}
