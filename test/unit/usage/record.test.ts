// Stored records: any order and repetition of merging gives the same state; a damaged line is noticed and costs itself only.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { crc32 } from '../../../src/core/usage/crc32';
import {
  compareVersions,
  type Json,
  mergeRecords,
  type RecordMap,
  type StateRecord,
} from '../../../src/core/usage/record';
import { keptLine, readLines, recordLine } from '../../../src/core/usage/recordLine';

const json = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>;
const stateRecord: fc.Arbitrary<StateRecord> = fc
  .record({
    key: fc.constantFrom('a', 'b', 'c|é', 'd\n'),
    lease: fc.nat(3),
    sequence: fc.nat(50),
    writer: fc.constantFrom('w1', 'w2', 'w3'),
  })
  .map(({ key, lease, sequence, writer }) => ({
    key,
    version: { lease, sequence, writer },
    value: [key, lease, sequence, writer],
  }));

const merged = (...groups: readonly (readonly StateRecord[])[]): [string, StateRecord][] => {
  const known: RecordMap = new Map();
  for (const group of groups) mergeRecords(known, group);
  return [...known].sort(([a], [b]) => (a < b ? -1 : 1));
};

const readSegment = (text: string) => readLines(text, 'segment');

describe('records', () => {
  it('have the checksum of the standard', () => {
    assert.equal(crc32('123456789'), 'cbf43926');
    assert.equal(crc32(''), '00000000');
  });

  it('order all versions', () => {
    fc.assert(
      fc.property(stateRecord, stateRecord, ({ version: a }, { version: b }) => {
        assert.equal(Math.sign(compareVersions(a, b)), -Math.sign(compareVersions(b, a)) + 0);
        if (compareVersions(a, b) === 0) assert.deepEqual(a, b);
        if (a.lease !== b.lease) assert.equal(compareVersions(a, b) > 0, a.lease > b.lease);
        else if (a.sequence !== b.sequence) assert.equal(compareVersions(a, b) > 0, a.sequence > b.sequence);
      }),
    );
  });

  it('merge to the same state in any order, grouping and repetition', () => {
    const list = fc.array(stateRecord, { maxLength: 40 });
    fc.assert(
      fc.property(list, list, list, (a, b, c) => {
        const expected = merged([...a, ...b, ...c]);
        assert.deepEqual(merged(c, a, b, a), expected);
        assert.deepEqual(merged([...b].reverse(), a, c, c), expected);
        assert.deepEqual(
          merged(
            merged(a, b).map(([, record]) => record),
            c,
          ),
          expected,
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it('read back what was written, in ASCII', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), json, fc.nat(), (key, value, sequence) => {
        const record = { key, version: { lease: 7, sequence, writer: 'w' }, value };
        const line = recordLine(record);
        assert.match(line, /^\n[ -~]+\n$/);
        const read = readSegment(line);
        assert.deepEqual(read, {
          records: [{ ...record, value: JSON.parse(JSON.stringify(value)) }],
          foreign: [],
          damaged: 0,
        });
      }),
    );
  });

  const three = [0, 1, 2].map((sequence): StateRecord => {
    return { key: `day ${sequence}`, version: { lease: 1, sequence, writer: 'w' }, value: { cost: `${sequence}000` } };
  });
  const file = three.map(recordLine).join('');

  it('lose to a cut at any byte only the line that was cut, and stay writable behind it', () => {
    for (let cut = 0; cut <= file.length; cut++) {
      const whole = three.filter(
        (_, index) =>
          file.slice(0, cut).length + 1 >=
          three
            .slice(0, index + 1)
            .map(recordLine)
            .join('').length,
      );
      const later: StateRecord = { key: 'later', version: { lease: 2, sequence: 0, writer: 'v' }, value: 1 };
      const read = readSegment(file.slice(0, cut) + recordLine(later));
      assert.deepEqual(read.records, [...whole, later], `cut at ${cut}`);
    }
  });

  it('notice every flipped bit, or are not changed by it', () => {
    for (let at = 0; at < file.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const flipped = file.slice(0, at) + String.fromCharCode(file.charCodeAt(at) ^ (1 << bit)) + file.slice(at + 1);
        const { records, damaged } = readSegment(flipped);
        assert.ok(damaged > 0 || records.length === 3, `bit ${bit} of byte ${at}`);
        for (const record of records) assert.deepEqual(record, three[record.version.sequence]);
      }
    }
  });

  it('notice blocks of zeros, a lost middle and glued lines', () => {
    const [first = '', second = '', third = ''] = three.map(recordLine);
    assert.equal(readSegment(first + '\0'.repeat(512) + second + third).damaged, 1);
    assert.equal(readSegment(first + third).damaged, 1);
    assert.equal(readLines(first + third, 'snapshot').damaged, 0);
    assert.equal(readSegment(first.trimEnd() + second.trim() + third).damaged > 0, true);
  });

  it('keep lines of another version as they are', () => {
    const body = '{"f":2,"whatever":[1,2]}';
    const read = readSegment(file + keptLine(body));
    assert.deepEqual(read.foreign, [body]);
    assert.equal(read.damaged, 0);
    assert.equal(readSegment(keptLine(read.foreign[0] ?? '')).foreign[0], body);
  });

  it('never throw on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.deepEqual(readSegment(keptLine(text)).records.length + readSegment(text).records.length, 0);
      }),
    );
  });
});
