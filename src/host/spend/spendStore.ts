// What all windows of this machine know about spend: the ledger's records, and which window polls. Never rejects: where nothing can be
// kept, figures live in memory and the log says so.
import type { AccountDetails } from '../../core/spend/accountDetails';
import type { DaySpend, RestatedDay } from '../../core/spend/spend';
import { detailsFromJson, detailsToJson } from '../../core/usage/detailsRecord';
import type { Lease } from '../../core/usage/lease';
import type { Ledger } from '../../core/usage/ledger';
import { markFromJson, markToJson, type PollMark } from '../../core/usage/pollMark';
import type { RecordStore, StoreHealth } from '../../core/usage/recordStore';
import {
  type Account,
  daysOf,
  detailsKey,
  entriesOf,
  keysOf,
  ledgerOf,
  markKey,
  restatedOf,
  rollUpMonths,
} from '../../core/usage/spendRecords';

/** Days are kept one by one for this many months, then month by month. */
const monthsOfDays = 13;

export class SpendStore {
  constructor(
    private readonly records: RecordStore,
    private readonly lease: Lease,
    /** Told why something could not be kept or read; no secrets. */
    private readonly warn: (text: string) => void,
  ) {}

  /** Reads what other windows have written. True when anything changed. */
  async look(): Promise<boolean> {
    try {
      const changed = await this.records.load();
      const { damaged } = this.records.health;
      if (damaged > 0)
        this.warn(`${damaged} damaged lines in the stored figures were left out; the next read brings them back.`);
      return changed;
    } catch (error) {
      this.warn(`The stored figures could not be read: ${codeOf(error)}.`);
      return false;
    }
  }

  get health(): StoreHealth {
    return this.records.health;
  }

  ledger(of: Account): Ledger | undefined {
    return ledgerOf(this.records.records, of);
  }

  /** See `daysOf`. */
  days(of: Account, from: string, to: string): readonly DaySpend[] {
    return daysOf(this.records.records, of, from, to);
  }

  mark(of: Account): PollMark | undefined {
    return markFromJson(this.records.records.get(markKey(of))?.value);
  }

  /** See `restatedOf`. */
  restated(of: Account): readonly RestatedDay[] {
    return restatedOf(this.records.records, of);
  }

  details(of: Account): AccountDetails | undefined {
    return detailsFromJson(this.records.records.get(detailsKey(of))?.value);
  }

  async saveDetails(of: Account, lease: number, details: AccountDetails): Promise<void> {
    this.warnUnless(await this.records.put(lease, [{ key: detailsKey(of), value: detailsToJson(details) }]));
  }

  /**
   * The number of the lease when this window may ask the provider; undefined when another one does. `wanted`: a person asked here, so this
   * window takes over.
   */
  lead(wanted: boolean): Promise<number | undefined> {
    return this.lease.take(wanted);
  }

  async saveMark(of: Account, lease: number, mark: PollMark): Promise<void> {
    this.warnUnless(await this.records.put(lease, [{ key: markKey(of), value: markToJson(mark) }]));
  }

  /** `firstDay` of the period, `YYYY-MM-DD`, decides which months are old. */
  async save(of: Account, lease: number, ledger: Ledger, firstDay: string): Promise<void> {
    this.warnUnless(await this.records.put(lease, entriesOf(ledger, of, this.records.records)));
    if (this.records.wantsCompaction) {
      await this.records.compact((known) => rollUpMonths(known, monthBefore(firstDay, monthsOfDays)));
    }
  }

  /** Forgets the figures of the account, also on the disk: what compaction leaves behind goes with the one after it. */
  async forget(of: Account): Promise<void> {
    const gone = keysOf(this.records.records, of).map((key) => ({ key, value: null }));
    if (gone.length === 0) return;
    await this.records.put(this.records.lease, gone);
    for (let round = 0; round < 3; round++) await this.records.compact(() => ({ drop: [], add: [] }));
  }

  async dispose(): Promise<void> {
    await this.lease.release();
    await this.records.dispose();
  }

  private warnUnless(saved: boolean): void {
    if (!saved) this.warn('The figures could not be stored: they are kept in this window, and storing is tried again.');
  }
}

/** The month `count` months before the month of a day, `YYYY-MM`. */
function monthBefore(day: string, count: number): string {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - count;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'an unknown error';
}
