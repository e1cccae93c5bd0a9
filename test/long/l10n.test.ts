// Complete translations; in the long stage, so that a new word does not wait for its translators.
import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

describe('translations', () => {
  it('have every word of the English bundle and manifest, and no others', async () => {
    const script = pathToFileURL(path.resolve('scripts/l10n.mjs')).href;
    const { languages, translationProblems } = await import(script);
    for (const language of languages) {
      assert.deepEqual(await translationProblems(language), { missing: [], unused: [], differing: [] }, language);
    }
  });
});
