import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';

describe('the browser of the page tests', () => {
  it('renders text in a fixed-width font and runs scripts', async () => {
    const { launchBrowser } = await import(pathToFileURL(path.resolve('scripts/browser.mjs')).href);
    const browser: Browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      await page.setContent('<p style="font-family: monospace"><span id="a">iiii</span> <span id="b">WWWW</span></p>');
      const width = (id: string) => page.locator(id).evaluate((element) => element.getBoundingClientRect().width);
      assert.ok((await width('#a')) > 10);
      assert.equal(await width('#a'), await width('#b'));
    } finally {
      await browser.close();
    }
  });
});
