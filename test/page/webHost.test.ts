// The package in the browser's extension host: a real workbench, the real worker, no Node.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';

const script = (name: string) => import(pathToFileURL(path.resolve('scripts', name)).href);
const shipped = ['package.nls.json', 'README.md', 'CHANGELOG.md', 'LICENSE', 'l10n', 'media', 'dist', '.vscodeignore'];

/** The package without its Node entry, so that the editor has to take the other one. */
async function packBrowserOnly(folder: string): Promise<string> {
  for (const name of shipped) cpSync(name, path.join(folder, name), { recursive: true });
  const { main: _main, extensionKind: _kind, ...manifest } = JSON.parse(readFileSync('package.json', 'utf8'));
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  const vsix = path.join(folder, 'browser-only.vsix');
  const { pack } = await script('pack.mjs');
  await pack(vsix, folder);
  return vsix;
}

describe('the browser’s extension host', () => {
  it('has hints, and says that it reads no spend', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'prompt-meter-web-'));
    const { startEditor } = await script('editorServer.mjs');
    const { launchBrowser } = await script('browser.mjs');
    const editor = await startEditor({ vsix: [await packBrowserOnly(folder)] });
    const browser: Browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      const workspace = path.resolve('test/workspace');
      const file = editor.remote(path.join(workspace, 'bot/support.py'));
      await page.goto(editor.url(workspace, [['openFile', file]]));
      await page.locator('.codelens-decoration', { hasText: 'gpt-4o-mini' }).waitFor({ timeout: 45_000 });
      await page.locator('.statusbar-item', { hasText: 'spend not read here' }).waitFor({ timeout: 10_000 });
      const titles = await page.locator('.codelens-decoration').allTextContents();
      assert.match(titles[0] ?? '', /^≥ 75 tok in · in ≥ \$0\.00018 · out ≤ \$0\.0030 · gpt-4o$/);
    } finally {
      await browser.close();
      await editor.stop();
      rmSync(folder, { recursive: true });
    }
  });
});
