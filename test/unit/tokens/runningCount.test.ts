// A text that comes in parts counts as the text does.
import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Count, RunningCount } from '../../../src/core/tokens/encoding';
import { createModelCounter } from '../../../src/core/tokens/modelCounter';
import { countFile } from '../../../src/node/countFile';
import { longText } from '../../support/editTexts';
import { ourEncoding, readAsset } from '../../support/encodings';
import { below, denseText, fuzzText, randomFrom } from '../../support/fuzzText';

/** Counts the text in parts of up to `most` units, which may cut surrogate pairs in two. */
function inParts(running: RunningCount, text: string, most: number, random: () => number): Count {
  for (let at = 0; at < text.length; ) {
    const length = below(random, most + 1);
    running.add(text.slice(at, at + length));
    at += length;
  }
  return running.finish();
}

describe('a text in parts', function () {
  this.timeout(60_000);
  const seed = below(Math.random, 2 ** 31);

  for (const name of ['o200k_base', 'cl100k_base', 'p50k_base', 'r50k_base'] as const) {
    it(`${name}: counts as a whole (seed ${seed})`, async () => {
      const encoding = await ourEncoding(name);
      const random = randomFrom(seed);
      for (let tries = 0; tries < 400; tries += 1) {
        const text = [longText(random, 900), fuzzText(random).repeat(9), denseText(random, 400)][tries % 3] ?? '';
        const size = [8, 16, 64][below(random, 3)] ?? 8;
        const { tokens, exact } = inParts(encoding.startCount(size), text, 1 + below(random, 200), random);
        assert.deepEqual({ tokens, exact }, { tokens: encoding.count(text).tokens, exact: true }, JSON.stringify(text));
      }
    });
  }

  it('without any boundary, or with one only far behind', async () => {
    const encoding = await ourEncoding('o200k_base');
    const random = randomFrom(seed);
    for (const unit of ['a', 'A', 'é', '文', '文a', '\n', ' ', '=', '0', "a'", '😀', '\ud800', '!\n', '́']) {
      const text = `${unit.repeat(600_000)} and the end`;
      const whole = encoding.count(text);
      assert.deepEqual(inParts(encoding.startCount(), text, 70_000, random), whole, JSON.stringify(unit));
    }
  });

  it('finds the literals of special tokens over the cuts', async () => {
    const encoding = await ourEncoding('cl100k_base');
    const text = 'a <|endoftext|> b <|fim_middle|>';
    assert.deepEqual(inParts(encoding.startCount(8), text, 3, randomFrom(3)), encoding.count(text));
    assert.equal(inParts(encoding.startCount(8), 'a <| endoftext |>', 3, randomFrom(3)).specials, undefined);
  });

  it('is estimated for other models as a whole is', async () => {
    const counter = createModelCounter(
      (name) => readAsset(name.replace('encodings/', '')),
      new TextEncoder(),
      assert.fail,
    );
    const random = randomFrom(seed);
    const models = ['gpt-4o', 'claude-sonnet-4-5', 'gemini-2.5-pro', 'grok-4', 'someone/else'];
    await counter.load(models);
    for (const model of models) {
      for (const text of ['', longText(random, 5000), '123456 天地 😀  é'.repeat(99)]) {
        const running = counter.startCount(model);
        for (let at = 0; at < text.length; at += 7) running.add(text.slice(at, at + 7));
        assert.deepEqual(running.finish(), counter.count(text, model));
      }
    }
    assert.deepEqual(
      createModelCounter((name) => readAsset(name.replace('encodings/', '')), new TextEncoder(), assert.fail)
        .startCount('gpt-4o')
        .finish().tokens,
      0,
    );
  });

  it('is what a file is read as, whatever its bytes', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'prompt-meter-parts-'));
    const file = path.join(folder, 'bytes.txt');
    const random = randomFrom(seed);
    const encoding = await ourEncoding('o200k_base');
    const odd = ['\ufeffhello', '天地', '😀', 'a\x00b'].map((text) => Buffer.from(text));
    const broken = [[0xff], [0xe5, 0xa4], [0xf0, 0x9f, 0x98], [0xed, 0xa0, 0x80], [0xc0, 0xaf]].map((bytes) =>
      Buffer.from(bytes),
    );
    try {
      for (let tries = 0; tries < 3; tries += 1) {
        const bytes = Buffer.concat(
          Array.from({ length: 150_000 }, () => [...odd, ...broken][below(random, 9)] ?? Buffer.alloc(1)),
        );
        writeFileSync(file, bytes);
        const { tokens } = await countFile(
          file,
          { model: undefined, encoding: 'o200k_base', tokenizer: undefined },
          'dist',
        );
        assert.equal(tokens, encoding.count(bytes.toString('utf8')).tokens);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
