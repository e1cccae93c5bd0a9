// Programs that ask no model carry no hint. Real ones: the packages that this project is built with, but for what counts tokens.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { finders } from './assets';

const asksModels = /^gpt-tokenizer$/;
const codeEndings = /(?<!\.min)\.(js|cjs|mjs|ts|tsx|py)$/;
const SIZE_LIMIT = 150_000;

function* sources(folder: string): Iterable<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const inside = path.join(folder, entry.name);
    if (entry.isDirectory() && !asksModels.test(entry.name)) yield* sources(inside);
    else if (entry.isFile() && codeEndings.test(entry.name) && statSync(inside).size < SIZE_LIMIT) yield inside;
  }
}

describe('ordinary code', () => {
  it('carries no hint', async function () {
    this.timeout(300_000);
    const found: string[] = [];
    let files = 0;
    for (const file of sources('node_modules')) {
      const finder = await finders.open({ path: file, languageId: '' });
      const source = readFileSync(file, 'utf8');
      files++;
      for (const { text } of finder?.find(source).prompts ?? []) found.push(`${file}: ${text.slice(0, 80)}`);
      finder?.dispose();
    }
    assert.ok(files > 1_000, `${files} files`);
    assert.deepEqual(found, []);
  });
});
