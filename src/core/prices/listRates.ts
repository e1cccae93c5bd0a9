// Rates from prices per million tokens as price lists write them: decimal numbers, absent when not stated.
import { type Usd, usd } from '../money';
import { type RateName, type Rates, rateNames } from './price';

/** Dollars per million tokens by what is billed; absent means unknown. Finite, >= 0. */
export type PerMillion = Readonly<Partial<Record<RateName, number | undefined>>>;

/** Undefined when there is no price for input. */
export function listRates(perMillion: PerMillion): Rates | undefined {
  const exact = new Map<RateName, Usd>();
  for (const name of rateNames) {
    const amount = perMillion[name];
    const read = amount === undefined ? undefined : usd(amount);
    if (read !== undefined) exact.set(name, read);
  }
  const perToken = (name: RateName) => rounded(exact.get(name));
  const input = perToken('input');
  if (input === undefined) return undefined;
  const finer = [...exact].filter(([, amount]) => amount % 1_000_000n !== 0n);
  const others = [...exact.keys()].filter((name) => !always.includes(name));
  return {
    input,
    output: perToken('output'),
    cacheRead: perToken('cacheRead'),
    ...Object.fromEntries(others.map((name) => [name, perToken(name)])),
    ...(finer.length > 0 ? { finer: Object.fromEntries(finer) } : {}),
  };
}

/** Rates that every model has a word about. */
const always: readonly RateName[] = ['input', 'output', 'cacheRead'];

function rounded(perMillion: Usd | undefined): Usd | undefined {
  return perMillion === undefined ? undefined : (((perMillion + 500_000n) / 1_000_000n) as Usd);
}
