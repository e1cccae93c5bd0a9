// crewAI's `agents.yaml` and `tasks.yaml`: told from ordinary files of these names by the keys of every entry.
// Source: https://docs.crewai.com/concepts/agents, https://docs.crewai.com/concepts/tasks (read 2026-11 for the notes).
import { isLikelyTold } from '../code/rules/textClassifier';
import type { ModelName } from '../prompt';
import { at, type Data, textAt } from './data';
import { type Section, trimSpan } from './fileDetection';
import { type FileRequest, modelIn } from './fileRequests';
import type { DataFile } from './promptData';
import { fill, plainBraces } from './variables';

const agentKeys = ['role', 'goal', 'backstory'];
const taskKeys = ['description', 'expected_output'];

/** True for the file that crewAI's own projects have for their tasks. */
export const holdsTasks = (path: string): boolean => /(^|\/)config\/tasks\.ya?ml$/i.test(path);

/** Tasks whose answer is described with them. */
function plainTasks(data: Data, path: string): readonly Data[] | undefined {
  const found = holdsTasks(path) ? entriesWith(data, ['description']) : undefined;
  const told = found?.filter((entry) => isLikelyTold(textAt(entry, 'description')?.value ?? '', 0)) ?? [];
  return told.length * 2 > (found?.length ?? 0) ? found : undefined;
}

/** The entries that have these texts; undefined when fewer than half of them do, so that the file is something else. */
function entriesWith(data: Data, keys: readonly string[]): readonly Data[] | undefined {
  const entries = data.kind === 'map' ? [...data.entries.values()] : data.kind === 'list' ? data.items : [];
  const found = entries.filter((entry) => keys.every((key) => textAt(entry, key) !== undefined));
  return found.length > 0 && found.length * 2 >= entries.length ? found : undefined;
}

function sections({ text }: DataFile, entry: Data, keys: readonly string[], role: Section['role']): Section[] {
  return keys.flatMap((key): Section[] => {
    const written = textAt(entry, key);
    if (written === undefined) return [];
    return [{ span: trimSpan(text, written.span), role, ...fill({ text: written.value, holes: [] }, plainBraces) }];
  });
}

/** One request for each agent or task; crewAI puts words of its own between the texts. */
export function readCrew(file: DataFile): readonly FileRequest[] | undefined {
  const { data, path } = file;
  if (data.kind !== 'map') return undefined;
  const isCrew = /(^|\/)[^/]*(agents?|tasks?|crew)[^/]*\.ya?ml$/i.test(path);
  const agents = isCrew ? entriesWith(at(data, 'agents') ?? data, agentKeys) : undefined;
  const tasks = isCrew ? (entriesWith(at(data, 'tasks') ?? data, taskKeys) ?? plainTasks(data, path)) : undefined;
  if (agents === undefined && tasks === undefined) return undefined;
  const request = (entry: Data, keys: readonly string[], role: Section['role']): FileRequest => ({
    sections: sections(file, entry, keys, role),
    request: { span: entry.span, model: modelOf(entry), partial: true },
  });
  return [
    ...(agents ?? []).map((entry) => request(entry, agentKeys, 'system')),
    ...(tasks ?? []).map((entry) => request(entry, taskKeys, 'user')),
  ];
}

function modelOf(entry: Data): ModelName | undefined {
  return modelIn(textAt(entry, 'llm') ?? textAt(at(entry, 'llm'), 'model') ?? textAt(entry, 'model'));
}
