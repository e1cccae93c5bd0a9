// What was found in the last version of a document, where it stands after an edit that touched nothing which says something.

import type { Span } from '../../../text';
import type { Detection, ModelName, Prompt, PromptRequest } from '../../prompt';
import type { ChangedPart } from '../syntax/changedPart';

/**
 * The same detection, moved. `part`: what the edit changed; no place in the detection lies inside of it. What stands in front of it stays
 * the very same object.
 */
export function movedDetection(found: Detection, { oldEnd, newEnd }: ChangedPart, broken: boolean): Detection {
  const by = newEnd - oldEnd;
  const moved = ({ start, end }: Span): Span => ({
    start: start < oldEnd ? start : start + by,
    end: end < oldEnd ? end : end + by,
  });
  const model = (each: ModelName): ModelName => (each.span.end < oldEnd ? each : { ...each, span: moved(each.span) });
  const place = <Found extends Prompt | PromptRequest>(each: Found): Found => {
    const stays = each.span.end < oldEnd && (each.model === undefined || each.model.span.end < oldEnd);
    if (stays) return each;
    const span = moved(each.span);
    return each.model === undefined ? { ...each, span } : { ...each, span, model: model(each.model) };
  };
  return { ...found, broken, prompts: found.prompts.map(place), requests: found.requests.map(place) };
}
