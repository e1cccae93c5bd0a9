// Semantic Kernel's prompts: functions as YAML (`template` with `template_format`), and `skprompt.txt`. `<message role="…">` in the
// template separates messages.
// Source: https://learn.microsoft.com/semantic-kernel/concepts/prompts/yaml-schema (read 2026-11 for the notes).
import type { Span } from '../../text';
import { type Holed, lineFeeds, trim } from '../holed';
import { type Detection, type ModelName, nothingFound } from '../prompt';
import { at, type Data, type TextData, textAt, wholeNumberAt } from './data';
import { fileDetection, type Section, trimSpan } from './fileDetection';
import { type FileRequest, modelIn } from './fileRequests';
import { readFrontMatter } from './frontMatter';
import { isLangChain } from './langchain';
import { messageTags } from './messageTags';
import type { DataFile } from './promptData';
import { handlebars, jinja, render, type TemplateLanguage } from './template';
import { doubleBraces, fill } from './variables';

interface Filled extends Holed {
  readonly partial: boolean;
}

function filled(text: string, span: Span, language: TemplateLanguage | undefined): Filled {
  const part = text.slice(span.start, span.end);
  if (language !== undefined) return render(part, { start: 0, end: part.length }, language.tags(part, 0), language);
  return { ...fill({ text: part, holes: [] }, doubleBraces), partial: false };
}

interface Spoken extends Filled {
  readonly role: Section['role'];
  readonly inside: Span;
}

/** The messages of a template; a template without any is one, of the user. */
function spoken(template: string, language: TemplateLanguage | undefined): Spoken[] {
  const messages = messageTags(template, 0).filter(({ whole }) => template.startsWith('<message', whole.start));
  const whole = { start: 0, end: template.length };
  const parts = messages.length > 0 ? messages : [{ role: 'user' as const, inside: whole }];
  return parts.map(({ role, inside }) => {
    const { partial, ...sent } = filled(template, inside, language);
    return { role, inside, partial, ...trim(lineFeeds(sent)) };
  });
}

/** `skprompt.txt`: the whole file is a template. */
export function readSkPrompt(text: string): Detection {
  const parts = spoken(text, undefined);
  const sections = parts.map(({ role, inside, text: sent, holes }) => ({
    span: trimSpan(text, inside),
    role,
    text: sent,
    holes,
  }));
  return parts.length === 0
    ? nothingFound
    : fileDetection(text, sections, readFrontMatter(''), { model: undefined, partial: false });
}

/** In YAML a message has no place of its own that can be told exactly, so that the template is one section for each role it has once. */
function sections(
  file: DataFile,
  template: TextData,
  language: TemplateLanguage | undefined,
): { all: Section[]; partial: boolean } {
  const parts = spoken(template.value, language);
  const span = trimSpan(file.text, template.span);
  const partial = /\{\{#|\{%/.test(template.value) || parts.some((part) => part.partial);
  const [only] = parts;
  if (parts.length === 1 && only?.inside.start === 0)
    return { all: [{ span, role: only.role, text: only.text, holes: only.holes }], partial };
  const all: Section[] = [];
  let from = span.start;
  for (const { role, inside, text, holes } of parts) {
    const written = template.value.slice(inside.start, inside.end).trim();
    const first = written.split('\n')[0]?.trim() ?? '';
    const last = written.slice(written.lastIndexOf('\n') + 1).trim();
    const start = first === '' ? -1 : file.text.indexOf(first, from);
    const end = start === -1 ? -1 : file.text.indexOf(last, first === last ? start : start + first.length);
    if (start === -1 || end === -1 || end + last.length > span.end) return { all: [joined(span, parts)], partial };
    all.push({ span: { start, end: end + last.length }, role, text, holes });
    from = end + last.length;
  }
  return { all, partial };
}

function joined(span: Span, parts: readonly Spoken[]): Section {
  const text = parts.map((part) => part.text).join('\n');
  let before = 0;
  const holes = parts.flatMap((part) => {
    const moved = part.holes.map(({ name, at: place }) => ({ name, at: before + place }));
    before += part.text.length + 1;
    return moved;
  });
  return { span, role: 'unknown', text, holes };
}

/** The model when the settings of all services name the same, and the limit on the answer when there is one service only. */
export function executionSettings(data: Data): { model: ModelName | undefined; maxOutputTokens: number | undefined } {
  const settings = at(data, 'execution_settings');
  const services =
    settings?.kind === 'map' ? [...settings.entries.values()] : settings?.kind === 'list' ? settings.items : [];
  const named = services.flatMap((service) => textAt(service, 'model_id') ?? []);
  const [first] = named;
  const model = named.every(({ value }) => value === first?.value) ? modelIn(first) : undefined;
  const limits = services.flatMap((service) => wholeNumberAt(service, 'max_tokens') ?? []);
  return { model, maxOutputTokens: limits.length === 1 && services.length === 1 ? limits[0] : undefined };
}

/** A map with `template` and a key that only such files have. */
export function readSemanticKernel(file: DataFile): readonly FileRequest[] | undefined {
  const { data } = file;
  const template = textAt(data, 'template');
  const format = textAt(data, 'template_format')?.value.toLowerCase() ?? '';
  if (template === undefined || at(data, '_type') !== undefined) return undefined;
  const own = ['template_format', 'input_variables', 'execution_settings'].filter((key) => at(data, key) !== undefined);
  if (own.length === 0 || isLangChain(data)) return undefined;
  const language =
    format === 'handlebars' ? handlebars : format === 'liquid' || format.startsWith('jinja') ? jinja : undefined;
  const { all, partial } = sections(file, template, language);
  return [{ sections: all, request: { span: data.span, ...executionSettings(data), partial } }];
}
