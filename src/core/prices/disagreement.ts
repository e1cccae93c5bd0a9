// Lists that disagree about a price: what the others say goes along with the price that is used.
import type { Usd } from '../money';
import { type OtherPrice, type Price, ratePerMillion } from './price';

/** The price with those of `others` that differ from it by more than a tenth of their own, in input or output. */
export function withOthers(price: Price, others: readonly OtherPrice[]): Price {
  const { input, output } = perMillionOf(price);
  const differing = others.filter((other) => isFar(input, other.input) || isFar(output, other.output));
  return differing.length > 0 ? { ...price, others: [...(price.others ?? []), ...differing] } : price;
}

/** A list's price as one that another is compared with; none for prices that are from no list (the user's, of local models). */
export function asOther(price: Price): OtherPrice[] {
  const { source, asOf } = price;
  const { input, output } = perMillionOf(price);
  if (asOf === undefined || input === undefined) return [];
  return [{ list: source === 'overlay' ? 'Prompt Meter' : 'genai-prices', asOf, input, output }];
}

function perMillionOf(price: Price) {
  return { input: ratePerMillion(price, 'input'), output: ratePerMillion(price, 'output') };
}

/** What only one side knows says nothing about the other. */
function isFar(used: Usd | undefined, other: Usd | undefined): boolean {
  if (used === undefined || other === undefined) return false;
  const difference = used > other ? used - other : other - used;
  return difference * 10n > other;
}
