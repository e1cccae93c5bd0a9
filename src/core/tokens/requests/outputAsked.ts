// What the body of an API call says about its answers: their limit, their number, how long the model may think, the schema they follow.
import { fieldOf, firstField, isObject, listField, stringField } from './bodyFields';

/** Field by field; absent when the body does not say it, or not as a whole number. */
export interface AnswersAsked {
  readonly maxTokens: number | undefined;
  readonly answers: number | undefined;
  readonly effort: string | undefined;
  /** The shortest JSON that fits the schema of the answer; undefined without a schema. */
  readonly shortest: string | undefined;
}

/** Reads a body of any of the APIs, which may be any JSON value no deeper than the caller's bound. */
export function answersAsked(body: unknown): AnswersAsked {
  const config = firstField(body, 'config', 'generationConfig', 'generation_config');
  const limits = ['max_output_tokens', 'max_completion_tokens', 'max_tokens', 'maxOutputTokens'];
  const format = firstField(body, 'response_format') ?? fieldOf(fieldOf(body, 'text'), 'format');
  const schema =
    fieldOf(fieldOf(format, 'json_schema'), 'schema') ??
    fieldOf(format, 'schema') ??
    firstField(config, 'responseSchema', 'responseJsonSchema', 'response_schema');
  return {
    maxTokens: whole(firstField(body, ...limits) ?? firstField(config, ...limits)),
    answers: whole(firstField(body, 'n') ?? firstField(config, 'candidateCount', 'candidate_count')),
    effort: stringField(body, 'reasoning_effort') ?? stringField(fieldOf(body, 'reasoning'), 'effort'),
    shortest: isObject(schema) ? shortestJson(schema) : undefined,
  };
}

function whole(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && Number(value) > 0 ? Number(value) : undefined;
}

/** The shortest text of a value that a schema allows: what is not required is left out. Recurses as deep as the schema. */
export function shortestJson(schema: unknown): string {
  const fixed = fieldOf(schema, 'const');
  if (fixed !== undefined) return JSON.stringify(fixed);
  const choices = [
    ...listField(schema, 'enum').map((choice) => JSON.stringify(choice) ?? 'null'),
    ...[...listField(schema, 'anyOf'), ...listField(schema, 'oneOf')].map(shortestJson),
  ];
  if (choices.length > 0) return choices.reduce((best, choice) => (choice.length < best.length ? choice : best));
  switch (fieldOf(schema, 'type')) {
    case 'string':
      return '""';
    case 'number':
    case 'integer':
      return '0';
    case 'boolean':
      return 'true';
    case 'array': {
      const least = Math.min(whole(fieldOf(schema, 'minItems')) ?? 0, mostItems);
      const item = least === 0 ? '' : shortestJson(fieldOf(schema, 'items'));
      const count = item.length * least > longestList ? 1 : least;
      return `[${Array.from({ length: count }, () => item).join(',')}]`;
    }
    case 'object':
      return shortestObject(schema);
    default:
      return 'null';
  }
}

/** A schema may ask for any number of items; the shortest answer is then said to have this many. */
const mostItems = 10;
/** Characters; lists in lists would multiply. */
const longestList = 10_000;

function shortestObject(schema: unknown): string {
  const properties = fieldOf(schema, 'properties');
  const given = new Map(Object.entries(isObject(properties) ? properties : {}));
  const fields = [...new Set(listField(schema, 'required').filter((name) => typeof name === 'string'))];
  return `{${fields.map((name) => `${JSON.stringify(name)}:${shortestJson(given.get(name))}`).join(',')}}`;
}
