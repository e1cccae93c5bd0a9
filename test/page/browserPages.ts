// The browser and the server that the tests of one `describe` share.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { type OpenedPage, type OpenOptions, openPage, type PageServer, startPageServer } from './openPage';

/** To be called once within a `describe`: what opens pages in its tests. Each test's pages are closed after it. */
export function browserPages(): (options?: OpenOptions) => Promise<OpenedPage> {
  let browser: Browser;
  let server: PageServer;
  let opened: OpenedPage[] = [];
  before(async () => {
    const launcher = pathToFileURL(path.resolve('scripts/browser.mjs')).href;
    const { launchBrowser } = (await import(launcher)) as { launchBrowser: () => Promise<Browser> };
    browser = await launchBrowser();
    server = await startPageServer();
  });
  afterEach(async () => {
    for (const { page } of opened) await page.close();
    opened = [];
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  return async (options = {}) => {
    const page = await openPage(browser, server, options);
    opened.push(page);
    return page;
  };
}
