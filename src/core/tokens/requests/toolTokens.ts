// What tools cost: OpenAI's by the namespace model, Claude's by its own table, others as JSON.
import { claudeGeneration, isNewerClaude, modelName, withoutVendor } from '../modelName';
import { fieldOf, jsonText, stringField } from './bodyFields';
import { type FunctionTool, functionNamespace } from './functionTypes';

/** Tokens of a text. */
export type Tokens = (text: string) => number;

/**
 * Source: as functionTypes.ts, checked for gpt-3.5-turbo and gpt-4. It also gives what the API counted in openai-cookbook, "How to count
 * tokens with tiktoken", section 7 (commit c81359c, read 2026-11-21): 105 for them, 101 for gpt-4o and gpt-4o-mini. That notebook's own
 * rule is 2 short of what the API counted for a function whose property is required, so it is not used.
 */
const namespaceRule = { tools: 9, withSystem: -4, chosen: 4, none: 1 };

/** Tokens of any tools by the namespace model; `system` is the first system message, which gets a line end. */
export function namespaceToolTokens(
  tools: readonly FunctionTool[],
  system: string | undefined,
  tokens: Tokens,
): number {
  const joined = system === undefined ? 0 : namespaceRule.withSystem + tokens(`${system}\n`) - tokens(system);
  return Math.max(0, tokens(functionNamespace(tools)) + namespaceRule.tools + joined);
}

/** What it costs to name the function to call, or to forbid any, by the namespace model. */
export function choiceTokens(choice: unknown, tokens: Tokens): number {
  if (choice === 'none') return namespaceRule.none;
  const name = stringField(choice, 'name') ?? stringField(fieldOf(choice, 'function'), 'name');
  return name === undefined ? 0 : namespaceRule.chosen + tokens(name);
}

/**
 * The prompt that Claude is given when it has tools, for the choices auto or none, and any or one tool. Revised now and then.
 * Source: platform.claude.com/docs/en/agents-and-tools/tool-use/overview, table of mid-2026, read 2026-11-21.
 */
const claudePrompts: readonly (readonly [models: RegExp, auto: number, forced: number])[] = [
  [/^claude-opus-4[-.]8/, 290, 410],
  [/^claude-opus-4[-.]7/, 675, 804],
  [/^claude-(?:opus|sonnet)-4[-.]6/, 497, 589],
  [/^claude-(?:opus|sonnet|haiku)-4[-.]5/, 496, 588],
  [/^claude-sonnet-5/, 354, 474],
  [/^claude-(?:opus|sonnet)-4/, 313, 315],
];

/** Tokens of Claude's tool prompt; that of the nearest known model for all others. */
export function claudeToolPrompt(modelId: string, choice: unknown): number {
  const model = withoutVendor(modelName(modelId).model);
  const forced = ['any', 'tool'].includes(stringField(choice, 'type') ?? '');
  const nearest: readonly [RegExp, number, number] = isNewerClaude(model) ? [/./, 354, 474] : [/./, 313, 315];
  const [, auto, any] = claudePrompts.find(([models]) => models.test(model)) ?? nearest;
  return claudeGeneration(model) === undefined ? 0 : forced ? any : auto;
}

/** The definitions as JSON, which is how the other providers' documents show them; how models see them is not published. */
export function toolsAsJson(tools: readonly FunctionTool[]): string {
  return tools.map((tool) => jsonText(tool)).join('\n');
}
