// Owns the spend state: wires settings, key, poller, source, session and store together. Surfaces listen to `onDidChange`.
import * as vscode from 'vscode';
import type { ReadingState, SpendState } from '../core/spend';
import { withoutKeys } from '../core/usage/keyShape';
import { figuresOf, type Ledger } from '../core/usage/ledger';
import { openai } from '../core/usage/openai';
import { Poller, type PollerClock, type PollOutcome, type RefreshAnswer, type Waited } from '../core/usage/poller';
import { markAfter, troubleOf } from '../core/usage/pollMark';
import type { PollPlan } from '../core/usage/pollPlan';
import { type Session, sessionAfter, sessionSpend } from '../core/usage/session';
import type { UsageFailure, UsageSource } from '../core/usage/source';
import type { Account } from '../core/usage/spendRecords';
import { accountOf, Keys } from './keys';
import { beginCycle, type CycleRead, type RunningCycle, type SpendTarget } from './spendCycle';
import { readSpendSettings, type SpendSettings } from './spendSettings';
import type { SpendStore } from './spendStore';

const hostClock: PollerClock = {
  wall: () => Date.now(),
  elapsed: () => performance.now(),
  random: () => Math.random(),
  timer: (ms, fire) => {
    const timer = setTimeout(fire, ms);
    return () => clearTimeout(timer);
  },
};

export class Spend implements vscode.Disposable {
  readonly source: UsageSource = openai;
  readonly keys: Keys;
  private readonly changed = new vscode.EventEmitter<SpendState>();
  /** Fires with the new state, also when only settings changed. */
  readonly onDidChange = this.changed.event;
  private readonly store: SpendStore;
  private readonly poller: Poller<CycleRead>;
  private readonly listeners: vscode.Disposable;
  private readonly warned = new Set<string>();
  private currentSettings: SpendSettings;
  private current: SpendState;
  private target: SpendTarget;
  private ledger: Ledger | undefined;
  private session: Session | undefined;
  /** The read under way or the last one, and whether a person asked for it. */
  private cycle: RunningCycle | undefined;
  private wanted = false;
  /** Counts beginnings, so that an answer of the secret store to an earlier one is dropped. */
  private turn = 0;
  private disposed = false;

  /** Begins by itself: looks for a key, shows stored figures, and reads for the first time some seconds later. */
  constructor(
    context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
    /** True in the browser host, which reads demo data only. */
    private readonly browserHost: boolean,
    openStore: (warn: (text: string) => void) => SpendStore,
  ) {
    this.keys = new Keys(context.secrets, context.globalState, this.source.id);
    const warn = (text: string) => this.warnOnce(text);
    this.store = openStore(warn);
    this.currentSettings = this.readSettings();
    this.poller = new Poller(
      hostClock,
      (manual) => this.beginRead(manual),
      (outcome, plan) => this.settled(outcome, plan),
      () => this.show({}),
      this.currentSettings.intervalMs,
    );
    this.target = this.wantedTarget();
    this.current = this.emptyState();
    this.listeners = vscode.Disposable.from(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('promptMeter')) this.settingsChanged();
      }),
      this.keys.onDidChange(() => void this.keyChanged()),
    );
    void this.begin();
  }

  get state(): SpendState {
    return this.current;
  }

  get settings(): SpendSettings {
    return this.currentSettings;
  }

  /** A person wants figures now. A lost key is looked for again. */
  async refresh(): Promise<RefreshAnswer> {
    if (this.current.reading.kind === 'keyLost') await this.begin();
    return this.poller.refresh();
  }

  /** Stops reading and looks anew for whom to ask and with which key. */
  async begin(): Promise<void> {
    const turn = ++this.turn;
    this.poller.stop();
    const target = this.wantedTarget();
    if (!isSame(target, this.target)) this.forgetFigures(target);
    const obstacle = this.obstacle();
    if (obstacle) return this.show({ reading: obstacle });
    if (target.demo) return this.startPolling();
    this.show({ reading: { kind: target.account === undefined ? 'noKey' : 'reading' } });
    await this.showStored();
    const answer = await this.keys.read(target.origin);
    if (turn !== this.turn || this.disposed) return;
    if (answer.kind === 'none') this.forgetFigures({ ...target, account: undefined });
    if (answer.kind !== 'key') return this.show({ reading: { kind: answer.kind === 'lost' ? 'keyLost' : 'noKey' } });
    const known = { ...target, account: accountOf(answer) };
    if (!isSame(known, this.target)) this.forgetFigures(known);
    await this.showStored();
    if (turn === this.turn && !this.disposed) this.startPolling();
  }

  /** Removes the stored figures of an account; part of removing its key. */
  async forget(account: string): Promise<void> {
    await this.store.forget({ sourceId: this.source.id, account });
  }

  dispose(): void {
    this.disposed = true;
    this.listeners.dispose();
    this.poller.dispose();
    this.changed.dispose();
    void this.store.dispose();
  }

  /** The stored key changed, here or in another window. The key that is already read with is no change. */
  private async keyChanged(): Promise<void> {
    const answer = await this.keys.read(this.target.origin);
    const isKnown = answer.kind === 'key' && accountOf(answer) === this.target.account;
    if (!isKnown || this.current.reading.kind === 'keyLost') await this.begin();
  }

  private startPolling(): void {
    this.poller.start();
    this.show({ reading: { kind: 'reading' } });
  }

  /** What keeps this host from reading at all. */
  private obstacle(): ReadingState | undefined {
    const { demoOrigin, openaiOrigin } = this.currentSettings;
    if (demoOrigin !== undefined) return undefined;
    const detail = this.browserHost
      ? vscode.l10n.t(
          'Spend is not read in the browser: the provider does not answer pages, and an admin key does not belong here. Open this window on the desktop.',
        )
      : vscode.l10n.t(
          'The setting promptMeter.usage.openaiUrl holds an address that cannot be used. The log says why.',
        );
    return this.browserHost || openaiOrigin === undefined ? { kind: 'unsupported', detail } : undefined;
  }

  private wantedTarget(): SpendTarget {
    const { demoOrigin, openaiOrigin } = this.currentSettings;
    if (demoOrigin !== undefined) return { origin: demoOrigin, demo: true, account: undefined };
    const origin = openaiOrigin ?? this.source.defaultOrigin;
    return { origin, demo: false, account: this.keys.account(origin) };
  }

  private readSettings(): SpendSettings {
    const configuration = vscode.workspace.getConfiguration('promptMeter');
    const settings = readSpendSettings((name) => configuration.inspect(name));
    for (const problem of settings.problems) this.warnOnce(problem);
    return settings;
  }

  private settingsChanged(): void {
    const before = this.currentSettings;
    this.currentSettings = this.readSettings();
    const { demoOrigin, openaiOrigin, intervalMs } = this.currentSettings;
    if (intervalMs !== before.intervalMs) this.poller.changeInterval(intervalMs);
    if (demoOrigin !== before.demoOrigin || openaiOrigin !== before.openaiOrigin) void this.begin();
    else this.show({});
  }

  private beginRead(manual: boolean) {
    const { source, keys, store, target, ledger } = this;
    const { intervalMs } = this.currentSettings;
    const keyMissing = () => void this.begin();
    this.cycle = beginCycle({ source, keys, store, target, ledger, manual, intervalMs, keyMissing });
    this.wanted = manual;
    return this.cycle;
  }

  private settled(outcome: PollOutcome<CycleRead>, plan: PollPlan): void {
    if (outcome.kind === 'waited') {
      this.follow(outcome);
      return;
    }
    const of = this.stored;
    const asked = this.cycle?.asked();
    if (of && asked) {
      const { lease, requests, mark } = asked;
      const trouble = outcome.kind === 'ok' ? undefined : troubleOf(outcome);
      const attempt = { at: Date.now(), requests, wanted: this.wanted, trouble };
      void this.store.saveMark(of, lease, markAfter(mark, plan, attempt));
      if (outcome.kind === 'ok')
        void this.store.save(of, lease, outcome.read.ledger, outcome.read.ledger.days[0] ?? '');
    }
    if (outcome.kind === 'ok') this.accept(outcome.read);
    else this.explain(outcome);
  }

  /** Another window reads: its figures, and its trouble, are this one's. */
  private follow({ read }: Waited<CycleRead>): void {
    const trouble = this.stored && this.store.mark(this.stored)?.trouble;
    if (read) this.accept(read);
    if (trouble) this.explain({ retryAfterMs: undefined, ...trouble } as UsageFailure);
    else this.show({ reading: this.ledger ? { kind: 'ok' } : { kind: 'reading' } });
  }

  /** Where the figures of the current account are stored; undefined for demo data and without a key. */
  private get stored(): Account | undefined {
    const { account } = this.target;
    return account === undefined ? undefined : { sourceId: this.source.id, account };
  }

  private accept({ ledger }: CycleRead): void {
    this.ledger = ledger;
    const figures = figuresOf(ledger);
    this.session = sessionAfter(this.session, figures);
    this.show({ reading: { kind: 'ok' }, figures, sessionSpend: sessionSpend(this.session) });
    this.log.debug(
      `usage read: ${ledger.days.length} days, ${figures.models.length} models, ${ledger.setAside} rows set aside`,
    );
  }

  /** A failure changes how the reading stands, never the figures. */
  private explain(failure: UsageFailure): void {
    const reading = this.readingAfter(failure);
    if (reading) this.show({ reading });
    const detail = 'detail' in failure ? ` (${failure.detail})` : '';
    this.log.info(withoutKeys(`usage not read: ${failure.kind}${detail}`));
  }

  private readingAfter(failure: UsageFailure): ReadingState | undefined {
    switch (failure.kind) {
      case 'keyRefused':
        return { kind: 'keyRefused', reason: failure.reason };
      case 'rateLimited':
        return {
          kind: 'rateLimited',
          until: this.poller.nextAt ?? Date.now(),
          ...(failure.quota ? { quota: true } : {}),
        };
      case 'offline':
        return { kind: 'offline' };
      case 'unreadable':
        return { kind: 'unreadable', detail: failure.detail };
      case 'cancelled':
        return undefined;
    }
  }

  /** Stored figures of this account appear before the first read; they do not begin the session. */
  private async showStored(): Promise<void> {
    const of = this.stored;
    if (this.ledger || !of) return;
    await this.store.look();
    const ledger = this.store.ledger(of);
    if (!ledger || this.ledger || this.disposed || this.target.account !== of.account) return;
    this.ledger = ledger;
    this.show({ figures: figuresOf(ledger) });
  }

  /** Figures of two accounts never mix, nor demo data with either. */
  private forgetFigures(target: SpendTarget): void {
    this.target = target;
    this.ledger = undefined;
    this.session = undefined;
    this.current = this.emptyState();
  }

  private emptyState(): SpendState {
    return {
      reading: { kind: 'noKey' },
      figures: undefined,
      demo: this.target.demo,
      origin: this.target.origin,
      nextPollAt: undefined,
      intervalMs: this.currentSettings.intervalMs,
      sessionStart: Date.now(),
      sessionSpend: undefined,
    };
  }

  private show(change: Partial<SpendState>): void {
    if (this.disposed) return;
    const { intervalMs } = this.currentSettings;
    this.current = { ...this.current, ...change, intervalMs, nextPollAt: this.poller.nextAt };
    this.changed.fire(this.current);
  }

  private warnOnce(text: string): void {
    if (this.warned.has(text)) return;
    this.warned.add(text);
    this.log.warn(withoutKeys(text));
  }
}

function isSame(a: SpendTarget, b: SpendTarget): boolean {
  return a.origin === b.origin && a.demo === b.demo && a.account === b.account;
}
