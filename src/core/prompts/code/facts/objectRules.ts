// Objects that are a request without a call that says so: the body of a web request, settings with a model and a prompt.
import type { CallRule } from '../rules/callRule';
import {
  agentRule,
  agentsChatRule,
  contentsObjectRule,
  generalRule,
  inputObjectRule,
  promptObjectRule,
} from '../rules/callRules';
import { isInterfaceObject } from '../rules/names';
import type { ObjectValue } from './value';

const promptKeys = ['prompt', 'systemprompt', 'instructions'];
/** `contents: [{ role, parts: […] }]`, `contents = new[] { new { parts = … } }`; other contents are those of files. */
const contentsOfParts =
  /\bcontents["']?\s*(?::|=>?|,|to)\s*(?:\[|\{|new\b|\w{0,20}(?:[lL]ist|[aA]rray))[\s\S]{0,120}\bparts\b/;
const CONTENTS_LENGTH = 2_000;

/** The rule of a body that is known to be one. */
export function ruleOfBody({ entries }: ObjectValue): CallRule {
  if (entries.has('messages')) return generalRule;
  return entries.has('contents') ? contentsObjectRule : promptObjectRule;
}

/** A backstory that speaks to who has it; those of a game's characters are told of them. */
const toldStory = /\bbackstory["']?\s{0,4}(?::|=>?)[\s\S]{1,300}?\byour?\b/i;

/** True for what makes an agent as crewAI's: `create_agent(role="…", goal="…", backstory="You are …")`, `AGENTS = [{"role": "…", …}]`. */
export function makesAgent(source: string, names: readonly string[]): boolean {
  const isAgent = names.some((name) => /agent|crew|assistant/i.test(name));
  return /\bgoal\b/.test(source) && (isAgent || toldStory.test(source.slice(0, CONTENTS_LENGTH)));
}

/**
 * The rule of an object with these keys (normalised); undefined when it is no request. `source`, and the `names` that it is given to, are
 * only asked where keys do not tell.
 */
export function ruleOfObject(
  keys: ReadonlySet<string>,
  source: () => string,
  names: () => readonly string[],
): CallRule | undefined {
  // Amazon Bedrock is given the model beside the body, not in it.
  const body = keys.has('model') || keys.has('modelid') || keys.has('anthropicversion');
  if (body && keys.has('messages')) return generalRule;
  if (keys.has('model') && promptKeys.some((key) => keys.has(key)) && !isInterfaceObject(keys)) return promptObjectRule;
  // A line of a batch of embeddings or responses; speech has a voice.
  if (keys.has('model') && keys.has('input') && !keys.has('voice') && !keys.has('prompt')) return inputObjectRule;
  if (keys.has('backstory') && keys.has('role') && makesAgent(source(), names())) return agentRule;
  if (keys.has('recipient') && keys.has('message')) return agentsChatRule;
  // The body of a request for a completion.
  if (keys.has('prompt') && keys.has('maxtokens')) return promptObjectRule;
  return keys.has('contents') && contentsOfParts.test(source().slice(0, CONTENTS_LENGTH))
    ? contentsObjectRule
    : undefined;
}
