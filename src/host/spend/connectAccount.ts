// Connecting an account, without the asking: stores the key with its origin, reads it back, and reads the account for the first time.
import type { SourceState } from '../../core/spend/spend';
import type { Address } from '../address';
import type { Spend } from './spend';
import type { SpendSource } from './spendSources';

export interface AccountWish {
  readonly spendSource: SpendSource;
  readonly address: Address;
  /** Undefined where none is needed. */
  readonly key: string | undefined;
  readonly label: string | undefined;
  readonly beside: boolean;
}

/** The id of the connected account; undefined when the secret store did not keep the key, and then nothing is connected. */
export async function connectAccount(spend: Spend, wish: AccountWish): Promise<string | undefined> {
  const { spendSource, address, key, label, beside } = wish;
  const { origin, basePath } = address;
  const savedAt = Date.now();
  if (isFirst(spend, wish) && key !== undefined) {
    if (!(await spend.keys.save({ key, origin, savedAt }))) return undefined;
    await spend.begin();
    return spend.source.id;
  }
  const sourceId = spendSource.source.id;
  const id = freeId(spend, sourceId, savedAt);
  if (key !== undefined && !(await spend.keysOf(id).save({ key, origin, savedAt }))) {
    await spend.keysOf(id).remove();
    return undefined;
  }
  await spend.list.save({ id, sourceId, label, origin, basePath, savedAt, isKeyless: key === undefined, beside });
  await spend.listChanged();
  return id;
}

/** The place of the one account there was before there could be many is taken first. */
function isFirst(spend: Spend, { spendSource, address, label }: AccountWish): boolean {
  const isItsSource = spendSource.source.id === spend.source.id && label === undefined;
  return isItsSource && address.origin === spend.settings.openaiOrigin && !hasFirst(spend);
}

/** True when the first OpenAI account has a key. */
export function hasFirst(spend: Spend): boolean {
  const { openaiOrigin } = spend.settings;
  return openaiOrigin !== undefined && spend.keys.account(openaiOrigin) !== undefined;
}

function freeId(spend: Spend, sourceId: string, savedAt: number): string {
  const taken = new Set(spend.list.all().map(({ id }) => id));
  let at = savedAt;
  while (taken.has(`${sourceId}-${at.toString(36)}`)) at++;
  return `${sourceId}-${at.toString(36)}`;
}

/** How the account stands after its first read, or after `ms`. */
export async function firstRead(spend: Spend, id: string, ms: number): Promise<SourceState | undefined> {
  const isRead = () => spend.account(id)?.state.reading.kind !== 'reading';
  await spend.refreshAccount(id);
  if (!isRead()) {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      const listener = spend.onDidChange(() => {
        if (!isRead()) return;
        clearTimeout(timer);
        listener.dispose();
        resolve();
      });
    });
  }
  return spend.account(id)?.state;
}

/** Forgets the key, the figures and what was remembered of logs. */
export async function disconnectAccount(spend: Spend, id: string): Promise<void> {
  const account = spend.account(id);
  const stored = account?.storedFor;
  const isFirstOne = id === spend.source.id;
  const keys = isFirstOne ? spend.keys : spend.keysOf(id);
  await spend.list.remove(id);
  await keys.remove();
  if (isFirstOne) await spend.begin();
  else await spend.listChanged();
  if (stored) await spend.forget(stored.account, stored.sourceId);
  if (account?.identity.spendSource.isLog) await spend.forgetLogs(account.identity.spendSource.source.id);
}
