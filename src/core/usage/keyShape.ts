// What a typed key looks like, before it is stored. Only the shape is judged; nothing is sent.

/**
 * `admin`: made for the organization API. `project`: a key of a project, service account or user, which cannot read spend.
 * `other`: no known beginning. `blank` and `broken` (spaces inside, not plain ASCII, too long) cannot be a key.
 * Source: reports of project keys refused by the organization API, github.com/steipete/CodexBar issue 1802, read 2026-11-21.
 */
export type KeyShape = 'admin' | 'project' | 'other' | 'blank' | 'broken';

/** Judges a key after trimming. */
export function keyShape(typed: string): KeyShape {
  const key = typed.trim();
  if (key === '') return 'blank';
  if (key.length > 500 || !/^[\x21-\x7e]+$/.test(key)) return 'broken';
  if (key.startsWith('sk-admin-')) return 'admin';
  return key.startsWith('sk-') ? 'project' : 'other';
}

/** Replaces everything that looks like a key. The last guard before a log line; lines are built without keys anyway. */
export function withoutKeys(text: string): string {
  return text.replace(/sk-[A-Za-z0-9_-]{4,}/g, 'sk-…');
}
