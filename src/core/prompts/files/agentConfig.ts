// Configurations of agents and assistants in YAML or JSON of any name (`agents.yaml`, `config/assistant.json`): texts under a key that
// says system prompt, and texts under plainer keys where the map has to do with a model or is an agent's, or the text says who it is.
import { promptName } from '../code/rules/names';
import { isProse } from '../code/rules/prose';
import type { Role } from '../prompt';
import { roleWord } from '../roles';
import type { Data, MapData, TextData } from './data';
import { trimSpan } from './fileDetection';
import type { FileRequest } from './fileRequests';
import type { DataFile } from './promptData';
import { filled, modelOfMap } from './promptMap';

/** Keys that other files use as well; they count beside one of `companions`. */
const plain = new Set(
  'instructions instruction prompt system user_prompt user_prompt_template prompt_template persona preamble'.split(' '),
);
/** Keys of what has to do with a model. */
const companions = new Set(
  (
    'model models model_name model_id modelname modelid llm llm_config temperature max_tokens maxtokens top_p tools toolsets handoffs ' +
    'sub_agents subagents agent_type system_prompt systemprompt'
  ).split(' '),
);

/** Keys, and names of files, under which agents stand: `agents:`, `config/personas.yaml`. */
const agents = /(^|[/._-])(sub_?)?(agents?|assistants?|bots?|personas?|characters?|experts?)$/i;
/** What only a model is told, where the key may say something else as well. */
const tellsModel = /\byou are (an?|the)\b|\byour (task|job|role|goal) is\b|\bact as an?\b/i;

/** Keys below `prompts` that say who speaks: `system`, `user_template`. */
const speaker = /^(system|user|assistant|human)([._-]?(prompts?|messages?|templates?|instructions?))?$/i;

/** Shorter texts are names and labels. */
const TEXT_LENGTH = 40;
/** Texts read of one file. */
const TEXTS_LIMIT = 500;

function roleOf(key: string): Role {
  const role = promptName(key) ?? roleWord(key) ?? roleWord(speaker.exec(key)?.[1] ?? '') ?? 'unknown';
  return role === 'unknown' && /^(instruction|persona|preamble)/.test(key) ? 'system' : role;
}

/** Where a map stands: under which key, and whether that or one further out says that it is an agent's. */
interface Place {
  readonly parent: string;
  readonly ofAgent: boolean;
}

function isPrompt(key: string, { value }: TextData, map: MapData, { parent, ofAgent }: Place): boolean {
  if (value.length < TEXT_LENGTH || !isProse(value)) return false;
  if (promptName(key) === 'system') return true;
  if (/^prompts?$/i.test(parent) && speaker.test(key)) return true;
  if (!plain.has(key.toLowerCase())) return false;
  return (
    ofAgent || tellsModel.test(value) || [...map.entries.keys()].some((each) => companions.has(each.toLowerCase()))
  );
}

/** The texts of one map are sent together; what is nested in it is read on its own. */
function requestsIn(file: DataFile, data: Data, into: FileRequest[], place: Place): void {
  if (into.length >= TEXTS_LIMIT) return;
  if (data.kind === 'list') for (const item of data.items) requestsIn(file, item, into, place);
  if (data.kind !== 'map') return;
  const sections = [...data.entries].flatMap(([key, value]) => {
    if (value.kind !== 'text' || !isPrompt(key, value, data, place)) return [];
    const { text, holes } = filled(value.value);
    return [{ span: trimSpan(file.text, value.span), role: roleOf(key), text, holes }];
  });
  if (sections.length > 0)
    into.push({ sections, request: { span: data.span, model: modelOfMap(data), partial: true } });
  for (const [key, value] of data.entries)
    requestsIn(file, value, into, { parent: key, ofAgent: place.ofAgent || agents.test(key) });
}

/** Undefined when the file has no such text. */
export function readAgentConfig(file: DataFile): readonly FileRequest[] | undefined {
  const requests: FileRequest[] = [];
  requestsIn(file, file.data, requests, { parent: '', ofAgent: agents.test(file.path.replace(/\.\w{1,10}$/, '')) });
  return requests.length === 0 ? undefined : requests;
}
