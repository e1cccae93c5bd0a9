// The caller's own prices and currency for `prompt-meter price`.
import { type DisplayCurrency, readCurrency } from '../../core/prices/currency';
import type { PriceLookup } from '../../core/prices/price';
import { shippedPrice } from '../../core/prices/shippedPrices';
import { priceProblemText, readUserPrices } from '../../core/prices/userPrices';
import { readText } from '../countFile';
import { InputError } from '../inputError';
import { UsageError } from './command';

/** The prices in a file; none without one. Throws InputError, which names the key of a price that cannot be used. */
export async function userPricesOf(path: string | undefined, at: number): Promise<PriceLookup> {
  if (path === undefined) return () => undefined;
  const { price, problems } = readUserPrices(parsed(path, await readText(path)), (key) => shippedPrice(key, at));
  const [problem] = problems;
  if (problem) throw new InputError(`${path}: ${priceProblemText(problem)}`);
  return price;
}

function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new InputError(`${path}: is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** `EUR=0.92`; undefined for dollars. Throws UsageError. */
export function currencyOf(text: string | undefined): DisplayCurrency | undefined {
  if (text === undefined) return undefined;
  const [code = '', rate = ''] = text.split('=');
  const read = readCurrency({ code, perUsd: rate.trim() === '' ? undefined : Number(rate) });
  if (read && 'problem' in read) throw new UsageError(`--currency is not such as EUR=0.92: "${text}"`);
  return read;
}
