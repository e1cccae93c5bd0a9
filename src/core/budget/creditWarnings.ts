// Warnings that credit is about to lapse: 14 and 3 days before, once for each grant over all windows and periods.
import { formatSpend, type Usd } from '../money';
import type { Translate } from '../words';
import { type ClaimStore, claimSetName } from './alertClaims';
import { type CreditState, expiryWarning } from './credits';

/** What is left of a grant that lapses soon. */
export interface ExpiryMessage {
  readonly id: string;
  readonly left: Usd;
  /** Epoch ms; from here on nothing of it can be used. */
  readonly expiresAt: number;
}

/** The name of a grant's claim set: its own, so that a new period does not warn again. Undefined for a grant that never lapses. */
export function creditSetName({ credit }: CreditState): string | undefined {
  return credit.expiresAt === undefined ? undefined : claimSetName(`credit-${credit.id}`, credit.expiresAt);
}

/** Warns if it is time and this window is the one to say it; answers with what was said. The warning of 3 days stands for both. */
export async function sayExpiry(
  state: CreditState,
  now: number,
  store: ClaimStore,
  show: (message: ExpiryMessage) => Promise<void>,
): Promise<ExpiryMessage | undefined> {
  const { credit, left } = state;
  const warning = expiryWarning(state, now);
  if (warning === undefined || credit.expiresAt === undefined || now >= credit.expiresAt) return undefined;
  const said = new Set((await store.list()).map(({ name }) => name));
  if (said.has('w3') || !(await store.create(`w${warning}`))) return undefined;
  const message = { id: credit.id, left, expiresAt: credit.expiresAt };
  await show(message);
  return message;
}

/** One sentence for a notification; `when` names the moment in the reader's words. */
export function expiryWords(
  { id, left, expiresAt }: ExpiryMessage,
  t: Translate,
  when: (instant: number) => string,
): string {
  return t('{0} of your credit "{1}" lapses on {2}.', formatSpend(left), id, when(expiresAt));
}
