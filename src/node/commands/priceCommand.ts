// `prompt-meter price`: what one call costs, part by part.
import { usdToDecimal } from '../../core/money';
import { type CallCost, type CallPart, callCost } from '../../core/prices/callCost';
import { type DisplayCurrency, formatMoney } from '../../core/prices/currency';
import type { OtherPrice, Price } from '../../core/prices/price';
import { priceBook } from '../../core/prices/priceBook';
import { shippedPrice } from '../../core/prices/shippedPrices';
import { type Command, printJson, readArguments, UsageError } from './command';
import { priceByFormula } from './formulaPrice';
import { currencyOf, userPricesOf } from './ownPrices';
import { callOf, callsOf, momentOf } from './priceArguments';

const text = { type: 'string' } as const;
const options = {
  json: { type: 'boolean' },
  regional: { type: 'boolean' },
  ...{ model: text, provider: text, input: text, output: text, tier: text, at: text },
  ...{ cached: text, 'cache-write': text, 'cache-write-1h': text },
  ...{ 'audio-input': text, 'image-input': text, 'audio-output': text, 'image-output': text },
  ...{ prices: text, currency: text },
  ...{ 'cost-model': text, calls: text, quantity: { type: 'string' as const, multiple: true as const } },
} as const;

/** What is printed as JSON. Amounts are decimal strings. */
export interface PriceReport {
  readonly model: string;
  /** Null when nobody is known to sell it at that price. */
  readonly provider: string | null;
  readonly parts: readonly ReportedPart[];
  readonly totalUsd: string;
  /** Only there when it is true. */
  readonly atMost?: boolean;
  /** Lists that disagree about the rates; only there when one is known to. */
  readonly disagrees?: readonly DisagreeingList[];
}

interface DisagreeingList {
  readonly list: string;
  readonly date: string;
  readonly inputUsdPerMillion: string;
  readonly outputUsdPerMillion: string | null;
}

interface ReportedPart {
  readonly name: string;
  readonly quantity: number;
  readonly unit: string;
  readonly usdPerMillion: string;
  readonly usd: string;
  readonly priceSource: string;
  readonly priceDate: string | null;
  readonly atMost?: boolean;
}

export const priceCommand: Command = {
  name: 'price',
  usage: `  prompt-meter price [--json] --model ID [--provider NAME] --input N --output N [--cached N] [--cache-write N]
      [--cache-write-1h N] [--tier batch|flex|priority] [--regional] [--at ISO]
      [--audio-input N] [--image-input N] [--audio-output N] [--image-output N]
      Cost of one call in US dollars. Exit code 3 when no price is known.
      --input N        tokens of the whole prompt, cached and cache-write tokens included
      --cache-write N  all tokens written to the cache; --cache-write-1h: the part of them kept for an hour
      --audio-input N, --image-input N  the parts of --input that are sound and images; so for output
      --regional       processed within a region: OpenAI's data residency, Anthropic's inference_geo
      --at ISO         the moment of the call, for prices that change; now if absent
      --prices FILE    your own prices, a JSON object as in the setting promptMeter.prices; they win
      --currency C=N   shows the total in a currency of which one dollar is worth N; for people, not in JSON
  prompt-meter price --cost-model FILE.json[#NAME] [--json] [--calls N] [--quantity NAME=NUMBER]... [--input N] [--output N]
      Cost of calls by a formula: quantity × rate, summed, in the currencies of the formula.
`,
  async run(args) {
    const { values, positionals } = readArguments(args, options);
    if (positionals.length > 0) throw new UsageError(`price takes no "${positionals[0]}"`);
    const model = values.model?.trim();
    const costModel = values['cost-model'];
    if (costModel !== undefined) {
      const call = callOf({ input: '0', output: '0', ...values });
      const { quantity: quantities = [], json = false } = values;
      return priceByFormula({ model, costModel, calls: callsOf(values), quantities, call, json });
    }
    if (values.calls !== undefined || values.quantity !== undefined) {
      throw new UsageError('--calls and --quantity go with --cost-model');
    }
    if (model === undefined || model === '') throw new UsageError('price needs --model');
    const call = callOf(values);
    const at = momentOf(values) ?? Date.now();
    const currency = currencyOf(values.currency);
    const user = await userPricesOf(values.prices, at);
    const price = priceBook({ user, shipped: shippedPrice })(model, at, values.provider);
    if (!price) return notKnown(noPrice(model, values.provider));
    const cost = callCost(price, call);
    if ('unknown' in cost) {
      const what = {
        tier: `the service tier ${call.tier}`,
        region: 'regional processing',
        output: 'the output',
        audio: 'audio',
      };
      return notKnown(`no price for ${what[cost.unknown]} of ${model}`);
    }
    const report = reportOf(model, values.provider, price, cost);
    if (values.json === true) printJson(report);
    else process.stdout.write(lines(report, cost, currency));
    return 0;
  },
};

function noPrice(model: string, provider: string | undefined): string {
  return `unknown model: no price for ${model}${provider === undefined ? '' : ` at ${provider}`}`;
}

function notKnown(message: string): number {
  process.stderr.write(`prompt-meter: ${message}\n`);
  return 3;
}

function reportOf(model: string, provider: string | undefined, price: Price, cost: CallCost): PriceReport {
  return {
    model,
    provider: price.provider ?? provider ?? null,
    parts: cost.parts.map((part) => reportedPart(part, price)),
    totalUsd: usdToDecimal(cost.total),
    ...(cost.atMost ? { atMost: true } : {}),
    ...(price.others ? { disagrees: price.others.map(disagreeing) } : {}),
  };
}

function disagreeing({ list, asOf, input, output }: OtherPrice): DisagreeingList {
  return {
    list,
    date: asOf,
    inputUsdPerMillion: usdToDecimal(input),
    outputUsdPerMillion: output === undefined ? null : usdToDecimal(output),
  };
}

function reportedPart(part: CallPart, price: Price): ReportedPart {
  return {
    name: part.name,
    quantity: part.quantity,
    unit: part.unit,
    usdPerMillion: usdToDecimal(part.usdPerMillion),
    usd: usdToDecimal(part.usd),
    priceSource: price.source,
    priceDate: price.asOf ?? null,
    ...(part.atMost ? { atMost: true } : {}),
  };
}

function lines(report: PriceReport, cost: CallCost, currency: DisplayCurrency | undefined): string {
  const parts = report.parts.map(
    ({ name, quantity, usdPerMillion, usd }) =>
      `${usd.padStart(width)}  ${name}: ${quantity} × $${usdPerMillion} / 1M\n`,
  );
  const seller = report.provider === null ? '' : ` at ${report.provider}`;
  const bound = cost.atMost ? '≤ ' : '';
  const [first] = report.parts;
  const source = first === undefined ? '' : `Price: ${sourceWords(first)}\n`;
  const total = `${report.totalUsd.padStart(width)}  total for ${report.model}${seller}: ${bound}${formatMoney(cost.total, currency)}\n`;
  const others = (report.disagrees ?? []).map(
    ({ list, date, inputUsdPerMillion: input, outputUsdPerMillion: output }) =>
      `Prices disagree: $${input} in, $${output ?? '?'} out / 1M in the list ${list} of ${date}\n`,
  );
  return [...parts, total, source, ...others].join('');
}

const width = 16;

function sourceWords({ priceSource, priceDate }: ReportedPart): string {
  return priceSource === 'local'
    ? 'local, no charge'
    : `${priceSource}${priceDate === null ? '' : `, as of ${priceDate}`}`;
}
