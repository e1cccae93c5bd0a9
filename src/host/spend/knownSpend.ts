// What a window knows of one account's spend: the last good read, and the session that began with the first one. No vscode here.
import type { SpendFigures } from '../../core/spend/spend';
import { figuresOf, type Ledger } from '../../core/usage/ledger';
import { type Session, sessionAfter, sessionSpend } from '../../core/usage/session';

/** Grows with good reads only: nothing known is taken back by a failure. */
export class KnownSpend {
  private last: { readonly ledger: Ledger; readonly figures: SpendFigures } | undefined;
  private counted: Session | undefined;

  get ledger(): Ledger | undefined {
    return this.last?.ledger;
  }

  get figures(): SpendFigures | undefined {
    return this.last?.figures;
  }

  /** Undefined before the first good read of this window. */
  get session(): Session | undefined {
    return this.counted;
  }

  /** What the session has cost so far; undefined before it began. */
  get sessionSpend(): SpendFigures['total'] | undefined {
    return this.counted && sessionSpend(this.counted);
  }

  /** Takes figures that were read before this window asked; the session does not begin with them. */
  show(ledger: Ledger): SpendFigures {
    const figures = figuresOf(ledger);
    this.last = { ledger, figures };
    return figures;
  }

  /** Takes a good read, of this window or another. */
  take(ledger: Ledger): SpendFigures {
    const figures = this.show(ledger);
    this.counted = sessionAfter(this.counted, figures);
    return figures;
  }

  /** The session begins anew at what is known now. */
  resetSession(): void {
    this.counted = this.counted && this.last && sessionAfter(undefined, this.last.figures);
  }
}
