// npm run bench: what Prompt Meter costs the editor, its sizes, and the counter against its peers. Figures are for reading, never a
// gate; machines differ, so compare the columns of one run. `npm run bench -- host` runs one part.
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { runInHost } from './inHost.mjs';
import { root } from './paths.mjs';
import { run, runOrThrow } from './run.mjs';

const chosen = process.argv.slice(2);
const kilobyte = 1024;

const parts = { sizes, detection, scan, host, peers, logs, ledger };

async function sizes() {
  for (const file of ['extension.js', 'node.js', 'webview.js', 'web/extension.js', 'web/worker.js']) {
    await printSize(`dist/${file}`);
  }
  for (const folder of ['grammars', 'encodings']) {
    for (const file of await readdir(path.join(root, 'dist', folder))) await printSize(`dist/${folder}/${file}`);
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'prompt-meter-bench-'));
  const output = await runOrThrow(process.execPath, ['scripts/package.mjs', path.join(folder, 'prompt-meter.vsix')]);
  console.log(output.trim());
  await rm(folder, { recursive: true });
}

async function printSize(file) {
  const { size } = await stat(path.join(root, file));
  console.log(`${file.padEnd(40)} ${(size / kilobyte).toFixed(0).padStart(6)} KB`);
}

async function host() {
  const { result } = await runInHost(path.join(root, 'out/test/bench/host/index.js'));
  console.log(result ?? 'The editor gave no figures.');
}

/** The analysis worker on big files. Prints its own table. */
async function detection() {
  await run(process.execPath, ['out/test/bench/detection.js'], { cwd: root });
}

/** The command line on many files. Prints its own table. */
async function scan() {
  await run(process.execPath, ['out/test/bench/scan.js'], { cwd: root });
}

/** Prints its own tables. */
async function peers() {
  await run(process.execPath, [path.join(root, 'test/bench/tokens.bench.mjs')]);
}

/** A gibibyte of logs; prints its own lines. */
async function logs() {
  await run(process.execPath, [path.join(root, 'test/bench/logs.bench.mjs')]);
}

/** Ten years of spend on the disk; prints its own lines. */
async function ledger() {
  await run(process.execPath, ['out/test/bench/ledger.js'], { cwd: root });
}

console.log(`${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}`);
await runOrThrow(process.execPath, ['esbuild.mjs', '--tests']);
for (const [name, part] of Object.entries(parts)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  console.log(`\n${name}`);
  await part();
}
