// The tools of a call as its provider's counting endpoint takes them: each SDK and API writes them in its own way.
// Source: https://platform.openai.com/docs/api-reference/responses/input-tokens (tools, tool_choice),
// https://docs.anthropic.com/en/api/messages-count-tokens (tools, tool_choice), https://ai.google.dev/api/tokens
// (generateContentRequest with function declarations), read 2026-11-22.
import { type Fields, fieldOf, firstField, isObject, stringField } from '../tokens/requests/bodyFields';
import type { FunctionTool } from '../tokens/requests/functionTypes';
import { functionOf } from '../tokens/requests/requestTools';

/** Who has an endpoint that counts. */
export type CountingProviderId = 'openai' | 'anthropic' | 'google';

/** Fields of a body of the provider. */
export interface SentTools {
  /** Never empty. */
  readonly tools: readonly object[];
  readonly tool_choice?: unknown;
}

/**
 * `stated`: the JSON of `PromptRequest.tools`. Functions are put in the provider's form, its own kinds of tools are left as they are.
 * Undefined when something among them is no tool at all.
 */
export function sentTools(provider: CountingProviderId, stated: string): SentTools | undefined {
  const body: unknown = JSON.parse(stated);
  const given = firstField(body, 'tools', 'functions');
  if (!Array.isArray(given) || given.length === 0 || !given.every(isObject)) return undefined;
  const tools = given.map((tool: Fields) => formOf[provider](tool));
  const choice = firstField(body, 'tool_choice', 'function_call');
  if (choice === undefined || provider === 'google') return { tools };
  return { tools, tool_choice: provider === 'openai' ? openaiChoice(choice) : anthropicChoice(choice) };
}

const formOf: Readonly<Record<CountingProviderId, (tool: Fields) => object>> = {
  openai: (tool) => {
    const stated = functionOf(tool);
    if (!stated || stringField(tool, 'type') === 'custom') return tool;
    const strict = fieldOf(fieldOf(tool, 'function') ?? tool, 'strict') === true;
    return { type: 'function', ...described(stated), parameters: stated.parameters ?? null, strict };
  },
  anthropic: (tool) => {
    const stated = fieldOf(tool, 'input_schema') === undefined ? functionOf(tool) : undefined;
    return stated ? { ...described(stated), input_schema: stated.parameters ?? { type: 'object' } } : tool;
  },
  google: (tool) => {
    const stated = functionOf(tool);
    if (!stated) return tool;
    const { parameters } = stated;
    return { functionDeclarations: [{ ...described(stated), ...(parameters === undefined ? {} : { parameters }) }] };
  },
};

function described({ name, description }: FunctionTool): { name: string; description?: string } {
  return description === '' ? { name } : { name, description };
}

/** The function that must be called, where a choice names one. */
function chosenName(choice: unknown): string | undefined {
  return stringField(choice, 'name') ?? stringField(fieldOf(choice, 'function'), 'name');
}

function openaiChoice(choice: unknown): unknown {
  const name = chosenName(choice);
  return name === undefined ? choice : { type: 'function', name };
}

function anthropicChoice(choice: unknown): unknown {
  const name = chosenName(choice);
  if (name !== undefined) return { type: 'tool', name };
  return typeof choice === 'string' ? { type: choice === 'required' ? 'any' : choice } : choice;
}
