// Opens the built page in a real browser as the editor does: the real document with its real policy, script and style from the
// extension's folders, theme variables on the root. Only the message port is a stand-in, so that a test can hold its other end.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import type { DashboardState } from '../../src/core/dashboard/dashboardProtocol';
import { dashboardHtml, makeNonce } from '../../src/host/spend/dashboardHtml';
import { type ThemeName, themes } from './themes';

const files: Readonly<Record<string, readonly [file: string, type: string]>> = {
  '/dist/webview.js': ['dist/webview.js', 'text/javascript'],
  '/media/dashboard.css': ['media/dashboard.css', 'text/css'],
};

export interface PageServer {
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves the page and its two files on the loopback interface; anything else is 404. */
export async function startPageServer(): Promise<PageServer> {
  const server = createServer(async (request, response) => {
    const origin = `http://${request.headers.host}`;
    if (request.url === '/') {
      const [script, style] = [`${origin}/dist/webview.js`, `${origin}/media/dashboard.css`];
      const parts = { cspSource: origin, nonce: makeNonce(), language: 'en', title: 'Prompt Meter' };
      response.setHeader('content-type', 'text/html; charset=utf-8').end(dashboardHtml({ script, style, ...parts }));
      return;
    }
    const entry = files[request.url ?? ''];
    if (!entry) return void response.writeHead(request.url === '/favicon.ico' ? 204 : 404).end();
    response.setHeader('content-type', `${entry[1]}; charset=utf-8`).end(await readFile(entry[0]));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve()))),
  };
}

/** What the page did that somebody outside can see. */
export interface Traces {
  readonly requests: string[];
  readonly dialogs: string[];
  readonly errors: string[];
}

export interface OpenedPage {
  readonly page: Page;
  readonly traces: Traces;
  show(state: DashboardState): Promise<void>;
  /** What the page has posted to its host so far. */
  posted(): Promise<unknown[]>;
  /** What the page has asked the editor to keep. */
  saved(): Promise<unknown>;
}

export interface OpenOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** What an earlier life of the page has kept. */
  readonly saved?: unknown;
}

/** A fresh page, loaded and themed, without a state. */
export async function openPage(browser: Browser, server: PageServer, options: OpenOptions = {}): Promise<OpenedPage> {
  const page = await browser.newPage({ viewport: { width: options.width ?? 1000, height: options.height ?? 900 } });
  const traces: Traces = { requests: [], dialogs: [], errors: [] };
  page.on('request', (request) => traces.requests.push(request.url()));
  page.on('pageerror', (error) => traces.errors.push(error.message));
  page.on('console', (line) => line.type() === 'error' && traces.errors.push(line.text()));
  page.on('dialog', (dialog) => {
    traces.dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await page.addInitScript(fakeEditor, options.saved ?? null);
  await page.goto(`${server.origin}/`);
  await page.evaluate(setTheme, themes[options.theme ?? 'dark']);
  return {
    page,
    traces,
    show: (state) => page.evaluate(showState, state),
    posted: () => page.evaluate(() => (window as unknown as { editor: FakeEditor }).editor.posted),
    saved: () => page.evaluate(() => (window as unknown as { editor: FakeEditor }).editor.saved),
  };
}

interface FakeEditor {
  posted: unknown[];
  saved: unknown;
}

/** Runs in the page before its script: the other end of the message port. */
function fakeEditor(saved: unknown): void {
  const editor: FakeEditor = { posted: [], saved: saved ?? undefined };
  const acquireVsCodeApi = () => ({
    postMessage: (message: unknown) => editor.posted.push(message),
    getState: () => editor.saved,
    setState: (state: unknown) => {
      editor.saved = JSON.parse(JSON.stringify(state));
    },
  });
  Object.assign(window, { editor, acquireVsCodeApi });
}

/** Runs in the page: posts the state as its host does, and waits until the page has drawn all of it. */
function showState(state: DashboardState): Promise<void> {
  return new Promise((resolve) => {
    const look = () => requestAnimationFrame(() => (document.querySelector('main[aria-busy]') ? look() : resolve()));
    window.addEventListener('message', look, { once: true });
    window.postMessage({ type: 'state', state }, '*');
  });
}

function setTheme(variables: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(variables)) {
    document.documentElement.style.setProperty(`--vscode-${name}`, value);
  }
}
