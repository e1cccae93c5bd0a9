// All prices as one lookup: the user's, then refreshed ones, then the shipped. Local models cost nothing.
import { resolveAlias } from '../modelAliases';
import { asOther, withOthers } from './disagreement';
import { isLocal, localPrice } from './localModels';
import type { Price, PriceLookup } from './price';

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

/** The lookup over all sources; what a source that comes later says otherwise goes along. Never throws. */
export function priceBook({ shipped, user, refreshed, aliases = new Map() }: PriceSources): PriceLookup {
  const listed: PriceLookup = (name, at, provider) => {
    const [first, second] = [refreshed?.(name, at, provider), shipped(name, at, provider)];
    return first ? beside(first, second) : second;
  };
  return (modelId, at, provider) => {
    const name = resolveAlias(modelId, aliases);
    const own = user?.(modelId, at, provider) ?? (name === modelId ? undefined : user?.(name, at, provider));
    if (own) return beside(own, listed(name, at, provider));
    return isLocal(name, provider) ? localPrice : listed(name, at, provider);
  };
}

function beside(price: Price, other: Price | undefined): Price {
  return other ? withOthers(price, [...asOther(other), ...(other.others ?? [])]) : price;
}
