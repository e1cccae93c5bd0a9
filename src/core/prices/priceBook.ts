// All prices as one lookup: the user's, then refreshed ones, then the shipped. Local models cost nothing.
import { resolveAlias } from '../modelAliases';
import { isLocal, localPrice } from './localModels';
import type { PriceLookup } from './price';

/** Where prices come from. What the user adds is optional. */
export interface PriceSources {
  /** Prices that come with this version: `shippedPrice`. */
  readonly shipped: PriceLookup;
  /** The user's own price of a model at a moment. */
  readonly user?: PriceLookup;
  /** Price data that the user has fetched. */
  readonly refreshed?: PriceLookup | undefined;
  /** Another name -> the name to look up. */
  readonly aliases?: ReadonlyMap<string, string>;
}

/** The lookup over all sources. Never throws. */
export function priceBook({ shipped, user, refreshed, aliases = new Map() }: PriceSources): PriceLookup {
  return (modelId, at, provider) => {
    const own = user?.(modelId, at, provider);
    if (own) return own;
    const name = resolveAlias(modelId, aliases);
    const aliased = name === modelId ? undefined : user?.(name, at, provider);
    if (aliased) return aliased;
    if (isLocal(name, provider)) return localPrice;
    return refreshed?.(name, at, provider) ?? shipped(name, at, provider);
  };
}
