// Byte pair encoding: ByteMerger against the definition, TokenRun (windows and seams) against ByteMerger.
import assert from 'node:assert/strict';
import { ByteMerger } from '../../../src/core/tokens/byteMerger';
import { HASH_PADDING } from '../../../src/core/tokens/hashing';
import { PIECE_START, PiecePart } from '../../../src/core/tokens/pieceState';
import { TokenRun } from '../../../src/core/tokens/tokenRun';
import { NO_TOKEN, type Vocabulary } from '../../../src/core/tokens/vocabulary';
import { below, fuzzText, pick, type Random, randomFrom } from '../../support/fuzzText';
import { vocabularyOf } from '../../support/loosened';

/** The token that spells exactly these bytes, by the byte hash: another way than the pair table. */
function tokenOf(vocabulary: Vocabulary, bytes: Uint8Array): number {
  if (bytes.length === 1) return vocabulary.byteRanks[bytes[0] ?? 0] ?? NO_TOKEN;
  const padded = new Uint8Array(bytes.length + HASH_PADDING);
  padded.set(bytes);
  return vocabulary.find(new DataView(padded.buffer), 0, bytes.length);
}

/** As tiktoken defines it: join the two neighbours whose bytes are the token of the lowest rank, the leftmost of equals. */
function byDefinition(vocabulary: Vocabulary, bytes: Uint8Array): number[] {
  const borders = Array.from({ length: bytes.length + 1 }, (_, i) => i);
  const span = (from: number, to: number) => tokenOf(vocabulary, bytes.subarray(borders[from], borders[to]));
  for (;;) {
    const merges = borders.slice(2).map((_, i) => span(i, i + 2));
    const lowest = Math.min(...merges.map((rank) => (rank === NO_TOKEN ? Number.POSITIVE_INFINITY : rank)));
    if (lowest === Number.POSITIVE_INFINITY) return borders.slice(1).map((_, i) => span(i, i + 1));
    borders.splice(merges.indexOf(lowest) + 1, 1);
  }
}

/** Bytes of a piece that merges in hard ways: few letters, repeated blocks, or anything. */
function hardBytes(random: Random, length: number): Uint8Array {
  const alphabet = pick(random, [
    'a',
    'ab',
    'aeinst',
    ' ',
    ' \n',
    '=-_',
    '文字。',
    '0123456789',
    'éàü',
    '─│',
    '👩\u200d👧',
    'tTheE ',
  ]);
  let text = '';
  while (text.length < length) {
    const unit = random() < 0.2 ? fuzzText(random, 2) : pick(random, [...alphabet]);
    text += unit.repeat(random() < 0.3 ? 1 + below(random, 40) : 1);
  }
  return new TextEncoder().encode(text.slice(0, length) || 'a');
}

describe('byte pair encoding', function () {
  this.timeout(60_000);
  const seed = below(Math.random, 2 ** 31);
  const vocabularies = new Map<string, Vocabulary>();
  before(async () => {
    for (const name of ['o200k_base', 'cl100k_base', 'p50k_base']) vocabularies.set(name, await vocabularyOf(name));
  });

  for (const name of ['o200k_base', 'cl100k_base', 'p50k_base']) {
    const vocabulary = () => vocabularies.get(name) ?? assert.fail(name);

    it(`${name}: the merger gives what the definition gives (seed ${seed})`, () => {
      const random = randomFrom(seed);
      const merger = new ByteMerger(vocabulary());
      for (let i = 0; i < 400; i += 1) {
        const bytes = hardBytes(random, 1 + below(random, 40));
        const count = merger.merge(bytes, 0, bytes.length);
        assert.deepEqual(
          [...merger.tokens.subarray(0, count)],
          byDefinition(vocabulary(), bytes),
          new TextDecoder().decode(bytes),
        );
      }
    });

    it(`${name}: two tokens fit if encoding the bytes of both gives both (seed ${seed})`, () => {
      const random = randomFrom(seed);
      const merger = new ByteMerger(vocabulary());
      const both = new Uint8Array(1024);
      const size = vocabulary().starts.length - 1;
      const seen = { fit: 0, not: 0 };
      for (let i = 0; i < 20_000; i += 1) {
        // Halves of a token meet a merge across their border; tokens of an encoded text mostly do not.
        const whole = 256 + below(random, size - 256);
        const bytes = vocabulary().bytes.subarray(vocabulary().starts[whole], vocabulary().starts[whole + 1]);
        const cut = 1 + below(random, bytes.length);
        const [left, right] = [tokenOf(vocabulary(), bytes.subarray(0, cut)), below(random, size)];
        const other = i % 2 === 0 && cut < bytes.length ? tokenOf(vocabulary(), bytes.subarray(cut)) : right;
        if (left === NO_TOKEN || other === NO_TOKEN || vocabulary().lengthOf(other) === 0) continue;
        const length = vocabulary().spell(other, both, vocabulary().spell(left, both, 0));
        const count = merger.merge(both, 0, length);
        const fit = count === 2 && merger.tokens[0] === left && merger.tokens[1] === other;
        assert.equal(vocabulary().fits(left, other), fit, `${left} ${other}`);
        seen[fit ? 'fit' : 'not'] += 1;
      }
      assert.ok(seen.fit > 1000 && seen.not > 1000, JSON.stringify(seen));
    });

    it(`${name}: a run appended in parts gives what the merger gives (seed ${seed})`, () => {
      const random = randomFrom(seed);
      const merger = new ByteMerger(vocabulary());
      const run = new TokenRun(vocabulary());
      for (let i = 0; i < 300; i += 1) {
        const bytes = hardBytes(random, 1 + below(random, 600));
        run.start(new Int32Array(0));
        for (let from = 0; from < bytes.length; ) {
          const to = Math.min(bytes.length, from + 1 + below(random, 200));
          run.append(bytes, from, to);
          from = to;
        }
        const count = merger.merge(bytes, 0, bytes.length);
        assert.deepEqual(
          [...run.tokens.subarray(0, run.count)],
          [...merger.tokens.subarray(0, count)],
          new TextDecoder().decode(bytes),
        );
        assert.equal(run.exact, true);
      }
    });

    it(`${name}: remembered steps over parts add up to the whole (seed ${seed})`, () => {
      const random = randomFrom(seed);
      const merger = new ByteMerger(vocabulary());
      const run = new TokenRun(vocabulary());
      for (let i = 0; i < 60; i += 1) {
        const contents = Array.from({ length: 1 + below(random, 3) }, () => hardBytes(random, 1 + below(random, 300)));
        const parts = contents.map((bytes) => new PiecePart((target) => target.append(bytes, 0, bytes.length)));
        const order = Array.from({ length: 6 }, () => below(random, parts.length));
        let state = PIECE_START;
        let tokens = 0;
        for (const index of order) {
          const step = parts[index]?.after(state, run) ?? assert.fail();
          state = step.state;
          tokens += step.tokens;
          assert.equal(step.exact, true);
        }
        const whole = Buffer.concat(order.map((index) => contents[index] ?? assert.fail()));
        assert.equal(tokens, merger.merge(whole, 0, whole.length), whole.toString());
      }
    });
  }
});
