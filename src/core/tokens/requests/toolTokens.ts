// What tools cost: OpenAI's published rule where it applies, the namespace model where it does not, and Claude's own table.
import { claudeGeneration, isNewerClaude, modelName, withoutVendor } from '../modelName';
import { fieldOf, isObject, jsonText, listField, stringField } from './bodyFields';
import { type FunctionTool, functionNamespace } from './functionTypes';

/** Tokens of a text. */
export type Tokens = (text: string) => number;

/**
 * OpenAI's own rule, for tools whose properties are flat and all described.
 * Source: openai-cookbook, "How to count tokens with tiktoken", section 7 (commit c81359c), read 2026-11-21; checked there against the
 * API: 105 for gpt-3.5-turbo and gpt-4, 101 for gpt-4o and gpt-4o-mini.
 */
const flatRule = { property: 3, properties: 3, enum: -3, choice: 3, end: 12 };
const flatStart: readonly (readonly [models: RegExp, perFunction: number])[] = [
  [/^gpt-4o(-mini)?(-\d{4}-\d{2}-\d{2})?$/, 7],
  [/^(gpt-3\.5-turbo|gpt-35-turbo|gpt-4)(-\d{4})?$/, 10],
];

/** Tokens of the tools by the published rule; undefined for models and tools that it does not speak of. */
export function flatToolTokens(tools: readonly FunctionTool[], modelId: string, tokens: Tokens): number | undefined {
  const { model, mayBeOpenai } = modelName(modelId);
  const [, perFunction] = flatStart.find(([models]) => mayBeOpenai && models.test(model)) ?? [];
  if (perFunction === undefined || tools.length === 0 || !tools.every(isFlat)) return undefined;
  const each = tools.map((tool) => perFunction + flatFunction(tool, tokens));
  return each.reduce((sum, part) => sum + part, flatRule.end);
}

function flatFunction({ name, description, parameters }: FunctionTool, tokens: Tokens): number {
  const properties = propertiesOf(parameters);
  const head = tokens(`${name}:${withoutFullStop(description)}`) + (properties.length > 0 ? flatRule.properties : 0);
  return properties.reduce((sum, [key, property]) => sum + flatProperty(key, property, tokens), head);
}

function flatProperty(key: string, property: unknown, tokens: Tokens): number {
  const choices = fieldOf(property, 'enum');
  const listed = Array.isArray(choices)
    ? choices.reduce((sum: number, choice) => sum + flatRule.choice + tokens(String(choice)), flatRule.enum)
    : 0;
  const description = withoutFullStop(stringField(property, 'description') ?? '');
  return flatRule.property + listed + tokens(`${key}:${stringField(property, 'type')}:${description}`);
}

/** Without properties the rule is one token short of what the API counted (source as functionTypes.ts). */
function isFlat({ description, parameters }: FunctionTool): boolean {
  const plain = new Set(['string', 'number', 'integer', 'boolean']);
  const properties = propertiesOf(parameters);
  return (
    description !== '' &&
    properties.length > 0 &&
    properties.every(
      ([, property]) =>
        plain.has(stringField(property, 'type') ?? '') &&
        (stringField(property, 'description') ?? '') !== '' &&
        listField(property, 'enum').every((choice) => typeof choice === 'string'),
    )
  );
}

function propertiesOf(schema: unknown): [string, unknown][] {
  const properties = fieldOf(schema, 'properties');
  return isObject(properties) ? Object.entries(properties) : [];
}

function withoutFullStop(text: string): string {
  return text.endsWith('.') ? text.slice(0, -1) : text;
}

/** Source: as functionTypes.ts. Checked for cl100k_base models only. */
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
