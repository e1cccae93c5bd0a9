// `prompt-meter spend` as a user runs it, against local servers and log folders: its JSON, its exit codes, its words.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { askProvider as ask, runSpend as run } from '../../support/spendRun';
import { goodKeys } from '../../usageServer/providers';
import { UsageServer } from '../../usageServer/server';

const anthropicKey = { ANTHROPIC_ADMIN_KEY: goodKeys.anthropic };
const oneDay = ['--from', '2026-01-05', '--to', '2026-01-06'];

describe('prompt-meter spend', function () {
  this.timeout(30_000);

  it('prints what OpenAI reports', async () => {
    const server = await UsageServer.start();
    const environment = { OPENAI_ADMIN_KEY: 'sk-admin-x' };
    const { code, stdout } = await run(
      ['--json', '--source', 'openai', '--base-url', `${server.origin}/v1`, '--group', 'model'],
      environment,
    );
    await server.stop();
    const report = JSON.parse(stdout);
    assert.deepEqual([code, report.source, report.complete], [0, 'openai', true]);
    assert.match(report.totals.costUsd, /^\d+\.\d+$/);
    assert.ok(report.buckets.some(({ model }: { model: string }) => model === 'gpt-5.5'));
    const sum = report.buckets.reduce((all: number, { costUsd }: { costUsd: string }) => all + Number(costUsd), 0);
    assert.ok(Math.abs(sum - Number(report.totals.costUsd)) < 1e-6);
  });

  it('prints Anthropic cents as dollars and the whole prompt side as input', async () => {
    const { code, report } = await ask({ kind: 'anthropic' }, [...oneDay, '--group', 'model'], anthropicKey);
    assert.equal(code, 0);
    assert.deepEqual(report.totals, {
      costUsd: '0.32691',
      costKind: 'reported',
      input: 2779,
      cached: 608,
      cacheWrite: 90,
      output: 401,
      requests: null,
    });
    assert.deepEqual(
      report.buckets.map(({ date, start, end, model }: Record<string, string>) => [date, start, end, model])[0],
      ['2026-01-05', '2026-01-05T00:00:00Z', '2026-01-06T00:00:00Z', 'claude-haiku-4-5'],
    );
  });

  it('waits for a short Retry-After in the middle and goes on', async () => {
    const { code, report, seen } = await ask(
      { kind: 'anthropic', pageSize: 1, busyAt: { nth: 1, retryAfter: '1' } },
      ['--from', '2026-01-05', '--to', '2026-01-07'],
      anthropicKey,
    );
    assert.deepEqual([code, report.complete, seen.length], [0, true, 5]);
  });

  it('prints nothing partial as complete', async () => {
    const { code, report, stderr } = await ask(
      { kind: 'anthropic', pageSize: 1, busyAt: { nth: 1, retryAfter: '9999' } },
      ['--from', '2026-01-05', '--to', '2026-01-07'],
      anthropicKey,
    );
    assert.deepEqual([code, report.complete, report.totals.costUsd], [4, false, null]);
    assert.equal(report.buckets[0].date, '2026-01-05');
    assert.match(stderr, /asks to be asked later/);
    for (const scenario of ['401', '403', '500', 'reset', 'redirect', 'bomb', 'wrong-content']) {
      const failed = await ask({ kind: 'litellm', scenario }, oneDay, { LITELLM_API_KEY: goodKeys.litellm });
      assert.deepEqual(
        [failed.code, failed.report.complete, failed.report.totals.costUsd, failed.report.buckets],
        [4, false, null, []],
        scenario,
      );
      assert.ok(!failed.stderr.includes(goodKeys.litellm));
    }
  });

  it('says which rows it could not count, with exit code 3', async () => {
    const change = (body: unknown) => {
      const page = structuredClone(body) as { data: { results: Record<string, unknown>[] }[] };
      const row = page.data[0]?.results[0];
      if (row && 'amount' in row) row.currency = 'EUR';
      return page;
    };
    const { code, report } = await ask({ kind: 'anthropic', change }, [...oneDay, '--group', 'model'], anthropicKey);
    assert.deepEqual(
      [code, report.complete, report.totals.costUsd, report.totals.atLeastUsd],
      [3, false, null, '0.16346'],
    );
    assert.equal(report.setAside.length, 1);
  });

  it('reads the logs of Claude Code', async () => {
    const root = mkdtempSync(path.join(tmpdir(), 'prompt-meter-spend-'));
    mkdirSync(path.join(root, 'projects/-home-shop'), { recursive: true });
    const usage = {
      input_tokens: 10,
      output_tokens: 100,
      cache_creation_input_tokens: 3100,
      cache_read_input_tokens: 2000,
      cache_creation: { ephemeral_5m_input_tokens: 3000, ephemeral_1h_input_tokens: 100 },
    };
    const line = (id: string, more = {}) =>
      JSON.stringify({
        type: 'assistant',
        timestamp: '2026-01-05T23:59:59.999Z',
        requestId: id,
        message: { id, model: 'claude-sonnet-4-5', usage },
        ...more,
      });
    writeFileSync(
      path.join(root, 'projects/-home-shop/a.jsonl'),
      [
        line('a'),
        line('a'),
        line('b', { costUSD: 0.01 }),
        line('c', { timestamp: '2026-01-06T00:00:00.000Z' }),
        '{"torn',
      ].join('\n'),
    );
    const report = async (...args: string[]) =>
      JSON.parse((await run(['--json', '--source', 'claude-code', '--root', root, ...args])).stdout);
    const { buckets, totals, complete } = await report(...oneDay, '--group', 'project');
    assert.deepEqual([complete, buckets.length, buckets[0].project], [true, 1, '-home-shop']);
    assert.deepEqual(totals, {
      costUsd: '0.02398',
      costKind: 'computed',
      input: 10220,
      cached: 4000,
      cacheWrite: 6200,
      output: 200,
      requests: 2,
    });
    assert.equal((await report('--from', '2026-01-05T23:59:59.999Z', '--to', '2026-01-07')).totals.requests, 3);
    const cached = () => report(...oneDay, '--cache', path.join(root, 'cache'));
    const [first, second] = [await cached(), await cached()];
    assert.deepEqual({ ...second, asOf: '' }, { ...first, asOf: '' });
    rmSync(root, { recursive: true });
  });

  for (const [args, problem] of [
    [[], /needs --source/],
    [
      ['--source', 'nobody'],
      /unknown source "nobody"; known are openai, anthropic, openrouter, litellm, prometheus, claude-code, codex/,
    ],
    [['--source', 'openai'], /OPENAI_ADMIN_KEY or .* is not set/],
    [['--source', 'anthropic'], /ANTHROPIC_ADMIN_KEY or ANTHROPIC_ADMIN_API_KEY is not set/],
    [['--source', 'litellm', '--base-url', 'http://example.com'], /--base-url must begin with https/],
    [['--source', 'litellm', '--base-url', 'https://a:b@example.com'], /--base-url/],
    [['--source', 'openai', '--from', '2026-02-30'], /--from is not a day or time/],
    [['--source', 'openai', '--from', '2026-01-02', '--to', '2026-01-01'], /--from must be before --to/],
    [['--source', 'anthropic', '--from', '2026-01-02T12:00:00Z'], /whole UTC days/],
    [['--source', 'claude-code', '--root', '/nowhere/at/all'], /\/nowhere\/at\/all: no such file or folder/],
    [['--source', 'claude-code', '--base-url', 'https://example.com'], /--base-url is not for/],
    [['--source', 'openai', '--group', 'mood'], /unknown group/],
  ] as const) {
    it(`refuses "${args.join(' ')}" with exit code 2`, async () => {
      const { code, stdout, stderr } = await run(args);
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, problem);
    });
  }

  describe('files of the user', () => {
    let folder = '';
    before(() => {
      folder = mkdtempSync(path.join(tmpdir(), 'prompt-meter-spend-files-'));
    });
    after(() => rmSync(folder, { recursive: true }));
    const file = (name: string, value: unknown) => {
      writeFileSync(path.join(folder, name), typeof value === 'string' ? value : JSON.stringify(value));
      return path.join(folder, name);
    };
    const period = ['--from', '2026-01-01', '--to', '2026-03-01'];
    const manual = ['--json', '--source', 'manual', ...period];

    it('counts what was typed in, by day and by name', async () => {
      const entries = file('entries.json', [
        { name: 'Plan', usd: 20, day: '2026-01-31', monthly: true },
        { name: 'Top-up', usd: 0.1, day: '2026-02-10' },
        { name: 'Top-up', usd: 0.2, day: '2026-02-10' },
      ]);
      const { code, stdout } = await run([...manual, '--entries', entries, '--group', 'model']);
      const report = JSON.parse(stdout);
      assert.deepEqual([code, report.source, report.complete, report.totals.costUsd], [0, 'manual', true, '40.3']);
      assert.deepEqual([report.totals.costKind, report.totals.input], ['reported', null]);
      assert.deepEqual(
        report.buckets.map(({ date, model, costUsd }: Record<string, string>) => `${date} ${model} ${costUsd}`),
        ['2026-01-31 Plan 20', '2026-02-10 Top-up 0.3', '2026-02-28 Plan 20'],
      );
      const days = JSON.parse((await run([...manual, '--entries', entries])).stdout);
      assert.deepEqual([days.buckets.length, days.buckets[0].costUsd, days.totals.costUsd], [59, '0', '40.3']);
    });

    it('tells no sum when an entry cannot be used, and names it', async () => {
      const entries = file('bad.json', [
        { name: 'a', usd: 5, day: '2026-01-02' },
        { name: 'b', usd: -5, day: '2026-01-02' },
      ]);
      const { code, stdout, stderr } = await run([...manual, '--entries', entries]);
      const { complete, totals } = JSON.parse(stdout);
      assert.deepEqual([code, complete, totals.costUsd, totals.atLeastUsd], [3, false, null, '5']);
      assert.match(stderr, /bad\.json: entry 2 needs "usd"/);
    });

    it('refuses files and options that make no sense', async () => {
      const cases: [string[], RegExp][] = [
        [manual, /manual needs --entries/],
        [[...manual, '--entries', path.join(folder, 'none.json')], /none\.json: no such file/],
        [[...manual, '--entries', file('text.json', 'x')], /text\.json: is not JSON/],
        [[...manual, '--entries', file('e.json', []), '--root', folder], /--root is not for manual/],
        [['--source', 'codex', '--entries', 'x'], /--entries is for manual/],
        [['--source', 'litellm', '--queries', 'x'], /--queries is for prometheus/],
        [['--source', 'prometheus', '--queries', file('q.json', { spend: 7 })], /q\.json: must be an object/],
      ];
      for (const [args, words] of cases) {
        const { code, stdout, stderr } = await run(args);
        assert.deepEqual([code, stdout], [2, ''], args.join(' '));
        assert.match(stderr, words);
      }
    });

    it("asks Prometheus the user's own queries", async () => {
      const queries = file('queries.json', {
        spend: 'litellm_spend_metric_total{team="shop"}',
        modelLabel: 'team_alias',
      });
      const { code, report, seen } = await ask(
        { kind: 'prometheus' },
        [...oneDay, '--group', 'model', '--queries', queries],
        {},
      );
      assert.deepEqual([code, report.buckets.length, report.buckets[0].model], [0, 1, 'shop']);
      const asked = seen.map(({ query }) => new URLSearchParams(query).get('query') ?? '');
      assert.ok(
        asked.some((query) => query.includes('{team="shop"}')),
        asked.join(' '),
      );
      assert.ok(!asked.some((query) => query.includes('output_tokens')));
    });
  });
});
