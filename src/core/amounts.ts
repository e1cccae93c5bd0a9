// How amounts of money look on their way to the screen: in the user's own habit of writing and currency, or hidden. Words are made with
// plain dollar texts (`$1,234.56`, as money.ts writes them), and each surface passes them through here last, so that all surfaces agree.
import { convertedDecimal, type DisplayCurrency, type Rounding } from './prices/currency';

/** One amount as money.ts writes it, in dollars or already converted, behind what makes it a bound; the pattern is linear. */
function amountPattern(code = 'USD'): RegExp {
  return new RegExp(String.raw`([≥≤]?)(≈? ?)(-?)(\$|${code} )(\d[\d,]*(?:\.\d+)?)`, 'g');
}

/** What stands for an amount that is hidden. */
export const hiddenAmount = '$•••';

/** Turns the amounts of a text into what is shown. */
export type ShowAmounts = (text: string) => string;

/**
 * Hides every amount, or writes it as `locale` (BCP 47) does, in `currency` (absent: US dollars). Dollars stay in English as they are; an
 * unknown locale is taken for English.
 */
export function showAmounts(locale: string, hide: boolean, currency?: DisplayCurrency): ShowAmounts {
  const pattern = amountPattern(currency?.code);
  if (hide) return (text) => text.replace(pattern, (_, bound: string, about: string) => bound + about + hiddenAmount);
  // The first use of Intl takes ten milliseconds, so English does without.
  const known = currency === undefined && isEnglish(locale) ? locale : knownLocale(locale);
  if (currency === undefined && isEnglish(known)) return (text) => text;
  const format = formatsOf(known, currency?.code);
  return (text) =>
    text.replace(pattern, (_, ...parts: string[]) => {
      const [bound = '', about = '', sign = '', unit = '', digits = ''] = parts;
      const decimal = sign + digits.replaceAll(',', '');
      const isConverted = currency === undefined || unit !== '$';
      return bound + about + format(isConverted ? decimal : convertedDecimal(decimal, currency, roundings[bound]));
    });
}

const roundings: Readonly<Record<string, Rounding>> = { '≥': 'least', '≤': 'most' };

function isEnglish(locale: string): boolean {
  return /^en\b/i.test(locale);
}

function knownLocale(locale: string): string {
  try {
    return Intl.NumberFormat.supportedLocalesOf([locale])[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/** Digits that a float holds for certain. */
const floatDigits = 15;

/** Writes decimal numbers as amounts, with the decimals that they have; what no float holds in the plain way. */
function formatsOf(locale: string, code: string | undefined): (decimal: string) => string {
  const formats = new Map<number, Intl.NumberFormat>();
  const unit = code === undefined ? '$' : `${code} `;
  return (decimal) => {
    if (decimal.length > floatDigits) return decimal.replace(/\d.*/, (digits) => unit + digits);
    const places = decimal.split('.')[1]?.length ?? 0;
    const format = formats.get(places) ?? amountFormat(locale, code, places);
    formats.set(places, format);
    return format.format(Number(decimal)).replace(`${code}\u00a0`, `${code} `);
  };
}

function amountFormat(locale: string, code: string | undefined, places: number): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: code ?? 'USD',
    currencyDisplay: code === undefined ? 'narrowSymbol' : 'code',
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  });
}

/** Every text within a plain value (no cycles) passed through `show`; object keys stay. */
export function withAmounts<Value>(value: Value, show: ShowAmounts): Value {
  return mapped(value, show) as Value;
}

function mapped(value: unknown, show: ShowAmounts): unknown {
  if (typeof value === 'string') return show(value);
  if (Array.isArray(value)) return value.map((each) => mapped(each, show));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapped(each, show)]));
}
