// Where a model and its price come from, in words.
import type { ModelUsed } from '../costs/analyse';
import { type Usd, usdToDecimal } from '../money';
import type { DisplayCurrency } from '../prices/currency';
import type { OtherPrice, Price } from '../prices/price';
import type { Translate } from '../words';

/** `Model: gpt-4o, from the call · Price: list price, standard tier, as of 2026-09-23`; two lines where there is no price, one more
 * for each list that disagrees. */
export function priceLines(model: ModelUsed, price: Price | undefined, t: Translate): string[] {
  const name = modelLine(model, t);
  if (!price) return [name, t('No price for {0}', model.id)];
  return [`${name} · ${priceSource(price, t)}`, ...(price.others ?? []).map((other) => otherLine(other, t))];
}

function otherLine({ list, asOf, input, output }: OtherPrice, t: Translate): string {
  const [inPrice, outPrice] = [perMillionText(input), perMillionText(output)];
  return t('Prices disagree: ${0} in, ${1} out per 1M tokens in the list {2} of {3}', inPrice, outPrice, list, asOf);
}

/** Says that amounts are converted, and how. */
export function currencyNote({ code, perUsd }: DisplayCurrency, t: Translate): string {
  const rate = usdToDecimal(perUsd);
  return t('Amounts are in {0} at your rate: one US dollar is worth {1}. They are summed in dollars.', code, rate);
}

/** Dollars per million tokens, with two decimals at least; `?` when not known. */
export function perMillionText(perMillion: Usd | undefined): string {
  if (perMillion === undefined) return '?';
  const [whole, fraction = ''] = usdToDecimal(perMillion).split('.');
  return `${whole}.${fraction.padEnd(2, '0')}`;
}

function priceSource({ source, asOf = '' }: Price, t: Translate): string {
  switch (source) {
    case 'user':
      return t('Price: your setting promptMeter.prices');
    case 'local':
      return t('Price: local, no charge');
    default:
      return t('Price: list price, standard tier, as of {0}', asOf);
  }
}

function modelLine(model: ModelUsed, t: Translate): string {
  switch (model.source) {
    case 'default':
      return t('Model: {0}, your default; none could be read here', model.id);
    case 'project':
      return t('Model: {0}, from prompt-meter.json; none could be read here', model.id);
    case 'call':
      return t('Model: {0}, from the call', model.id);
    case 'constant':
      return t('Model: {0}, from a constant in this file', model.id);
    case 'client':
      return t('Model: {0}, from the client or agent', model.id);
    case 'frontMatter':
      return t('Model: {0}, from the front matter', model.id);
    case 'file':
      return t('Model: {0}, the only one in this file', model.id);
    case 'comment':
      return t('Model: {0}, from a comment', model.id);
    case 'beside':
      return t('Model: {0}, from {1}', model.id, 'config.json');
  }
}
