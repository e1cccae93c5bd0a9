// `prompt-meter spend` where something is missing: it is named in one sentence, and unknown is never printed as nothing.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dayMs, utcDay } from '../../../src/core/budget/period';
import { askProvider, runSpend } from '../../support/spendRun';
import { goodKeys } from '../../usageServer/providers';
import { UsageServer } from '../../usageServer/server';

const openAi = { OPENAI_ADMIN_KEY: 'sk-admin-x' };

describe('prompt-meter spend, where something is missing', function () {
  this.timeout(30_000);

  it('names the rows it could not count', async () => {
    const change = (body: unknown) => {
      const page = structuredClone(body) as { data: { results: Record<string, unknown>[] }[] };
      for (const row of page.data[0]?.results ?? []) if ('amount' in row) row.amount = '-3';
      return page;
    };
    const { code, stderr } = await askProvider(
      { kind: 'anthropic', change },
      ['--from', '2026-01-05', '--to', '2026-01-06', '--group', 'model'],
      { ANTHROPIC_ADMIN_KEY: goodKeys.anthropic },
    );
    assert.equal(code, 3);
    assert.equal(
      stderr,
      'prompt-meter: 2 rows of Anthropic could not be counted: cost_report data[0].results[0].amount is negative, and others\n',
    );
  });

  it('tells days that OpenRouter has forgotten as unknown, not as free', async () => {
    const { code, stderr, report } = await askProvider(
      { kind: 'openrouter' },
      ['--from', '2025-01-01', '--to', '2025-02-01'],
      { OPENROUTER_MANAGEMENT_KEY: goodKeys.openrouter },
    );
    assert.deepEqual([code, report.complete, report.totals.costUsd, report.totals.input], [3, false, null, null]);
    assert.match(stderr, /^prompt-meter: OpenRouter tells nothing of 2025-01-01 to 2025-01-31\n$/);
  });

  it('keeps the days it knows where OpenAI leaves one out, and sums nothing', async () => {
    const [first, , third, fourth, end] = Array.from({ length: 5 }, (_, index) =>
      utcDay(Date.now() - (9 - index) * dayMs),
    );
    const server = await UsageServer.start({ scenario: 'missing-day', pageSize: 31 });
    const args = ['--json', '--source', 'openai', '--base-url', server.origin];
    const { code, stdout, stderr } = await runSpend([...args, '--from', first ?? '', '--to', end ?? ''], openAi);
    await server.stop();
    const { complete, buckets, totals } = JSON.parse(stdout);
    assert.deepEqual([code, complete, totals.costUsd], [4, false, null]);
    assert.deepEqual(
      buckets.map(({ date }: { date: string }) => date),
      [first, third, fourth],
    );
    assert.match(stderr, /no bucket for/);
  });

  it('says so where Prometheus has none of the metrics', async () => {
    const change = () => ({ status: 'success', data: { resultType: 'matrix', result: [] } });
    const args = ['--from', '2026-01-05', '--to', '2026-01-06'];
    const { code, stderr, report } = await askProvider({ kind: 'prometheus', change }, args, {});
    assert.deepEqual([code, report.complete, report.totals.costUsd], [3, false, null]);
    assert.match(stderr, /^prompt-meter: Prometheus has no figures of spend or tokens in this time\n$/);
  });

  it('refuses a time zone that cannot be', async () => {
    const { code, stdout, stderr } = await runSpend(
      ['--source', 'openai', '--from', '2026-01-01T00:00:00+99:00'],
      openAi,
    );
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /--from is not a day or time/);
    assert.ok(!stderr.includes('prompt-meter scan'), 'only the usage of the command itself');
  });

  describe('of logs', () => {
    let root = '';
    before(() => {
      root = mkdtempSync(path.join(tmpdir(), 'prompt-meter-shortfall-'));
    });
    after(() => rmSync(root, { recursive: true }));
    const read = async (source: string, folder: string) => {
      const { code, stdout, stderr } = await runSpend([
        '--json',
        '--source',
        source,
        '--root',
        folder,
        '--from',
        '2026-01-01',
        '--to',
        '2026-02-01',
      ]);
      return { code, stderr, report: JSON.parse(stdout) };
    };
    const write = (name: string, text: string) => {
      const file = path.join(root, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    };

    it('tells no logs from logs of nothing', async () => {
      mkdirSync(path.join(root, 'empty'));
      const { code, stderr, report } = await read('codex', path.join(root, 'empty'));
      assert.deepEqual([code, report.complete, report.totals.costUsd], [3, false, null]);
      assert.equal(stderr, 'prompt-meter: there are no logs of Codex CLI\n');
    });

    it('counts the first line of a file that begins with a byte order mark, and names lines it could not use', async () => {
      const usage = (input: unknown) => ({ input_tokens: input, output_tokens: 1 });
      const line = (id: string, input: unknown) =>
        JSON.stringify({
          timestamp: '2026-01-05T00:00:00Z',
          requestId: id,
          message: { id, model: 'claude-haiku-4-5', usage: usage(input) },
        });
      write('claude/projects/p/a.jsonl', `\ufeff${line('a', 10)}\n${line('b', -10)}\n`);
      const { code, stderr, report } = await read('claude-code', path.join(root, 'claude'));
      assert.deepEqual([code, report.totals.requests, report.totals.input], [0, 1, 10]);
      assert.equal(stderr, 'prompt-meter: 1 line of the logs of Claude Code could not be used\n');
    });

    it('tells nothing of tokens that Codex does not log', async () => {
      const tokens = { input_tokens: 100, cached_input_tokens: 20, output_tokens: 5 };
      const at = (type: string, payload: object) =>
        JSON.stringify({ timestamp: '2026-01-05T00:00:00Z', type, payload });
      const count = { type: 'token_count', info: { total_token_usage: tokens, last_token_usage: tokens } };
      write('codex/sessions/a.jsonl', `${at('turn_context', { model: 'gpt-5' })}\n${at('event_msg', count)}\n`);
      const { report } = await read('codex', path.join(root, 'codex'));
      assert.deepEqual([report.totals.input, report.totals.cached, report.totals.cacheWrite], [100, 20, null]);
    });
  });
});
