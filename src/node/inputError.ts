// Input that cannot be read: the message names the file and the cause.

/** What is wrong with an input, in one English sentence part that names it. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

const causes: Record<string, string> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EISDIR: 'is a folder',
  ELOOP: 'too many symbolic links',
};

/** The message for a failed read of `path`. */
export function readProblem(path: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return `${path}: ${causes[code] ?? (error instanceof Error ? error.message : String(error))}`;
}
