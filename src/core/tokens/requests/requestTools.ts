// The tools of a request, in any of the APIs, as one part.
import { claudeGeneration, modelName, withoutVendor } from '../modelName';
import { type Fields, fieldOf, firstField, isObject, listField, stringField } from './bodyFields';
import type { FunctionTool } from './functionTypes';
import type { RequestFormat } from './request';
import type { RequestReading } from './requestReading';
import { choiceTokens, claudeToolPrompt, namespaceToolTokens, toolsAsJson } from './toolTokens';

/** Adds what the tools cost. `system` is the first system message, if there is one. */
export function addTools(
  reading: RequestReading,
  body: unknown,
  format: RequestFormat,
  system: string | undefined,
): void {
  const named =
    fieldOf(body, 'tools') === undefined && fieldOf(body, 'functions') !== undefined ? 'functions' : 'tools';
  const tools = functionsIn(reading, body, named);
  if (tools.length === 0) return;
  if (format === 'anthropic') {
    const prompt = claudeToolPrompt(reading.model, fieldOf(body, 'tool_choice'));
    reading.addByRule('tools', named, prompt + reading.tokens(toolsAsJson(tools)), 'estimate');
  } else if (format === 'gemini') {
    reading.addByRule('tools', named, reading.tokens(toolsAsJson(tools)), 'estimate');
  } else {
    const choice = firstField(body, 'tool_choice', 'function_call');
    const all = namespaceToolTokens(tools, system, reading.tokens);
    reading.addByRule('tools', named, all + choiceTokens(choice, reading.tokens), 'framingEstimated');
  }
}

/** Whose rule for tools holds, for tools that stand in no body: told by their model, or by how they are written. */
export function toolFormat(modelId: string, body: unknown): RequestFormat {
  const { model } = modelName(modelId);
  const [tool] = listField(body, 'tools');
  if (claudeGeneration(withoutVendor(model)) !== undefined || fieldOf(tool, 'input_schema') !== undefined)
    return 'anthropic';
  return /^gemini-/.test(model) || firstField(tool, 'functionDeclarations', 'function_declarations') !== undefined
    ? 'gemini'
    : 'chat';
}

function functionsIn(reading: RequestReading, body: unknown, field: string): FunctionTool[] {
  const given = fieldOf(body, field);
  if (given === undefined || given === null) return [];
  if (!Array.isArray(given)) {
    reading.notList(field);
    return [];
  }
  return given.flatMap((tool, index) => functionsOf(reading, tool, `${field}[${index}]`));
}

/** A tool that the provider runs itself, such as a search, has a prompt that is not published. */
function functionsOf(reading: RequestReading, tool: unknown, field: string): FunctionTool[] {
  if (!isObject(tool)) {
    reading.notObject(field);
    return [];
  }
  const declared = ['functionDeclarations', 'function_declarations'].find((name) => Array.isArray(fieldOf(tool, name)));
  const candidates = declared === undefined ? [fieldOf(tool, 'function') ?? tool] : listField(tool, declared);
  return candidates.flatMap((candidate) => {
    const stated = functionOf(tool, candidate);
    if (stated) return [stated];
    reading.uncounted.push(field);
    return [];
  });
}

/** The function that a tool states, in `definition` if it holds several; undefined for a tool that the provider runs itself. */
export function functionOf(
  tool: Fields,
  definition: unknown = fieldOf(tool, 'function') ?? tool,
): FunctionTool | undefined {
  const name = stringField(definition, 'name');
  const type = stringField(tool, 'type');
  if (name === undefined || (type !== undefined && type !== 'function' && type !== 'custom')) return undefined;
  const description = stringField(definition, 'description') ?? '';
  return { name, description, parameters: firstField(definition, 'parameters', 'input_schema') };
}
