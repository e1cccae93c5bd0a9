// Which part of a document an edit touches, in the text before it and in the text after it.
import type { TextChange } from '../../../text';

/** From `start` on, `[start, oldEnd)` of the text before became `[start, newEnd)` of the text after. Behind it all is moved, not changed. */
export interface ChangedPart {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** One part that holds all the changes, which come one after the other; undefined when there are none. */
export function changedPart(changes: readonly TextChange[]): ChangedPart | undefined {
  let part: ChangedPart | undefined;
  for (const { start, deleted, inserted } of changes) {
    const now = part ?? { start, oldEnd: start, newEnd: start };
    const beyond = Math.max(0, start + deleted - now.newEnd);
    part = {
      start: Math.min(now.start, start),
      oldEnd: now.oldEnd + beyond,
      newEnd: now.newEnd + beyond + inserted.length - deleted,
    };
  }
  return part;
}

/** The part with `[start, end)` of the text after it in it as well. */
export function widened(
  part: ChangedPart,
  { start, end }: { readonly start: number; readonly end: number },
): ChangedPart {
  const beyond = Math.max(0, end - part.newEnd);
  return { start: Math.min(part.start, start), oldEnd: part.oldEnd + beyond, newEnd: part.newEnd + beyond };
}
