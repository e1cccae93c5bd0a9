#!/usr/bin/env node
// Looks like VS Code's `code` program to @vscode/test-electron, and runs the tests in the VS Code server with a real browser.
// The variables of the tests arrive as this process's environment and are passed on to the extension host.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import { launchBrowser } from './browser.mjs';
import { startEditor } from './editorServer.mjs';

const timeoutMs = Number(process.env.PROMPT_METER_HOST_TIMEOUT ?? 240_000);

/** The arguments that test-electron gives; everything else it says is about a desktop. */
function readArguments(args) {
  const named = (name) => args.flatMap((arg) => (arg.startsWith(`--${name}=`) ? [arg.slice(name.length + 3)] : []));
  return {
    extension: path.resolve(named('extensionDevelopmentPath')[0] ?? '.'),
    tests: path.resolve(named('extensionTestsPath')[0] ?? '.'),
    folder: path.resolve(args.find((arg) => !arg.startsWith('-')) ?? '.'),
  };
}

/** The exit code that the workbench reports when the tests' `run` has settled. */
async function runTests({ extension, tests, folder }) {
  const server = await startEditor({ development: true });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    const log = [];
    await page.exposeFunction('codeAutomationLog', (type, args) => log.push(`${type}: ${format(...args)}`));
    const exit = new Promise((resolve) => {
      void page.exposeFunction('codeAutomationExit', (code) => resolve(code));
      page.on('crash', () => resolve('the page crashed'));
      setTimeout(() => resolve(`no end within ${timeoutMs / 1000} s`), timeoutMs).unref();
    });
    const payload = [
      ['extensionDevelopmentPath', server.remote(extension)],
      ['extensionTestsPath', server.remote(tests)],
      ['skipWelcome', 'true'],
    ];
    await page.goto(server.url(folder, payload));
    const code = await exit;
    const reported = existsSync(process.env.PROMPT_METER_RESULT ?? '');
    if (reported && (code === 0 || code === 1)) return code; // the tests' own verdict
    console.error(`The test host ended with: ${code}`);
    console.error(log.slice(-30).join('\n'));
    console.error(readFileSync(server.logFile, 'utf8').slice(-2000));
    return typeof code === 'number' ? code : 2;
  } finally {
    await browser.close();
    await server.stop();
  }
}

process.exit(await runTests(readArguments(process.argv.slice(2))));
