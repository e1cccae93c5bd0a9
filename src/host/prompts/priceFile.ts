// Where price data are fetched from, and how. No vscode, so that it is tested against a real server.
import { readPublicText } from '../http';

/**
 * The one address that prices are fetched from. It is shown in the setting and cannot be changed.
 * Source: npm @pydantic/genai-prices 0.1.8, REMOTE_DATA_JSON_URL, read 2026-11-21.
 */
export const priceAddress = 'https://raw.githubusercontent.com/pydantic/genai-prices/main/prices/new_data/v2/data.json';

const limits = { deadlineMs: 10_000, bodyBytes: 5 * 2 ** 20 };

/** The file's text, or a phrase that says why there is none. Never rejects. */
export function fetchPriceFile(
  address: string = priceAddress,
  within: typeof limits = limits,
): Promise<{ readonly text: string } | { readonly problem: string }> {
  return readPublicText(address, within);
}
