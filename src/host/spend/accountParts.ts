// What an account is made of: who it is, where it is asked, with which key, and what all accounts of a window share. No vscode here.
import type { ReadingState } from '../../core/spend/spend';
import type { PollerClock } from '../../core/usage/poller';
import type { InTurn } from '../inTurn';
import { accountOf, type Keys } from '../keys';
import type { OpenReader } from './spendCycle';
import type { SpendSource } from './spendSources';
import type { SpendStore } from './spendStore';

/** What an account is, beside where it is asked. */
export interface AccountIdentity {
  readonly id: string;
  readonly label: string | undefined;
  readonly spendSource: SpendSource;
  readonly beside: boolean;
}

/** What the accounts of one window share. */
export interface AccountWorld {
  readonly clock: PollerClock;
  readonly store: SpendStore;
  readonly open: OpenReader;
  /** Accounts at one server are asked one after the other. */
  readonly inTurn: InTurn;
  /** As in Cycle. */
  readonly unsafe: (origin: string) => string | undefined;
  readonly isWatched: () => boolean;
  /** Whether the user has a map of folders to projects. */
  readonly byProject?: () => boolean;
  readonly log: (level: 'debug' | 'info', text: string) => void;
}

/** Where the account is asked now; `obstacle` says why it cannot be asked at all. */
export interface AccountPlace {
  readonly origin: string;
  readonly basePath: string;
  readonly demo: boolean;
  readonly obstacle: ReadingState | undefined;
}

/** The key of an account, or what stands for it where no key is needed. */
export type AccountKeys = Pick<Keys, 'account' | 'read'>;

/** For an account that needs no key. */
export function keyless(origin: string, savedAt: number): AccountKeys {
  const mark = { key: '', origin, savedAt };
  return {
    account: (asked) => (asked === origin ? accountOf(mark) : undefined),
    read: async (asked) => (asked === origin ? { kind: 'key', ...mark } : { kind: 'none' }),
  };
}
