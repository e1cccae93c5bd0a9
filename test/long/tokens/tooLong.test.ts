// A file longer than any string is refused by name, at once where its size tells. The files have holes: they take no room on the disk.
import assert from 'node:assert/strict';
import { constants } from 'node:buffer';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readText } from '../../../src/node/countFile';

const gibibyte = 2 ** 30;

describe('a file that is too long', function () {
  this.timeout(600_000);
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'prompt-meter-long-'));
  });
  after(() => rm(folder, { recursive: true }));

  /** `bytes` zeros. */
  async function sparse(bytes: number): Promise<string> {
    const file = path.join(folder, `zeros-${bytes}.txt`);
    const handle = await open(file, 'w');
    await handle.truncate(bytes);
    await handle.close();
    return file;
  }

  for (const bytes of [constants.MAX_STRING_LENGTH + 1, 1.55 * gibibyte, 4 * gibibyte]) {
    it(`${Math.round(bytes / 1e6)} MB`, async () => {
      const file = await sparse(Math.floor(bytes));
      await assert.rejects(readText(file), {
        message: `${file} is too long to be counted: the most is ${constants.MAX_STRING_LENGTH} characters`,
      });
    });
  }
});
