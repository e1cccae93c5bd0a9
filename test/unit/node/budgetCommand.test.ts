import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monthOf } from '../../../src/core/budget/period';
import { RecordStore } from '../../../src/core/usage/recordStore';
import { entriesOf } from '../../../src/core/usage/spendRecords';
import { RecordFolder } from '../../../src/node/recordFolder';
import { dollars } from '../../spendStates';

/** Runs the built command line as a user would. */
function run(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/cli.js', 'budget', ...args], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return { status, stdout, stderr };
}

const november = { now: '2026-11-21T12:00:00Z', capUsd: '120', days: [{ date: '2026-11-21', usd: '30' }] };

describe('prompt-meter budget', function () {
  this.timeout(60_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'prompt-meter-budget-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('prints the state of standard input as JSON', () => {
    const { status, stdout, stderr } = run(['--json', '--from-json', '-'], JSON.stringify(november));
    assert.deepEqual([status, stderr], [0, '']);
    const { spentUsd, percent, level, problems } = JSON.parse(stdout);
    assert.deepEqual(
      { spentUsd, percent, level, problems },
      { spentUsd: '30', percent: 25, level: 'ok', problems: [] },
    );
  });

  it('prints the state of a file for people, and its problems beside it', () => {
    const file = path.join(folder, 'budget.json');
    writeFileSync(file, `\uFEFF${JSON.stringify({ ...november, resetDay: 40 })}`);
    const { status, stdout, stderr } = run(['--from-json', file]);
    assert.equal(status, 0);
    assert.match(stdout, /^Spent {7}≥\$30\.00, ≥25% of \$120\.00 \(ok\)$/m);
    assert.match(stderr, /resetDay is not 1 to 31/);
  });

  it('ends with 2 and names the problem when the file cannot be used', () => {
    for (const [text, words] of [
      ['{"now":', /not JSON/],
      ['{"capUsd": NaN}', /not JSON/],
      ['[]', /not a JSON object/],
      ['{"now":"tomorrow"}', /now is not an ISO time/],
      ['{"now":"2026-11-21T00:00:00Z","days":5}', /days is not a list/],
    ] as const) {
      const { status, stdout, stderr } = run(['--json', '--from-json', '-'], text);
      assert.equal(status, 2);
      assert.equal(JSON.parse(stdout).problems.length, 1);
      assert.match(stderr, words);
    }
  });

  it('reads twenty thousand rows of each kind without a stall', () => {
    const many = <Row>(row: (index: number) => Row) => Array.from({ length: 20_000 }, (_, index) => row(index));
    const at = (index: number) => new Date(Date.UTC(2026, 9, 1) + index * 200_000).toISOString();
    const file = {
      ...{ now: '2026-11-21T12:00:00Z', zone: 'America/Santiago', capUsd: '120' },
      days: many(() => ({ date: '2026-11-20', usd: '0.5' })),
      credits: many((index) => ({ id: index, usd: '0.001', grantedAt: '2026-10-01', validMonths: 3 })),
      charges: many((index) => ({ at: at(index), usd: '0.01' })),
      allocations: many((index) => ({ project: `p${index}`, usd: 1 })),
      spendBy: many((index) => ({ project: `p${index}`, usd: 2 })),
    };
    const begin = Date.now();
    const { status, stdout } = run(['--json', '--from-json', '-'], JSON.stringify(file));
    assert.equal(status, 0);
    assert.equal(JSON.parse(stdout).allocations.length, 20_000);
    assert.ok(Date.now() - begin < 30_000);
  });

  it('ends with 2 on arguments that make no sense', () => {
    for (const args of [
      [],
      ['--json'],
      ['--ledger', folder, '--from-json', 'x'],
      ['--from-json', '-', '--cap', '5'],
      ['--ledger', folder, 'more'],
      ['--from-json', path.join(folder, 'missing.json')],
      ['--ledger', path.join(folder, 'missing')],
      ['--ledger', folder],
    ]) {
      const { status, stderr } = run(args, '{}');
      assert.equal(status, 2, args.join(' '));
      assert.match(stderr, /^prompt-meter: /);
    }
  });

  it("reads the extension's ledger folder", async () => {
    const asOf = Date.UTC(2026, 10, 4, 12);
    const cell = (day: string, model: string, cost: string) => ({ day, item: model, model, cost: dollars(cost) });
    const ledger = {
      ...{ asOf, period: monthOf(asOf), tokens: [], unknownTokens: [], setAside: 0 },
      days: ['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04'],
      costs: [
        ...['2026-11-01', '2026-11-02', '2026-11-03'].map((day) => cell(day, 'gpt-5-mini', '2')),
        cell('2026-11-04', 'gpt-5', '1'),
      ],
    };
    const records = path.join(folder, 'ledger', 'v1');
    const store = new RecordStore(new RecordFolder(records, Date.now), 'test', () => '2026-11-04');
    const account = { sourceId: 'openai', account: 'https://api.example.com 1' };
    assert.equal(await store.put(1, entriesOf(ledger, account, store.records)), true);
    await store.dispose();
    const { status, stdout, stderr } = run(['--json', '--ledger', folder, '--now', '2026-11-04T13:00:00Z']);
    assert.deepEqual([status, stderr], [0, '']);
    const { spentUsd, capUsd, forecast, unallocated, unknownDays } = JSON.parse(stdout);
    assert.deepEqual({ spentUsd, capUsd, unknownDays }, { spentUsd: '7', capUsd: '120', unknownDays: [] });
    assert.deepEqual([forecast.usd, forecast.basis], ['60', 'today']); // 7 + 2 x 26.5, from when the ledger was read
    assert.deepEqual(unallocated, { capUsd: '120', spentUsd: '7' });
    const late = JSON.parse(run(['--json', '--ledger', folder, '--now', '2026-11-04T23:00:00Z', '--cap', '0']).stdout);
    assert.deepEqual([late.forecast.basis, late.percent], ['completedDays', null]);
    const other = JSON.parse(
      run(['--json', '--ledger', folder, '--now', '2026-11-05T00:00:00Z', '--zone', 'Asia/Tokyo']).stdout,
    );
    assert.equal(other.problems[0].field, 'zone');
    assert.equal(run(['--ledger', folder, '--zone', 'Nowhere']).status, 2);
    for (const name of readdirSync(records)) writeFileSync(path.join(records, name), '{"version":1');
    assert.equal(run(['--json', '--ledger', folder]).status, 2);
  });
});
