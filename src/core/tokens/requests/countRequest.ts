// Counts the body of an API call: recognises which API it is for, reads it, and says what each part costs as input.
// Entry to this folder.
import { sentence } from '../../words';
import { fieldOf, firstField, isDeeperThan, isObject, listField, stringField } from './bodyFields';
import type { CountText, RequestCount, RequestFormat, RequestProblems } from './request';
import { readers } from './requestReaders';
import { RequestReading, summed } from './requestReading';

/** No API takes a body that deep; reading one recurses along it. */
const deepest = 100;

/**
 * Counts `body`, any JSON value, for `model`, or for the model it names if that is undefined. `format` undefined: told by its shape.
 * Gives problems instead when a field is not what the API takes. Never throws if `count` does not.
 */
export function countRequest(
  body: unknown,
  model: string | undefined,
  count: CountText,
  format: RequestFormat | undefined = requestFormat(body),
): RequestCount | RequestProblems {
  if (!isObject(body)) return { problems: [sentence('The request is not a JSON object.')] };
  if (isDeeperThan(body, deepest)) {
    return { problems: [sentence('The request is nested more than {0} levels deep.', deepest)] };
  }
  if (format === undefined) {
    return { problems: [sentence('The request has none of the fields messages, input and contents.')] };
  }
  const modelId = requestModel(body, model);
  if (modelId === undefined) return { problems: [sentence('The request names no model in its field model.')] };
  const reading = new RequestReading(modelId, count);
  readers[format](reading, body);
  reading.finishFraming();
  const [problem, ...more] = reading.problems;
  if (problem !== undefined) return { problems: [problem, ...more] };
  return { format, model: modelId, parts: reading.parts, uncounted: reading.uncounted, ...summed(reading.parts) };
}

/** The model to count for: the given one, else the one that the body names; undefined if neither says. */
export function requestModel(body: unknown, model: string | undefined): string | undefined {
  const named = model ?? stringField(body, 'model');
  return named?.trim() === '' ? undefined : named;
}

/** Which API a body is for; undefined if it has none of their fields. */
export function requestFormat(body: unknown): RequestFormat | undefined {
  if (firstField(body, 'contents') !== undefined) return 'gemini';
  if (firstField(body, 'messages') !== undefined) return isAnthropic(body) ? 'anthropic' : 'chat';
  return firstField(body, 'input') !== undefined ? 'responses' : undefined;
}

/** Both have `messages`. A role system is OpenAI's; these fields and parts are Anthropic's. */
function isAnthropic(body: unknown): boolean {
  const messages = listField(body, 'messages');
  if (messages.some((message) => ['system', 'developer'].includes(stringField(message, 'role') ?? ''))) return false;
  const parts = messages.flatMap((message) => listField(message, 'content'));
  return (
    firstField(body, 'system', 'anthropic_version', 'stop_sequences', 'thinking') !== undefined ||
    listField(body, 'tools').some((tool) => fieldOf(tool, 'input_schema') !== undefined) ||
    parts.some((part) => ['image', 'tool_use', 'tool_result', 'document'].includes(stringField(part, 'type') ?? '')) ||
    /(^|\/)claude-/.test(stringField(body, 'model') ?? '')
  );
}
