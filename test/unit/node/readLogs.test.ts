// Reading log files: in pieces, resumed, torn, huge, replaced; always the same as reading them at once.
import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { claudeCode } from '../../../src/core/usage/logs/claudeCode';
import { findLogFiles } from '../../../src/node/logs/logRoots';
import { readLogs } from '../../../src/node/logs/readLogs';

const line = (id: number, output = 1, filler = '') =>
  JSON.stringify({
    type: 'assistant',
    timestamp: '2026-11-01T10:00:00.000Z',
    requestId: `r${id}`,
    note: filler,
    message: { id: `m${id}`, model: 'claude-haiku-4-5', usage: { input_tokens: 1, output_tokens: output } },
  });

describe('readLogs', () => {
  let root: string;
  let cache: string;
  const file = () => path.join(root, 'projects/-p/a.jsonl');

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'prompt-meter-logs-'));
    cache = path.join(root, 'cache.bin');
    mkdirSync(path.join(root, 'projects/-p'), { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true }));

  async function outputs(withCache = true, assets = 'dist') {
    const read = await readLogs(
      { tool: claudeCode, cache: withCache ? cache : undefined, assets },
      await findLogFiles('claude-code', [root]),
    );
    assert.deepEqual([read.problems, read.cacheProblem], [[], undefined]);
    const found: number[] = [];
    read.each(({ output }) => found.push(output));
    return { found: found.sort((a, b) => a - b), damaged: read.damaged };
  }

  it('takes a whole last line without newline, leaves a torn one, and counts both once later', async () => {
    writeFileSync(file(), `${line(1, 10)}\n${line(2, 20)}`);
    assert.deepEqual((await outputs()).found, [10, 20]);
    appendFileSync(file(), `\n${line(3, 30).slice(0, 60)}`);
    assert.deepEqual((await outputs()).found, [10, 20]);
    appendFileSync(file(), `${line(3, 30).slice(60)}\r\n`);
    assert.deepEqual((await outputs()).found, [10, 20, 30]);
    assert.deepEqual((await outputs(false)).found, [10, 20, 30]);
  });

  it('reads anew what shrank, was replaced or is gone', async () => {
    writeFileSync(file(), `${line(1, 10)}\n${line(2, 20)}\n`);
    await outputs();
    truncateSync(file(), line(1, 10).length + 1);
    assert.deepEqual((await outputs()).found, [10]);
    rmSync(file());
    writeFileSync(file(), `${line(7, 70)}\n${line(8, 80)}\n`);
    assert.deepEqual((await outputs()).found, [70, 80]);
    rmSync(file());
    assert.deepEqual((await outputs()).found, []);
  });

  it('does not use a damaged cache', async () => {
    writeFileSync(file(), `${line(1, 10)}\n`);
    await outputs();
    for (const junk of ['', 'junk', Buffer.alloc(5000)]) {
      writeFileSync(cache, junk);
      assert.deepEqual((await outputs()).found, [10]);
    }
  });

  it('counts damaged lines, skips giant ones and reads on behind them', async () => {
    const giant = line(5, 50, 'x'.repeat(9 * 2 ** 20));
    writeFileSync(
      file(),
      [line(1, 10), line(2).slice(0, -5), giant, `{"usage":}`, line(3, 30), line(4, 40, 'y'.repeat(2 ** 20)), ''].join(
        '\n',
      ),
    );
    assert.deepEqual(await outputs(), { found: [10, 30, 40], damaged: 3 });
  });

  it('reads copies in other files once, with a helper and with one that does not start', async () => {
    const filler = 'z'.repeat(3000);
    const lines = Array.from({ length: 1500 }, (_, index) => line(index, 1, filler));
    for (const name of ['a', 'b', 'c'])
      writeFileSync(path.join(root, `projects/-p/${name}.jsonl`), `${lines.join('\n')}\n`);
    assert.equal((await outputs(false)).found.length, 1500);
    assert.equal((await outputs(false, 'nowhere')).found.length, 1500);
  });

  it('gives the same whatever the pieces in which a log grew', async () => {
    const text = `${[line(1, 10, 'größe'), line(2, 20, '\u{1f600}'), '', line(1, 15), line(3, 30)].join('\r\n')}\n`;
    const bytes = Buffer.from(text);
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(bytes.length), { maxLength: 5 }), async (cuts) => {
        rmSync(cache, { force: true });
        writeFileSync(file(), '');
        const places = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        for (let at = 1; at < places.length; at++) {
          appendFileSync(file(), bytes.subarray(places[at - 1], places[at]));
          await outputs();
        }
        assert.deepEqual((await outputs()).found, [15, 20, 30]);
      }),
      { numRuns: 60 },
    );
  });
});
