import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const json = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

describe('user-visible words', () => {
  it('are all in the bundle for translators (node scripts/l10n.mjs writes it)', async () => {
    const script = pathToFileURL(path.resolve('scripts/l10n.mjs')).href;
    const { bundleText, collectMessages } = await import(script);
    assert.ok((await collectMessages()).length > 30);
    assert.equal(readFileSync('l10n/bundle.l10n.json', 'utf8'), await bundleText());
  });

  it('of the manifest are all in package.nls.json, and nothing else is', () => {
    const used = new Set(
      [...readFileSync('package.json', 'utf8').matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key ?? ''),
    );
    assert.deepEqual([...used].sort(), Object.keys(json('package.nls.json')).sort());
  });
});

describe('translations', () => {
  it('keep placeholders, code and links of the English words, and most words have one', async () => {
    const script = pathToFileURL(path.resolve('scripts/l10n.mjs')).href;
    const { languages, translationProblems } = await import(script);
    assert.deepEqual(languages, ['zh-cn']);
    for (const language of languages) {
      const { missing, differing } = await translationProblems(language);
      assert.deepEqual(differing, [], language);
      const words = Object.keys(json('l10n/bundle.l10n.json')).length + Object.keys(json('package.nls.json')).length;
      assert.ok(missing.length < words / 4, `${language} lacks ${missing.length} of ${words}`);
    }
  });
});

describe('the manifest', () => {
  const { contributes } = json('package.json');
  const settings: Record<string, { scope: string; default: unknown; markdownDescription: string }> = Object.assign(
    {},
    ...contributes.configuration.map((section: { properties: object }) => section.properties),
  );

  /** What a workspace may choose: how hints look, the model, and how often it is called. Everything else is the user's alone. */
  const windowScope = /^promptMeter\.((hints|detection)\.\w+|defaultModel|callsPerDay|tokensPerMinute)$/;

  it('keeps network, prices, keys and the cap out of the reach of a workspace', () => {
    for (const [name, { scope }] of Object.entries(settings)) {
      const expected = windowScope.test(name) ? 'window' : 'application';
      assert.equal(scope, expected, name);
    }
  });

  it('gives every setting a default and a description', () => {
    for (const [name, setting] of Object.entries(settings)) {
      assert.notEqual(setting.default, undefined, name);
      assert.ok(setting.markdownDescription, name);
    }
  });

  it('registers every command that it contributes', () => {
    const commands: { command: string }[] = contributes.commands;
    const bundles = readdirSync('dist').filter((name) => name.endsWith('.js') && name !== 'node.js');
    const source = bundles.map((name) => readFileSync(`dist/${name}`, 'utf8')).join('\n');
    for (const { command } of commands) assert.ok(source.includes(command), `${command} is not registered`);
  });
});
