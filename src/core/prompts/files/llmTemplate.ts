// Templates of the `llm` command line tool: YAML with `system`, `prompt`, `model` and few other keys.
// Source: https://llm.datasette.io/en/stable/templates.html (background knowledge).
import { isProse } from '../code/rules/prose';
import { at, textAt } from './data';
import { type Section, trimSpan } from './fileDetection';
import { type FileRequest, modelIn } from './fileRequests';
import type { DataFile } from './promptData';
import { dollars, fill } from './variables';

const keys = new Set(
  'name prompt system model defaults options extract extract_last schema schema_object functions tools fragments system_fragments attachments attachment_types'.split(
    ' ',
  ),
);

/** Keys that other files with such texts hardly have. */
const telling = ['model', 'defaults', 'extract', 'extract_last', 'schema_object', 'system_fragments'];
/** A text of this length is enough in a file that holds nothing else. */
const TEXT_LENGTH = 80;

/** Told by having only such keys, at least `prompt` or `system` with running text, and either both, a telling key, a folder or its length. */
export function readLlmTemplate({ text: source, path, data }: DataFile): readonly FileRequest[] | undefined {
  if (data.kind !== 'map' || [...data.entries.keys()].some((key) => !keys.has(key))) return undefined;
  const system = textAt(data, 'system');
  const prompt = textAt(data, 'prompt');
  const both = system !== undefined && prompt !== undefined;
  const text = system?.value ?? prompt?.value ?? '';
  const named =
    telling.some((key) => at(data, key) !== undefined) || /(^|\/)(templates|io\.datasette\.llm)\//.test(path);
  if (!both && !((named || text.length >= TEXT_LENGTH) && isProse(text))) return undefined;
  const sections = [
    { written: system, role: 'system' as const },
    { written: prompt, role: 'user' as const },
  ].flatMap(({ written, role }): Section[] =>
    written === undefined
      ? []
      : [{ span: trimSpan(source, written.span), role, ...fill({ text: written.value, holes: [] }, dollars) }],
  );
  return [
    { sections, request: { span: data.span, model: modelIn(textAt(data, 'model')), partial: prompt === undefined } },
  ];
}
