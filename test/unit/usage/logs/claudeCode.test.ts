// The log of Claude Code: which lines count, which are copies, and what they cost.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { usdToDecimal } from '../../../../src/core/money';
import { shippedPrice } from '../../../../src/core/prices/shippedPrices';
import { claudeCode } from '../../../../src/core/usage/logs/claudeCode';
import { EntryTable, type LogEntry } from '../../../../src/core/usage/logs/entries';
import { Gathering, Replays } from '../../../../src/core/usage/logs/gather';
import { LogSum } from '../../../../src/core/usage/logs/sum';

const model = 'claude-sonnet-4-5-20250929';
const usage = { input_tokens: 10, output_tokens: 100 };

/** A line as Claude Code writes it. */
function line(message: object, more: object = {}): object {
  const at = '2026-11-01T10:00:00.000Z';
  return {
    type: 'assistant',
    timestamp: at,
    sessionId: 's',
    requestId: 'req_1',
    isSidechain: false,
    message: { id: 'msg_1', role: 'assistant', model, usage, ...message },
    ...more,
  };
}

function countingOf(lines: readonly unknown[], file = 'projects/-home-shop/a.jsonl'): LogEntry[] {
  const table = new EntryTable();
  const reader = claudeCode.open(file, undefined);
  for (const [index, each] of lines.entries()) reader.read(each, () => `f:${index}`, table);
  const gathering = new Gathering();
  gathering.addAll(table);
  const replays = new Replays(gathering.table);
  return Array.from({ length: gathering.table.length }, (_, index) => gathering.table.at(index) as LogEntry).filter(
    (entry) => replays.counts(entry),
  );
}

function costOf(lines: readonly unknown[]) {
  const sum = new LogSum(claudeCode, shippedPrice);
  for (const entry of countingOf(lines)) sum.add(entry);
  return sum
    .rows('day', '2026-11-01', '2026-11-02')
    .flatMap(({ cost }) =>
      cost === undefined ? [] : [cost === 'unknown' ? cost : `${usdToDecimal(cost.amount)} ${cost.kind}`],
    );
}

describe('Claude Code log', () => {
  it('counts the whole prompt: input, cache read, cache write', () => {
    const whole = {
      ...usage,
      cache_creation_input_tokens: 3100,
      cache_read_input_tokens: 2000,
      cache_creation: { ephemeral_5m_input_tokens: 3000, ephemeral_1h_input_tokens: 100 },
    };
    const [entry] = countingOf([line({ usage: whole })]);
    assert.deepEqual(
      [entry?.input, entry?.cached, entry?.written5m, entry?.written1h, entry?.output],
      [5110, 2000, 3000, 100, 100],
    );
    assert.equal(entry?.project, '-home-shop');
    const smaller = { ...whole, cache_creation_input_tokens: 50 };
    assert.equal(countingOf([line({ usage: smaller })])[0]?.input, 5110);
    const { cache_creation: _, ...flat } = whole;
    assert.deepEqual(countingOf([line({ usage: flat })])[0]?.written5m, 3100);
  });

  it('prices every part: 10 x 3 + 2000 x 0.3 + 3000 x 3.75 + 100 x 6 + 100 x 15 millionths', () => {
    const whole = {
      ...usage,
      cache_creation_input_tokens: 3100,
      cache_read_input_tokens: 2000,
      cache_creation: { ephemeral_5m_input_tokens: 3000, ephemeral_1h_input_tokens: 100 },
    };
    assert.deepEqual(costOf([line({ usage: whole })]), ['0.01398 computed']);
    assert.deepEqual(costOf([line({ usage: whole }, { costUSD: 0.0123 })]), ['0.0123 logged']);
    for (const impossible of [-1, '1', Number.NaN, 1e300])
      assert.deepEqual(costOf([line({ usage: whole }, { costUSD: impossible })]), ['0.01398 computed']);
    assert.deepEqual(costOf([line({ model: 'claude-unheard-of-9' })]), ['unknown']);
    assert.deepEqual(costOf([line({ usage: { ...usage, speed: 'fast' } })]), ['unknown']);
    assert.deepEqual(costOf([line({ usage: { ...usage, service_tier: 'batch' } })]), ['0.000765 computed']);
  });

  it('bills searches of the web at $10 a thousand, and knows no cost where their price is not known', () => {
    const searching = (model: string, count: unknown) =>
      line({ model, usage: { ...usage, server_tool_use: { web_search_requests: count } } });
    const sonnet = 'claude-sonnet-4-5-20250929';
    assert.deepEqual(costOf([searching(sonnet, 0)]), ['0.00153 computed']);
    assert.deepEqual(costOf([searching(sonnet, 3)]), ['0.03153 computed']);
    assert.deepEqual(costOf([line({ model: sonnet, usage: { ...usage, server_tool_use: null } })]), [
      '0.00153 computed',
    ]);
    assert.deepEqual(costOf([searching('gpt-4o', 1)]), ['unknown']);
    const into = new EntryTable();
    assert.equal(
      claudeCode.open('a', undefined).read(searching(sonnet, -1), () => 'x', into),
      false,
    );
  });

  it('bills each request at its own long-context tier, not their sum', () => {
    const big = { input_tokens: 150_000, output_tokens: 0 };
    const two = [line({ usage: big }), line({ id: 'msg_2', usage: big })];
    assert.deepEqual(costOf(two), ['0.9 computed']);
    assert.deepEqual(costOf([line({ usage: { input_tokens: 300_000, output_tokens: 0 } })]), ['1.8 computed']);
  });

  it('takes the most complete of the copies of one request, then the dearer', () => {
    const grown = [20, 180, 90].map((output_tokens) => line({ usage: { ...usage, output_tokens } }));
    assert.deepEqual(
      countingOf(grown).map(({ output }) => output),
      [180],
    );
    const priced = [line({}, { costUSD: 0.1 }), line({}, { costUSD: 0.3 }), line({})];
    assert.deepEqual(costOf(priced), ['0.3 logged']);
  });

  it('drops the replay of a side conversation and keeps a genuine one', () => {
    const parent = line({});
    const replay = line({}, { requestId: 'req_2', isSidechain: true });
    const genuine = line({ id: 'msg_9' }, { requestId: 'req_9', isSidechain: true });
    const kept = countingOf([replay, genuine, parent]);
    assert.equal(kept.length, 2);
    assert.deepEqual(kept.map(({ sidechain }) => sidechain).sort(), [false, true]);
    assert.equal(countingOf([parent, line({}, { requestId: 'req_2' })]).length, 2);
  });

  it('counts lines without a request id once', () => {
    const { requestId: _, ...plain } = line({}) as { requestId: string };
    assert.equal(countingOf([plain, plain]).length, 1);
  });

  it('reads the progress of an agent, once', () => {
    const inner = { ...line({ id: 'msg_5' }), requestId: 'req_5' };
    const progress = {
      type: 'progress',
      timestamp: '2026-11-01T10:00:01.000Z',
      data: { type: 'agent_progress', message: inner },
    };
    assert.equal(countingOf([progress]).length, 1);
    assert.equal(countingOf([progress, { ...inner, isSidechain: true }]).length, 1);
  });

  it('skips what is no request', () => {
    const lines = [
      null,
      7,
      [],
      {},
      line({ usage: undefined }),
      line({ model: '<synthetic>' }),
      line({}, { isApiErrorMessage: true }),
      { type: 'user', toolUseResult: { usage } },
    ];
    assert.equal(countingOf(lines).length, 0);
  });

  it('tells damaged lines from others and takes no impossible count', () => {
    const reader = claudeCode.open('a', undefined);
    const into = new EntryTable();
    const isUsed = (each: unknown) => reader.read(each, () => 'x', into);
    for (const bad of [-1, 1.5, '7', Number.NaN, 2 ** 53, true])
      assert.equal(isUsed(line({ usage: { ...usage, input_tokens: bad } })), false);
    assert.equal(isUsed(line({}, { timestamp: 'yesterday' })), false);
    assert.equal(into.length, 0);
  });

  it('gives the same result in any order and however often lines are repeated', () => {
    const some = fc.record({
      id: fc.constantFrom('m1', 'm2', 'm3'),
      request: fc.constantFrom('r1', 'r2', null),
      side: fc.boolean(),
      output: fc.nat(5),
      cost: fc.option(fc.nat(3), { nil: undefined }),
    });
    const lineOf = ({
      id,
      request,
      side,
      output,
      cost,
    }: {
      id: string;
      request: string | null;
      side: boolean;
      output: number;
      cost: number | undefined;
    }) =>
      line(
        { id, usage: { input_tokens: 1, output_tokens: output } },
        { requestId: request, isSidechain: side, costUSD: cost },
      );
    const shape = (lines: readonly object[]) =>
      JSON.stringify(
        countingOf(lines)
          .map(({ key, output, cost }) => [key, output, cost ?? -1])
          .sort(),
      );
    fc.assert(
      fc.property(
        fc
          .array(some, { maxLength: 12 })
          .chain((all) =>
            fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
          ),
        ([all, shuffled]) => {
          assert.equal(shape(shuffled.map(lineOf)), shape(all.map(lineOf)));
        },
      ),
      { numRuns: 500 },
    );
  });
});
