// YAML, JSON and TOML files that hold prompts: which of the known shapes a file has, told by its keys. Most such files have none, and give
// nothing; a file that is not certain to hold prompts is not complained about either.
import { type Detection, nothingFound, type Problem } from '../prompt';
import { readAgentConfig } from './agentConfig';
import { readContinueConfig } from './continueConfig';
import { holdsTasks, readCrew } from './crew';
import type { Data } from './data';
import { type FileRequest, requestsDetection } from './fileRequests';
import { readJson } from './json';
import { readLangChain } from './langchain';
import { readLlmTemplate } from './llmTemplate';
import { readPromptfoo } from './promptfoo';
import { isNamedForPrompts, readPromptMap } from './promptMap';
import { readSemanticKernel } from './semanticKernel';
import { readToml } from './toml';
import { readYaml } from './yaml';

/** A file as its reader sees it. */
export interface DataFile {
  readonly text: string;
  /** With forward slashes. */
  readonly path: string;
  readonly data: Data;
}

/** Gives the requests of a file that has this shape; undefined when it has not. */
export type DataReader = (file: DataFile) => readonly FileRequest[] | undefined;

/** The first that knows the file counts. The last two go by the file's name and by single keys. */
const readers: readonly DataReader[] = [
  readPromptfoo,
  readSemanticKernel,
  readLangChain,
  readCrew,
  readContinueConfig,
  readLlmTemplate,
  readPromptMap,
  readAgentConfig,
];

/** Words of which every known shape has one: other files are not parsed. Linear. */
const gate = /prompt|template|backstory|expected_output|messages|"?rules"?\s*:|system|instruction|redteam/i;

/** A key or an item of a list with a text of some words: in files named for prompts, any may hold one. Linear. */
const keyed =
  /^[ \t]{0,20}(["']?[\w.() -]{1,80}["']?[ \t]{0,5}[:=][ \t]{0,5}([|>]|["']{3}|["']?\p{L}{1,30} \p{L})|(- )?["']\p{L}{1,30} \p{L}|[^\n]{0,40}[\u3040-\u30ff\u3400-\u9fff]{4})/mu;

/** Longer JSON is data, not prompts. */
const JSON_LIMIT = 1_000_000;

/** True for files that are prompts by their name: only there is broken syntax worth a word. */
const certain = /(^|\/)(promptfooconfig[^/]*|[^/]*prompts?)\.(ya?ml|json)$/i;

function parsed(text: string, path: string): ReturnType<typeof readYaml> {
  if (/\.(toml|plx)$/i.test(path)) return { data: readToml(text), problem: undefined, broken: false };
  return /\.json$/i.test(path) ? { data: readJson(text), problem: undefined, broken: true } : readYaml(text);
}

/** Any text gives a detection. */
export function readPromptData(text: string, path: string): Detection {
  if (
    text.length > JSON_LIMIT ||
    !(gate.test(text) || holdsTasks(path) || (isNamedForPrompts(path) && keyed.test(text)))
  )
    return nothingFound;
  const { data, problem, broken } = parsed(text, path);
  if (data === undefined) {
    const problems: readonly Problem[] = problem !== undefined && certain.test(path) ? [problem] : [];
    return { ...nothingFound, problems, broken };
  }
  for (const reader of readers) {
    const requests = reader({ text, path, data });
    if (requests !== undefined) return requestsDetection(requests);
  }
  return nothingFound;
}
