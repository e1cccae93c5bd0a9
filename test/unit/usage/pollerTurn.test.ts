// A read that waits for other accounts of its server: the wait is not its own time.
import assert from 'node:assert/strict';
import { Poller, type PollOutcome } from '../../../src/core/usage/poller';
import { turns } from '../../../src/host/inTurn';

describe('a read in turn', () => {
  it('has its two minutes from when its turn comes', async () => {
    const timers: { ms: number; fire: () => void }[] = [];
    const clock = {
      wall: () => 0,
      elapsed: () => 0,
      random: () => 0,
      timer: (ms: number, fire: () => void) => {
        const timer = { ms, fire };
        timers.push(timer);
        return () => void timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0);
      },
    };
    let begun = () => {};
    let cancels = 0;
    const turn = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const outcomes: PollOutcome<number>[] = [];
    const poller = new Poller<number>(
      clock,
      () => ({ outcome: new Promise(() => {}), cancel: () => void cancels++, turn }),
      (outcome) => outcomes.push(outcome),
      () => {},
      60_000,
    );
    poller.start();
    poller.refresh();
    assert.equal(timers.length, 0);
    begun();
    await turn;
    assert.deepEqual(
      timers.map(({ ms }) => ms),
      [120_000],
    );
    timers[0]?.fire();
    assert.deepEqual([cancels, outcomes[0]?.kind], [1, 'unreadable']);
    poller.dispose();
  });

  it('R32: has no say any more after the key was changed', async () => {
    const clock = { wall: () => 0, elapsed: () => 0, random: () => 0, timer: () => () => {} };
    const ends: ((outcome: PollOutcome<number>) => void)[] = [];
    const outcomes: PollOutcome<number>[] = [];
    const begin = () => ({
      outcome: new Promise<PollOutcome<number>>((resolve) => ends.push(resolve)),
      cancel: () => {},
    });
    const poller = new Poller<number>(
      clock,
      begin,
      (outcome) => outcomes.push(outcome),
      () => {},
      60_000,
    );
    poller.start();
    poller.refresh();
    poller.start();
    poller.refresh();
    ends[0]?.({ kind: 'ok', read: 1 });
    await new Promise(setImmediate);
    assert.deepEqual(outcomes, []);
    ends[1]?.({ kind: 'ok', read: 2 });
    await new Promise(setImmediate);
    assert.deepEqual(outcomes, [{ kind: 'ok', read: 2 }]);
    poller.dispose();
  });

  it('begins when the one before has ended, also with a failure, and does not wait for other servers', async () => {
    const inTurn = turns();
    const said: string[] = [];
    let fail = (_: Error) => {};
    const first = inTurn('a', () => new Promise<void>((_, reject) => (fail = reject)));
    const second = inTurn('a', async () => void said.push('second'));
    await inTurn('b', async () => void said.push('other'));
    assert.deepEqual(said, ['other']);
    fail(new Error('over'));
    await assert.rejects(first, /over/);
    await second;
    assert.deepEqual(said, ['other', 'second']);
  });
});
