// Takes a picture of the real workbench with the packaged extension in it.
import path from 'node:path';
import { launchBrowser } from './browser.mjs';
import { startEditor } from './editorServer.mjs';

/** Colour themes by the short name that the command line takes. */
export const themes = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  hc: 'Default High Contrast',
  'hc-light': 'Default High Contrast Light',
};

const patienceMs = 60_000;

/**
 * Saves a picture to `wish.screenshot`. `wish` holds the options of npm start, `demo` what is shown. When something that was
 * waited for does not appear, the picture is saved all the same and the exit code is 1.
 */
export async function takeScreenshot(wish, { vsix, workspace, settings }) {
  const look = { 'workbench.colorTheme': themes[wish.theme] ?? wish.theme, 'editor.fontSize': 13 };
  const editor = await startEditor({ vsix: [vsix], settings: { ...look, ...settings } });
  const browser = await launchBrowser();
  try {
    const [width, height] = wish.size.split('x').map(Number);
    const page = await browser.newPage({ viewport: { width, height } });
    const file = editor.remote(path.join(workspace, wish.open));
    await page.goto(editor.url(workspace, [['openFile', file]]), { waitUntil: 'domcontentloaded' });
    try {
      await act(page, wish);
    } catch (error) {
      console.error(`Not as wished: ${String(error).split('\n')[0]}`);
      process.exitCode = 1;
    }
    await page.screenshot({ path: wish.screenshot });
    console.log(`saved ${wish.screenshot}`);
  } finally {
    await browser.close();
    await editor.stop();
  }
}

async function act(page, wish) {
  await page.locator('.monaco-workbench .part.editor').waitFor({ timeout: patienceMs });
  await page.locator('.codelens-decoration').first().waitFor({ timeout: patienceMs });
  if (!wish['no-demo']) await showRisingSpend(page);
  if (wish.dashboard) await openDashboard(page);
  if (wish.select) await select(page, wish.select);
  if (wish.cursor) await putCursor(page, wish.cursor);
  if (wish.type) await page.keyboard.type(wish.type);
  for (const keys of wish.press ?? []) await press(page, keys);
  if (wish.command) await runCommand(page, wish.command);
  if (wish.hover) await hover(page, wish.hover);
  if (wish.wait) await page.getByText(wish.wait).first().waitFor({ timeout: patienceMs });
  await page.waitForTimeout(1000);
}

/** Waits for the first figures, then lets the demo spend a little and reads again. */
async function showRisingSpend(page) {
  await page.locator('.statusbar-item', { hasText: 'demo' }).waitFor({ timeout: patienceMs });
  await page.waitForTimeout(20_000);
  await runCommand(page, 'Prompt Meter: Refresh Spend');
  await page.waitForTimeout(2000);
}

async function openDashboard(page) {
  await runCommand(page, 'Prompt Meter: Open Dashboard');
  const inner = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  await inner.locator('h1').waitFor({ timeout: patienceMs });
}

async function runCommand(page, title) {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor({ timeout: patienceMs });
  await page.keyboard.press('Enter');
  await page.waitForTimeout(1000);
}

async function press(page, keys) {
  await page.keyboard.press(keys);
  await page.waitForTimeout(1500);
}

async function hover(page, text) {
  await page.locator('.view-line', { hasText: text }).first().getByText(text).first().hover();
  await page.locator('.monaco-hover').first().waitFor({ timeout: patienceMs });
}

async function putCursor(page, text) {
  await select(page, text);
  await page.keyboard.press('ArrowLeft');
}

/** Finds the text with the editor's own search, which selects it. */
async function select(page, text) {
  await page.locator('.editor-instance .view-line').first().click();
  await page.keyboard.press('Control+f');
  await page.keyboard.type(text);
  await page.keyboard.press('Escape');
}
