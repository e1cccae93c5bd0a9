// Objects that are a request without a call that says so: the body of a web request, settings with a model and a prompt.
import type { CallRule } from '../rules/callRule';
import { contentsObjectRule, generalRule, promptObjectRule } from '../rules/callRules';
import { isInterfaceObject } from '../rules/names';
import type { ObjectValue } from './value';

const promptKeys = ['prompt', 'systemprompt', 'instructions'];
/** `contents: [{ role, parts: […] }]`; other contents are those of files. */
const contentsOfParts = /contents["']?\s*(:|=>)\s*\[[\s\S]{0,80}\bparts\b/;
const CONTENTS_LENGTH = 2_000;

/** The rule of a body that is known to be one. */
export function ruleOfBody({ entries }: ObjectValue): CallRule {
  if (entries.has('messages')) return generalRule;
  return entries.has('contents') ? contentsObjectRule : promptObjectRule;
}

/** The rule of an object with these keys (normalised); undefined when it is no request. `source` is only asked where keys do not tell. */
export function ruleOfObject(keys: ReadonlySet<string>, source: () => string): CallRule | undefined {
  // Amazon Bedrock is given the model beside the body, not in it.
  const body = keys.has('model') || keys.has('modelid') || keys.has('anthropicversion');
  if (body && keys.has('messages')) return generalRule;
  if (keys.has('model') && promptKeys.some((key) => keys.has(key)) && !isInterfaceObject(keys)) return promptObjectRule;
  // The body of a request for a completion.
  if (keys.has('prompt') && keys.has('maxtokens')) return promptObjectRule;
  return keys.has('contents') && contentsOfParts.test(source().slice(0, CONTENTS_LENGTH))
    ? contentsObjectRule
    : undefined;
}
