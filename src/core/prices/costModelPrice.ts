// A cost model as the price of a model, where it speaks of tokens, calls and constants in dollars only; and the setting that holds them.

import type { Usd } from '../money';
import { type Amount, type CostModel, type CostTerm, readCostModel } from './costModel';
import type { Price, PriceLookup } from './price';

/** A cost model that cannot be used: the setting's key, the field, an English phrase. */
export interface NamedCostModelProblem {
  readonly key: string;
  readonly field: string;
  readonly problem: string;
}

/** The cost models of the setting `promptMeter.costModels`, by the model that they price. */
export interface CostModels {
  readonly models: ReadonlyMap<string, CostModel>;
  /** Those that speak of a call's tokens, as prices. */
  readonly price: PriceLookup;
  readonly problems: readonly NamedCostModelProblem[];
}

/** Reads the setting's value, which may be anything. */
export function readCostModels(setting: unknown): CostModels {
  const models = new Map<string, CostModel>();
  const prices = new Map<string, Price>();
  const problems: NamedCostModelProblem[] = [];
  if (setting !== undefined && setting !== null && (typeof setting !== 'object' || Array.isArray(setting))) {
    problems.push({ key: '', field: '', problem: 'must be an object of model ids' });
    return { models, price: () => undefined, problems };
  }
  for (const [key, value] of Object.entries(setting ?? {})) {
    const model = readCostModel(value);
    const price = 'problem' in model ? model : costModelPrice(model);
    if ('problem' in price) problems.push({ key, ...price });
    else prices.set(key.trim().toLowerCase(), price);
    if ('terms' in model) models.set(key, model);
  }
  return { models, price: (modelId) => prices.get(modelId.trim().toLowerCase()), problems };
}

/** One sentence for a cost model that cannot be used, with the setting's key. */
export function costModelProblemText({ key, field, problem }: NamedCostModelProblem): string {
  return `promptMeter.costModels["${key}"]${field === '' ? '' : ` ${field}`}: ${problem}`;
}

const one = 1_000_000_000_000n;
const tokens = {
  inputTokens: 'input',
  outputTokens: 'output',
  cachedTokens: 'cacheRead',
  cacheWriteTokens: 'cacheWrite',
} as const;

type TokenName = keyof typeof tokens;

function isTokenName(name: string): name is TokenName {
  return Object.hasOwn(tokens, name);
}

/** The price that hints show, or why there is none: dollars only, and nothing that a prompt does not tell. */
export function costModelPrice(model: CostModel): Price | { readonly field: string; readonly problem: string } {
  const perToken = new Map<string, bigint>();
  let perCall = 0n;
  for (const [index, term] of model.terms.entries()) {
    const field = `terms[${index}]`;
    if (term.currency !== 'USD') return { field: `${field}.currency`, problem: 'must be USD for a price in hints' };
    const constant = term.quantity ?? (term.name === 'requests' ? one : undefined);
    if (constant !== undefined) perCall += rounded(constant * term.rate, term.per);
    else if (isTokenName(term.name)) {
      const rate = ratePerToken(term);
      if (rate === undefined) return { field: `${field}.rate`, problem: 'is finer than 10^-12 dollars per token' };
      perToken.set(tokens[term.name], (perToken.get(tokens[term.name]) ?? 0n) + rate);
    } else return { field: `${field}.quantity`, problem: 'is missing, and a prompt does not tell it' };
  }
  return priceOf(perToken, perCall as Usd);
}

/** Input that has no term costs nothing by the formula; cached input and cache writes are then input. */
function priceOf(perToken: ReadonlyMap<string, bigint>, perCall: Usd): Price {
  return {
    input: (perToken.get('input') ?? 0n) as Usd,
    output: (perToken.get('output') ?? 0n) as Usd,
    cacheRead: perToken.get('cacheRead') as Usd | undefined,
    cacheWrite: perToken.get('cacheWrite') as Usd | undefined,
    source: 'user',
    asOf: undefined,
    longContext: [],
    contextWindow: undefined,
    perCall,
  };
}

function ratePerToken({ rate, per }: CostTerm): Amount | undefined {
  const exact = rate * one;
  return exact % per === 0n ? exact / per : undefined;
}

function rounded(amount: Amount, by: Amount): Amount {
  return (amount + by / 2n) / by;
}
