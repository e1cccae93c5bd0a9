// npm start: a VS Code with Prompt Meter on a sample workspace, with demo spend. --screenshot FILE.png takes a picture instead.
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildExtension, commitAll, demoSettings, sampleFolder, startUsageServer } from './demo.mjs';
import { startEditor } from './editorServer.mjs';
import { root } from './paths.mjs';
import { run } from './run.mjs';
import { takeScreenshot, themes } from './screenshot.mjs';

const usage = `npm start -- [options]
  Opens a VS Code with Prompt Meter on a sample workspace. Spend comes from a local demo server and is labelled as demo data.
  --browser            use the VS Code server in a browser even if there is a \`code\` on the PATH
  --screenshot FILE    take a picture without a window, and end; with it:
    --open FILE        a file of the workspace (bot/support.py)
    --theme NAME       ${Object.keys(themes).join(', ')} (dark)
    --size WxH         of the window (1280x800)
    --dashboard        open the dashboard beside the file
    --hover TEXT       hover the first line that holds the text
    --select TEXT      select the first occurrence of the text
    --cursor TEXT      put the cursor in front of the first occurrence of the text
    --type TEXT        type the text at the cursor
    --press KEYS       press keys, such as Control+s; once more for each further one
    --command TITLE    run a command of the palette
    --wait TEXT        wait until the text can be seen
    --git              put the workspace under git first, so that what is typed is a change
    --settings JSON    user settings beside those of the demo
    --no-demo          without the demo server
`;

const options = {
  screenshot: { type: 'string' },
  browser: { type: 'boolean' },
  open: { type: 'string', default: 'bot/support.py' },
  theme: { type: 'string', default: 'dark' },
  size: { type: 'string', default: '1280x800' },
  dashboard: { type: 'boolean' },
  hover: { type: 'string' },
  select: { type: 'string' },
  cursor: { type: 'string' },
  type: { type: 'string' },
  press: { type: 'string', multiple: true },
  command: { type: 'string' },
  wait: { type: 'string' },
  git: { type: 'boolean' },
  settings: { type: 'string', default: '{}' },
  'no-demo': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
};

const { values } = parseArgs({ options });
if (values.help) console.log(usage);
else await main();

async function main() {
  const { folder, workspace, remove } = await sampleFolder();
  const ends = [remove];
  try {
    const vsix = await buildExtension(folder);
    const server = values['no-demo'] ? undefined : await startUsageServer();
    if (server) ends.push(server.stop);
    if (values.git) await commitAll(workspace);
    const git = { 'git.enabled': values.git === true };
    const settings = { ...git, ...(server ? demoSettings(server.origin) : {}), ...JSON.parse(values.settings) };
    if (values.screenshot) await takeScreenshot(values, { vsix, workspace, settings });
    else await openEditor({ folder, workspace, vsix, settings });
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

async function openEditor({ folder, workspace, vsix, settings }) {
  const code = values.browser ? undefined : codeOnPath();
  if (code) await openDesktop(code, { folder, workspace, settings });
  else await openInBrowser({ workspace, vsix, settings });
}

function codeOnPath() {
  const names = process.platform === 'win32' ? ['code.cmd'] : ['code'];
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find((file) => existsSync(file));
}

/** A window of its own profile; ends when that window is closed. */
async function openDesktop(code, { folder, workspace, settings }) {
  const profile = path.join(folder, 'profile');
  await mkdir(path.join(profile, 'User'), { recursive: true });
  await writeFile(path.join(profile, 'User/settings.json'), JSON.stringify(settings, null, 2));
  const profileArgs = ['--user-data-dir', profile, '--extensions-dir', path.join(folder, 'extensions')];
  const file = path.join(workspace, values.open);
  await run(code, [...profileArgs, `--extensionDevelopmentPath=${root}`, '--new-window', '--wait', workspace, file]);
}

/** Serves the editor until Ctrl-C. */
async function openInBrowser({ workspace, vsix, settings }) {
  const editor = await startEditor({ vsix: [vsix], settings });
  const url = editor.url(workspace, [['openFile', editor.remote(path.join(workspace, values.open))]]);
  console.log(`\nPrompt Meter runs in this VS Code (Ctrl-C ends it):\n\n  ${url}\n`);
  const opener = { darwin: 'open', linux: 'xdg-open' }[process.platform];
  if (opener) run(opener, [url], { quiet: true }).catch(() => {}); // the address is printed; a browser is a courtesy
  // `on`, not `once`: npm passes on the signal that the terminal has sent already, and the second one must not cut the cleaning up short
  await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, resolve);
  });
  await editor.stop();
}
