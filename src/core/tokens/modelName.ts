// What a model's name says once the way to reach it is taken off: `openrouter/openai/GPT-4o` is OpenAI's gpt-4o.

/** Words before a slash in a model's name that say by which way it is reached, not which model it is. */
const routes = new Set(['openai', 'azure', 'azure_openai', 'azureopenai', 'openrouter', 'github', 'models', 'litellm']);

/** A model's own name. */
export interface ModelName {
  /** Lower case, what follows the last slash. */
  readonly model: string;
  /** True when nothing but routes stands before it, so that it may be OpenAI's. */
  readonly mayBeOpenai: boolean;
}

/** Takes routes and vendors off a name as written in code or settings. Never fails. */
export function modelName(modelId: string): ModelName {
  const path = modelId.trim().toLowerCase().split('/');
  const model = path.pop() ?? '';
  return { model, mayBeOpenai: path.every((step) => routes.has(step)) };
}

/** `us.anthropic.claude-3` and `meta.llama3` without region and vendor. */
export function withoutVendor(model: string): string {
  return model.replace(/^(?:[a-z]{2,6}\.)?(?:anthropic|meta|mistral|deepseek|google)\./, '');
}

/** True if the model is one of these (separated by blanks), or starts with one and then - . : @ or a digit. */
export function isOneOf(names: string, model: string): boolean {
  return names
    .split(' ')
    .some((name) => model.startsWith(name) && /^(?:$|[-.:@\d])/.test(model.slice(name.length, name.length + 1)));
}

/** The generation of a Claude model: 2 (or before), 3, 4.05 for 4.5. 3 where the name does not say, undefined if it is no Claude. */
export function claudeGeneration(model: string): number | undefined {
  if (!/^claude(?:-|$)/.test(model)) return undefined;
  if (/^claude-(?:instant|v?[12])(?![0-9])/.test(model)) return 2;
  if (/^claude-(?:fable|mythos)(?![a-z])/.test(model)) return 5;
  const [, major, minor] = /^claude-(?:opus|sonnet|haiku)-(\d{1,2})(?:[-.](\d{1,2}))?(?!\d)/.exec(model) ?? [];
  return major === undefined ? 3 : Number(major) + Number(minor ?? 0) / 100;
}

/** True for Opus from 4.7 on and the other lines from 5 on, which have a new vocabulary and see images at a higher resolution. */
export function isNewerClaude(model: string): boolean {
  const generation = claudeGeneration(model) ?? 0;
  return generation >= 5 || (generation >= 4.07 && model.startsWith('claude-opus'));
}
