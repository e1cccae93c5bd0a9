// Reading a gibibyte of Claude Code logs: time by the clock and of the processor, memory above the start and stalls of the loop, a second
// run with a cache; and ccusage on the same files, in turn, when the variable CCUSAGE names its program. What both count must be the same.
// `node test/bench/logs.bench.mjs [MEGABYTES]`.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeClaudeLogs } from './claudeLogs.mjs';

const megabytes = Number(process.argv[2] ?? 1024);
const folder = mkdtempSync(path.join(tmpdir(), 'prompt-meter-log-bench-'));
const cache = path.join(folder, 'cache');
const ours = ['dist/cli.js', 'spend', '--json', '--source', 'claude-code', '--root', folder, '--from', '2026-10-01'];
const rounds = 7;

try {
  makeClaudeLogs(folder, megabytes);
  const programs = [{ name: 'prompt-meter', run: () => run(process.execPath, ours), totals: ourTotals }];
  if (process.env.CCUSAGE) programs.push({ name: 'ccusage', run: runPeer, totals: peerTotals });
  compare(programs);
  tell('first run with a cache', [run(process.execPath, [...ours, '--cache', cache])]);
  tell(
    'second run with it',
    repeat(() => run(process.execPath, [...ours, '--cache', cache])),
  );
  tell(
    'bare start of Node',
    repeat(() => run(process.execPath, ['-e', '0'])),
  );
  for (let round = 1; round <= 3; round++) inOneProcess(round);
} finally {
  rmSync(folder, { recursive: true });
}

/** Runs the programs in turn, each beginning a round as often as the others. */
function compare(programs) {
  const runs = new Map(programs.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const { name, run } of round % 2 === 0 ? programs : programs.toReversed()) runs.get(name).push(run());
  }
  const totals = programs.map(({ name, totals }) => totals(JSON.parse(runs.get(name)[0].stdout).totals));
  for (const other of totals) assert.deepEqual(other, totals[0]);
  for (const [name, all] of runs) tell(name, all);
}

function runPeer() {
  const peer = ['claude', 'daily', '--json', '--offline', '--since', '20261001'];
  return run(process.env.CCUSAGE, peer, { CLAUDE_CONFIG_DIR: folder });
}

function ourTotals({ input, cached, cacheWrite, output }) {
  return [input, cached, cacheWrite, output];
}

function peerTotals({ inputTokens, cacheReadTokens, cacheCreationTokens, outputTokens }) {
  return [inputTokens + cacheReadTokens + cacheCreationTokens, cacheReadTokens, cacheCreationTokens, outputTokens];
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

function repeat(once) {
  return Array.from({ length: rounds }, once);
}

/** One run from nothing to its end; `cpu` is the processor time of all its threads. Both in seconds. */
function run(program, args, env = {}) {
  const begin = performance.now();
  // the shell tells the processor time of what it ran
  const { stdout, stderr, status } = spawnSync('sh', ['-c', '"$@" || exit 1; times >&2', 'sh', program, ...args], {
    ...{ encoding: 'utf8', env: { ...process.env, ...env }, maxBuffer: 2 ** 28 },
  });
  assert.equal(status, 0, stderr);
  const clock = (performance.now() - begin) / 1000;
  const spent = stderr.trim().split('\n').at(-1);
  const cpu = [...spent.matchAll(/(\d+)m([\d.,]+)s/g)].reduce((sum, [, minutes, seconds]) => {
    return sum + 60 * Number(minutes) + Number(seconds.replace(',', '.'));
  }, 0);
  return { clock, cpu, stdout };
}

function tell(name, runs) {
  const figure = (of) => {
    const sorted = runs.map((each) => each[of]).sort((a, b) => a - b);
    return `${sorted[sorted.length >> 1].toFixed(2)} s (${sorted[0].toFixed(2)} to ${sorted.at(-1).toFixed(2)})`;
  };
  console.log(`${name.padEnd(24)} clock ${figure('clock')}   processor ${figure('cpu')}`);
}
