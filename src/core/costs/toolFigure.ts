// What the tools of a call in code cost: the rules of request counting, applied to the tools that the call states.

import type { Prompt, PromptRequest } from '../prompts/prompt';
import type { CountText } from '../tokens/requests/request';
import { RequestReading } from '../tokens/requests/requestReading';
import { addTools, toolFormat } from '../tokens/requests/requestTools';
import type { TokenFigure } from './analyse';

/** Tokens of the tools together, `atLeast` when one of them is the provider's own; undefined when the request states none. */
export function toolFigure(
  { tools }: PromptRequest,
  prompts: readonly Prompt[],
  modelId: string,
  count: CountText,
): TokenFigure | undefined {
  if (tools === undefined) return undefined;
  const body: unknown = JSON.parse(tools);
  const system = prompts.find(({ role }) => role === 'system')?.text;
  const reading = new RequestReading(modelId, count);
  addTools(reading, body, toolFormat(modelId, body), system);
  const [part] = reading.parts;
  const unknown = reading.uncounted.length + reading.problems.length > 0;
  return { tokens: part?.tokens ?? 0, estimated: true, atLeast: unknown, errorPercent: part?.errorPercent };
}
