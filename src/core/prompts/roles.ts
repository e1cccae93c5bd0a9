// The words by which messages and prompt files say who speaks.

/** Who speaks. `unknown` where the source does not say (a prompt-named constant that no call in the file uses). */
export type Role = 'system' | 'user' | 'assistant' | 'tool' | 'unknown';

const words: ReadonlyMap<string, Role> = new Map<string, Role>([
  ['system', 'system'],
  ['developer', 'system'],
  ['user', 'user'],
  ['human', 'user'],
  ['assistant', 'assistant'],
  ['ai', 'assistant'],
  ['model', 'assistant'],
  ['tool', 'tool'],
  ['function', 'tool'],
]);

/** The role that a word names, in any case; undefined when it names none. */
export function roleWord(word: string): Role | undefined {
  return words.get(word.toLowerCase());
}
