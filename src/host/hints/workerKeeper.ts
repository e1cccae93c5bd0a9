// Keeps the analysis worker: starts it when it is first needed, and anew when it dies or passes its deadline.
import type * as vscode from 'vscode';
import type { FromWorker, ToWorker } from '../../core/session/protocol';

/** A running worker: `worker_threads` on the desktop, `Worker` in the browser. */
export interface WorkerPort {
  post(message: ToWorker): void;
  onMessage(listener: (message: FromWorker) => void): void;
  /** Called once, when the worker has ended for whatever reason but `end`. */
  onExit(listener: (reason: string) => void): void;
  end(): void;
}

/** How long to wait, in milliseconds. */
export interface Patience {
  /** A worker that has not answered for this long is ended. */
  readonly answerMs: number;
  /** Time between a death and the next start. */
  readonly restMs: number;
}

const usualPatience: Patience = { answerMs: 15_000, restMs: 100 };

/** After this many deaths within a minute the worker rests for a minute. */
const deathsAllowed = 3;
const minuteMs = 60_000;

/** What may be waiting for an answer: a document (by key) or a question (by id). */
export type Awaited = string | number;

/** What the keeper tells. */
export interface WorkerEvents {
  /** A worker has started, and knows nothing yet. */
  readonly started: (worker: WorkerPort) => void;
  readonly said: (message: FromWorker) => void;
  /** It is gone. `awaited`: what it owes an answer. */
  readonly died: (awaited: ReadonlySet<Awaited>) => void;
  /** Another one may be started. */
  readonly rested: () => void;
}

export class WorkerKeeper implements vscode.Disposable {
  private readonly awaited = new Set<Awaited>();
  private readonly deaths: number[] = [];
  private worker: WorkerPort | undefined;
  private deadline: ReturnType<typeof setTimeout> | undefined;
  private rest: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly startWorker: () => WorkerPort,
    private readonly events: WorkerEvents,
    private readonly log: vscode.LogOutputChannel,
    private readonly patience: Patience = usualPatience,
  ) {}

  /** Undefined when none runs. */
  get now(): WorkerPort | undefined {
    return this.worker;
  }

  /** Starts one if none runs; undefined while it rests after a death. */
  running(): WorkerPort | undefined {
    if (this.worker || this.rest) return this.worker;
    const worker = this.startWorker();
    this.worker = worker;
    worker.onMessage((message) => this.events.said(message));
    worker.onExit((reason) => this.died(worker, reason));
    this.events.started(worker);
    return worker;
  }

  /** An answer is owed from now on. */
  await(what: Awaited): void {
    this.awaited.add(what);
    this.deadline ??= setTimeout(() => this.overdue(), this.patience.answerMs);
  }

  /** Any answer shows that the worker is alive: the clock starts anew for what is still waited for. */
  settle(what: Awaited): void {
    this.awaited.delete(what);
    clearTimeout(this.deadline);
    this.deadline = this.awaited.size > 0 ? setTimeout(() => this.overdue(), this.patience.answerMs) : undefined;
  }

  dispose(): void {
    clearTimeout(this.deadline);
    clearTimeout(this.rest);
    this.worker?.end();
    this.worker = undefined;
  }

  private overdue(): void {
    this.deadline = undefined;
    const worker = this.worker;
    if (!worker) return;
    worker.end();
    this.died(worker, `no answer within ${this.patience.answerMs} ms`);
  }

  private died(worker: WorkerPort, reason: string): void {
    if (worker !== this.worker) return;
    this.log.warn(`The analysis worker ended (${reason}) and is started again.`);
    this.worker = undefined;
    clearTimeout(this.deadline);
    this.deadline = undefined;
    this.events.died(this.awaited);
    this.awaited.clear();
    this.rest = setTimeout(() => {
      this.rest = undefined;
      this.events.rested();
    }, this.restMs());
  }

  private restMs(): number {
    const now = Date.now();
    this.deaths.push(now);
    const recent = this.deaths.filter((at) => now - at < minuteMs);
    this.deaths.splice(0, this.deaths.length, ...recent);
    return recent.length > deathsAllowed ? minuteMs : this.patience.restMs;
  }
}
