// Logs of tools on this machine: what the host can tell of them before anybody connects one, said once and quietly.
import type * as vscode from 'vscode';
import type { ProxySettings } from '../proxy';
import type { SpendSource } from './spendSources';

/** What only a host with files has. */
export interface LocalSpend {
  /** Logs of tools on this machine. */
  readonly logSources: readonly SpendSource[];
  /** The ids of those that have kept logs here; none is read for it. */
  readonly foundLogs: () => Promise<readonly string[]>;
  /** Forgets what was remembered of a tool's logs. Never rejects. */
  readonly forgetLogs: (id: string) => Promise<void>;
  /** Why no key may be sent over TLS on this machine; an English phrase. Undefined when it may. */
  readonly unsafeTls: () => string | undefined;
  /** What the environment says of a proxy. */
  readonly proxy: () => ProxySettings;
}

export const nothingLocal: LocalSpend = {
  logSources: [],
  foundLogs: async () => [],
  forgetLogs: async () => {},
  unsafeTls: () => undefined,
  proxy: () => ({ proxy: undefined, except: [] }),
};

/** In global state: the list of sources was opened once. */
const seenName = 'promptMeter.logsSeen';
/** Logs are not looked for while the window starts. Ms. */
const quietMs = 20_000;

/** Says that there are logs until the list of sources was opened once. */
export class LogsNotice {
  private found: readonly string[] = [];
  private readonly timer: ReturnType<typeof setTimeout>;

  constructor(
    private readonly local: LocalSpend,
    private readonly marks: Pick<vscode.Memento, 'get' | 'update'>,
    private readonly isConnected: (sourceId: string) => boolean,
    /** Called when `names` has changed. */
    private readonly changed: () => void,
  ) {
    this.timer = setTimeout(() => void this.announce(), quietMs);
  }

  /** The tools to be announced, by their names. */
  get names(): readonly string[] {
    return this.found;
  }

  /** The ids of tools whose logs lie here. Asking ends the announcing. */
  async note(): Promise<readonly string[]> {
    clearTimeout(this.timer);
    const found = await this.local.foundLogs();
    await this.marks.update(seenName, true);
    this.found = [];
    this.changed();
    return found;
  }

  dispose(): void {
    clearTimeout(this.timer);
  }

  private async announce(): Promise<void> {
    if (this.local.logSources.length === 0 || this.marks.get(seenName) === true) return;
    const found = await this.local.foundLogs();
    const open = this.local.logSources.filter(
      ({ source }) => found.includes(source.id) && !this.isConnected(source.id),
    );
    this.found = open.map(({ source }) => source.name);
    if (open.length > 0) this.changed();
  }
}
