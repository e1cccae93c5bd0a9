// The poller: asks once per interval, one read at a time, and lets each outcome decide about the next. Clock, chance and timers are
// arguments. Waiting is measured with a clock that never jumps; the wall clock only tells of sleep and the time to show.
import { firstPlan, type PollPlan, planAfter, pollTimes } from './pollPlan';
import type { UsageFailure } from './source';

/** What the poller needs of the world. */
export interface PollerClock {
  /** Epoch ms; may jump. */
  readonly wall: () => number;
  /** Ms since some moment; never jumps back. Need not count sleep. */
  readonly elapsed: () => number;
  /** 0 to 1. */
  readonly random: () => number;
  /** Calls `fire` once after `ms`; the result takes it back. */
  readonly timer: (ms: number, fire: () => void) => () => void;
}

/** Nothing was asked: another window asks, or a plan that all windows share says to wait. */
export interface Waited<Read> {
  readonly kind: 'waited';
  /** What to do next. */
  readonly plan: PollPlan;
  /** What another window has read; undefined when there is nothing new. */
  readonly read: Read | undefined;
}

/** What a read ended with. */
export type PollOutcome<Read> = { readonly kind: 'ok'; readonly read: Read } | UsageFailure | Waited<Read>;

/** A read under way. `outcome` never rejects by contract; a rejection counts as an unreadable reply. */
export interface RunningPoll<Read> {
  readonly outcome: Promise<PollOutcome<Read>>;
  readonly cancel: () => void;
  /** Ends the wait for other reads at the same server, which is not counted as this one's time; absent when it began at once. */
  readonly turn?: Promise<void>;
  /** How often asking has failed before, as all windows know it; undefined when only this one has asked. Asked when the read ends. */
  readonly history?: () => Pick<PollPlan, 'failures' | 'refusals'> | undefined;
}

/** What became of a person's wish to read now. */
export type RefreshAnswer =
  | { readonly kind: 'started' }
  | { readonly kind: 'running' }
  /** Nothing may be asked before `until`, epoch ms. */
  | { readonly kind: 'held'; readonly until: number }
  /** Ten times in the last hour already; the next one may be asked at `until`, epoch ms. */
  | { readonly kind: 'tooOften'; readonly until: number }
  /** There is nothing to read with: no key. */
  | { readonly kind: 'stopped' };

const heartbeatMs = 30_000;
const sleepMs = 60_000;
const deadlineMs = 120_000;
const hourMs = 3_600_000;
const refreshesPerHour = 10;

/** Owns the schedule of one source and one key. `begin` starts a read; `manual` is true when a person asked. */
export class Poller<Read> {
  private plan: PollPlan | undefined;
  private due = 0;
  private holdUntil = 0;
  private lastBegin = Number.NEGATIVE_INFINITY;
  private running: RunningPoll<Read> | undefined;
  private cancelTimer: () => void = () => {};
  private refreshes: readonly number[] = [];
  private disposed = false;

  constructor(
    private readonly clock: PollerClock,
    private readonly begin: (manual: boolean) => RunningPoll<Read>,
    /** Called after the next read is planned; not for a read that was stopped. */
    private readonly settled: (outcome: PollOutcome<Read>, plan: PollPlan) => void,
    /** Called when `nextAt` moves for another reason: the computer slept. */
    private readonly moved: () => void,
    private intervalMs: number,
  ) {}

  /** When the next read is planned, epoch ms; undefined while one runs and when none is planned. */
  get nextAt(): number | undefined {
    if (this.plan?.waitMs === undefined || this.running) return undefined;
    return Math.round(this.clock.wall() + Math.max(0, this.due - this.clock.elapsed()));
  }

  /** Begins anew, as for a new key: everything learnt from earlier reads is forgotten but how often a person asked. */
  start(): void {
    if (this.disposed) return;
    this.stop();
    this.follow(firstPlan(this.clock.random()));
  }

  /** Nothing is asked until `start`; a read under way is given up. */
  stop(): void {
    this.cancelTimer();
    this.running?.cancel();
    this.running = undefined;
    this.plan = undefined;
    this.holdUntil = 0;
  }

  dispose(): void {
    this.stop();
    this.disposed = true;
  }

  /** Takes a new interval (ms). A calm wait that is longer than it is shortened to it. */
  changeInterval(intervalMs: number): void {
    this.intervalMs = intervalMs;
    const wait = Math.max(pollTimes.leastInterval, intervalMs);
    if (this.plan?.waitMs === undefined || this.plan.held || this.running) return;
    this.due = Math.min(this.due, this.clock.elapsed() + wait);
    this.arm();
  }

  /** A person wants figures now. Never before the provider's Retry-After is over, never twice at once, at most ten times an hour. */
  refresh(): RefreshAnswer {
    const now = this.clock.elapsed();
    const wallAt = (elapsed: number) => Math.round(this.clock.wall() + elapsed - now);
    if (!this.plan) return { kind: 'stopped' };
    if (this.running) return { kind: 'running' };
    if (now < this.holdUntil) return { kind: 'held', until: wallAt(this.holdUntil) };
    this.refreshes = this.refreshes.filter((time) => now - time < hourMs);
    const [oldest = now] = this.refreshes;
    if (this.refreshes.length >= refreshesPerHour) return { kind: 'tooOften', until: wallAt(oldest + hourMs) };
    this.refreshes = [...this.refreshes, now];
    this.run(true);
    return { kind: 'started' };
  }

  private follow(plan: PollPlan): void {
    const now = this.clock.elapsed();
    this.plan = plan;
    this.due = now + (plan.waitMs ?? 0);
    this.holdUntil = now + plan.holdMs;
    this.arm();
  }

  /** Wakes every 30 s at the latest, to notice sleep; a timer is therefore never long. */
  private arm(): void {
    this.cancelTimer();
    if (this.plan?.waitMs === undefined || this.running) return;
    const elapsed = this.clock.elapsed();
    const wall = this.clock.wall();
    const ms = Math.min(heartbeatMs, Math.max(0, this.due - elapsed));
    this.cancelTimer = this.clock.timer(ms, () => {
      const passed = Math.max(this.clock.wall() - wall, this.clock.elapsed() - elapsed);
      const turnedBack = this.clock.wall() < wall;
      if (passed > ms + sleepMs) this.wake();
      if (this.due <= this.clock.elapsed()) this.run(false);
      else this.arm();
      if (passed > ms + sleepMs || turnedBack) this.moved();
    });
  }

  /** After sleep: one read in 5 to 30 s, when the network is back. A held wait is not shortened. */
  private wake(): void {
    const soon = this.clock.elapsed() + 5_000 + this.clock.random() * 25_000;
    const earliest = Math.max(soon, this.lastBegin + pollTimes.leastInterval);
    this.due = this.plan?.held ? Math.max(this.due, soon) : Math.min(Math.max(this.due, soon), earliest);
  }

  private run(manual: boolean): void {
    this.cancelTimer();
    this.lastBegin = this.clock.elapsed();
    const running = this.begin(manual);
    this.running = running;
    const settle = (outcome: PollOutcome<Read>) => {
      if (this.running !== running || !this.plan) return;
      this.cancelTimer();
      this.running = undefined;
      const before = { ...this.plan, ...running.history?.() };
      const plan =
        outcome.kind === 'waited' ? outcome.plan : planAfter(before, outcome, this.intervalMs, this.clock.random());
      this.follow(plan);
      this.settled(outcome, plan);
    };
    const giveUp = () => {
      running.cancel();
      settle({ kind: 'unreadable', detail: 'no complete answer within 2 minutes', retryAfterMs: undefined });
    };
    const begun = () => {
      if (this.running === running) this.cancelTimer = this.clock.timer(deadlineMs, giveUp);
    };
    if (running.turn) void running.turn.then(begun);
    else begun();
    running.outcome.then(settle, () =>
      settle({ kind: 'unreadable', detail: 'the read ended with an unexpected error', retryAfterMs: undefined }),
    );
  }
}
