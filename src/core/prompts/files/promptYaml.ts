// GitHub Models (`*.prompt.yml`): YAML with `model` and `messages`; test data and evaluators are not sent.
// Source: https://docs.github.com/en/github-models/use-github-models/storing-prompts-in-github-repositories (read 2026-11 for the notes).
import { type Document, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { sentence } from '../../words';
import { fillTemplate } from '../holed';
import { modelId } from '../modelNames';
import { type Detection, type ModelName, nothingFound } from '../prompt';
import { roleWord } from '../roles';
import { fileDetection, type Section, trimSpan } from './fileDetection';
import { HEAD_LIMIT, readFrontMatter, tooDeep, valueAt } from './frontMatter';
import { readStatements } from './headStatements';

/** Prompt files are a few kilobytes; test data may make them bigger. The YAML library takes seconds for half a megabyte of oddities. */
const SIZE_LIMIT = 2 * HEAD_LIMIT;

function section(item: unknown, text: string): Section | undefined {
  if (!isMap(item)) return undefined;
  const role = item.get('role');
  const content = item.get('content', true);
  if (typeof role !== 'string' || !isScalar(content) || typeof content.value !== 'string' || !content.range)
    return undefined;
  const span = trimSpan(text, { start: content.range[0], end: content.range[1] });
  return { span, role: roleWord(role) ?? 'unknown', ...fillTemplate({ text: content.value, holes: [] }, 'mustache') };
}

function modelOf(document: Document): ModelName | undefined {
  const node = document.getIn(['model'], true);
  const id = isScalar(node) && typeof node.value === 'string' ? modelId(node.value) : undefined;
  if (id === undefined || !isScalar(node) || !node.range) return undefined;
  return { id, span: { start: node.range[0], end: node.range[1] }, source: 'frontMatter' };
}

/** A file that is no YAML gives no prompts and says why. */
export function readPromptYaml(text: string): Detection {
  if (text.length > SIZE_LIMIT || tooDeep(text)) {
    const refusal = sentence('The file is over 128 KB or nested too deeply, so prompts in it are not looked for.');
    return { ...nothingFound, problems: [{ span: { start: 0, end: 0 }, sentence: refusal }] };
  }
  let document: Document;
  try {
    document = parseDocument(text, { prettyErrors: false, uniqueKeys: false, logLevel: 'silent' });
  } catch {
    return { ...nothingFound, broken: true };
  }
  const [error] = document.errors;
  const messages = error === undefined && isMap(document.contents) ? document.get('messages', true) : undefined;
  if (error !== undefined) {
    const at = Math.min(error.pos[0], text.length);
    const said = sentence('The file is no YAML that can be read: {0}', error.message.split('\n')[0] ?? '');
    return { ...nothingFound, problems: [{ span: { start: at, end: at }, sentence: said }], broken: true };
  }
  const items = isSeq(messages) ? messages.items : [];
  const sections = items.flatMap((item) => section(item, text) ?? []);
  const head = readFrontMatter('');
  const partial = sections.length < items.length;
  const stated = readStatements((...path) => valueAt(document, path, 0));
  return fileDetection(text, sections, head, { model: modelOf(document), partial, stated });
}
