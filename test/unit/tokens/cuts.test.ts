// The rules by which texts are cut. Each holds on random texts, and each of its conditions is needed: without it counts go wrong.
import assert from 'node:assert/strict';
import { BlockReader } from '../../../src/core/tokens/blockReader';
import { unpackClasses } from '../../../src/core/tokens/characterClasses';
import { Cl100kScanner } from '../../../src/core/tokens/cl100kScanner';
import { isHardBoundary, type PatternFamily } from '../../../src/core/tokens/hardBoundary';
import { isInnerCut, type Mode } from '../../../src/core/tokens/innerCut';
import { O200kScanner } from '../../../src/core/tokens/o200kScanner';
import type { PieceScanner } from '../../../src/core/tokens/pieceScanner';
import { R50kScanner } from '../../../src/core/tokens/r50kScanner';
import type { RunState } from '../../../src/core/tokens/runState';
import { TextBlock } from '../../../src/core/tokens/textBlock';
import type { Tokenizer } from '../../../src/core/tokens/tokenizer';
import { below, denseText, fuzzText, type Random, randomFrom } from '../../support/fuzzText';
import { tokenizerWith } from '../../support/loosened';

const classes = unpackClasses();
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
function countInTwo(tokenizer: Tokenizer, text: string, at: number): number {
  return tokenizer.count(text.slice(0, at)).tokens + tokenizer.count(text.slice(at)).tokens;
}

describe('hard boundaries', function () {
  this.timeout(60_000);

  for (const { name, family, make } of families) {
    it(`${family}: both sides of every one count on their own (seed ${seed})`, async () => {
      const tokenizer = await tokenizerWith(name, make);
      let found = 0;
      forPositions(randomFrom(seed), 3000, (text, at) => {
        if (!isHardBoundary(text, at, family, classes)) return;
        found += 1;
        assert.equal(countInTwo(tokenizer, text, at), tokenizer.count(text).tokens, `${JSON.stringify(text)} at ${at}`);
      });
      assert.ok(found > 3000, `only ${found} boundaries`);
    });

    for (const rule of looser.filter((candidate) => candidate.families.includes(family))) {
      it(`${family}: ${rule.what} is none`, async () => {
        const tokenizer = await tokenizerWith(name, make);
        let missed = 0;
        forPositions(randomFrom(1), 6000, (text, at) => {
          if (!rule.at.test(text.slice(at - 1, at + 1))) return;
          if (countInTwo(tokenizer, text, at) !== tokenizer.count(text).tokens) missed += 1;
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

/** Tokens of the parts of a text cut at `cuts`, each inside of a piece or run, and the modes there. */
function countCut(tokenizer: Tokenizer, text: string, cuts: readonly number[]) {
  const tools = { reader: new BlockReader(tokenizer), tokenizer, classes };
  const modes: (Mode | undefined)[] = [];
  let tokens = 0;
  let start = 0;
  let state: RunState;
  for (const end of [...cuts, text.length]) {
    const step = new TextBlock(tools, text.slice(start, end), end < text.length).step(state);
    tokens += step.tokens;
    state = step.state;
    if (end < text.length) modes.push(state?.mode);
    start = end;
  }
  return { tokens, modes };
}

/**
 * Cuts random texts once and twice wherever `mayCut` says. Gives how often that was, by mode, and the first
 * `enough` texts that went wrong.
 */
function cutTexts(
  tokenizer: Tokenizer,
  random: Random,
  texts: number,
  mayCut: (text: string, at: number) => boolean,
  enough = 10,
) {
  const modes = new Map<Mode | undefined, number>();
  const wrong: string[] = [];
  for (let i = 0; i < texts && wrong.length < enough; i += 1) {
    const text = i % 3 === 0 ? fuzzText(random, 8).slice(0, 80) : denseText(random, 24);
    const whole = tokenizer.count(text).tokens;
    let before: number | undefined;
    for (let at = 1; at < text.length; at += 1) {
      if (!mayCut(text, at)) continue;
      const once = countCut(tokenizer, text, [at]);
      for (const mode of once.modes) modes.set(mode, (modes.get(mode) ?? 0) + 1);
      const twice = before === undefined ? once : countCut(tokenizer, text, [before, at]);
      if (once.tokens !== whole || twice.tokens !== whole) wrong.push(`${JSON.stringify(text)} at ${before} and ${at}`);
      before = at;
    }
  }
  return { modes, wrong };
}

describe('inner cuts', function () {
  this.timeout(60_000);
  const allModes: Readonly<Record<'o200k' | 'cl100k' | 'r50k', readonly Mode[]>> = {
    o200k: ['lower', 'capitals', 'other', 'newlines', 'spaces', 'threes'],
    cl100k: ['letters', 'other', 'newlines', 'spaces', 'threes'],
    r50k: ['letters', 'numbers', 'other', 'spaces'],
  };
  const innerCuts = (family: PatternFamily) => (text: string, at: number) => isInnerCut(text, at, family, classes);

  for (const { name, family, make } of families) {
    it(`${family}: the parts add up, in every mode (seed ${seed})`, async () => {
      const tokenizer = await tokenizerWith(name, make);
      const { modes, wrong } = cutTexts(tokenizer, randomFrom(seed), 3000, innerCuts(family));
      assert.deepEqual(wrong, []);
      modes.delete(undefined);
      assert.deepEqual([...modes.keys()].sort(), [...allModes[family]].sort());
    });

    for (const rule of [
      { what: 'a letter after a sign', at: /[.=']\p{L}/u },
      { what: 'no space after a blank', at: / \S/ },
    ]) {
      it(`${family}: ${rule.what} must not be cut`, async () => {
        const mayCut = (text: string, at: number) => rule.at.test(text.slice(at - 1, at + 1));
        const { wrong } = cutTexts(await tokenizerWith(name, make), randomFrom(1), 20_000, mayCut, 1);
        assert.notDeepEqual(wrong, []);
      });
    }

    it(`${family}: two letters after an apostrophe must not be cut`, async () => {
      const mayCut = (text: string, at: number) => at > 1 && /'[rRvVlL][eElL]/.test(text.slice(at - 2, at + 1));
      const { wrong } = cutTexts(await tokenizerWith(name, make), randomFrom(1), 20_000, mayCut, 1);
      assert.notDeepEqual(wrong, []);
    });
  }

  /** Texts that go wrong with an o200k scanner that lacks a condition. */
  async function wrongWith(make: (classes: Uint8Array) => PieceScanner): Promise<string[]> {
    return cutTexts(await tokenizerWith('o200k_base', make), randomFrom(1), 20_000, innerCuts('o200k'), 1).wrong;
  }

  it('o200k: signs and the slashes after their newlines have to be told apart', async () => {
    class Loose extends O200kScanner {
      protected override hasNewline(): boolean {
        return false;
      }
    }
    assert.notDeepEqual(await wrongWith((classes) => new Loose(classes)), []);
  });

  it('o200k: a mark may belong to a run of signs', async () => {
    class Loose extends O200kScanner {
      protected override isWord(): boolean {
        return true;
      }
    }
    assert.notDeepEqual(await wrongWith((classes) => new Loose(classes)), []);
  });

  it('o200k: capitals end a word only after a lower-case letter', async () => {
    class Loose extends O200kScanner {
      protected override hasLower(): boolean {
        return true;
      }
    }
    assert.notDeepEqual(await wrongWith((classes) => new Loose(classes)), []);
  });

  it('o200k: capitals after a caseless letter may be given back', async () => {
    class Loose extends O200kScanner {
      override marksOf(mode: Mode): number {
        return mode === 'capitals' ? 0 : super.marksOf(mode);
      }
    }
    // Of few texts does a token go from a caseless letter to a capital, or would it if the word went on.
    const texts = [' 天天中彩票APPs', ' 天天中彩票APP', '一AB中a', '中彩票APP彩'];
    const right = await tokenizerWith('o200k_base', (classes) => new O200kScanner(classes));
    const loose = await tokenizerWith('o200k_base', (classes) => new Loose(classes));
    const countsOf = (tokenizer: Tokenizer, text: string) => {
      const cuts = Array.from({ length: text.length - 1 }, (_, i) => i + 1);
      const allowed = cuts.filter((at) => isInnerCut(text, at, 'o200k', classes));
      return new Set(allowed.map((at) => countCut(tokenizer, text, [at]).tokens));
    };
    for (const text of texts) assert.deepEqual(countsOf(right, text), new Set([right.count(text).tokens]));
    assert.ok(texts.some((text) => [...countsOf(loose, text)].some((tokens) => tokens !== loose.count(text).tokens)));
  });
});
