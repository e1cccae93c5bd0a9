// Model names as VS Code shows and stores them in prompt files, and the ids they stand for. Only exact names; nothing is derived.
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

/** The id of a shown name, without its vendor (`GPT-5 mini (copilot)`) and a `(Preview)`; undefined when the name is not in the table. */
export function displayModel(shown: string): string | undefined {
  const name = shown
    .slice(0, 100)
    .toLowerCase()
    .replace(/\((copilot|preview)\)/g, '')
    .trim();
  return byName.get(name.replace(/\s+/g, ' '));
}
