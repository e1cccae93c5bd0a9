// The prices that come with this version: the overlay's row of a model if it has one, else the bundled one.
import { bundledPrice } from './bundledPrices';
import { withOthers } from './disagreement';
import { limitsOf, otherPrices, overlayAudio, overlayPrice } from './overlay';
import type { Price } from './price';
import { soldModels } from './sellers';

/** The shipped price of a model: the overlay's if it has one, else the bundled. */
export function shippedPrice(modelId: string, at: number, provider?: string): Price | undefined {
  return overlaid(modelId, at, provider) ?? withOverlay(bundledPrice(modelId, at, provider), modelId);
}

function overlaid(modelId: string, at: number, provider: string | undefined): Price | undefined {
  for (const { seller, model } of soldModels(modelId.trim().toLowerCase(), provider)) {
    const price = overlayPrice(seller, model, at);
    if (price) return price;
  }
  return undefined;
}

/** What the overlay knows of a model beside its price: what other lists say, rates for sound, and limits. */
function withOverlay(bundled: Price | undefined, modelId: string): Price | undefined {
  if (bundled?.provider === undefined) return bundled;
  const name = modelId.trim().toLowerCase().replace(/^.*\//, '');
  const price = withOthers(bundled, otherPrices(bundled.provider, name));
  if (price.provider !== 'openai') return price;
  const { window = price.contextWindow, maxInput, maxOutput } = limitsOf(name);
  return { ...price, ...ownField(overlayAudio, name), contextWindow: window, maxInput, maxOutput };
}

function ownField<Value>(rows: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(rows, name) ? rows[name] : undefined;
}
