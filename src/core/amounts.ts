// How amounts of money look on their way to the screen: in the user's own habit of writing, or hidden. Words are made with plain dollar
// texts (`$1,234.56`, as money.ts writes them), and each surface passes them through here last, so that all surfaces agree.

/** One amount as money.ts writes it: sign and digits; the pattern is linear. */
const amountPattern = /-?\$\d[\d,]*(?:\.\d+)?/g;

/** What stands for an amount that is hidden. */
export const hiddenAmount = '$•••';

/** Turns the amounts of a text into what is shown. */
export type ShowAmounts = (text: string) => string;

/** Hides every amount, or writes it as `locale` (BCP 47) does; English stays as it is, and so does an unknown locale. */
export function showAmounts(locale: string, hide: boolean): ShowAmounts {
  if (hide) return (text) => text.replace(amountPattern, hiddenAmount);
  if (/^en\b/i.test(locale)) return (text) => text;
  const formats = new Map<number, Intl.NumberFormat>();
  const format = (places: number) => {
    const known = formats.get(places);
    if (known) return known;
    const made = currencyFormat(locale, places);
    formats.set(places, made);
    return made;
  };
  try {
    format(2);
  } catch {
    return (text) => text;
  }
  return (text) => text.replace(amountPattern, (amount) => localAmount(amount, format));
}

function currencyFormat(locale: string, places: number): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  });
}

function localAmount(amount: string, format: (places: number) => Intl.NumberFormat): string {
  const digits = amount.replace(/[$,]/g, '');
  const places = digits.split('.')[1]?.length ?? 0;
  if (places > 12 || digits.length > 17) return amount;
  return format(places).format(Number(digits));
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
