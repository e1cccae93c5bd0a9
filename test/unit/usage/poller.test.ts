// The poller with a clock of its own: how often it asks, whatever happens.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Poller, type PollOutcome, type RefreshAnswer } from '../../../src/core/usage/poller';
import type { UsageFailure } from '../../../src/core/usage/source';

const minute = 60_000;
const hour = 60 * minute;

/** A world whose time passes only when told. Wall time can jump apart from elapsed time. */
class World {
  elapsed = 0;
  offset = Date.UTC(2026, 10, 21, 12);
  longestTimer = 0;
  timers = new Map<number, { at: number; fire: () => void }>();
  begun: number[] = [];
  manual: boolean[] = [];
  inFlight = 0;
  mostInFlight = 0;
  outcomes: PollOutcome<number>[] = [];
  cancels = 0;
  durationMs = 200;
  answer: () => PollOutcome<number> | undefined = () => ({ kind: 'ok', read: 1 });
  private nextId = 0;
  readonly poller: Poller<number>;

  constructor(random: () => number = () => 0.5, intervalMs = 5 * minute) {
    const clock = {
      wall: () => this.elapsed + this.offset,
      elapsed: () => this.elapsed,
      random,
      timer: (ms: number, fire: () => void) => this.addTimer(ms, fire),
    };
    const settled = (outcome: PollOutcome<number>) => {
      this.outcomes.push(outcome);
    };
    this.poller = new Poller(
      clock,
      (manual) => this.begin(manual),
      settled,
      () => {},
      intervalMs,
    );
  }

  private addTimer(ms: number, fire: () => void): () => void {
    assert.ok(ms >= 0 && Number.isFinite(ms));
    this.longestTimer = Math.max(this.longestTimer, ms);
    const id = this.nextId++;
    this.timers.set(id, { at: this.elapsed + ms, fire });
    return () => this.timers.delete(id);
  }

  private begin(manual: boolean) {
    this.begun.push(this.elapsed);
    this.manual.push(manual);
    this.mostInFlight = Math.max(this.mostInFlight, ++this.inFlight);
    const outcome = this.answer();
    let end: (outcome: PollOutcome<number>) => void = () => {};
    const promise = new Promise<PollOutcome<number>>((resolve) => {
      end = (value) => {
        this.inFlight--;
        end = () => {};
        resolve(value);
      };
    });
    if (outcome) this.addTimer(this.durationMs, () => end(outcome));
    const cancel = () => {
      this.cancels++;
      end({ kind: 'cancelled' });
    };
    return { outcome: promise, cancel };
  }

  async pass(ms: number): Promise<void> {
    const until = this.elapsed + ms;
    for (;;) {
      const due = [...this.timers].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at)[0];
      if (!due) break;
      this.timers.delete(due[0]);
      this.elapsed = Math.max(this.elapsed, due[1].at);
      due[1].fire();
      for (let turn = 0; turn < 4; turn++) await Promise.resolve();
    }
    this.elapsed = until;
  }

  /** The computer sleeps: wall time passes, timers and the elapsed clock stand still. */
  sleep(ms: number): void {
    this.offset += ms;
  }

  begunBetween(from: number, to: number): number {
    return this.begun.filter((time) => time >= from && time <= to).length;
  }
}

const limited = (retryAfterMs?: number): UsageFailure => ({ kind: 'rateLimited', retryAfterMs, quota: false });

describe('poller', () => {
  it('asks nothing for the first 3 s, then once per interval', async () => {
    const eager = new World(() => 0);
    eager.poller.start();
    await eager.pass(2999);
    assert.deepEqual(eager.begun, []);
    const world = new World();
    world.poller.start();
    await world.pass(hour);
    assert.ok(world.begun.length >= 11 && world.begun.length <= 13, String(world.begun.length));
    const gaps = world.begun.slice(1).map((time, index) => time - (world.begun[index] ?? 0));
    assert.ok(gaps.every((gap) => gap >= 5 * minute && gap <= 5.5 * minute));
  });

  it('keeps a floor of 60 s under any setting', async () => {
    const world = new World(() => 0, 1);
    world.poller.start();
    await world.pass(hour);
    assert.ok(world.begun.length <= 60);
  });

  it('asks at most 7 times in the first hour of endless 429, and 3 times in any later one', async () => {
    const seeds = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(seeds, async (values) => {
        let at = 0;
        const world = new World(() => values[at++ % values.length] ?? 0);
        world.answer = () => limited();
        world.durationMs = 0;
        world.poller.start();
        await world.pass(8 * hour);
        const [first = 0] = world.begun;
        assert.ok(world.begunBetween(first, first + hour) <= 7);
        for (const time of world.begun.filter((begun) => begun > first + hour)) {
          assert.ok(world.begunBetween(time, time + hour) <= 3);
        }
        assert.ok(world.begun.length >= 8, 'it never gives up');
      }),
      { numRuns: 60 },
    );
  });

  it('never asks before Retry-After is over, not even when a person wants it', async () => {
    for (const wait of [1000, 10 * minute, 3 * hour, 24 * hour]) {
      const world = new World(() => 0);
      world.answer = () => limited(wait);
      world.poller.start();
      await world.pass(4000);
      const [first = 0] = world.begun;
      const answer = world.poller.refresh();
      if (wait > 4000)
        assert.deepEqual(answer, { kind: 'held', until: world.offset + first + world.durationMs + wait });
      await world.pass(wait - 4000 - 1);
      world.poller.refresh();
      world.sleep(wait);
      await world.pass(5000);
      assert.ok(
        (world.begun[1] ?? Number.POSITIVE_INFINITY) >= first + Math.min(wait, hour * 24) || world.begun.length === 1,
      );
      await world.pass(2 * minute);
      assert.ok(world.begun.length >= 2, `it asks again after ${wait}`);
      assert.ok((world.begun[1] ?? 0) >= first + wait);
    }
  });

  it('returns to the interval after one success', async () => {
    const world = new World();
    world.answer = () => ({ kind: 'unreadable', detail: 'HTTP 500', retryAfterMs: undefined });
    world.poller.start();
    await world.pass(hour);
    world.answer = () => ({ kind: 'ok', read: 1 });
    await world.pass(hour);
    const count = world.begun.length;
    await world.pass(hour);
    assert.ok(world.begun.length - count >= 11);
  });

  it('gives a refused key one second chance after 5 min, then one every 6 hours until it is changed', async () => {
    const world = new World();
    world.answer = () => ({ kind: 'keyRefused', reason: 'unknownKey' });
    world.poller.start();
    await world.pass(24 * hour);
    assert.equal(world.begun.length, 5);
    assert.ok((world.begun[1] ?? 0) - (world.begun[0] ?? 0) >= 5 * minute);
    assert.ok((world.begun[2] ?? 0) - (world.begun[1] ?? 0) >= 6 * hour);
    world.answer = () => ({ kind: 'ok', read: 1 });
    world.poller.start();
    await world.pass(hour);
    assert.ok(world.begun.length > 10);
  });

  it('tries once per interval while offline, and leaves an exhausted quota alone for hours', async () => {
    const world = new World();
    world.answer = () => ({ kind: 'offline', detail: 'ENOTFOUND' });
    world.poller.start();
    await world.pass(2 * hour);
    assert.ok(world.begun.length <= 24 && world.begun.length >= 21);
    const stopped = new World();
    stopped.answer = () => ({ kind: 'rateLimited', retryAfterMs: undefined, quota: true });
    stopped.poller.start();
    await stopped.pass(24 * hour);
    assert.ok(stopped.begun.length <= 5 && stopped.begun.length >= 4, String(stopped.begun.length));
  });

  it('asks once, 5 to 35 s after the computer wakes, without a burst', async () => {
    for (const slept of [10 * minute, 24 * hour, 30 * 24 * hour]) {
      const world = new World();
      world.poller.start();
      await world.pass(90_000);
      world.sleep(slept);
      const woke = world.elapsed;
      await world.pass(4 * minute);
      const soon = world.begun.filter((time) => time >= woke);
      assert.equal(soon.length, 1);
      assert.ok((soon[0] ?? 0) - woke >= 5000 && (soon[0] ?? 0) - woke <= minute);
    }
  });

  it('is not led astray by a clock set back or forth', async () => {
    const world = new World();
    world.poller.start();
    for (let step = 0; step < 200; step++) {
      world.sleep(step % 2 === 0 ? 3 * 365 * 24 * hour : -4 * 365 * 24 * hour);
      await world.pass(30_000);
    }
    assert.ok(world.begun.length >= 19, `${world.begun.length} in 100 min`);
    assert.ok(world.begun.length <= 101);
    const next = world.poller.nextAt;
    assert.ok(next === undefined || next - (world.elapsed + world.offset) <= 6 * minute);
  });

  it('lets a person read now, at most ten times an hour', async () => {
    const world = new World();
    assert.deepEqual(world.poller.refresh(), { kind: 'stopped' });
    world.poller.start();
    const answers: RefreshAnswer[] = [];
    for (let time = 0; time < 1000; time++) {
      answers.push(world.poller.refresh());
      await world.pass(1000);
    }
    assert.equal(answers.filter(({ kind }) => kind === 'started').length, 10);
    assert.equal(world.manual.filter(Boolean).length, 10);
    assert.equal(answers.at(-1)?.kind, 'tooOften');
    await world.pass(hour);
    assert.equal(world.poller.refresh().kind, 'started');
    assert.equal(world.poller.refresh().kind, 'running');
  });

  it('ends a read that never answers', async () => {
    const world = new World();
    world.answer = () => undefined;
    world.poller.start();
    await world.pass(3 * minute);
    assert.equal(world.outcomes[0]?.kind, 'unreadable');
    assert.equal(world.cancels >= 1, true);
  });

  it('has no late effects: stopping gives the read up, disposing leaves no timer', async () => {
    const world = new World();
    world.poller.start();
    await world.pass(6000);
    world.poller.refresh();
    const settled = world.outcomes.length;
    world.poller.dispose();
    assert.equal(world.cancels, 1);
    await world.pass(hour);
    assert.equal(world.outcomes.length, settled);
    assert.equal(world.timers.size, 0);
    world.poller.start();
    assert.equal(world.timers.size, 0);
  });

  it('keeps every promise whatever comes in whatever order', async () => {
    const outcome = fc.constantFrom<PollOutcome<number> | undefined>(
      { kind: 'ok', read: 1 },
      limited(),
      limited(1000),
      limited(20 * minute),
      { kind: 'rateLimited', retryAfterMs: undefined, quota: true },
      { kind: 'offline', detail: 'x' },
      { kind: 'unreadable', detail: 'x', retryAfterMs: undefined },
      { kind: 'unreadable', detail: 'x', retryAfterMs: 3 * hour },
      { kind: 'keyRefused', reason: 'projectKey' },
      { kind: 'cancelled' },
      undefined,
    );
    const command = fc.oneof(
      fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 2 * hour }) }),
      fc.record({ kind: fc.constant('sleep' as const), ms: fc.integer({ min: -10 * hour, max: 100 * hour }) }),
      fc.record({ kind: fc.constantFrom('refresh' as const, 'start' as const, 'stop' as const), ms: fc.constant(0) }),
      fc.record({ kind: fc.constant('interval' as const), ms: fc.constantFrom(1, minute, 10 * minute, 24 * hour) }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(outcome, { minLength: 1 }),
        fc.array(command, { maxLength: 40 }),
        async (outcomes, commands) => {
          const world = new World(() => 0);
          let hold = 0;
          let at = 0;
          world.answer = () => {
            assert.ok(world.elapsed >= hold, 'asked before Retry-After was over');
            const next = outcomes[at++ % outcomes.length];
            if (next && 'retryAfterMs' in next) hold = world.elapsed + world.durationMs + (next.retryAfterMs ?? 0);
            return next;
          };
          world.poller.start();
          for (const { kind, ms } of commands) {
            if (kind === 'pass') await world.pass(ms);
            else if (kind === 'sleep') world.sleep(ms);
            else if (kind === 'refresh') world.poller.refresh();
            else if (kind === 'interval') world.poller.changeInterval(ms);
            else {
              // Another key is another account: what was asked of the old one does not bind it.
              hold = 0;
              world.poller[kind]();
            }
          }
          world.poller.dispose();
          assert.ok(world.mostInFlight <= 1, 'two reads at once');
          assert.ok(world.longestTimer <= hour, 'a timer over an hour');
        },
      ),
      { numRuns: 150 },
    );
  });
});
