// The usage server keeps the contract of the real API: its bodies validate against the published schemas, its sums agree.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020';
import { addUsd, usd, usdToNumber, zeroUsd } from '../../../src/core/money';
import { canary, noon21, withServer } from './reading';

const schemas = JSON.parse(readFileSync('test/fixtures/openai-usage-schemas.json', 'utf8'));
const ajv = new Ajv2020({ strict: false });
ajv.addSchema(schemas, 'openai');

function assertValid(definition: string, body: unknown): void {
  const validate = ajv.getSchema(`openai#/$defs/${definition}`);
  assert.ok(validate, `no schema ${definition}`);
  assert.ok(validate(body), `${definition}: ${ajv.errorsText(validate.errors)}`);
}

const start = Date.UTC(2026, 10, 1) / 1000;

async function get(origin: string, path: string, key: string | undefined = canary, headers = {}) {
  const response = await fetch(`${origin}/v1/organization/${path}`, {
    headers: key === '' ? headers : { authorization: `Bearer ${key}`, ...headers },
  });
  return { status: response.status, body: await response.json() };
}

type Row = Record<string, number & string>;
const rowsOf = (body: { data: { results: Row[] }[] }) => body.data.flatMap((bucket) => bucket.results);

describe('usage server', () => {
  it('answers every endpoint with bodies that validate against the published schemas', async () => {
    await withServer({}, async ({ origin }) => {
      const names = ['completions', 'embeddings', 'moderations', 'images', 'audio_speeches', 'audio_transcriptions'];
      names.push('vector_stores', 'code_interpreter_sessions', 'file_search_calls', 'web_search_calls');
      for (const name of names) {
        for (const query of ['limit=31', 'limit=31&group_by=project_id', 'bucket_width=1h&limit=100']) {
          const { status, body } = await get(origin, `usage/${name}?start_time=${start}&${query}`);
          assert.equal(status, 200);
          assertValid(`Page_${name}`, body);
        }
      }
      for (const group of [
        '',
        '&group_by=line_item',
        '&group_by[]=project_id&group_by[]=line_item',
        '&group_by=user_id',
      ]) {
        const { body } = await get(origin, `costs?start_time=${start}&limit=180${group}`);
        assertValid('Page_costs', body);
        assert.ok(rowsOf(body).length > 20);
      }
      assertValid('OrganizationSpendLimitResource', (await get(origin, 'spend_limit')).body);
      assertValid('ProjectSpendLimitResource', (await get(origin, 'projects/proj_assistant/spend_limit')).body);
      assertValid('OrganizationSpendAlertListResource', (await get(origin, 'spend_alerts')).body);
      const scenario = { 'x-mock-scenario': 'string-amounts' };
      const text = await get(origin, `costs?start_time=${start}&limit=31&group_by=line_item`, canary, scenario);
      assertValid('Page_costs_tolerant', text.body);
      assert.equal(typeof text.body.data[0].results[0].amount.value, 'string');
    });
  });

  it('refuses keys as the API does', async () => {
    await withServer({}, async ({ origin }) => {
      const ask = (key: string) => get(origin, `costs?start_time=${start}`, key);
      for (const key of ['', 'unknown', 'sk-other']) {
        const { status, body } = await ask(key);
        assert.deepEqual([status, body.error.code], [401, 'invalid_api_key']);
        assertValid('ErrorResponse', body);
      }
      const project = await ask('sk-proj-abc');
      assert.equal(project.status, 403);
      assert.match(project.body.error.message, /Missing scopes: api\.usage\.read/);
    });
  });

  it('refuses queries as the API does', async () => {
    await withServer({}, async ({ origin }) => {
      const refusals = [
        ['costs', 'start_time'],
        ['costs?start_time=1.5', 'start_time'],
        [`costs?start_time=${start}&limit=366`, null],
        [`costs?start_time=${start}&limit=0`, null],
        [`usage/completions?start_time=${start}&limit=32`, null],
        [`costs?start_time=${start}&bucket_width=1h`, 'bucket_width'],
        [`usage/completions?start_time=${start}&bucket_width=2d`, 'bucket_width'],
        [`costs?start_time=${start}&group_by=model`, 'group_by'],
        ['costs?start_time=1764979199&group_by=api_key_id', 'start_time'],
      ] as const;
      for (const [query, param] of refusals) {
        const { status, body } = await get(origin, query);
        assert.deepEqual([query, status, body.error.param], [query, 400, param]);
        assertValid('ErrorResponse', body);
      }
    });
  });

  it('pages through gapless ascending UTC days and binds the cursor to its query', async () => {
    await withServer({}, async ({ origin }) => {
      const query = `costs?start_time=${start + 90}`;
      const days: number[] = [];
      let page = await get(origin, query);
      for (;;) {
        days.push(...page.body.data.map((bucket: { start_time: number }) => bucket.start_time));
        if (!page.body.has_more) break;
        assert.equal(page.body.data.length, 7);
        page = await get(origin, `${query}&page=${encodeURIComponent(page.body.next_page)}`);
      }
      assert.equal(page.body.next_page, null);
      assert.deepEqual(days, [start + 60, ...Array.from({ length: 20 }, (_, index) => start + (index + 1) * 86_400)]);
      assert.equal(page.body.data.at(-1).end_time, noon21 / 1000);
      const first = await get(origin, query);
      const moved = `${query}&end_time=${start + 5_000_000}&page=${encodeURIComponent(first.body.next_page)}`;
      assert.equal((await get(origin, moved)).status, 400);
    });
  });

  it('gives the same sums for every grouping', async () => {
    await withServer({}, async ({ origin }) => {
      const tokens = async (group: string) => {
        const { body } = await get(origin, `usage/completions?start_time=${start}&limit=31${group}`);
        const rows = rowsOf(body);
        return ['input_tokens', 'input_cached_tokens', 'output_tokens', 'num_model_requests'].map((field) =>
          rows.reduce((sum, row) => sum + (row[field] ?? 0), 0),
        );
      };
      const money = async (group: string) => {
        const { body } = await get(origin, `costs?start_time=${start}&limit=31${group}`);
        const amounts = rowsOf(body).map((row) => usd((row.amount as unknown as { value: number }).value) ?? zeroUsd);
        return addUsd(...amounts);
      };
      const whole = await tokens('');
      for (const group of [
        'model',
        'project_id',
        'user_id',
        'api_key_id',
        'batch',
        'service_tier',
        'model&group_by=user_id',
      ]) {
        assert.deepEqual(await tokens(`&group_by=${group}`), whole);
      }
      const cost = await money('');
      for (const group of ['line_item', 'project_id', 'api_key_id', 'line_item&group_by=project_id']) {
        assert.equal(await money(`&group_by=${group}`), cost);
      }
      const filtered = await Promise.all(['proj_assistant', 'proj_research'].map((id) => money(`&project_ids=${id}`)));
      assert.equal(addUsd(...filtered), cost);
    });
  });

  it('has spent about 36 % of 120 dollars by the 21st of any month, and rises by the minute', async () => {
    for (const month of [0, 1, 6, 10]) {
      let now = Date.UTC(2026, month, 21, 17);
      await withServer({ now: () => now, seed: month }, async ({ origin }) => {
        const total = async () => {
          const { body } = await get(origin, `costs?start_time=${Date.UTC(2026, month, 1) / 1000}&limit=31`);
          return usdToNumber(
            addUsd(...rowsOf(body).map((row) => usd((row.amount as unknown as Row).value ?? 0) ?? zeroUsd)),
          );
        };
        const before = await total();
        assert.ok(before > 40 && before < 45, `${before} in month ${month}`);
        now += 5 * 60_000;
        const after = await total();
        assert.ok(after > before && after < before + 0.2, `${before} -> ${after}`);
      });
    }
  });
});
