// Fixed monthly payments beside the metered spend: in the month's total outlay, never in its percent.
import { type Usd, usd, zeroUsd } from '../money';

/** One fixed payment. */
export interface Subscription {
  readonly name: string;
  /** 0 or more. */
  readonly perMonth: Usd;
}

/** A ready example for the user to change; not a price list. */
export const exampleSubscription: Subscription = { name: 'ChatGPT Plus', perMonth: usd(20) ?? zeroUsd };

/** The sum of all fixed payments of one month. */
export function subscriptionsPerMonth(subscriptions: readonly Subscription[]): Usd {
  return subscriptions.reduce((sum, { perMonth }) => sum + perMonth, 0n) as Usd;
}

/** What leaves the account for one period: what is charged for use, and the fixed payments. */
export function totalOutlay(toCharge: Usd, subscriptions: readonly Subscription[]): Usd {
  return (toCharge + subscriptionsPerMonth(subscriptions)) as Usd;
}
