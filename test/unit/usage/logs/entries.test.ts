// Tables of entries: what goes in comes out, in tables of any size, and in copies that crossed to another thread.
import assert from 'node:assert/strict';
import { EntryTable, hashOf, type LogEntry } from '../../../../src/core/usage/logs/entries';
import { Gathering } from '../../../../src/core/usage/logs/gather';

const entry = (id: number): LogEntry => ({
  ...{ key: hashOf(`k${id}`), group: id % 5, origin: id % 2, time: 1_790_000_000_000 + id },
  ...{ model: id % 3 === 0 ? undefined : `m${id % 7}`, project: `p${id % 4}` },
  ...{ sidechain: id % 2 === 0, ghost: id % 11 === 0, tier: id % 6 === 0 ? 'batch' : 'standard' },
  ...{
    input: id,
    cached: id * 2,
    written5m: 1,
    written1h: 2,
    output: id * 1e6,
    searches: id % 3,
    cost: id % 4 === 0 ? undefined : id,
  },
});

describe('entry table', () => {
  for (const length of [0, 1, 63, 64, 65, 1023, 1024, 1025, 10_000]) {
    it(`keeps ${length} entries, and their copies`, () => {
      const table = new EntryTable();
      for (let id = 0; id < length; id++) table.add(entry(id));
      const copy = new EntryTable(structuredClone(table.columns()));
      copy.add(entry(length));
      assert.deepEqual([table.length, copy.length, table.at(length)], [length, length + 1, undefined]);
      for (let id = 0; id <= length; id++) {
        if (id < length) assert.deepEqual(table.at(id), entry(id));
        assert.deepEqual(copy.at(id), entry(id));
        assert.equal(copy.keyAt(id), entry(id).key);
      }
    });
  }

  it('gathers many keys once each, also on top of a table it is given', () => {
    const gathering = new Gathering();
    for (let id = 0; id < 12_000; id++) gathering.add(entry(id % 9_000));
    assert.equal(gathering.table.length, 9_000);
    const next = new Gathering(new EntryTable(gathering.table.columns()));
    for (let id = 8_000; id < 10_000; id++) next.add(entry(id));
    assert.equal(next.table.length, 10_000);
    assert.deepEqual(next.table.at(9_999), entry(9_999));
  });
});
