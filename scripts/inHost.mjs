// Runs a bundle inside the extension host of a real VS Code, through @vscode/test-electron: a downloaded desktop VS Code where that
// can be had, else the VS Code server.
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { fetched, root } from './paths.mjs';

/** `server` or `desktop` decides; otherwise the desktop is tried where there is a display for it. */
const wanted = process.env.PROMPT_METER_VSCODE;
const downloadTimeoutMs = 8000;

/**
 * Runs `entry` (a bundle that exports `run`) on a copy of the sample workspace. Resolves with what it wrote to the file that the
 * variable PROMPT_METER_RESULT names; undefined when it wrote nothing. `failed` says whether the host reported a failure.
 */
export async function runInHost(entry) {
  const folder = await mkdtemp(path.join(tmpdir(), 'prompt-meter-host-'));
  const workspace = path.join(folder, 'workspace');
  const result = path.join(folder, 'result.json');
  await cp(path.join(root, 'test/workspace'), workspace, { recursive: true });
  let failed = false;
  try {
    await runTests({
      vscodeExecutablePath: await findEditor(),
      extensionDevelopmentPath: root,
      extensionTestsPath: entry,
      launchArgs: [workspace, '--disable-extensions'],
      extensionTestsEnv: { PROMPT_METER_RESULT: result },
    });
  } catch (error) {
    failed = true;
    console.error(String(error));
  }
  const written = await readFile(result, 'utf8').catch(() => undefined);
  await rm(folder, { recursive: true, force: true });
  return { failed, result: written };
}

async function findEditor() {
  const shim = path.join(root, 'scripts/codeShim.mjs');
  if (wanted === 'server' || (wanted === undefined && process.platform === 'linux' && !process.env.DISPLAY))
    return shim;
  try {
    return await downloadAndUnzipVSCode({ cachePath: fetched, timeout: downloadTimeoutMs });
  } catch (error) {
    if (wanted === 'desktop') throw error;
    console.log('VS Code cannot be downloaded here; the tests run in the VS Code server.');
    return shim;
  }
}
