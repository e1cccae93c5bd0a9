// What npm start shows: the sample workspace, the extension as a package, and the demo usage server behind the spend figures.
import { spawn } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './paths.mjs';
import { runOrThrow } from './run.mjs';

/** Builds what the demo needs; resolves with the path of the packaged extension. */
export async function buildExtension(folder) {
  await runOrThrow(process.execPath, ['esbuild.mjs', '--tests']);
  const vsix = path.join(folder, 'prompt-meter.vsix');
  await runOrThrow(process.execPath, ['scripts/package.mjs', vsix]);
  return vsix;
}

/** A folder that is gone afterwards, with a copy of the sample workspace in it. */
export async function sampleFolder() {
  const folder = await mkdtemp(path.join(tmpdir(), 'prompt-meter-demo-'));
  const workspace = path.join(folder, 'velo-nord');
  await cp(path.join(root, 'test/workspace'), workspace, { recursive: true });
  return { folder, workspace, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Makes a repository of a folder, with all that it holds in one commit. */
export async function commitAll(folder) {
  const git = (...args) =>
    runOrThrow('git', ['-c', 'user.name=demo', '-c', 'user.email=demo@localhost', ...args], { cwd: folder });
  await git('init', '--quiet', '--initial-branch=main');
  await git('add', '.');
  await git('commit', '--quiet', '--message', 'Prompts of Velo Nord');
}

/** Starts the demo usage server; resolves with its address. */
export async function startUsageServer() {
  const child = spawn(process.execPath, [path.join(root, 'out/usageServer.js')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const origin = await new Promise((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => resolve(line.replace('listening on ', '')));
    child.on('exit', (code) => reject(new Error(`The demo usage server ended with ${code}.`)));
  });
  return { origin, stop: () => child.kill() };
}

/** User settings of the demo: spend comes from the demo server, every minute. */
export function demoSettings(origin) {
  return { 'promptMeter.demo.url': origin, 'promptMeter.usage.pollMinutes': 1 };
}
