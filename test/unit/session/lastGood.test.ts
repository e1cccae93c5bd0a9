import assert from 'node:assert/strict';
import type { DocumentHints, PromptHint, RequestHint } from '../../../src/core/costs/analyse';
import { keepLastGood, shiftHints } from '../../../src/core/session/lastGood';

const figures = {
  model: { id: 'gpt-4o', source: 'call' },
  count: { tokens: 1, estimated: false, atLeast: false, errorPercent: undefined },
  cost: undefined,
  price: undefined,
  lastGood: false,
} as const;

const prompt = (start: number, end: number): PromptHint => ({
  ...figures,
  span: { start, end },
  role: 'user',
  confidence: 'high',
  holes: [],
  alone: false,
});

const request = (start: number, end: number, prompts: number[]): RequestHint => ({
  ...figures,
  span: { start, end },
  prompts,
  framingTokens: 0,
  framingPublished: true,
  output: undefined,
  partial: false,
});

const hints = (prompts: PromptHint[], requests: RequestHint[]): DocumentHints => ({ prompts, requests, problems: [] });

const spans = (found: readonly { readonly span: { start: number; end: number } }[]) =>
  found.map(({ span }) => [span.start, span.end]);

describe('shiftHints', () => {
  it('moves what lies behind an edit and drops what it removed, with indexes repaired', () => {
    const before = hints([prompt(10, 20), prompt(30, 40)], [request(5, 45, [0, 1])]);
    const after = shiftHints(before, [{ start: 8, deleted: 14, inserted: 'x' }]);
    assert.deepEqual(spans(after.prompts), [[17, 27]]);
    assert.deepEqual(spans(after.requests), [[5, 32]]);
    assert.deepEqual(after.requests[0]?.prompts, [0]);
  });
});

describe('keepLastGood', () => {
  it('keeps what the broken text hides, marked, and prefers what is found now', () => {
    const before = hints([prompt(10, 20), prompt(50, 60)], [request(5, 25, [0]), request(45, 65, [1])]);
    const found = hints([prompt(11, 19)], []);
    const kept = keepLastGood(before, found);
    assert.deepEqual(spans(kept.prompts), [
      [11, 19],
      [50, 60],
    ]);
    assert.deepEqual(
      kept.prompts.map((hint) => hint.lastGood),
      [false, true],
    );
    assert.deepEqual(spans(kept.requests), [[45, 65]]);
    assert.deepEqual(kept.requests[0]?.prompts, [1]);
  });

  it('sorts by position, with indexes following', () => {
    const kept = keepLastGood(
      hints([prompt(0, 5)], [request(0, 6, [0])]),
      hints([prompt(10, 20)], [request(9, 21, [0])]),
    );
    assert.deepEqual(spans(kept.prompts), [
      [0, 5],
      [10, 20],
    ]);
    assert.deepEqual(
      kept.requests.map((each) => each.prompts),
      [[0], [1]],
    );
  });
});
