// The currency that amounts are shown in, from the setting `promptMeter.currency`. Sums stay in dollars; only what is shown is converted.
import { formatUsd, type Usd, usd } from '../money';

/** A currency and the user's own rate. */
export interface DisplayCurrency {
  /** Three capitals. */
  readonly code: string;
  /** What one dollar is worth, in 10^-12 of the currency; above 0. */
  readonly perUsd: Usd;
}

/** Reads the setting, `{ "code": "EUR", "perUsd": 0.92 }`. Undefined for dollars; a phrase that says what is wrong. */
export function readCurrency(setting: unknown): DisplayCurrency | undefined | { readonly problem: string } {
  if (setting === undefined || setting === null) return undefined;
  if (typeof setting !== 'object' || Array.isArray(setting))
    return { problem: 'must be an object with "code" and "perUsd"' };
  const { code, perUsd }: { code?: unknown; perUsd?: unknown } = setting;
  if (code === undefined && perUsd === undefined) return undefined;
  if (typeof code !== 'string' || !/^[A-Z]{3}$/.test(code))
    return { problem: '"code" must be three capitals, such as EUR' };
  if (code === 'USD') return undefined;
  const rate = typeof perUsd === 'number' ? usd(perUsd) : undefined;
  if (rate === undefined || rate <= 0n)
    return { problem: '"perUsd" must be a number above 0: what one dollar is worth' };
  return { code, perUsd: rate };
}

const one = 1_000_000_000_000n;

/**
 * An amount for people: `$0.0031`, or `EUR 0.0028` at the user's rate. `format` is one of money.ts, which rounds what was converted once.
 */
export function formatMoney(
  amount: Usd,
  currency: DisplayCurrency | undefined,
  format: (amount: Usd) => string = formatUsd,
): string {
  if (!currency) return format(amount);
  const product = amount * currency.perUsd;
  const converted = (product + (product < 0n ? -one : one) / 2n) / one;
  return format(converted as Usd).replace('$', `${currency.code} `);
}

/** Which way a converted amount is rounded: a bound has to stay one. */
export type Rounding = 'least' | 'nearest' | 'most';

/**
 * A decimal number of dollars (`1234.50`, `-3`) in the currency, with as many significant digits as it has, within one, and two at least:
 * what was rounded for people gets no digits that nobody knows.
 */
export function convertedDecimal(dollars: string, { perUsd }: DisplayCurrency, rounding: Rounding = 'nearest'): string {
  const [whole = '', fraction = ''] = dollars.replace('-', '').split('.');
  const product = BigInt(whole + fraction) * perUsd;
  const leading = product.toString().length - 13 - fraction.length; // 10^leading is the place of the first digit
  const known = fraction.length - Math.round(Math.log10(Number(perUsd) / 1e12));
  const places = Math.min(12, Math.max(0, known, product === 0n ? 0 : 1 - leading));
  const cut = 10n ** BigInt(fraction.length + 12 - places);
  const carry = { least: 0n, nearest: cut / 2n, most: cut - 1n }[rounding];
  const digits = ((product + carry) / cut).toString().padStart(places + 1, '0');
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return dollars.startsWith('-') ? `-${text}` : text;
}
