// The log of Codex CLI: rises of a total, and nothing counted twice.
import assert from 'node:assert/strict';
import { codex } from '../../../../src/core/usage/logs/codex';
import { EntryTable, type LogEntry } from '../../../../src/core/usage/logs/entries';
import { Gathering, Replays } from '../../../../src/core/usage/logs/gather';

const second = (n: number) => new Date(Date.UTC(2026, 10, 3, 9, 0, n)).toISOString();
const usage = (input: number, cached: number, output: number) => ({
  input_tokens: input,
  cached_input_tokens: cached,
  output_tokens: output,
  reasoning_output_tokens: 1,
  total_tokens: input + output,
});
const meta = (payload: object, at = second(0)) => ({ timestamp: at, type: 'session_meta', payload });
const turn = (model: string) => ({ timestamp: second(0), type: 'turn_context', payload: { model } });
const count = (at: string, total: object | null, last?: object) => ({
  timestamp: at,
  type: 'event_msg',
  payload: {
    type: 'token_count',
    info: total === null ? null : { total_token_usage: total, last_token_usage: last, model_context_window: 1 },
    rate_limits: {},
  },
});

function countingOf(...files: readonly (readonly object[])[]): LogEntry[] {
  const gathering = new Gathering();
  for (const lines of files) {
    const table = new EntryTable();
    const reader = codex.open('sessions/a.jsonl', undefined);
    for (const line of lines) assert.ok(reader.read(line, () => 'x', table));
    gathering.addAll(table);
  }
  const replays = new Replays(gathering.table);
  return Array.from({ length: gathering.table.length }, (_, index) => gathering.table.at(index) as LogEntry).filter(
    (entry) => replays.counts(entry),
  );
}

const tokens = (entries: readonly LogEntry[]) => entries.map(({ input, cached, output }) => [input, cached, output]);

describe('Codex log', () => {
  const first = count(second(5), usage(100, 20, 10), usage(100, 20, 10));
  const next = count(second(9), usage(250, 120, 30), usage(150, 100, 20));
  const session = [meta({ id: 'a', cwd: '/home/größe' }), turn('gpt-5.5'), count(second(1), null), first, first, next];

  it('counts rises, drops repeated snapshots and empty ones, and reads model and folder', () => {
    const entries = countingOf(session);
    assert.deepEqual(tokens(entries), [
      [100, 20, 10],
      [150, 100, 20],
    ]);
    assert.deepEqual([entries[0]?.model, entries[0]?.project], ['gpt-5.5', '/home/größe']);
    assert.equal(countingOf([meta({ id: 'a' }), first])[0]?.model, undefined);
  });

  it('takes the rise where the last usage is missing, and the smaller where they differ', () => {
    assert.deepEqual(tokens(countingOf([count(second(1), usage(100, 0, 10)), count(second(2), usage(130, 10, 15))])), [
      [100, 0, 10],
      [30, 10, 5],
    ]);
    assert.deepEqual(tokens(countingOf([count(second(1), usage(100, 0, 10), usage(40, 0, 4))])), [[40, 0, 4]]);
  });

  it('never counts a total below the highest again', () => {
    const mixed = [usage(100, 0, 10), usage(40, 0, 4), usage(100, 0, 10), usage(120, 0, 12)].map((total, index) =>
      count(second(index), total, usage(50, 0, 5)),
    );
    assert.deepEqual(tokens(countingOf(mixed)), [
      [50, 0, 5],
      [20, 0, 2],
    ]);
  });

  it('counts what a fork copied from its parent once, at the parent', () => {
    const replay = [first, next].map((line) => ({ ...line, timestamp: second(30) }));
    const own = count(second(40), usage(300, 150, 44), usage(50, 30, 14));
    const fork = [
      meta({ id: 'b', forked_from_id: 'a' }, second(30)),
      meta({ id: 'a' }, second(30)),
      turn('gpt-5.5'),
      ...replay,
      own,
    ];
    assert.deepEqual(tokens(countingOf(session, fork)), [
      [100, 20, 10],
      [150, 100, 20],
      [50, 30, 14],
    ]);
    assert.deepEqual(tokens(countingOf(fork)), [[50, 30, 14]]);
    const late = fork.map((line, index) => (index === 3 ? { ...line, timestamp: second(32) } : line));
    assert.deepEqual(
      tokens(countingOf(late, session)).sort(),
      [
        [100, 20, 10],
        [150, 100, 20],
        [50, 30, 14],
      ].sort(),
    );
    const agent = [
      meta({ id: 'c', source: { subagent: { thread_spawn: { parent_thread_id: 'a' } } } }, second(30)),
      ...replay,
    ];
    assert.deepEqual(tokens(countingOf(agent)), []);
  });

  it('counts a copied session once', () => assert.equal(countingOf(session, session).length, 2));

  it('goes on from its state as if it had never stopped', () => {
    const table = new EntryTable();
    let state: unknown;
    for (const line of session) {
      const reader = codex.open('x', structuredClone(state));
      reader.read(line, () => 'x', table);
      state = JSON.parse(JSON.stringify(reader.state()));
    }
    assert.equal(table.length, 2);
  });
});
