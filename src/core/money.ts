// Exact amounts of US dollars, and the only rounding in the project (formatUsd). Amounts are whole pico-dollars (10^-12 USD)
// in a bigint: a price of 0.000001 USD per million tokens is still a whole number per token.

/** US dollars in whole pico-dollars (10^-12 USD). May be negative (a refund). Make one with `usd`, never from a float sum. */
export type Usd = bigint & { readonly unit: 'pico-USD' };

const picoPerDollar = 1_000_000_000_000n;
const decimalPattern = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,5}))?$/;

export const zeroUsd = 0n as Usd;

/**
 * Reads a decimal amount of dollars: `12`, `"12.50"`, `1e-7`, `"0E-6176"`. Digits beyond 10^-12 are rounded half away from zero.
 * Undefined for anything that is not a finite decimal number, or above 10^15 dollars.
 */
export function usd(amount: string | number): Usd | undefined {
  const match = decimalPattern.exec(String(amount).trim());
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const digits = (whole + fraction).replace(/^0+/, '');
  if (whole + fraction === '') return undefined;
  if (digits === '') return zeroUsd;
  const shift = Number(exponent) - fraction.length + 12;
  if (digits.length + shift > 28) return undefined;
  const pico =
    shift >= 0 ? BigInt(digits) * 10n ** BigInt(shift) : divideRounding(BigInt(digits), -shift, digits.length);
  return (sign === '-' ? -pico : pico) as Usd;
}

function divideRounding(digits: bigint, places: number, length: number): bigint {
  if (places > length) return 0n;
  const divisor = 10n ** BigInt(places);
  return (digits + divisor / 2n) / divisor;
}

/** The sum of the amounts; zero for none. */
export function addUsd(...amounts: readonly Usd[]): Usd {
  return amounts.reduce((sum, amount) => sum + amount, 0n) as Usd;
}

export function subtractUsd(from: Usd, amount: Usd): Usd {
  return (from - amount) as Usd;
}

/** `count` times the amount; `count` is a whole number (tokens, calls). */
export function timesUsd(amount: Usd, count: number): Usd {
  return (amount * BigInt(count)) as Usd;
}

/** What one token costs at `perMillion` dollars per million tokens; undefined if the price is not a whole number of pico-dollars per token. */
export function perToken(perMillion: Usd): Usd | undefined {
  return perMillion % 1_000_000n === 0n ? ((perMillion / 1_000_000n) as Usd) : undefined;
}

/** `part` in percent of `whole`, as a float for display and comparison; undefined when `whole` is not positive. */
export function percentOf(part: Usd, whole: Usd): number | undefined {
  return whole > 0n ? Number((part * 1_000_000n) / whole) / 10_000 : undefined;
}

/** The exact amount as a plain decimal string without trailing zeros: `0.00000123`, `12.5`, `-3`. */
export function usdToDecimal(amount: Usd): string {
  const absolute = amount < 0n ? -amount : amount;
  const fraction = (absolute % picoPerDollar).toString().padStart(12, '0').replace(/0+$/, '');
  const text = `${absolute / picoPerDollar}${fraction === '' ? '' : `.${fraction}`}`;
  return amount < 0n ? `-${text}` : text;
}

/** The nearest float, for bar lengths only; never for sums. */
export function usdToNumber(amount: Usd): number {
  return Number(usdToDecimal(amount));
}

/**
 * For people: two decimals from one dollar on, four below, five below a tenth of a cent (so that a part is not shown above its whole),
 * `<$0.0001` for less than that, `$0.00` only for exactly zero. Rounds half up.
 */
export function formatUsd(amount: Usd): string {
  if (amount < 0n) return `-${formatUsd(-amount as Usd)}`;
  if (amount === 0n) return '$0.00';
  if (amount < 100_000_000n) return '<$0.0001';
  return withPlaces(amount, placesFor(amount));
}

/** For sums of spend, which are read at a glance: cents from one cent on (`$0.42`); below that as `formatUsd`. */
export function formatSpend(amount: Usd): string {
  return amount >= picoPerDollar / 100n ? withPlaces(amount, 2) : formatUsd(amount);
}

function withPlaces(amount: Usd, places: number): string {
  const unit = picoPerDollar / 10n ** BigInt(places);
  const rounded = ((amount + unit / 2n) / unit).toString().padStart(places + 1, '0');
  return `$${groupThousands(rounded.slice(0, -places))}.${rounded.slice(-places)}`;
}

/** Amounts that would be rounded up to the next range have that range's decimals. */
function placesFor(amount: Usd): number {
  if (amount >= picoPerDollar - 50_000_000n) return 2;
  return amount >= 995_000_000n ? 4 : 5;
}

/**
 * For people, where the amount is a lower bound: as `formatUsd`, but rounded down, and what is below $0.0001 by its first digit
 * (`$0.00001`), since "at least less than" says nothing.
 */
export function formatLeastUsd(amount: Usd): string {
  if (amount <= 0n) return formatUsd(amount);
  if (amount < 100_000_000n) return firstDigit(amount);
  const places = amount >= picoPerDollar ? 2 : amount >= 1_000_000_000n ? 4 : 5;
  return formatUsd((amount - (amount % (picoPerDollar / 10n ** BigInt(places)))) as Usd);
}

/** For people, where the amount is an upper bound: as `formatUsd`, but rounded up. */
export function formatMostUsd(amount: Usd): string {
  if (amount <= 0n || amount < 100_000_000n) return formatUsd(amount);
  const unit = picoPerDollar / 10n ** BigInt(placesFor(amount));
  return formatUsd((((amount + unit - 1n) / unit) * unit) as Usd);
}

/** For people, where the amount is an estimate: as `formatUsd`, but what is below $0.0001 by its first digit, rounded. */
export function formatAboutUsd(amount: Usd): string {
  if (amount <= 0n || amount >= 100_000_000n) return formatUsd(amount);
  const unit = 10n ** BigInt(amount.toString().length - 1);
  return firstDigit((amount + unit / 2n) as Usd);
}

/** `$0.00001` of 0.0000195 dollars: the rest is cut off. */
function firstDigit(amount: Usd): string {
  const digits = amount.toString();
  return `$${usdToDecimal(BigInt((digits[0] ?? '').padEnd(digits.length, '0')) as Usd)}`;
}

function groupThousands(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}
