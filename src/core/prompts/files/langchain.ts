// LangChain's and langchainrb's prompts as JSON or YAML: `_type: prompt | few_shot | chat`, and prompts as `dumps` writes them
// (`"lc": 1, "id": [… "PromptTemplate"], "kwargs": {…}`).
// Source: https://python.langchain.com/api_reference/core/prompts/langchain_core.prompts.loading.load_prompt.html (background knowledge).
import { fillTemplate, type Holed } from '../holed';
import type { ModelName, Role } from '../prompt';
import { roleWord } from '../roles';
import { at, type Data, itemsAt, type TextData, textAt } from './data';
import { type Section, trimSpan } from './fileDetection';
import { type FileRequest, modelIn } from './fileRequests';
import type { DataFile } from './promptData';
import { jinja, render } from './template';
import { doubleBraces, fill } from './variables';

interface Read {
  readonly sections: readonly Section[];
  readonly partial: boolean;
}

function filled(value: string, format: string): Holed & { readonly partial: boolean } {
  if (format === 'jinja2') return render(value, { start: 0, end: value.length }, jinja.tags(value, 0), jinja);
  if (format === 'mustache') return { ...fill({ text: value, holes: [] }, doubleBraces), partial: false };
  return { ...fillTemplate({ text: value, holes: [] }, 'braces'), partial: false };
}

function template(file: DataFile, written: TextData | undefined, role: Role, format: string): Read {
  if (written === undefined) return { sections: [], partial: true };
  const { partial, ...sent } = filled(written.value, format);
  return { sections: [{ span: trimSpan(file.text, written.span), role, ...sent }], partial };
}

function together(reads: readonly Read[]): Read {
  return { sections: reads.flatMap(({ sections }) => sections), partial: reads.some(({ partial }) => partial) };
}

const formatOf = (data: Data) => textAt(data, 'template_format')?.value ?? 'f-string';

/** `HumanMessagePromptTemplate`, `human`, `["system", "…"]`. */
function roleOf(name: string): Role {
  const bare = name.replace(/(Message)?(PromptTemplate)?$/, '').replace(/^Chat$/, '');
  return bare === '' ? 'user' : (roleWord(bare) ?? 'user');
}

/** A message: `{role, content}`, `{role, prompt: {template}}`, `[role, text]`, or one as `dumps` writes it. */
function message(file: DataFile, data: Data): Read {
  if (data.kind === 'list') {
    const [role, text] = data.items;
    const written = text?.kind === 'text' ? text : undefined;
    return template(file, written, roleOf(role?.kind === 'text' ? role.value : ''), 'f-string');
  }
  const constructed = className(data);
  const kwargs = constructed === undefined ? data : at(data, 'kwargs');
  const prompt = at(kwargs, 'prompt');
  const inside = prompt === undefined ? kwargs : (at(prompt, 'kwargs') ?? prompt);
  const role = roleOf(constructed ?? textAt(data, 'role')?.value ?? textAt(data, '_type')?.value ?? '');
  const format = inside === undefined ? 'f-string' : formatOf(inside);
  return template(file, textAt(inside, 'template') ?? textAt(inside, 'content'), role, format);
}

/** The class of a value that `dumps` wrote. */
function className(data: Data): string | undefined {
  if (at(data, 'lc') === undefined) return undefined;
  const last = itemsAt(data, 'id').at(-1);
  return last?.kind === 'text' ? last.value : undefined;
}

function readType(file: DataFile, data: Data, type: string): Read | undefined {
  const format = formatOf(data);
  if (type === 'prompt') return template(file, textAt(data, 'template'), 'user', format);
  if (type === 'chat') return together(itemsAt(data, 'messages').map((each) => message(file, each)));
  if (type !== 'few_shot') return undefined;
  const parts = ['prefix', 'suffix'].flatMap((key) => textAt(data, key) ?? []);
  const { sections } = together(parts.map((part) => template(file, part, 'user', format)));
  return { sections, partial: true };
}

const types: Readonly<Record<string, string>> = {
  PromptTemplate: 'prompt',
  ChatPromptTemplate: 'chat',
  FewShotPromptTemplate: 'few_shot',
};

const formats = new Set(['f-string', 'jinja2', 'mustache']);

/** True for prompts saved before there was `_type`: a template with the names of its variables, or a format that only LangChain has. */
export function isLangChain(data: Data): boolean {
  if (textAt(data, 'template') === undefined) return false;
  const variables = itemsAt(data, 'input_variables');
  const names = variables.length > 0 && variables.every(({ kind }) => kind === 'text');
  return names || formats.has(textAt(data, 'template_format')?.value ?? '');
}

/** How deep chains are nested in chains. */
const CHAIN_DEPTH = 8;

/** One request for the file, or for each prompt in a saved chain (`"_type": "llm_chain"`, and chains of such). */
export function readLangChain(file: DataFile): readonly FileRequest[] | undefined {
  const { data } = file;
  if (!/_chain$/.test(textAt(data, '_type')?.value ?? '')) return readPrompt(file, data, undefined);
  const requests = inChain(file, data, CHAIN_DEPTH);
  return requests.length === 0 ? undefined : requests;
}

/** The prompts of a chain go to its `llm`. */
function inChain(file: DataFile, chain: Data, depth: number): FileRequest[] {
  if (chain.kind !== 'map' || depth === 0) return [];
  const model = modelIn(textAt(chain, 'llm', 'model_name') ?? textAt(chain, 'llm', 'model'), 'file');
  return [...chain.entries].flatMap(([key, value]) =>
    key === 'prompt' ? (readPrompt(file, value, model) ?? []) : inChain(file, value, depth - 1),
  );
}

function readPrompt(file: DataFile, holder: Data, model: ModelName | undefined): readonly FileRequest[] | undefined {
  const constructed = className(holder);
  const written = textAt(holder, '_type')?.value ?? (isLangChain(holder) ? 'prompt' : undefined);
  const type = constructed === undefined ? written : types[constructed];
  const inside = constructed === undefined ? holder : at(holder, 'kwargs');
  const read = type === undefined || inside === undefined ? undefined : readType(file, inside, type);
  if (read === undefined) return undefined;
  return [{ sections: read.sections, request: { span: holder.span, model, partial: read.partial } }];
}
