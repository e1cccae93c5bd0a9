// Owns the spend state: settings, the connected accounts, and what they say together. Surfaces listen to `onDidChange`.
import * as vscode from 'vscode';
import { addUsd, type Usd, zeroUsd } from '../../core/money';
import type { DaySpend, SpendState } from '../../core/spend/spend';
import { withoutKeys } from '../../core/usage/keyShape';
import { openai } from '../../core/usage/openai';
import type { RefreshAnswer } from '../../core/usage/poller';
import type { UsageSource } from '../../core/usage/source';
import { inspectSettings } from '../inspectSettings';
import { Keys } from '../keys';
import { Account } from './account';
import { AccountList, type StoredAccount } from './accountList';
import { type AccountPlace, type AccountWorld, keyless } from './accountParts';
import { firstPlace, otherPlace } from './accountPlace';
import { accountWorld } from './accountWorld';
import { joinedState } from './joinedState';
import { type LocalSpend, LogsNotice, nothingLocal } from './localLogs';
import { querySetting } from './querySetting';
import { readSpendSettings, type SpendSettings } from './spendSettings';
import { httpSources, type SpendSource } from './spendSources';
import type { SpendStore } from './spendStore';
import { typedAccount } from './typedAccount';
import { Watch } from './watch';

export class Spend implements vscode.Disposable {
  /** The source, the key and the account that were there before there could be many. */
  readonly source: UsageSource = openai;
  readonly keys: Keys;
  readonly list: AccountList;
  /** Everything that can be connected, in the order in which it is offered. */
  readonly spendSources: readonly SpendSource[];
  private readonly changed = new vscode.EventEmitter<SpendState>();
  /** Fires with the new state, also when only settings changed. */
  readonly onDidChange = this.changed.event;
  private readonly store: SpendStore;
  private readonly world: AccountWorld;
  private readonly listeners: vscode.Disposable;
  private readonly warned = new Set<string>();
  private readonly watch: Watch;
  private currentSettings: SpendSettings;
  private current: SpendState;
  private readonly first: Account;
  private readonly others = new Map<string, { readonly stored: string; readonly account: Account }>();
  private sessionStart = Date.now();
  private readonly logs: LogsNotice;
  private disposed = false;

  /** Begins by itself: looks for keys, shows stored figures, and reads for the first time some seconds later. */
  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
    /** True in the browser host, which reads demo data only. */
    readonly isBrowser: boolean,
    openStore: (warn: (text: string) => void) => SpendStore,
    private readonly local: LocalSpend = nothingLocal,
  ) {
    this.keys = this.keysOf(this.source.id);
    this.list = new AccountList(context.globalState);
    this.spendSources = [...httpSources(() => querySetting(inspectSettings())), ...local.logSources];
    this.store = openStore((text) => this.warnOnce(text));
    this.currentSettings = this.readSettings();
    this.watch = new Watch(
      () => this.paceChanged(),
      () => void this.look(),
    );
    const isWatched = () => this.watch.isWatched;
    const byProject = () => this.currentSettings.projects.size > 0;
    const parts = {
      store: this.store,
      isWatched,
      byProject,
      log: (level: 'debug' | 'info', text: string) => log[level](text),
    };
    this.world = accountWorld(parts, local);
    const isConnected = (sourceId: string) => this.list.all().some((account) => account.sourceId === sourceId);
    this.logs = new LogsNotice(local, context.globalState, isConnected, () => this.show());
    const [spendSource] = this.spendSources;
    if (!spendSource) throw new Error('there is no usage source');
    const identity = { id: this.source.id, label: undefined, spendSource, beside: false };
    this.first = this.make(identity, this.keys, this.firstPlace());
    this.current = this.joined();
    this.listeners = vscode.Disposable.from(
      this.watch,
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.show()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('promptMeter')) this.settingsChanged();
      }),
      this.context.secrets.onDidChange(({ key }) => void this.secretChanged(key)),
    );
    void this.begin();
  }

  get state(): SpendState {
    return this.current;
  }

  get settings(): SpendSettings {
    return this.currentSettings;
  }

  /** Now, by the server's clock where this machine's is wrong. Epoch ms. */
  now(): number {
    return Date.now() + (this.current.clockSkewMs ?? 0);
  }

  /** Known days of the two months before those of the figures, from what is stored of the accounts that are added. */
  earlierDays(): readonly DaySpend[] {
    const start = this.current.figures?.periodStart;
    if (start === undefined || this.current.demo) return [];
    const day = (instant: number) => new Date(instant).toISOString().slice(0, 10);
    const stored = this.shown().filter(({ state }) => !state.beside && state.costKind === 'reported');
    const lists = stored.flatMap(({ storedFor }) =>
      storedFor ? [this.store.days(storedFor, day(start - 62 * 86_400_000), day(start))] : [],
    );
    const sums = new Map<string, Usd>();
    for (const { day: of, cost } of lists.flat()) sums.set(of, addUsd(sums.get(of) ?? zeroUsd, cost));
    return [...sums].map(([of, cost]) => ({ day: of, cost }));
  }

  /** A person wants figures now. The answer is the first account's that can be asked. */
  async refresh(): Promise<RefreshAnswer> {
    const answers = await Promise.all(this.shown().map((account) => account.refresh()));
    return answers.find(({ kind }) => kind === 'started') ?? answers[0] ?? { kind: 'stopped' };
  }

  /** Reads one account now. */
  async refreshAccount(id: string): Promise<RefreshAnswer> {
    return (await this.account(id)?.refresh()) ?? { kind: 'stopped' };
  }

  /** Stops reading and looks anew for whom to ask and with which keys. */
  async begin(): Promise<void> {
    this.followList();
    const others = [...this.others.values()].map(({ account }) => account.begin(this.placeOf(account)));
    await Promise.all([this.first.begin(this.firstPlace()), ...others]);
  }

  /** Takes up accounts that were connected, and drops those that were disconnected, here or in another window. */
  async listChanged(): Promise<void> {
    const before = this.others.size;
    const added = this.followList();
    if (added.length > 0 || this.others.size !== before) this.show();
    await Promise.all(added.map((account) => account.begin()));
  }

  /** The keys of an account: one secret each. */
  keysOf(id: string): Keys {
    return new Keys(this.context.secrets, this.context.globalState, id);
  }

  /** Removes the stored figures of an account; part of removing its key. */
  async forget(account: string, sourceId = this.source.id): Promise<void> {
    await this.store.forget({ sourceId, account });
  }

  /** The ids of tools whose logs lie here. Asking ends their being announced. */
  noteLogs(): Promise<readonly string[]> {
    return this.logs.note();
  }

  /** Forgets what was remembered of a tool's logs. */
  async forgetLogs(sourceId: string): Promise<void> {
    await this.local.forgetLogs(sourceId);
  }

  resetSession(): void {
    this.sessionStart = this.now();
    for (const account of this.all()) account.resetSession();
    this.show();
  }

  dispose(): void {
    this.disposed = true;
    this.logs.dispose();
    this.listeners.dispose();
    for (const account of this.all()) account.dispose();
    this.changed.dispose();
    void this.store.dispose();
  }

  /** The connected account of this id. */
  account(id: string): Account | undefined {
    return this.all().find((account) => account.identity.id === id);
  }

  private all(): readonly Account[] {
    return [this.first, ...[...this.others.values()].map(({ account }) => account)];
  }

  /** The accounts that are shown: demo data alone, or all that are connected, or the first one to say that there is none. */
  private shown(): readonly Account[] {
    const { demoOrigin } = this.currentSettings;
    if (demoOrigin !== undefined || this.isBrowser || this.others.size === 0) return [this.first];
    return this.first.isConnected ? this.all() : this.all().slice(1);
  }

  private make(identity: Account['identity'], keys: Account['keys'], place: AccountPlace): Account {
    const changed = (isReset: boolean) => {
      if (isReset && account === this.first) this.sessionStart = Date.now();
      this.show();
    };
    const account: Account = new Account(identity, keys, place, this.world, this.pace(), changed);
    return account;
  }

  /** Gives the accounts that are new. */
  private followList(): readonly Account[] {
    const stored = this.list.all();
    const added: Account[] = [];
    for (const [id, { stored: text, account }] of this.others) {
      if (stored.some((entry) => entry.id === id && JSON.stringify(entry) === text)) continue;
      account.dispose();
      this.others.delete(id);
    }
    for (const entry of stored) {
      if (this.others.has(entry.id)) continue;
      const account = this.accountFor(entry);
      if (account) this.others.set(entry.id, { stored: JSON.stringify(entry), account });
      if (account) added.push(account);
    }
    return added;
  }

  private accountFor({ id, sourceId, label, origin, basePath, savedAt, isKeyless, beside }: StoredAccount) {
    const spendSource = this.spendSources.find(({ source }) => source.id === sourceId);
    if (!spendSource) return undefined;
    const keys = isKeyless ? keyless(origin, savedAt) : this.keysOf(id);
    return this.make({ id, label, spendSource, beside }, keys, this.otherPlace(origin, basePath));
  }

  private placeOf({ identity }: Account): AccountPlace {
    const stored = this.list.all().find(({ id }) => id === identity.id);
    return this.otherPlace(stored?.origin ?? '', stored?.basePath ?? '');
  }

  private otherPlace(origin: string, basePath: string): AccountPlace {
    return otherPlace({ origin, basePath }, this.currentSettings, this.isBrowser);
  }

  private firstPlace(): AccountPlace {
    return firstPlace(this.source.defaultOrigin, this.currentSettings, this.isBrowser);
  }

  private readSettings(): SpendSettings {
    const settings = readSpendSettings(inspectSettings());
    for (const problem of settings.problems) this.warnOnce(problem);
    return settings;
  }

  private settingsChanged(): void {
    const before = this.currentSettings;
    this.currentSettings = this.readSettings();
    const { demoOrigin, openaiOrigin, intervalMs } = this.currentSettings;
    if (intervalMs !== before.intervalMs) this.paceChanged();
    if (demoOrigin !== before.demoOrigin || openaiOrigin !== before.openaiOrigin) void this.begin();
    else this.show();
  }

  /** A window that nobody looks at asks half as often. */
  private pace(): number {
    return this.currentSettings.intervalMs * (this.watch.isWatched ? 1 : 2);
  }

  private paceChanged(): void {
    for (const account of this.all()) account.changeInterval(this.pace());
    this.show();
  }

  private async secretChanged(name: string): Promise<void> {
    await this.listChanged();
    const account = this.all().find(({ identity }) => this.keysOf(identity.id).name === name);
    await account?.keyChanged();
  }

  /** What other windows have read meanwhile. */
  private async look(): Promise<void> {
    if (this.disposed) return;
    await this.listChanged();
    if (await this.store.look()) for (const account of this.shown()) account.look();
  }

  private joined(): SpendState {
    const typed = typedAccount(this.currentSettings.manual, Date.now());
    return joinedState(this.shown(), this.currentSettings, this.sessionStart, this.logs.names, typed);
  }

  private show(): void {
    if (this.disposed) return;
    this.current = this.joined();
    this.changed.fire(this.current);
  }

  private warnOnce(text: string): void {
    if (this.warned.has(text)) return;
    this.warned.add(text);
    this.log.warn(withoutKeys(text));
  }
}
