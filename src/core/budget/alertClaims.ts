// Carries out alert plans over a set of names that all windows share, so that one of them speaks. planAlerts decides.
import { type AlertInput, type AlertMessage, type Claim, planAlerts } from './alerts';

/** The shared set of one budget and period. */
export interface ClaimStore {
  list(): Promise<readonly Claim[]>;
  /** Adds a name; true for exactly one caller ever, however many windows ask at once. */
  create(name: string): Promise<boolean>;
}

/** More rounds than any plan takes: the cap's mark, the first read's marks, the claim. */
const mostRounds = 6;

/**
 * Says at most one message, if this window is the one to say it; answers with the message said. `show` resolves once it is on the
 * screen. Under 100 percent a window that dies between its claim and `show` takes the message with it (never twice); from 100 percent on
 * another window tries again after two minutes (never lost). Rejects when the set cannot be read or written.
 */
export async function sayAlert(
  input: AlertInput,
  store: ClaimStore,
  show: (message: AlertMessage) => Promise<void>,
): Promise<AlertMessage | undefined> {
  for (let round = 0; round < mostRounds; round += 1) {
    const { marks, say } = planAlerts(input, await store.list());
    if (marks.length > 0) {
      for (const mark of marks) await store.create(mark);
      continue;
    }
    if (!say || !(await store.create(say.claim))) return undefined;
    await show(say.message);
    await store.create(say.shown);
    return say.message;
  }
  return undefined;
}

/** The name of a budget's set for one period: safe as a file name. */
export function claimSetName(budget: string, periodStart: number): string {
  const id = budget.replace(/[^\w-]/g, '_').slice(0, 64);
  return `${id}-${new Date(periodStart).toISOString().slice(0, 16).replace(/[^\d]/g, '')}`;
}
