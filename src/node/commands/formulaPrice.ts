// `prompt-meter price --cost-model`: what calls cost by a formula from a file.
import { type Usd, usdToDecimal } from '../../core/money';
import type { Call } from '../../core/prices/callCost';
import { type Amount, type CostModel, costOfCalls, readAmount, readCostModel } from '../../core/prices/costModel';
import { readText } from '../countFile';
import { InputError } from '../inputError';
import { printJson, UsageError } from './command';

const one = 1_000_000_000_000n;

/** What the arguments say beside the formula. */
export interface FormulaArguments {
  readonly model: string | undefined;
  /** `FILE`, or `FILE#NAME` for one of several in a file. */
  readonly costModel: string;
  readonly calls: number;
  /** `NAME=NUMBER` each. */
  readonly quantities: readonly string[];
  readonly call: Call;
  readonly json: boolean;
}

/** Prints the bill; the exit code. Throws UsageError and InputError. */
export async function priceByFormula({
  model,
  costModel,
  calls,
  quantities,
  call,
  json,
}: FormulaArguments): Promise<number> {
  const formula = await costModelOf(costModel);
  const given = new Map([...callAmounts(formula, call), ...quantities.map(namedAmount)]);
  const cost = costOfCalls(formula, given, calls);
  if ('missing' in cost) throw new UsageError(`the cost model needs --quantity ${cost.missing}=NUMBER`);
  const totals = Object.fromEntries([...cost.totals].map(([currency, amount]) => [currency, decimal(amount)]));
  const parts = cost.parts.map((part) => ({
    name: part.name,
    quantity: Number(decimal(part.quantity)),
    unit: part.unit,
    rate: decimal(part.rate),
    per: decimal(part.per),
    currency: part.currency,
    amount: decimal(part.amount),
    ...(part.currency === 'USD' ? { usd: decimal(part.amount) } : {}),
    priceSource: 'costModel',
    priceDate: null,
  }));
  const totalUsd = cost.totals.size === 1 ? (totals.USD ?? null) : null;
  if (json) printJson({ model: model ?? null, provider: null, calls, parts, totals, totalUsd });
  else {
    for (const part of parts) {
      const per = part.per === '1' ? '' : ` per ${part.per}`;
      process.stdout.write(
        `${part.amount.padStart(16)}  ${part.name}: ${part.quantity} ${part.unit} × ${part.rate}${per} ${part.currency}\n`,
      );
    }
    for (const [currency, total] of Object.entries(totals))
      process.stdout.write(`${total.padStart(16)}  total ${currency}\n`);
  }
  return 0;
}

function decimal(amount: Amount): string {
  return usdToDecimal(amount as Usd);
}

/** Tokens that have terms of their own are not plain input as well. */
function callAmounts({ terms }: CostModel, call: Call): [string, Amount][] {
  const { input, output, cached = 0, cacheWrite = 0 } = call;
  const has = (name: string) => terms.some((term) => term.name === name);
  const plain = input - (has('cachedTokens') ? cached : 0) - (has('cacheWriteTokens') ? cacheWrite : 0);
  const amounts = { inputTokens: plain, outputTokens: output, cachedTokens: cached, cacheWriteTokens: cacheWrite };
  return Object.entries(amounts).map(([name, count]) => [name, BigInt(count) * one]);
}

function namedAmount(text: string): [string, Amount] {
  const [, name, number] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  const amount = readAmount(number);
  if (name === undefined || amount === undefined) throw new UsageError(`--quantity is not NAME=NUMBER: "${text}"`);
  return [name, amount];
}

async function costModelOf(place: string): Promise<CostModel> {
  const [, path = place, name] = /^(.*\.json)#(.+)$/.exec(place) ?? [];
  const file = parsed(path, await readText(path));
  const value = name === undefined ? file : fieldOf(file, name);
  if (value === undefined) throw new InputError(`${path}: has no cost model "${name}"`);
  const model = readCostModel(value);
  if ('problem' in model) throw new InputError(`${place}: ${model.field} ${model.problem}`);
  return model;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined;
}

function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(`${path}: is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
