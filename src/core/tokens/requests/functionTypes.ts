// Tools as OpenAI's chat models are shown them: TypeScript types in a namespace, made from the JSON schema of the parameters.
// Source: the form was found out by asking models for their prompt and checked against the API's counts for 19 requests to
// gpt-3.5-turbo, github.com/hmarr/openai-chat-tokens (tests and README, commit 08d8ec0), and again in the tests of
// github.com/cequence-io/openai-scala-client; read 2026-11-21. OpenAI has not published it.
import { fieldOf, isObject, listField, stringField } from './bodyFields';

/** A function that a model may call. */
export interface FunctionTool {
  readonly name: string;
  readonly description: string;
  /** JSON schema of its arguments; undefined when there is none. */
  readonly parameters: unknown;
}

/** The namespace that stands for these tools. */
export function functionNamespace(tools: readonly FunctionTool[]): string {
  const lines = tools.flatMap((tool) => [...comment(tool.description), functionType(tool), '']);
  return ['namespace functions {', '', ...lines, '} // namespace functions'].join('\n');
}

function functionType({ name, parameters }: FunctionTool): string {
  const fields = propertyLines(parameters, 0);
  return fields.length === 0 ? `type ${name} = () => any;` : `type ${name} = (_: {\n${fields.join('\n')}\n}) => any;`;
}

/** Properties of objects within objects are shown without their descriptions, as the counts of the same source say. */
const silentFrom = 2;

function propertyLines(schema: unknown, indent: number): string[] {
  const properties = fieldOf(schema, 'properties');
  const required = new Set(listField(schema, 'required'));
  const margin = ' '.repeat(indent);
  return Object.entries(isObject(properties) ? properties : {}).flatMap(([name, property]) => [
    ...(indent < silentFrom ? comment(stringField(property, 'description') ?? '') : []),
    `${margin}${name}${required.has(name) ? '' : '?'}: ${typeOf(property, indent)},`,
  ]);
}

function comment(description: string): string[] {
  return description === '' ? [] : [`// ${description}`];
}

/** Recurses as deep as the schema; the caller bounds that. */
function typeOf(schema: unknown, indent: number): string {
  const fixed = fieldOf(schema, 'const');
  if (fixed !== undefined) return JSON.stringify(fixed);
  const choices = fieldOf(schema, 'enum');
  if (Array.isArray(choices)) return choices.map((choice) => JSON.stringify(choice)).join(' | ');
  const variants = [...listField(schema, 'anyOf'), ...listField(schema, 'oneOf')];
  if (variants.length > 0) return variants.map((variant) => typeOf(variant, indent)).join(' | ');
  const type = fieldOf(schema, 'type');
  if (Array.isArray(type)) return type.map((each) => typeNamed(each, schema, indent)).join(' | ');
  return typeNamed(type, schema, indent);
}

function typeNamed(type: unknown, schema: unknown, indent: number): string {
  switch (type) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return type;
    case 'integer':
      return 'number';
    case 'array': {
      const items = fieldOf(schema, 'items');
      return items === undefined ? 'any[]' : `${typeOf(items, indent)}[]`;
    }
    case 'object':
      return `{\n${propertyLines(schema, indent + 2).join('\n')}\n}`;
    default:
      return 'any';
  }
}
