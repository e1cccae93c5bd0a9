// What has changed since another state of a document, through the session as the editor uses it.
import assert from 'node:assert/strict';
import { analyse, type EstimateSettings, type RequestHint } from '../../../src/core/costs/analyse';
import { changeLabel, withChanges } from '../../../src/core/costs/changes';
import { bundledPrice } from '../../../src/core/prices/bundledPrices';
import type { Detection, PromptRequest } from '../../../src/core/prompts/prompt';
import { english } from '../../../src/core/words';

/** Counts words. */
const settings: EstimateSettings = {
  count: (text) => ({ tokens: text.split(' ').filter(Boolean).length, exact: true, errorPercent: undefined }),
  price: bundledPrice,
  defaultModel: 'gpt-5-mini',
  now: Date.UTC(2026, 10, 21),
};

/** One request for each text: `model: words`. */
function found(...texts: string[]): Detection {
  const parts = texts.map((text) => text.split(': ') as [string, string]);
  return {
    prompts: parts.map(([, text], at) => ({
      ...{ span: { start: at * 10, end: at * 10 + 9 }, role: 'user', text, holes: [], confidence: 'high' },
    })),
    requests: parts.map(([id], at) => ({
      ...{ span: { start: at * 10, end: at * 10 + 9 }, kind: 'text', prompts: [at], partial: false },
      model: { id, span: { start: 0, end: 1 }, source: 'call' },
    })),
    problems: [],
    broken: false,
  };
}

function changes(before: Detection, now: Detection): (string | undefined)[] {
  const old = { detection: before, requests: analyse(before, settings).requests };
  return withChanges(analyse(now, settings), now, old).requests.map(
    ({ change }: RequestHint) => change && changeLabel(change, english),
  );
}

const long = Array.from({ length: 400 }, (_, at) => `word${at % 7}`).join(' ');

describe('changes since the last commit', () => {
  it('are what a call costs more or less, in tokens and money', () => {
    assert.deepEqual(changes(found('gpt-4o: one two three'), found(`gpt-4o: one two three ${long}`)), [
      '+400 tok · +$0.0010/call',
    ]);
    assert.deepEqual(changes(found(`gpt-4o: one two three ${long}`), found('gpt-4o: one two three')), [
      '−400 tok · −$0.0010/call',
    ]);
  });

  it('are none for equal, new and moved requests', () => {
    assert.deepEqual(changes(found('gpt-4o: a b'), found('gpt-4o: a b')), [undefined]);
    assert.deepEqual(changes(found('gpt-4o: a b', 'gpt-4o: x y'), found('gpt-4o: x y', 'gpt-4o: a b')), [
      undefined,
      undefined,
    ]);
    const some = changes(found('gpt-4o: a b c d'), found('gpt-4o: quite other words here', 'gpt-4o: a b c d e'));
    assert.deepEqual(some, [undefined, '+1 tok · +$0.000003/call']);
  });

  it('tell another model by its price alone', () => {
    assert.deepEqual(changes(found(`gpt-4o: ${long}`), found(`gpt-4o-mini: ${long}`)), ['±0 tok · −$0.00094/call']);
  });

  it('are exact where only texts have changed, whatever is an estimate beside them', () => {
    const asChat = (detection: Detection, more: Partial<PromptRequest> = {}): Detection => ({
      ...detection,
      requests: detection.requests.map((request) => ({ ...request, ...more, kind: 'chat' as const })),
    });
    const [before, now] = [found('gpt-5: a b'), found('gpt-5: a b c')];
    assert.deepEqual(changes(asChat(before), asChat(now)), ['+1 tok · +$0.000001/call']);
    const tools = JSON.stringify({ tools: [{ type: 'function', function: { name: 'f' } }] });
    assert.deepEqual(changes(asChat(before, { tools }), asChat(now, { tools })), ['+1 tok · +$0.000001/call']);
    assert.match(changes(asChat(before), asChat(now, { tools }))[0] ?? '', /^≈ \+\d+ tok · ≈ \+\$/);
    assert.match(changes(asChat(before), now)[0] ?? '', /^≈ −6 tok/);
  });

  it('have no money where a price is not known', () => {
    assert.deepEqual(changes(found('gpt-4o: a b'), found('house-model: a b c')), ['+1 tok']);
    assert.deepEqual(changes(found('gpt-4o: a b'), found('house-model: a b')), [undefined]);
  });
});
