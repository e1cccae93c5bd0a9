// The rules by which texts are cut. Each holds on random texts, and each of its conditions is needed: without it counts go wrong.
import assert from 'node:assert/strict';
import type { BpeEncoding } from '../../../src/core/tokens/bpeEncoding';
import { unpackClasses } from '../../../src/core/tokens/characterClasses';
import { Cl100kScanner } from '../../../src/core/tokens/cl100kScanner';
import { isHardBoundary, type PatternFamily } from '../../../src/core/tokens/hardBoundary';
import type { Mode } from '../../../src/core/tokens/innerCut';
import { O200kScanner } from '../../../src/core/tokens/o200kScanner';
import { R50kScanner } from '../../../src/core/tokens/r50kScanner';
import { applyEdit, type Edit, longText, randomEdit } from '../../support/editTexts';
import { below, denseText, fuzzText, pick, type Random, randomFrom } from '../../support/fuzzText';
import { encodingWith } from '../../support/loosened';

const seed = below(Math.random, 2 ** 31);
const families = [
  { name: 'o200k_base', family: 'o200k', make: (classes: Uint8Array) => new O200kScanner(classes) },
  { name: 'cl100k_base', family: 'cl100k', make: (classes: Uint8Array) => new Cl100kScanner(classes) },
  { name: 'r50k_base', family: 'r50k', make: (classes: Uint8Array) => new R50kScanner(classes) },
] as const;

/** A restriction of the hard-boundary rule taken away: positions that the rule leaves out for it alone. */
const looser: readonly { what: string; families: readonly PatternFamily[]; at: RegExp; length?: number }[] = [
  { what: 'a slash after a newline', families: ['o200k'], at: /[\r\n]\// },
  { what: 'an apostrophe after a letter', families: ['o200k'], at: /\p{L}'/u },
  { what: 'a mark after a letter', families: ['o200k'], at: /\p{L}\p{M}/u },
  { what: 'a newline after a sign', families: ['o200k', 'cl100k'], at: /[!;.]\n/ },
  { what: 'no space after a newline', families: ['r50k'], at: /\n\S/ },
  { what: 'a second letter of a contraction', families: ['o200k'], at: /lL|rE|vE/ },
  { what: 'no space after a blank', families: ['o200k', 'cl100k', 'r50k'], at: / \S/ },
  { what: 'a blank after a blank', families: ['o200k', 'cl100k'], at: /[ ]{2}/ },
  { what: 'a letter after a letter', families: ['o200k', 'cl100k', 'r50k'], at: /[a-z]{2}/ },
];

/** Calls `visit` for every position inside of `texts` random texts. */
function forPositions(random: Random, texts: number, visit: (text: string, at: number) => void): void {
  for (let i = 0; i < texts; i += 1) {
    const text = i % 2 === 0 ? fuzzText(random, 12).slice(0, 200) : denseText(random, 40);
    for (let at = 1; at < text.length; at += 1) visit(text, at);
  }
}

/** Tokens of both sides of a cut. */
function countInTwo(encoding: BpeEncoding, text: string, at: number): number {
  return encoding.count(text.slice(0, at)).tokens + encoding.count(text.slice(at)).tokens;
}

describe('hard boundaries', function () {
  this.timeout(60_000);
  const classes = unpackClasses();

  for (const { name, family, make } of families) {
    it(`${family}: both sides of every one count on their own (seed ${seed})`, async () => {
      const encoding = await encodingWith(name, family, make);
      let found = 0;
      forPositions(randomFrom(seed), 3000, (text, at) => {
        if (!isHardBoundary(text, at, family, classes)) return;
        found += 1;
        assert.equal(countInTwo(encoding, text, at), encoding.count(text).tokens, `${JSON.stringify(text)} at ${at}`);
      });
      assert.ok(found > 3000, `only ${found} boundaries`);
    });

    for (const rule of looser.filter((candidate) => candidate.families.includes(family))) {
      it(`${family}: ${rule.what} is none`, async () => {
        const encoding = await encodingWith(name, family, make);
        let missed = 0;
        forPositions(randomFrom(1), 6000, (text, at) => {
          if (!rule.at.test(text.slice(at - 1, at + 1))) return;
          if (countInTwo(encoding, text, at) !== encoding.count(text).tokens) missed += 1;
        });
        assert.ok(missed > 0);
      });
    }
  }

  it('never cuts a pair of surrogates', () => {
    for (const family of ['o200k', 'cl100k', 'r50k'] as const) {
      assert.equal(isHardBoundary('😀', 1, family, classes), false);
      assert.equal(isHardBoundary('a😀', 1, family, classes), true);
      assert.equal(isHardBoundary('😀 a', 2, family, classes), true);
    }
  });
});

/** An edit that keeps the text of few different characters. */
function denseEdit(random: Random, length: number): Edit {
  return { start: below(random, length + 1), deleted: below(random, 3), inserted: denseText(random, 4) };
}

/** Edits until a document counts otherwise than the plain encoding. Gives whether it ever did. */
function goesWrong(encoding: BpeEncoding, edits: number, random = randomFrom(1)): boolean {
  for (let done = 0; done < edits; ) {
    let text = random() < 0.5 ? longText(random, 100) : denseText(random, 80);
    const document = encoding.createDocument(text, pick(random, [2, 3, 5, 16]));
    for (let i = 0; i < 10; i += 1, done += 1) {
      if (document.tokens !== encoding.count(text).tokens) return true;
      const edit = random() < 0.5 ? randomEdit(random, text.length) : denseEdit(random, text.length);
      document.edit(edit.start, edit.deleted, edit.inserted);
      text = applyEdit(text, edit);
    }
  }
  return false;
}

describe('inner cuts', function () {
  this.timeout(60_000);

  for (const { name, family, make } of families) {
    it(`${family}: 3,000 edits count as the text does (seed ${seed})`, async () => {
      assert.equal(goesWrong(await encodingWith(name, family, make), 3000, randomFrom(seed)), false);
    });
  }

  it(`o200k: signs and the slashes and newlines after them are told apart`, async () => {
    class Loose extends O200kScanner {
      protected override hasNewline(): boolean {
        return false;
      }
    }
    assert.equal(goesWrong(await encodingWith('o200k_base', 'o200k', (classes) => new Loose(classes)), 20_000), true);
  });

  it(`cl100k: contractions are kept clear of`, async () => {
    class Loose extends Cl100kScanner {
      protected override endsInLetters(): boolean {
        return true;
      }
    }
    assert.equal(goesWrong(await encodingWith('cl100k_base', 'cl100k', (classes) => new Loose(classes)), 20_000), true);
  });

  it('o200k: capitals after a caseless letter are not cut', async () => {
    class Loose extends O200kScanner {
      protected override hasCaseless(): boolean {
        return false;
      }
    }
    // One of the few texts of which a token goes from a caseless letter to a capital, in a word that a small letter ends.
    const text = ' 天天中彩票APPs';
    const right = await encodingWith('o200k_base', 'o200k', (classes) => new O200kScanner(classes));
    const wrong = await encodingWith('o200k_base', 'o200k', (classes) => new Loose(classes));
    const sizes = Array.from({ length: text.length }, (_, i) => i + 1);
    const tokens = right.count(text).tokens;
    assert.deepEqual(
      sizes.filter((size) => right.createDocument(text, size).tokens !== tokens),
      [],
    );
    assert.notDeepEqual(
      sizes.filter((size) => wrong.createDocument(text, size).tokens !== tokens),
      [],
    );
  });

  it(`o200k: a mark may belong to a run of signs`, async () => {
    class Loose extends O200kScanner {
      override continuation(start: number, end: number, next: number, entry: Mode | undefined): Mode | undefined {
        const mode = super.continuation(start, end, next, entry);
        return mode === 'start' ? 'other' : mode;
      }
    }
    assert.equal(goesWrong(await encodingWith('o200k_base', 'o200k', (classes) => new Loose(classes)), 20_000), true);
  });
});
