// Model names as VS Code shows and stores them in prompt files, and the ids they stand for: those of the table, and newer ones of families
// whose makers spell every id after its name.
// Source: https://docs.github.com/en/copilot/reference/ai-models/supported-models (names as known in 2026-11, background knowledge).

const names: Readonly<Record<string, string>> = {
  'gpt-4o': 'gpt-4o',
  'gpt-4o mini': 'gpt-4o-mini',
  'gpt-4.1': 'gpt-4.1',
  'gpt-5': 'gpt-5',
  'gpt-5 mini': 'gpt-5-mini',
  'gpt-5-codex': 'gpt-5-codex',
  'gpt-5.1': 'gpt-5.1',
  o3: 'o3',
  'o3-mini': 'o3-mini',
  'o4-mini': 'o4-mini',
  'claude sonnet 3.5': 'claude-3-5-sonnet',
  'claude sonnet 3.7': 'claude-3-7-sonnet',
  'claude sonnet 4': 'claude-sonnet-4',
  'claude sonnet 4.5': 'claude-sonnet-4-5',
  'claude haiku 4.5': 'claude-haiku-4-5',
  'claude opus 4': 'claude-opus-4',
  'claude opus 4.1': 'claude-opus-4-1',
  'claude opus 4.5': 'claude-opus-4-5',
  'gemini 2.0 flash': 'gemini-2.0-flash',
  'gemini 2.5 pro': 'gemini-2.5-pro',
  'gemini 3 pro': 'gemini-3-pro',
};

const byName = new Map(Object.entries(names));

/** `Claude Sonnet 5.5` and `GPT-5.2`: since version 4 and 5 all ids of these families are made so. */
const families: readonly (readonly [RegExp, (...parts: string[]) => string])[] = [
  [
    /^claude (opus|sonnet|haiku) ([4-9])(?:\.(\d))?$/,
    (family = '', major = '', minor = '') => `claude-${family}-${major}${minor === '' ? '' : `-${minor}`}`,
  ],
  [
    /^gpt-([5-9](?:\.\d)?)(?:[ -](mini|nano|pro|codex))?$/,
    (version = '', size = '') => `gpt-${version}${size === '' ? '' : `-${size}`}`,
  ],
];

/** The id of a shown name, without its vendor (`GPT-5 mini (copilot)`) and a `(Preview)`; undefined when the name is neither in the table nor of these families. */
export function displayModel(shown: string): string | undefined {
  const name = shown
    .slice(0, 100)
    .toLowerCase()
    .replace(/\((copilot|preview)\)/g, '')
    .trim();
  const plain = name.replace(/\s+/g, ' ');
  const known = byName.get(plain);
  if (known !== undefined) return known;
  for (const [pattern, spell] of families) {
    const [whole, ...parts] = pattern.exec(plain) ?? [];
    if (whole !== undefined) return spell(...parts);
  }
  return undefined;
}
