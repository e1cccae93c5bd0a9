// Counting takes no more than 64 MB beyond the text and the vocabulary's own, however long the text is. Each text is counted in a process of
// its own, which is this file again.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { ourEncoding } from '../../support/encodings';
import { peakMemory } from '../../support/peakMemory';

const kinds: Readonly<Record<string, () => string>> = {
  'words, 100 MB': () => 'word after word, '.repeat(6_000_000),
  'one letter, 100 MB': () => 'a'.repeat(100_000_000),
  'blanks, 100 MB': () => ' '.repeat(100_000_000),
  'digits, 50 MB': () => '0123456789'.repeat(5_000_000),
  'Chinese without a boundary, 60 MB': () => '天地玄黄宇宙洪荒'.repeat(2_500_000),
};
const megabyte = 1e6;

async function countAlone(kind: string): Promise<void> {
  const text = kinds[kind]?.() ?? '';
  // What is repeated is made one string by a look at it: so the text never stood in memory twice, which would raise the peak.
  assert.ok(text.charCodeAt(text.length - 1) > 0);
  const encoding = await ourEncoding('o200k_base');
  encoding.count(text.slice(0, 100_000));
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const { tokens, exact } = encoding.count(text);
  process.stdout.write(JSON.stringify({ tokens, exact, extra: (peakMemory() - before) / megabyte }));
}

if (process.argv[2] === 'count-alone') {
  void countAlone(process.argv[3] ?? '');
} else {
  describe('memory beyond the text', function () {
    this.timeout(600_000);
    for (const kind of Object.keys(kinds)) {
      it(`${kind}: under 64 MB`, () => {
        const argv = ['--expose-gc', __filename, 'count-alone', kind];
        const { stdout, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
        const { tokens, exact, extra } = JSON.parse(stdout || assert.fail(stderr));
        assert.ok(tokens > 500_000 && exact === true); // 128 blanks are one token
        assert.ok(extra < 64, `${extra} MB`);
      });
    }
  });
}
