// A ledger as records: it comes back as it was, only what changed is written, and months keep what their days cost.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { monthOf } from '../../../src/core/budget/period';
import { addUsd, type Usd, usdToDecimal } from '../../../src/core/money';
import { figuresOf, type Ledger } from '../../../src/core/usage/ledger';
import { mergeRecords, type RecordMap } from '../../../src/core/usage/record';
import {
  daysOf,
  type Entry,
  entriesOf,
  keysOf,
  ledgerOf,
  monthsOf,
  rollUpMonths,
} from '../../../src/core/usage/spendRecords';

const me = { sourceId: 'openai', account: 'https://api.example.com 1' };
const other = { sourceId: 'openai', account: 'https://api.example.com 2' };
const period = monthOf(Date.UTC(2026, 10, 21));
const days = ['2026-11-01', '2026-11-02', '2026-11-03'];
const name = fc.constantFrom('a', 'b, input', 'é|');
const place = fc.option(fc.constantFrom('proj_1', null), { nil: undefined });
const count = fc.nat(1_000_000);
const unsure = fc.option(count, { nil: undefined });

const ledger: fc.Arbitrary<Ledger> = fc
  .record({
    asOf: fc.integer({ min: period.start, max: period.end }),
    costs: fc.array(
      fc.record({
        day: fc.constantFrom(...days),
        item: name,
        model: name,
        cost: fc.bigInt(0n, 10n ** 16n),
        project: place,
      }),
    ),
    tokens: fc.array(
      fc.record({
        day: fc.constantFrom(...days),
        model: name,
        requests: unsure,
        inputTokens: count,
        cachedInputTokens: unsure,
        outputTokens: count,
      }),
    ),
    setAside: fc.nat(3),
  })
  .map(({ asOf, costs, tokens, setAside }) => ({
    asOf,
    period,
    days,
    costs: costs.map(({ project, cost, ...cell }) => ({
      ...cell,
      cost: cost as Usd,
      ...(project === undefined ? {} : { project }),
    })),
    tokens,
    unknownTokens: [],
    setAside,
  }));

let sequence = 0;
function write(known: RecordMap, entries: readonly Entry[]): void {
  mergeRecords(
    known,
    entries.map((entry) => ({ ...entry, version: { lease: 1, sequence: sequence++, writer: 'w' } })),
  );
}

const byDay = (value: Ledger) =>
  JSON.stringify({ ...figuresOf(value), bills: null, uses: null }, (_, each) =>
    typeof each === 'bigint' ? usdToDecimal(each as Usd) : each,
  );

describe('spend records', () => {
  it('give the ledger back, whatever was known before', () => {
    fc.assert(
      fc.property(ledger, ledger, (before, now) => {
        const known: RecordMap = new Map();
        write(known, entriesOf(before, me, known));
        write(known, entriesOf(now, me, known));
        const read = ledgerOf(known, me);
        assert.ok(read);
        assert.equal(byDay(read), byDay(now));
        assert.equal(ledgerOf(known, other), undefined);
      }),
    );
  });

  it('write only the days that changed', () => {
    fc.assert(
      fc.property(ledger, (now) => {
        const known: RecordMap = new Map();
        write(known, entriesOf(now, me, known));
        assert.equal(entriesOf(now, me, known).length, 1);
        const cell = { day: '2026-11-02', item: 'new', model: 'new', cost: 1n as Usd };
        const later = { ...now, costs: [...now.costs, cell] };
        assert.deepEqual(
          entriesOf(later, me, known).map(({ key }) => key.split('|')[0]),
          ['day', 'read'],
        );
      }),
    );
  });

  it('know what each day cost, and nothing of days that were not read', () => {
    fc.assert(
      fc.property(ledger, (now) => {
        const known: RecordMap = new Map();
        write(known, entriesOf(now, me, known));
        assert.deepEqual(daysOf(known, me, '2026-11-01', '2026-12-01'), figuresOf(now).days);
        assert.deepEqual(
          daysOf(known, me, '2026-10-01', '2026-11-02').map(({ day }) => day),
          ['2026-11-01'],
        );
        assert.equal(keysOf(known, me).length, 4);
        assert.equal(keysOf(known, other).length, 0);
      }),
    );
  });

  it('keep the sum of a month when its days become one record, once', () => {
    fc.assert(
      fc.property(ledger, (now) => {
        const known: RecordMap = new Map();
        write(known, entriesOf(now, me, known));
        const { drop, add } = rollUpMonths(known, '2027-01');
        assert.deepEqual(drop.length, 3);
        write(known, add);
        assert.deepEqual(monthsOf(known, me), [{ month: '2026-11', cost: figuresOf(now).total }]);
        assert.deepEqual(rollUpMonths(known, '2027-01').add, [], 'days that come back add nothing');
        assert.deepEqual(rollUpMonths(known, '2026-11').drop, []);
        const models = figuresOf(now).models.flatMap(({ cost }) => cost ?? []);
        assert.equal(addUsd(...models), figuresOf(now).total);
      }),
    );
  });

  it('take nothing from records of another shape', () => {
    const known: RecordMap = new Map();
    const now: Ledger = {
      asOf: period.start,
      period,
      days: ['2026-11-01'],
      costs: [],
      tokens: [],
      unknownTokens: [],
      setAside: 0,
    };
    for (const value of [
      null,
      [],
      {},
      { costs: [['a']], tokens: [] },
      { costs: [['a', '1e9', 0, 0, 0]], tokens: [] },
    ]) {
      write(known, entriesOf(now, me, known));
      assert.ok(ledgerOf(known, me));
      write(known, [{ key: `day|${me.sourceId}|${me.account}|2026-11-01`, value }]);
      assert.equal(ledgerOf(known, me), undefined);
      assert.deepEqual(daysOf(known, me, '2026-11-01', '2026-12-01'), []);
    }
  });
});
