// How an OpenAI account is used beyond its figures, over real HTTP: peaks against the server's own events, and replies that lie.
import assert from 'node:assert/strict';
import { dayMs, monthOf } from '../../../src/core/budget/period';
import { undatedModel } from '../../../src/core/spend/accountDetails';
import { openai } from '../../../src/core/usage/openai';
import { readUseDetails } from '../../../src/core/usage/openaiDetails';
import type { GetJson, UseDetailsRead } from '../../../src/core/usage/source';
import { httpLimits, httpReader } from '../../../src/host/http';
import { eventsOfDay, type UsageEvent } from '../../usageServer/data';
import type { UsageServerOptions } from '../../usageServer/server';
import { canary, noon21, withServer } from './reading';

function readFrom(origin: string) {
  const { getJson } = httpReader(origin, openai.keyHeader(canary), httpLimits);
  return readUseDetails({ getJson, period: monthOf(noon21), now: noon21 });
}

function details(read: Awaited<ReturnType<typeof readUseDetails>>): UseDetailsRead {
  return read.kind === 'useDetails' ? read : assert.fail(read.kind);
}

/** Events of completions from `start` until noon21, epoch ms. */
function eventsSince(start: number): readonly UsageEvent[] {
  const events: UsageEvent[] = [];
  for (let day = start - (start % dayMs); day < noon21; day += dayMs) events.push(...eventsOfDay(1, day / 1000));
  return events.filter(({ time, kind }) => kind === 'completions' && time * 1000 >= start && time * 1000 < noon21);
}

/** The highest sum of `count` over spans of `width` ms; 0 for none. */
function peak(events: readonly UsageEvent[], width: number, count: (event: UsageEvent) => number): number {
  const sums = new Map<number, number>();
  for (const event of events) {
    const at = event.time * 1000 - ((event.time * 1000) % width);
    sums.set(at, (sums.get(at) ?? 0) + count(event));
  }
  return Math.max(0, ...sums.values());
}

describe('OpenAI use details', () => {
  it('find the busiest minute of a day and the busiest day of thirty, by project and in all', async () => {
    await withServer({}, async ({ origin, seen }) => {
      const { busiest } = details(await readFrom(origin));
      assert.equal(seen.length, 7);
      const minutes = eventsSince(noon21 - dayMs);
      const days = eventsSince(noon21 - (noon21 % dayMs) - 30 * dayMs);
      for (const use of busiest) {
        const isOf = (event: UsageEvent) =>
          (use.project === undefined || event.project_id === use.project) &&
          [event.model, undatedModel(event.model)].includes(use.model);
        const told = [use.requestsPerMinute?.count, use.tokensPerMinute?.count, use.requestsPerDay?.count];
        assert.deepEqual(told, [
          peak(minutes.filter(isOf), 60_000, ({ requests }) => requests),
          peak(minutes.filter(isOf), 60_000, ({ input, output }) => input + output),
          peak(days.filter(isOf), dayMs, ({ requests }) => requests),
        ]);
      }
      const names = busiest.map(({ project, model }) => `${project} ${model}`);
      for (const name of ['undefined gpt-5.5', 'proj_research gpt-5.5', 'proj_assistant gpt-5-mini'])
        assert.ok(names.includes(name), name);
    });
  });

  it('sum what other endpoints were used for this month', async () => {
    await withServer({}, async ({ origin }) => {
      const { endpoints } = details(await readFrom(origin));
      const days = Array.from({ length: 21 }, (_, index) => monthOf(noon21).start / 1000 + index * 86_400);
      const events = days.flatMap((day) => eventsOfDay(1, day));
      const embedded = events.filter(({ kind, time }) => kind === 'embeddings' && time * 1000 < noon21);
      assert.deepEqual(endpoints, [
        {
          endpoint: 'embeddings',
          model: 'text-embedding-3-small',
          requests: embedded.reduce((sum, { requests }) => sum + requests, 0),
          inputTokens: embedded.reduce((sum, { input }) => sum + input, 0),
          cachedInputTokens: 0,
          outputTokens: 0,
        },
      ]);
    });
  });

  for (const [options, kind] of [
    [{ scenario: '401' }, 'keyRefused'],
    [{ scenario: '429-retry' }, 'rateLimited'],
    [{ scenario: '500' }, 'unreadable'],
    [{ scenario: 'reset' }, 'offline'],
    [{ scenario: 'truncated' }, 'unreadable'],
    [{ scenario: 'wrong-shape' }, 'unreadable'],
    [{ pageSize: 1 }, 'unreadable'],
  ] as [UsageServerOptions, string][]) {
    it(`gives no part when the server has ${JSON.stringify(options)}`, async () => {
      await withServer(options, async ({ origin }) => assert.equal((await readFrom(origin)).kind, kind));
    });
  }

  it('never believes an impossible count, and names the field', async () => {
    for (const [field, value] of [
      ['num_model_requests', -1],
      ['input_tokens', 1.5],
      ['output_tokens', '7'],
      ['model', 4],
      ['project_id', {}],
    ] as const) {
      const row = {
        model: 'm',
        project_id: 'p',
        num_model_requests: 1,
        input_tokens: 1,
        output_tokens: 1,
        [field]: value,
      };
      const start_time = noon21 / 1000 - 60;
      const data = [{ object: 'bucket', start_time, end_time: start_time + 60, results: [row] }];
      const getJson: GetJson = async () => ({
        ...{ kind: 'answered', status: 200, retryAfterMs: undefined },
        body: { object: 'page', data, has_more: false, next_page: null },
      });
      const read = await readUseDetails({ getJson, period: monthOf(noon21), now: noon21 });
      assert.ok(read.kind === 'unreadable' && read.detail.includes(field), field);
    }
  });
});
