// Reading a gibibyte of Claude Code logs: wall time, memory above the start and stalls of the loop, a second run with a cache; and
// ccusage on the same files when the variable CCUSAGE names its native program. `node test/bench/logs.bench.mjs [MEGABYTES]`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeClaudeLogs } from './claudeLogs.mjs';

const megabytes = Number(process.argv[2] ?? 1024);
const folder = mkdtempSync(path.join(tmpdir(), 'prompt-meter-log-bench-'));
const cache = path.join(folder, 'cache');
const ours = ['dist/cli.js', 'spend', '--json', '--source', 'claude-code', '--root', folder, '--from', '2026-10-01'];

try {
  makeClaudeLogs(folder, megabytes);
  for (let round = 1; round <= 3; round++) {
    time(`round ${round}: prompt-meter`, process.execPath, ours);
    if (process.env.CCUSAGE) {
      const peer = ['claude', 'daily', '--json', '--offline', '--since', '20261001'];
      time(`round ${round}: ccusage`, process.env.CCUSAGE, peer, { CLAUDE_CONFIG_DIR: folder });
    }
  }
  time('first run with a cache', process.execPath, [...ours, '--cache', cache]);
  time('second run with it', process.execPath, [...ours, '--cache', cache]);
  time('third run', process.execPath, [...ours, '--cache', cache]);
  time('bare start of Node', process.execPath, ['-e', '0']);
  for (let round = 1; round <= 3; round++) inOneProcess(round);
} finally {
  rmSync(folder, { recursive: true });
}

/** As an extension host does it, with a timer that looks whether its loop is held. */
function inOneProcess(round) {
  const { stdout, status } = spawnSync(process.execPath, ['out/test/bench/logReading.js', folder], {
    encoding: 'utf8',
  });
  if (status !== 0) return console.log(`in one process: failed ${status}`);
  const { idle, ...readings } = JSON.parse(stdout);
  const show = ({ longest, own }) =>
    `${longest.toFixed(1)} ms (${own?.toFixed(1) ?? '?'} ms of its own processor time)`;
  console.log(`in one process, round ${round}: longest stall of an idle loop ${show(idle)}`);
  for (const [name, { seconds, mebibytes, stall }] of Object.entries(readings)) {
    const figures = `${seconds.toFixed(2)} s, ${mebibytes.toFixed(1)} MiB above start, longest stall ${show(stall)}`;
    console.log(`  ${name} reading ${figures}`);
  }
}

function time(name, program, args, env = {}) {
  const begin = performance.now();
  const { status, error } = spawnSync(program, args, { env: { ...process.env, ...env }, maxBuffer: 2 ** 28 });
  const seconds = ((performance.now() - begin) / 1000).toFixed(2);
  console.log(`${name.padEnd(28)} ${seconds.padStart(7)} s${status === 0 ? '' : `  failed ${error ?? status}`}`);
}
