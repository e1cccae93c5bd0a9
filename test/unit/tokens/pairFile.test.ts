// Vocabulary files: a damaged, cut, swapped or missing one is refused by name, never counted with.
import assert from 'node:assert/strict';
import { loadEncoding } from '../../../src/core/tokens/loadEncoding';
import { EncodingFileError, type EncodingFileFault, readPairFile } from '../../../src/core/tokens/pairFile';
import { readAsset } from '../../support/encodings';

const file = 'r50k_base.pairs';

/** The fault with which `content` is refused as the file of r50k_base. */
async function faultOf(content: Uint8Array | Error): Promise<EncodingFileFault> {
  const read = async () => {
    if (content instanceof Error) throw content;
    return content;
  };
  const error = await loadEncoding('r50k_base', read, new TextEncoder()).then(
    () => assert.fail('was not refused'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof EncodingFileError);
  assert.equal(error.file, file);
  assert.match(error.message, /^r50k_base\.pairs: /);
  return error.kind;
}

describe('readPairFile', () => {
  let good: Uint8Array;
  before(async () => {
    good = await readAsset(file);
  });

  it('reads every rank, each from two lower ones', () => {
    const { size, parts, byteRanks, totalBytes } = readPairFile(file, 'r50k_base', good);
    assert.equal(size, 50256);
    assert.equal(new Set(byteRanks).size, 256);
    assert.ok(totalBytes > size);
    for (let rank = 256; rank < size; rank += 1) {
      assert.ok((parts[rank * 2] ?? rank) < rank && (parts[rank * 2 + 1] ?? rank) < rank, `rank ${rank}`);
    }
  });

  it('refuses a file that cannot be read', async () => {
    assert.equal(await faultOf(new Error('ENOENT')), 'missing');
  });

  it('refuses files of other kinds', async () => {
    assert.equal(await faultOf(new Uint8Array(0)), 'notPairFile');
    assert.equal(
      await faultOf(new TextEncoder().encode('{"bpe_ranks": "…"} and some more text after it')),
      'notPairFile',
    );
  });

  it('refuses a file cut short or grown', async () => {
    assert.equal(await faultOf(good.subarray(0, good.length - 1)), 'truncated');
    assert.equal(await faultOf(good.subarray(0, 40)), 'truncated');
    assert.equal(await faultOf(new Uint8Array([...good, 0])), 'truncated');
  });

  it('refuses a file with any single byte changed', async () => {
    for (let at = 8; at < good.length; at += 9973) {
      const damaged = good.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 0x40;
      const fault = await faultOf(damaged);
      assert.ok(fault === 'corrupt' || (at >= 28 && at < 32 && fault === 'truncated'), `byte ${at}: ${fault}`);
    }
  });

  it('refuses the file of another vocabulary', async () => {
    assert.equal(await faultOf(await readAsset('cl100k_base.pairs')), 'otherEncoding');
    assert.equal(await faultOf(await readAsset('p50k_base.pairs')), 'notPairFile');
  });
});
