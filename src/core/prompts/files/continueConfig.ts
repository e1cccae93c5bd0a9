// Continue's own configuration (`config.yaml`, `config.json`, blocks under `.continue/`): its prompts, rules and system messages.
// Source: https://docs.continue.dev/reference (read 2026-11 for the notes).
import { at, type Data, itemsAt, type TextData, textAt } from './data';
import { type Section, trimSpan } from './fileDetection';
import type { FileRequest } from './fileRequests';
import type { DataFile } from './promptData';
import { doubleBraces, fill } from './variables';

function section({ text }: DataFile, written: TextData, role: Section['role']): Section {
  return { span: trimSpan(text, written.span), role, ...fill({ text: written.value, holes: [] }, doubleBraces) };
}

/** In any folder: the schema's version beside lists that only this format has. */
function isConfig({ path, data }: DataFile): boolean {
  if (/(^|\/)\.continue\//.test(path)) return true;
  return (
    textAt(data, 'schema')?.value === 'v1' &&
    ['prompts', 'rules', 'models'].some((key) => at(data, key)?.kind === 'list')
  );
}

function alone(file: DataFile, data: Data, written: TextData | undefined, role: Section['role']): FileRequest[] {
  if (written === undefined || !/\s/.test(written.value.trim())) return [];
  return [{ sections: [section(file, written, role)], request: { span: data.span, model: undefined, partial: true } }];
}

/** One request for each prompt; rules are sent with every message. */
export function readContinueConfig(file: DataFile): readonly FileRequest[] | undefined {
  const { data } = file;
  if (!isConfig(file)) return undefined;
  const prompts = [...itemsAt(data, 'prompts'), ...itemsAt(data, 'customCommands')];
  const rules = itemsAt(data, 'rules');
  const systems = [data, ...itemsAt(data, 'models')];
  return [
    ...prompts.flatMap((each) => alone(file, each, textAt(each, 'prompt'), 'user')),
    ...rules.flatMap((each) => alone(file, each, each.kind === 'text' ? each : textAt(each, 'rule'), 'system')),
    ...systems.flatMap((each) => {
      const written = textAt(each, 'systemMessage') ?? textAt(at(each, 'chatOptions'), 'baseSystemMessage');
      return written === undefined ? [] : alone(file, written, written, 'system');
    }),
  ];
}
