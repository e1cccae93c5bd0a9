// Finds the prompts of a text that is not kept open.
import type { Detection, DocumentKind } from '../prompts/prompt';
import type { UserSay } from '../prompts/userSay';
import type { SessionTools } from './sessionTools';

/** Undefined when nothing reads that kind of document. Rejects when its grammar cannot be loaded. */
export async function readOnce(
  { openFinder }: Pick<SessionTools, 'openFinder'>,
  kind: DocumentKind,
  text: string,
  say: UserSay,
): Promise<Detection | undefined> {
  const finder = await openFinder(kind, say);
  if (!finder) return undefined;
  try {
    await finder.prepare?.(text);
    return finder.find(text);
  } finally {
    finder.dispose();
  }
}
