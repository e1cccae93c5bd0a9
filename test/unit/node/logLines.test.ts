// A log file read by its bytes gives what splitting it into lines and parsing each of them gives: with look-alikes in texts, torn lines,
// names that stand twice, spaces, odd numbers, and lines wherever the pieces that are read end.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { claudeCode } from '../../../src/core/usage/logs/claudeCode';
import { EntryTable, type LogEntry } from '../../../src/core/usage/logs/entries';
import { Gathering } from '../../../src/core/usage/logs/gather';
import { lookOf } from '../../../src/node/logs/look';
import { LogFileReader } from '../../../src/node/logs/readLogFile';

/** Texts that look like fields, once they are escaped, or end in what escapes. */
const hostile = fc.constantFrom(
  ...['"usage":{"input_tokens":7,"output_tokens":7}', '\\"usage"', 'usage', '\\', '\\\\', '"', '\\"', '{', '}]', '\n'],
  ...['é', '\u2028', '😀', ' ', 'x'.repeat(15), 'y'.repeat(16), 'z'.repeat(17)],
);
const text = fc.array(hostile, { maxLength: 6 }).map((parts) => parts.join(''));
const written = (value: unknown) => JSON.stringify(value);
const id = fc.constantFrom('m1', 'm2', 'm3', '', 'ü', '\t');
/** Mostly the first. */
const mostly = (usual: string, ...others: readonly string[]) =>
  fc.oneof(
    { weight: 20, arbitrary: fc.constant(usual) },
    { weight: others.length, arbitrary: fc.constantFrom(...others) },
  );
const count = mostly('5', '12345678901234567890', '-1', '1.5', '2e1', '2E+1', '-0', 'null', '"3"', '[]', '01', '');
const time = mostly('"2026-11-01T10:00:00.000Z"', '"2026-11-01T11:00:00Z"', '"soon"', '1');

/** Members in any order, some of them twice, as text. */
function objectOf(members: Readonly<Record<string, fc.Arbitrary<string>>>): fc.Arbitrary<string> {
  const member = fc.oneof(...Object.entries(members).map(([name, value]) => value.map((json) => `"${name}":${json}`)));
  const all = fc.tuple(...Object.entries(members).map(([name, value]) => value.map((json) => `"${name}":${json}`)));
  return fc
    .tuple(all, fc.array(member, { maxLength: 2 }), fc.constantFrom(',', ', ', ' ,\t'))
    .chain(([once, more, comma]) =>
      fc.shuffledSubarray([...once, ...more], { minLength: once.length }).map((members) => `{${members.join(comma)}}`),
    );
}

const junk = fc.oneof(
  text.map(written),
  fc.tuple(text, text).map(([name, value]) => written({ [name]: [value, { type: 'text', text: value }, null, 1.5] })),
);
const usage = objectOf({
  input_tokens: count,
  output_tokens: fc.constantFrom('1', '1', '100'),
  cache_creation: fc.constantFrom('{"ephemeral_5m_input_tokens":3}', 'null', '{}', '[1]'),
  service_tier: fc.constantFrom('"standard"', '"batch"', 'null'),
  note: junk,
});
const message = objectOf({
  id: id.map(written),
  model: fc.constantFrom('"claude-haiku-4-5"', '"<synthetic>"', 'null', '"a\\u0062"'),
  content: junk,
  usage,
});
const line = objectOf({
  content: junk,
  requestId: id.map(written),
  timestamp: time,
  message: fc.oneof({ weight: 4, arbitrary: message }, { weight: 1, arbitrary: junk }),
  toolUseResult: fc.oneof(
    junk,
    usage.map((json) => `{"usage":${json}}`),
  ),
  data: fc.oneof(
    fc.constant('null'),
    message.map((json) => `{"message":{"message":${json}}}`),
  ),
});
/** Lines as a log has them when what writes it is killed now and then. */
const log = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: line.map((json) => `${json}\n`) },
      { weight: 1, arbitrary: line.map((json) => `${json}\r\n`) },
      { weight: 1, arbitrary: fc.tuple(line, fc.nat()).map(([json, at]) => json.slice(0, at % json.length)) },
      { weight: 1, arbitrary: junk.map((json) => `${json}\n`) },
      { weight: 1, arbitrary: fc.constantFrom('\n', '{"usage":}\n', 'x'.repeat(300)) },
    ),
    { maxLength: 12 },
  )
  .map((lines) => lines.join(''));

describe('lines of a log', () => {
  let folder = '';
  const reader = new LogFileReader(claudeCode);
  const file = () => path.join(folder, 'a.jsonl');
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'prompt-meter-lines-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  function asBytes() {
    const look = lookOf(statSync(file(), { bigint: true }));
    const { entries, rest, damaged } = reader.read({ path: file(), name: 'a.jsonl', look }, undefined) ?? assert.fail();
    return { entries: listOf(entries), rest: listOf(rest), damaged };
  }

  function lineByLine(bytes: Buffer) {
    const { dev, ino } = statSync(file());
    const lines = bytes.toString('latin1').split('\n');
    const [entries, rest] = [new Gathering(), new EntryTable()];
    const tool = claudeCode.open('a.jsonl', undefined);
    let damaged = 0;
    let offset = 0;
    for (const [index, each] of lines.entries()) {
      const [begin, isLast] = [offset, index === lines.length - 1];
      offset += each.length + 1;
      if (!each.includes('"usage"')) continue;
      const json = parsed(each);
      const isUsed = json !== undefined && tool.read(json, () => `${dev}:${ino}:${begin}`, isLast ? rest : entries);
      if (!isUsed && !isLast) damaged++;
    }
    return { entries: listOf(entries.table), rest: listOf(rest), damaged };
  }

  it('are those of splitting and parsing, whatever stands in them', () => {
    let found = 0;
    fc.assert(
      fc.property(log, (content) => {
        const bytes = Buffer.from(content);
        writeFileSync(file(), bytes);
        const read = asBytes();
        found += read.entries.length;
        assert.deepEqual(read, lineByLine(bytes));
      }),
      { numRuns: 1_000 },
    );
    assert.ok(found > 1_000, `only ${found} requests`);
  });

  it('are found wherever a piece ends', () => {
    const short = (nth: number) =>
      `{"timestamp":"2026-11-01T10:00:00Z","message":{"id":"m${nth}","usage":{"input_tokens":1,"output_tokens":${nth}}}}\n`;
    const piece = 2 ** 18;
    for (let shift = 0; shift < 2 * short(10).length; shift++) {
      const filler = `${'"'.repeat(piece - 100 - shift)}\n`;
      const bytes = Buffer.from(short(10) + filler + short(11) + short(12) + short(13));
      writeFileSync(file(), bytes);
      assert.deepEqual(asBytes(), lineByLine(bytes), `shifted by ${shift}`);
    }
  });
});

function listOf(table: EntryTable): (LogEntry | undefined)[] {
  return Array.from({ length: table.length }, (_, index) => table.at(index));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
