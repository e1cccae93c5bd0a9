// One account of one usage source: its key, its poller, its last good figures. Spend puts the accounts together. No vscode at run time.
import type { ReadingState, SourceState } from '../../core/spend/spend';
import { withoutKeys } from '../../core/usage/keyShape';
import { Poller, type PollOutcome, type RefreshAnswer } from '../../core/usage/poller';
import type { PollPlan } from '../../core/usage/pollPlan';
import type { Session } from '../../core/usage/session';
import type { UsageFailure } from '../../core/usage/source';
import type { Account as StoredFor } from '../../core/usage/spendRecords';
import { accountOf } from '../keys';
import type { AccountIdentity, AccountKeys, AccountPlace, AccountWorld } from './accountParts';
import { DetailsReader } from './detailsReader';
import { KnownSpend } from './knownSpend';
import { readingAfter, writeDown } from './pollBook';
import {
  beginCycle,
  type CycleRead,
  isSameTarget,
  type RunningCycle,
  type SpendTarget,
  skewThatCounts,
} from './spendCycle';

export class Account {
  private readonly poller: Poller<CycleRead>;
  private target: SpendTarget;
  private reading: ReadingState = { kind: 'noKey' };
  private known = new KnownSpend();
  private details: DetailsReader;
  private skew = 0;
  /** The read under way or the last one, and whether a person asked for it. */
  private cycle: RunningCycle | undefined;
  private wanted = false;
  /** Counts beginnings, so that an answer of the secret store to an earlier one is dropped. */
  private turn = 0;
  private disposed = false;

  /** Asks nothing before `begin`. */
  constructor(
    readonly identity: AccountIdentity,
    readonly keys: AccountKeys,
    private place: AccountPlace,
    private readonly world: AccountWorld,
    private intervalMs: number,
    /** Called with every change of what is known; `isReset` when all that was known is gone. */
    private readonly changed: (isReset: boolean) => void,
  ) {
    this.poller = new Poller(
      world.clock,
      (manual) => this.beginRead(manual),
      (outcome, plan) => this.settled(outcome, plan),
      () => this.changed(false),
      intervalMs,
    );
    this.target = this.wantedTarget();
    this.details = this.detailsReader();
  }

  get state(): SourceState {
    const { id, label, spendSource, beside } = this.identity;
    const { source, provider, costKind } = spendSource;
    const of = costKind === 'reported' ? this.storedFor : undefined;
    const restated = of ? this.world.store.restated(of) : [];
    return {
      id,
      sourceId: source.id,
      name: source.name,
      label,
      provider,
      costKind,
      ...(beside ? { beside: true as const } : {}),
      reading: this.reading,
      figures: this.known.figures,
      total: this.known.figures?.total,
      added: undefined,
      sessionSpend: this.known.sessionSpend,
      origin: this.target.origin,
      nextPollAt: this.poller.nextAt,
      details: this.details.known,
      ...(restated.length > 0 ? { restated } : {}),
    };
  }

  /** Undefined before the first good read. */
  get sessionSoFar(): Session | undefined {
    return this.known.session;
  }

  /** The server's clock minus this machine's, ms; 0 when they agree within 5 minutes. */
  get skewMs(): number {
    return this.skew;
  }

  /** True when a key was saved for where it is asked, or none is needed. */
  get isConnected(): boolean {
    return this.target.account !== undefined || this.target.demo;
  }

  /** Session spend begins anew at what is known now. */
  resetSession(): void {
    this.known.resetSession();
  }

  /** A person wants figures now. A lost key is looked for again. */
  async refresh(): Promise<RefreshAnswer> {
    if (this.reading.kind === 'keyLost') await this.begin();
    return this.poller.refresh();
  }

  changeInterval(intervalMs: number): void {
    this.intervalMs = intervalMs;
    this.poller.changeInterval(intervalMs);
  }

  /** Stops reading and looks anew for whom to ask and with which key. */
  async begin(place: AccountPlace = this.place): Promise<void> {
    const turn = ++this.turn;
    this.place = place;
    this.poller.stop();
    const target = this.wantedTarget();
    if (!isSameTarget(target, this.target)) this.forgetFigures(target);
    if (place.obstacle) return this.show(place.obstacle);
    if (target.demo) return this.startPolling();
    this.show({ kind: target.account === undefined ? 'noKey' : 'reading' });
    await this.showStored();
    const answer = await this.keys.read(target.origin);
    if (turn !== this.turn || this.disposed) return;
    if (answer.kind === 'none') this.forgetFigures({ ...target, account: undefined });
    if (answer.kind !== 'key') return this.show({ kind: answer.kind === 'lost' ? 'keyLost' : 'noKey' });
    const known = { ...target, account: accountOf(answer) };
    if (!isSameTarget(known, this.target)) this.forgetFigures(known);
    await this.showStored();
    if (turn === this.turn && !this.disposed) this.startPolling();
  }

  /** The stored key changed, here or in another window. The key that is already read with is no change. */
  async keyChanged(): Promise<void> {
    const answer = await this.keys.read(this.target.origin);
    const isKnown = answer.kind === 'key' && accountOf(answer) === this.target.account;
    if (!isKnown || this.reading.kind === 'keyLost') await this.begin();
  }

  /** Takes over what another window has written meanwhile; nothing is asked. The store has looked before. */
  look(): void {
    const of = this.storedFor;
    const ledger = of && this.world.store.ledger(of);
    const isNewer = ledger !== undefined && ledger.asOf > (this.known.ledger?.asOf ?? 0);
    if (isNewer && !this.disposed) this.accept({ ledger, isShared: true });
  }

  /** Where its figures are stored; undefined for demo data and without a key. */
  get storedFor(): StoredFor | undefined {
    const { account } = this.target;
    return account === undefined ? undefined : { sourceId: this.sourceId, account };
  }

  dispose(): void {
    this.disposed = true;
    this.cycle?.cancel();
    this.poller.dispose();
  }

  private get sourceId(): string {
    return this.identity.spendSource.source.id;
  }

  /** Whose turn it is to be asked. */
  private get server(): string {
    return `${this.sourceId} ${this.target.origin}`;
  }

  private startPolling(): void {
    this.poller.start();
    this.show({ kind: 'reading' });
  }

  private wantedTarget(): SpendTarget {
    const { origin, basePath, demo } = this.place;
    return { origin, basePath, demo, account: demo ? undefined : this.keys.account(origin) };
  }

  private beginRead(manual: boolean): RunningCycle {
    const { keys, target, intervalMs, world } = this;
    const { clock, open, store, unsafe, inTurn } = world;
    this.cycle?.cancel();
    this.cycle = beginCycle({
      now: clock.wall,
      open,
      source: this.identity.spendSource.source,
      keys,
      store,
      target,
      ledger: this.known.ledger,
      manual,
      intervalMs,
      skewMs: this.skew,
      isWatched: world.isWatched(),
      byProject: world.byProject?.() === true,
      unsafe,
      inTurn: (read) => inTurn(this.server, read),
      keyMissing: () => void this.begin(),
    });
    this.wanted = manual;
    return this.cycle;
  }

  private settled(outcome: PollOutcome<CycleRead>, plan: PollPlan): void {
    if (outcome.kind === 'waited') {
      this.follow(outcome.read);
      return;
    }
    const { store, clock } = this.world;
    this.skew = this.target.demo ? 0 : skewThatCounts(this.cycle?.skewMs() ?? this.skew);
    const of = this.storedFor;
    const asked = this.cycle?.asked();
    if (of && asked) {
      const at = clock.wall();
      const more = outcome.kind === 'ok' ? this.details.wants(asked.mark, asked.requests, at) : 0;
      const { origin } = this.target;
      writeDown(store, { of, origin, asked, outcome, plan, at, wanted: this.wanted, more, random: clock.random() });
      if (more > 0) void this.readDetails(asked.lease);
    }
    const isDemo = outcome.kind === 'ok' && this.target.demo;
    if (isDemo && this.details.wants(undefined, 0, clock.wall()) > 0) void this.readDetails(0);
    if (outcome.kind === 'ok') this.accept(outcome.read);
    else this.explain(outcome);
  }

  /** What is stored of the account's details; nothing of demo data is. */
  private detailsReader(): DetailsReader {
    return new DetailsReader(
      this.identity.spendSource.source,
      this.storedFor && this.world.store.details(this.storedFor),
    );
  }

  /** Reads the details in the turn of the figures, and tells all windows. */
  private async readDetails(lease: number): Promise<void> {
    const { cycle, storedFor, details, world } = this;
    const getJson = cycle?.getJson();
    const read = () => (getJson ? details.read(getJson, world.clock.wall() + this.skew) : Promise.resolve(false));
    const isRead = await world.inTurn(this.server, read);
    if (!isRead || details !== this.details || this.disposed) return;
    if (storedFor && details.known) await world.store.saveDetails(storedFor, lease, details.known);
    this.show(this.reading);
  }

  /** Another window reads: its figures, and its trouble, are this one's. */
  private follow(read: CycleRead | undefined): void {
    const trouble = this.storedFor && this.world.store.mark(this.storedFor)?.trouble;
    if (read) this.accept(read);
    if (trouble) this.explain({ retryAfterMs: undefined, ...trouble } as UsageFailure);
    else this.show(this.known.ledger ? { kind: 'ok' } : { kind: 'reading' });
  }

  private accept({ ledger, isShared }: CycleRead): void {
    if (isShared) this.details = this.detailsReader();
    const figures = this.known.take(ledger);
    this.show({ kind: 'ok' });
    const said = `${ledger.days.length} days, ${figures.models.length} models, ${ledger.setAside} rows set aside`;
    this.world.log('debug', `${this.sourceId}: usage ${isShared ? 'taken over' : 'read'}: ${said}`);
  }

  /** A failure changes how the reading stands, never the figures. */
  private explain(failure: UsageFailure): void {
    const reading = readingAfter(failure, this.poller.nextAt ?? this.world.clock.wall());
    if (reading) this.show(reading);
    const detail = 'detail' in failure ? ` (${failure.detail})` : '';
    this.world.log('info', withoutKeys(`${this.sourceId}: usage not read: ${failure.kind}${detail}`));
  }

  /** Stored figures of this account appear before the first read; they do not begin the session. */
  private async showStored(): Promise<void> {
    const of = this.storedFor;
    if (this.known.ledger || !of) return;
    await this.world.store.look();
    const ledger = this.world.store.ledger(of);
    if (!ledger || this.known.ledger || this.disposed || this.target.account !== of.account) return;
    this.known.show(ledger);
    this.details = this.detailsReader();
    this.show(this.reading);
  }

  /** Figures of two accounts never mix, nor demo data with either. */
  private forgetFigures(target: SpendTarget): void {
    this.target = target;
    this.known = new KnownSpend();
    this.details = this.detailsReader();
    this.reading = { kind: 'noKey' };
    this.skew = 0;
    this.changed(true);
  }

  private show(reading: ReadingState): void {
    if (this.disposed) return;
    this.reading = reading;
    this.changed(false);
  }
}
