// What was spent by day and model as a file for others: CSV that no spreadsheet runs, JSON, and a summary in a few lines.
import { addUsd, type Usd, usdToDecimal, zeroUsd } from '../money';
import { type BillCell, countsBy, type SpendFigures, type UseCounts } from '../spend/spend';
import type { Translate } from '../words';
import type { BudgetGlance } from './budgetGlance';

/** One day and model. Undefined is unknown. */
interface ExportRow {
  readonly day: string;
  /** Undefined: money that the figures do not name a model for. */
  readonly model: string | undefined;
  readonly cost: Usd | undefined;
  readonly use: UseCounts | undefined;
}

/** Rows by day and model, ascending; each day's rows sum to the day's cost exactly. */
export function exportRows({ days, bills = [], uses = [] }: SpendFigures): readonly ExportRow[] {
  const rows: ExportRow[] = [];
  for (const { day, cost } of days) {
    const costs = costsOf(bills.filter((bill) => bill.day === day));
    // several accounts may tell of one model
    const used = countsBy(
      uses.filter((use) => use.day === day),
      ({ model }) => model,
    );
    const models = [...new Set([...costs.keys(), ...used.keys()])].sort();
    for (const model of models) rows.push({ day, model, cost: costs.get(model), use: used.get(model) });
    const rest = (cost - addUsd(zeroUsd, ...costs.values())) as Usd;
    if (rest !== 0n || models.length === 0) rows.push({ day, model: undefined, cost: rest, use: undefined });
  }
  return rows;
}

function costsOf(bills: readonly BillCell[]): ReadonlyMap<string, Usd> {
  const costs = new Map<string, Usd>();
  for (const { model, cost } of bills) costs.set(model, addUsd(costs.get(model) ?? zeroUsd, cost));
  return costs;
}

const header = ['day', 'model', 'usd', 'requests', 'input_tokens', 'cached_input_tokens', 'output_tokens'];

/**
 * CSV as in RFC 4180. A text that a spreadsheet would take for a formula (it begins with = + - @, a tab or a line break) is led by an
 * apostrophe. Source: OWASP, CSV Injection, https://owasp.org/www-community/attacks/CSV_Injection, read 2026-11-21.
 */
export function exportCsv(figures: SpendFigures): string {
  const lines = exportRows(figures).map(({ day, model, cost, use }) =>
    [
      day,
      safeText(model ?? ''),
      cost === undefined ? '' : usdToDecimal(cost),
      ...[use?.requests, use?.inputTokens, use?.cachedInputTokens, use?.outputTokens].map((count) => count ?? ''),
    ].join(','),
  );
  return `${[header.join(','), ...lines].join('\r\n')}\r\n`;
}

function safeText(text: string): string {
  const led = /^[\s]*[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n;]/.test(led) || led !== text ? `"${led.replaceAll('"', '""')}"` : led;
}

/** The same rows as JSON, with what they are and when they were read. */
export function exportJson(figures: SpendFigures, origin: string, glance: BudgetGlance): string {
  const rows = exportRows(figures).map(({ day, model, cost, use }) => ({
    day,
    model: model ?? null,
    usd: cost === undefined ? null : usdToDecimal(cost),
    requests: use?.requests ?? null,
    inputTokens: use?.inputTokens ?? null,
    cachedInputTokens: use?.cachedInputTokens ?? null,
    outputTokens: use?.outputTokens ?? null,
  }));
  const asOf = new Date(figures.asOf).toISOString();
  const about = { source: origin, asOf, totalUsd: usdToDecimal(figures.total), atLeast: isLeast(figures), glance };
  return `${JSON.stringify({ ...about, rows }, null, 2)}\n`;
}

function isLeast({ setAside, atLeast }: SpendFigures): boolean {
  return setAside !== undefined || atLeast === true;
}

/** A few lines to paste somewhere; `asOf` is the moment of the read in words. */
export function summaryText(glance: BudgetGlance, asOf: string, t: Translate): string {
  const { period, spent, cap, percent, forecast, low, high, due, dueOn } = glance;
  const sum =
    cap === undefined || percent === undefined
      ? t('Spend {0}: {1}, no cap is set', period, spent)
      : t('Spend {0}: {1}, {2} of the cap of {3}', period, spent, percent, cap);
  const ahead =
    forecast === undefined
      ? []
      : [
          low === high
            ? t('Forecast: {0}', forecast)
            : t('Forecast: {0}, between {1} and {2}', forecast, low ?? '', high ?? ''),
        ];
  return [sum, ...ahead, t('Due on {0}: {1}', dueOn, due), t('As of {0}', asOf)].join('\n');
}
