// R38 to R40 on real files: a folder of 10,290 logs, one of 40 GiB (with a hole in it), and a line that never ends. Seen to be caught when
// planted: reading from the begin in spite of a checkpoint (R39), a buffer that grows as long as the line does (R40).
import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { claudeCode } from '../../../src/core/usage/logs/claudeCode';
import type { Checkpoint } from '../../../src/node/logs/checkpoint';
import { findLogFiles } from '../../../src/node/logs/logRoots';
import { LogFileReader } from '../../../src/node/logs/readLogFile';
import { readLogs } from '../../../src/node/logs/readLogs';

const gibibyte = 2 ** 30;
const mebibyte = 2 ** 20;

const line = (id: number) =>
  `${JSON.stringify({
    type: 'assistant',
    timestamp: '2026-11-01T10:00:00.000Z',
    requestId: `r${id}`,
    message: { id: `m${id}`, model: 'claude-haiku-4-5', usage: { input_tokens: 1, output_tokens: id } },
  })}\n`;

/** Ms of processor time of all threads: what else runs on the machine does not count. */
async function costOf<Result>(work: () => Promise<Result> | Result): Promise<{ result: Result; ms: number }> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, ms: (user + system) / 1000 };
}

describe('logs of many and of large files', function () {
  this.timeout(600_000);
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'prompt-meter-many-logs-'));
    mkdirSync(path.join(root, 'projects'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  /** The file read from `before` on. */
  async function readFrom(file: string, before: Checkpoint | undefined) {
    const found = await findLogFiles('claude-code', [root]);
    const log = found.find((each) => each.path === file) ?? assert.fail();
    return costOf(() => new LogFileReader(claudeCode).read(log, before) ?? assert.fail());
  }

  it('R39, R40: goes on at the end of 40 GiB, behind a line of most of them, in little memory', async () => {
    const file = path.join(root, 'projects', 'a.jsonl');
    writeFileSync(file, line(1));
    truncateSync(file, 40 * gibibyte);
    appendFileSync(file, `\n${line(2)}`);
    const start = process.memoryUsage.rss();
    const { result: first } = await readFrom(file, undefined);
    assert.deepEqual([first.entries.length, first.damaged], [2, 1]);
    appendFileSync(file, line(3));
    const { result: next, ms } = await readFrom(file, first.checkpoint);
    const grown = (process.memoryUsage.rss() - start) / mebibyte;
    console.log(`behind 40 GiB: ${ms.toFixed(1)} ms of processor time; ${grown.toFixed(1)} MiB more memory in all`);
    assert.deepEqual([next.continued, next.entries.at(0)?.output, next.entries.length], [true, 3, 1]);
    assert.ok(ms <= 100, `${ms} ms`);
    assert.ok(grown <= 48, `${grown} MiB`);
  });

  it('R39: only looks at 10,290 files when nothing has changed', async () => {
    for (let file = 0; file < 10_290; file++) {
      const folder = path.join(root, 'projects', `-p${file % 60}`);
      if (file < 60) mkdirSync(folder);
      writeFileSync(path.join(folder, `${file}.jsonl`), line(file));
    }
    const cache = path.join(root, 'cache');
    const read = async () =>
      readLogs({ tool: claudeCode, cache, assets: 'dist' }, await findLogFiles('claude-code', [root]));
    let count = 0;
    (await read()).each(() => count++);
    assert.equal(count, 10_290);
    const { result, ms } = await costOf(read);
    console.log(`10,290 files again: ${ms.toFixed(0)} ms of processor time`);
    assert.deepEqual([result.files, result.problems], [10_290, []]);
    assert.ok(ms <= 1000, `${ms} ms`);
  });
});
