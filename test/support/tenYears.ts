// Ten years of a busy ledger: 5 sources, 20 models each, every day; written as windows write it, compacted and rolled up as they do.
import { dayMs, utcDay } from '../../src/core/budget/period';
import type { Usd } from '../../src/core/money';
import type { Json } from '../../src/core/usage/record';
import type { RecordStore } from '../../src/core/usage/recordStore';
import { rollUpMonths } from '../../src/core/usage/spendRecords';
import { costRow, tokenRow } from '../../src/core/usage/spendRows';

const sources = ['openai', 'anthropic', 'openrouter', 'litellm', 'prometheus'];
const models = Array.from({ length: 20 }, (_, index) => `vendor-model-${index}-2026-03-${10 + index}`);
const begin = Date.UTC(2016, 10, 22);
const end = Date.UTC(2026, 10, 22);
/** The first month of which days are kept: thirteen months before the end. */
const firstKept = '2025-10';

/** The account's figures of one day; large, as a company's are. */
function dayValue(source: number, day: number): Json {
  const cells = models.map((model, index) => {
    const requests = 1_000 + ((day * 37 + index * 101 + source) % 9_000);
    const cost = (BigInt(requests) * 1_234_567_891n * BigInt(index + 1)) as Usd;
    return {
      cost: costRow({ day: '', item: model, model, cost }),
      tokens: tokenRow({
        ...{ day: '', model, requests, inputTokens: requests * 4_321, cachedInputTokens: requests * 2_001 },
        ...{ cacheWriteTokens: 0, outputTokens: requests * 777 },
      }),
    };
  });
  return { costs: cells.map(({ cost }) => cost), tokens: cells.map(({ tokens }) => tokens) };
}

/** Puts every day, month by month; compacts each time the store wants it and once at the end. The sum of all costs, in pico-dollars. */
export async function writeTenYears(open: (window: number) => RecordStore): Promise<bigint> {
  let total = 0n;
  let store = open(0);
  for (let month = 0, at = begin; at < end; month++) {
    const next = Math.min(end, Date.UTC(2016, 11 + month, 1));
    const entries = [];
    for (; at < next; at += dayMs) {
      for (const [index, source] of sources.entries()) {
        const value = dayValue(index, at / dayMs);
        entries.push({ key: `day|${source}|account${index}|${utcDay(at)}`, value });
        total += costOf(value);
      }
    }
    for (let from = 0; from < entries.length; from += 40) await store.put(month + 1, entries.slice(from, from + 40));
    await store.load();
    if (store.wantsCompaction) await store.compact((known) => rollUpMonths(known, firstKept));
    if (month % 12 === 11) {
      await store.dispose();
      store = open(month);
      await store.load();
    }
  }
  // what stood in a snapshot goes one generation later
  for (let round = 0; round < 2; round++) await store.compact((known) => rollUpMonths(known, firstKept));
  await store.dispose();
  return total;
}

/** The cost of all days and months that are known. */
export function totalOf(store: RecordStore): bigint {
  let total = 0n;
  for (const [key, { value }] of store.records) if (/^(day|month)\|/.test(key)) total += costOf(value);
  return total;
}

function costOf(value: Json): bigint {
  const { costs } = value as unknown as { readonly costs: readonly (readonly [string, string])[] };
  return costs.reduce((sum, [, cost]) => sum + BigInt(cost), 0n);
}
