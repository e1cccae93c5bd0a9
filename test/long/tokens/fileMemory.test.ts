// A file of 500 MB is counted in little more memory than a small one: its text is never held. Each file is counted in a process of its own,
// which is this file again.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { countFile } from '../../../src/node/countFile';
import { peakMemory } from '../../support/peakMemory';

const megabyte = 1e6;
const size = 500 * megabyte;
const kinds: Readonly<Record<string, string>> = {
  words: 'The quick brown fox jumps over the lazy dog, and 12345 more words follow here.\n',
  'one letter': 'a',
  blanks: ' ',
  'Chinese without a boundary': '天地玄黄宇宙洪荒',
};

async function countAlone(file: string, model: string): Promise<void> {
  const counting = { model, encoding: undefined, tokenizer: undefined };
  await countFile('package.json', counting, 'dist');
  const before = process.memoryUsage().rss;
  const { tokens } = await countFile(file, counting, 'dist');
  process.stdout.write(JSON.stringify({ tokens, extra: (peakMemory() - before) / megabyte }));
}

if (process.argv[2] === 'count-alone') {
  void countAlone(process.argv[3] ?? '', process.argv[4] ?? '');
} else {
  describe('memory for a file of 500 MB', function () {
    this.timeout(600_000);
    let folder: string;
    before(() => {
      folder = mkdtempSync(path.join(tmpdir(), 'prompt-meter-memory-'));
    });
    after(() => rmSync(folder, { recursive: true }));

    for (const [kind, unit] of Object.entries(kinds)) {
      it(`${kind}: under 64 MB`, () => {
        const file = path.join(folder, 'text.txt');
        const part = unit.repeat(Math.ceil(megabyte / unit.length));
        const handle = openSync(file, 'w');
        for (let written = 0; written < size; ) written += writeSync(handle, part);
        closeSync(handle);
        for (const model of ['gpt-4o', 'claude-sonnet-4-5']) {
          const { stdout, stderr } = spawnSync(process.execPath, [__filename, 'count-alone', file, model], {
            encoding: 'utf8',
          });
          const { tokens, extra } = JSON.parse(stdout || assert.fail(stderr));
          console.log(`      ${kind}, ${model}: ${tokens} tokens, ${Math.round(extra)} MB`);
          assert.ok(tokens > megabyte && extra < 64, `${extra} MB`);
        }
      });
    }
  });
}
