// What one call costs: named parts, each a quantity at a rate, that sum to the total. Exact.
import { addUsd, timesUsd, type Usd } from '../money';
import { type Price, type RateName, type Rates, ratePerMillion, ratesFor, type ServiceTier, type Share } from './price';

/** The quantities that a call is billed for. All are whole numbers >= 0. */
export interface Call {
  /** The whole prompt: cached tokens and tokens written to the cache are part of it. */
  readonly input: number;
  /** Read from the prompt cache. */
  readonly cached?: number | undefined;
  /** Written to the prompt cache, for however long. */
  readonly cacheWrite?: number | undefined;
  /** The part of `cacheWrite` that is kept for an hour. */
  readonly cacheWrite1h?: number | undefined;
  /** The parts of `input` that are sound and images, none of them cached. */
  readonly audioInput?: number | undefined;
  readonly imageInput?: number | undefined;
  /** Reasoning is part of it. */
  readonly output: number;
  /** The parts of `output` that are sound and images. */
  readonly audioOutput?: number | undefined;
  readonly imageOutput?: number | undefined;
  /** Absent is the provider's standard service. */
  readonly tier?: ServiceTier | undefined;
  /** True when it has to be processed within a region, for which some providers take more. */
  readonly regional?: boolean | undefined;
}

/** One line of the bill: quantity x usdPerMillion / 1,000,000. */
export interface CallPart {
  readonly name: RateName | 'request';
  readonly quantity: number;
  readonly unit: 'token' | 'request';
  /** Dollars per million units, service tier and long context included. */
  readonly usdPerMillion: Usd;
  readonly usd: Usd;
  /** True when the part's own rate is not known and the dearer one of plain input stands in. */
  readonly atMost: boolean;
}

/** A bill. The parts with a quantity above zero; `total` is their sum. */
export interface CallCost {
  readonly parts: readonly CallPart[];
  readonly total: Usd;
  /** True when one of the parts is an upper bound. */
  readonly atMost: boolean;
}

/** What is not known, so that there is no bill. */
export interface UnknownCost {
  readonly unknown: 'output' | 'audio' | 'tier' | 'region';
}

/**
 * The cost of one call at a price that was looked up for its moment. The whole prompt decides about the long-context rates. Unknown when
 * there is output or sound without a known rate, or the price of the tier or the region is not known.
 */
export function callCost(price: Price, call: Call): CallCost | UnknownCost {
  return sumOf(price, ratesFor(price, call.input), call, 1);
}

/**
 * True when the bill of many calls of the standard tier, all at these rates, is exactly the sum of their bills: none is rounded, and none
 * is unknown for what one of them has and another has not.
 */
export function billsAddUp(rates: Rates): boolean {
  return rates.finer === undefined && rates.output !== undefined;
}

/** The cost of `calls` calls of text whose quantities are summed in `total`, all at these rates of the price; see `billsAddUp`. */
export function costAtRates(price: Price, rates: Rates, total: Call, calls: number): CallCost | UnknownCost {
  return sumOf(price, rates, total, calls);
}

/**
 * The cost of `calls` calls whose quantities are summed in `total`. The long-context rates are left out, since a sum says nothing about
 * the size of each prompt: `estimated` when the model has some.
 */
export function aggregateCost(
  price: Price,
  total: Call,
  calls: number,
): (CallCost & { readonly estimated: boolean }) | UnknownCost {
  const cost = sumOf(price, price, total, calls);
  return 'unknown' in cost ? cost : { ...cost, estimated: price.longContext.length > 0 };
}

function sumOf(price: Price, rates: Rates, call: Call, calls: number): CallCost | UnknownCost {
  const tier = tierShare(price, rates, call.tier);
  if (tier === undefined) return { unknown: 'tier' };
  const region = call.regional === true ? price.tiers?.regional : whole;
  if (region === undefined) return { unknown: 'region' };
  if (call.output > 0 && rates.output === undefined) return { unknown: 'output' };
  if (isSilentOn(rates, 'audioInput', call) || isSilentOn(rates, 'audioOutput', call)) return { unknown: 'audio' };
  const parts = quantities(call).flatMap(([name, quantity]) =>
    quantity > 0 ? [tokenPart(name, quantity, rates, [tier, region])] : [],
  );
  const requests = price.perCall !== undefined && price.perCall !== 0n ? [requestPart(price.perCall, calls)] : [];
  const all = [...parts, ...requests];
  return { parts: all, total: addUsd(...all.map((part) => part.usd)), atMost: all.some((part) => part.atMost) };
}

const whole: Share = [1, 1];

function tierShare({ tiers, longContext }: Price, rates: Rates, tier: ServiceTier | undefined): Share | undefined {
  if (tier === undefined) return whole;
  const isLong = longContext.some((long) => long === rates);
  return isLong && tiers?.shortOnly?.includes(tier) === true ? undefined : tiers?.[tier];
}

function isSilentOn(rates: Rates, name: 'audioInput' | 'audioOutput', call: Call): boolean {
  return (call[name] ?? 0) > 0 && rates[name] === undefined;
}

/** Every token of the call exactly once. */
function quantities(call: Call): (readonly [RateName, number])[] {
  const { input, cached = 0, cacheWrite = 0, cacheWrite1h = 0, audioInput = 0, imageInput = 0 } = call;
  const { output, audioOutput = 0, imageOutput = 0 } = call;
  return [
    ['input', input - cached - cacheWrite - audioInput - imageInput],
    ['cacheRead', cached],
    ['cacheWrite', cacheWrite - cacheWrite1h],
    ['cacheWrite1h', cacheWrite1h],
    ['audioInput', audioInput],
    ['imageInput', imageInput],
    ['output', output - audioOutput - imageOutput],
    ['audioOutput', audioOutput],
    ['imageOutput', imageOutput],
  ];
}

/** Where a rate is not known, the next of these is used. Writes cost at least what plain input does, reads at most that; images are
 * billed as text where no list says otherwise. */
const instead: Readonly<Partial<Record<RateName, RateName>>> = {
  cacheRead: 'input',
  cacheWrite: 'input',
  cacheWrite1h: 'cacheWrite',
  imageInput: 'input',
  imageOutput: 'output',
};

function tokenPart(name: RateName, quantity: number, rates: Rates, shares: readonly Share[]): CallPart {
  const own = ratePerMillion(rates, name);
  const product = (at: 0 | 1) => shares.reduce((all, share) => all * BigInt(share[at]), 1n);
  const perMillion = ((own ?? insteadOf(name, rates)) * product(0)) as Usd;
  return {
    name,
    quantity,
    unit: 'token',
    usdPerMillion: divided(perMillion, product(1)),
    usd: divided(timesUsd(perMillion, quantity), 1_000_000n * product(1)),
    atMost: own === undefined && name === 'cacheRead',
  };
}

function insteadOf(name: RateName, rates: Rates): Usd {
  const next = instead[name] ?? 'input';
  return ratePerMillion(rates, next) ?? insteadOf(next, rates);
}

function requestPart(perCall: Usd, calls: number): CallPart {
  const usd = timesUsd(perCall, calls);
  return {
    name: 'request',
    quantity: calls,
    unit: 'request',
    usdPerMillion: timesUsd(perCall, 1_000_000),
    usd,
    atMost: false,
  };
}

/** Rounds half up; only rates finer than a pico-dollar per token, and shares such as a third, leave anything to round. */
function divided(amount: Usd, by: bigint): Usd {
  return ((amount + by / 2n) / by) as Usd;
}
