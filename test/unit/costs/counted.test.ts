import assert from 'node:assert/strict';
import { contentHash } from '../../../src/core/contentHash';
import { analyse } from '../../../src/core/costs/analyse';
import { promptHover } from '../../../src/core/hints/hintHover';
import { requestLabel } from '../../../src/core/hints/hints';
import { bundledPrice } from '../../../src/core/prices/bundledPrices';
import { english } from '../../../src/core/words';

const hints = analyse(
  {
    prompts: [{ span: { start: 0, end: 9 }, role: 'user', text: 'Be kind', holes: [], confidence: 'high' }],
    requests: [
      {
        ...{ span: { start: 0, end: 9 }, kind: 'text', prompts: [0], partial: false },
        model: { id: 'claude-opus-5', span: { start: 0, end: 1 }, source: 'call' },
      },
    ],
    problems: [],
    broken: false,
  },
  {
    count: () => ({ tokens: 90, exact: false, errorPercent: 10 }),
    price: bundledPrice,
    defaultModel: 'gpt-5-mini',
    now: Date.UTC(2026, 10, 21),
  },
);

describe('what a provider has counted', () => {
  it('takes the place of the estimate in the label, and is told in the hover', () => {
    const [request] = hints.requests;
    assert.match(requestLabel(request ?? assert.fail(), english), /^≈ 90 tok in · ≈ \$/);
    const counted = { ...(request ?? assert.fail()), counted: { tokens: 1_000, withTools: false } };
    assert.match(requestLabel(counted, english), /^1,000 tok in · \$0\.\d+ · claude-opus-5$/);
    const { lines } = promptHover(
      { ...hints, requests: [counted] },
      0,
      { month: () => undefined, tokensPerMinute: () => undefined, outlook: undefined },
      english,
    );
    assert.ok(
      lines.some((line) => /^Counted by the provider itself: 1,000 tokens, \$0\.\d+$/.test(line)),
      lines.join('\n'),
    );
  });

  it('has the tools in it where they were sent, else they are added as an estimate', () => {
    const request = { ...(hints.requests[0] ?? assert.fail()), toolTokens: 40 };
    const shown = (withTools: boolean) => requestLabel({ ...request, counted: { tokens: 1_000, withTools } }, english);
    assert.match(shown(true), /^1,000 tok in · \$/);
    assert.match(shown(false), /^≈ 1,040 tok in · ≈ \$/);
  });

  it('is kept under a name that differs with every text', () => {
    const names = new Set(Array.from({ length: 20_000 }, (_, at) => contentHash(`text ${at}`)));
    assert.equal(names.size, 20_000);
    assert.match([...names][0] ?? '', /^[0-9a-f]{16}$/);
    assert.equal(contentHash('same'), contentHash('same'));
    assert.notEqual(contentHash('ab'), contentHash('ba'));
    assert.notEqual(contentHash(''), contentHash('\0'));
  });
});
