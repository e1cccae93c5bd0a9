// Configurations of promptfoo (`promptfooconfig.yaml`, or any file of that shape): the inline prompts of `prompts`. Values of tests and
// rubrics are no prompts of the program; prompts in other files are read there.
// Source: https://www.promptfoo.dev/docs/configuration/guide (read 2026-11 for the notes).
import type { Span } from '../../text';
import { looksLikeModel, modelId, writtenModel } from '../modelNames';
import type { ModelName } from '../prompt';
import { at, type Data, itemsAt, type TextData, textAt } from './data';
import { type Section, trimSpan } from './fileDetection';
import { type FileRequest, modelIn, sectionOf } from './fileRequests';
import { readJson } from './json';
import { isMessages, readMessages } from './messageData';
import type { DataFile } from './promptData';
import { doubleBraces, fill } from './variables';

/** Names of files, with or without the name of a function: `file://a.txt`, `prompts/*.json`, `make.py:build`. */
const reference =
  /^(file:\/\/|exec:|https?:\/\/|[^\s]{1,300}\.(txt|md|json|jsonl|ya?ml|csv|j2|py|[cm]?[jt]s|sh|exe|bat)(:\w{1,80})?$)/i;

function promptOf(item: Data): TextData | undefined {
  const text = item.kind === 'text' ? item : (textAt(item, 'raw') ?? textAt(item, 'content') ?? textAt(item, 'id'));
  // `prompt1` alone is the id of a prompt defined elsewhere.
  return text === undefined || reference.test(text.value) || !/\s|\{\{/.test(text.value.trim()) ? undefined : text;
}

/** One text, or messages written as JSON in it; where those cannot be found in the source, their words are one text. */
function sectionsOf(file: DataFile, prompt: TextData): readonly Section[] {
  const listed = prompt.value.trimStart().startsWith('[') ? readJson(prompt.value) : undefined;
  const filled = (text: string) => fill({ text, holes: [] }, doubleBraces);
  const span = trimSpan(file.text, prompt.span);
  if (!isMessages(listed)) return [{ span, role: 'user', ...filled(prompt.value) }];
  const { sections } = readMessages(prompt.value, listed);
  const spans = placesOf(sections, prompt, file.text);
  if (spans !== undefined)
    return sections.map((each, index) => ({ ...each, ...filled(each.text), span: spans[index] ?? span }));
  const words = sections.map(({ text }) => text).join('\n');
  return [{ span, role: 'unknown', ...filled(words) }];
}

/** Where the texts of a text stand in the source, one after the other; undefined when one is written in another way there. */
function placesOf(sections: readonly Section[], { value, span }: TextData, source: string): Span[] | undefined {
  const written = source.slice(span.start, span.end);
  const spans: Span[] = [];
  let from = 0;
  for (const section of sections) {
    const text = value.slice(section.span.start, section.span.end);
    const start = written.indexOf(text, from);
    if (start === -1) return undefined;
    from = start + text.length;
    spans.push({ start: span.start + start, end: span.start + from });
  }
  return spans;
}

/** Providers and kinds of calls before the model: `openai:chat:gpt-4o`, `anthropic:messages:claude-…`. */
const ahead = /^(?:[a-z][a-z0-9_-]{1,20}:)?(?:chat|messages|completion|responses|realtime|embeddings?):/;

function modelOf(provider: Data): ModelName | undefined {
  const stated = modelIn(textAt(provider, 'config', 'model'), 'file');
  if (stated !== undefined && looksLikeModel(stated.id)) return stated;
  const [only] = provider.kind === 'map' && provider.entries.size === 1 ? [...provider.entries.keys()] : [];
  const named = provider.kind === 'text' ? provider : textAt(provider, 'id');
  const written = named?.value ?? (only !== undefined && only !== 'id' ? only : undefined);
  if (written === undefined || !written.includes(':') || written.includes('://')) return undefined;
  // `adaline:azureopenai:chat:mine`: what remains may be the name of a deployment. What stands first is some provider: `aimlapi:gpt-4o`.
  const ids = [written.replace(ahead, ''), written.slice(written.indexOf(':') + 1)].flatMap(
    (each) => modelId(each) ?? [],
  );
  const id = ids.find(looksLikeModel);
  if (id === undefined) return undefined;
  return { ...writtenModel(written), id, span: named?.span ?? provider.span, source: 'file' };
}

function isConfig({ path, data }: DataFile): boolean {
  if (/(^|\/)promptfooconfig[^/]*$/i.test(path)) return true;
  const asked = at(data, 'providers') ?? at(data, 'targets');
  return asked !== undefined && (at(data, 'prompts') ?? at(data, 'redteam')) !== undefined;
}

/** Under which a provider's settings hold what stands before every prompt. */
const aheadKeys = ['append_system_prompt', 'system_prompt', 'systemPrompt', 'systemInstruction'];

/** What one provider is told ahead of the prompts. */
function told(file: DataFile, provider: Data): readonly FileRequest[] {
  return aheadKeys.flatMap((key): FileRequest[] => {
    const text = textAt(provider, 'config', key);
    if (text === undefined || reference.test(text.value)) return [];
    const sections = [sectionOf(file.text, text, 'system')];
    return [{ sections, request: { span: trimSpan(file.text, text.span), model: modelOf(provider), partial: true } }];
  });
}

/**
 * What the program is for, as it is told to the model that writes a red team's attacks; that model is promptfoo's choice.
 * Source: https://www.promptfoo.dev/docs/red-team/configuration (background knowledge).
 */
function purposeOf({ text, data }: DataFile): readonly FileRequest[] {
  const purpose = textAt(data, 'redteam', 'purpose');
  if (purpose === undefined || reference.test(purpose.value)) return [];
  return [{ sections: [sectionOf(text, purpose, 'unknown')], request: undefined }];
}

/** One request for each inline prompt; the model is read when all providers ask the same one. */
export function readPromptfoo(file: DataFile): readonly FileRequest[] | undefined {
  const { data } = file;
  if (!isConfig(file)) return undefined;
  const prompts = at(data, 'prompts');
  const items = prompts?.kind === 'list' ? prompts.items : prompts?.kind === 'text' ? [prompts] : [];
  const single = textAt(data, 'providers') ?? textAt(data, 'targets');
  const providers = single !== undefined ? [single] : [...itemsAt(data, 'providers'), ...itemsAt(data, 'targets')];
  const models = providers.map(modelOf);
  // One model may be asked in several ways, with more thought or less.
  const model = models.every((each) => each?.id === models[0]?.id) ? models[0] : undefined;
  const inline = items.flatMap((item): FileRequest[] => {
    const prompt = promptOf(item);
    if (prompt === undefined) return [];
    return [
      { sections: sectionsOf(file, prompt), request: { span: trimSpan(file.text, item.span), model, partial: false } },
    ];
  });
  // What a red team tries to make the program tell.
  const plugins = itemsAt(data, 'redteam', 'plugins');
  return [...inline, ...purposeOf(file), ...[...providers, ...plugins].flatMap((each) => told(file, each))];
}
