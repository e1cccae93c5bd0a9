// Reads one row of an OpenAI cost or usage bucket. A row whose place (day, name) is known but whose value is bad is set aside; a row
// without a place is a FieldProblem, and the whole reply is unreadable. Personal data (user_email, organization_id) is never read.
import { usd } from '../money';
import { FieldProblem, readCount, readFields, readName } from './fields';
import type { CostCell, SetAsideRow, TokenCell } from './source';

type Row<Cell> = { readonly cell: Cell } | { readonly setAside: SetAsideRow } | FieldProblem;

/**
 * A row of `/v1/organization/costs` grouped by line item. The amount may be a number or a text such as "12.50" or "0E-6176".
 * Source: github.com/openai/openai-java issue 769 (amounts as text for months of 2026), read 2026-11-21.
 */
export function readCostRow(row: unknown, day: string, path: string): Row<CostCell> {
  const fields = readFields(row, path);
  if (fields instanceof FieldProblem) return fields;
  const item = readName(fields.line_item, `${path}.line_item`);
  if (item instanceof FieldProblem) return item;
  const cost = readAmount(fields.amount, `${path}.amount`);
  if (cost instanceof FieldProblem) {
    return { setAside: { table: 'costs', day, name: item, reason: cost.text } };
  }
  return { cell: { day, item, model: modelOfLineItem(item), cost } };
}

function readAmount(value: unknown, path: string) {
  const amount = readFields(value, path);
  if (amount instanceof FieldProblem) return amount;
  const { value: number, currency } = amount;
  if (typeof currency !== 'string') return new FieldProblem(`${path}.currency is not a text`);
  if (currency.trim().toLowerCase() !== 'usd') return new FieldProblem(`${path}.currency is not usd`);
  const isNumeral = typeof number === 'number' || (typeof number === 'string' && number.length <= 100);
  const dollars = isNumeral ? usd(number) : undefined;
  if (dollars === undefined) return new FieldProblem(`${path}.value is not a finite number of dollars`);
  return dollars < 0n ? new FieldProblem(`${path}.value is negative`) : dollars;
}

/**
 * `gpt-5.4-2026-03-05, cached input` belongs to the model `gpt-5.4-2026-03-05`; `web search tool calls` stands for itself.
 * Source: github.com/langwatch/langwatch ADR-122 (live rows, 2026-08-26), read 2026-11-21.
 */
export function modelOfLineItem(item: string): string {
  const comma = item.indexOf(',');
  const model = comma < 0 ? item : item.slice(0, comma).trim();
  return model === '' ? item : model;
}

/**
 * A row of `/v1/organization/usage/completions` grouped by model. `input_tokens` already holds cached and audio tokens: nothing is added.
 * Source: github.com/openai/openai-openapi `UsageCompletionsResult` (commit f85dbe2), read 2026-11-21.
 */
export function readTokenRow(row: unknown, day: string, path: string): Row<TokenCell> {
  const fields = readFields(row, path);
  if (fields instanceof FieldProblem) return fields;
  const model = readName(fields.model, `${path}.model`);
  if (model instanceof FieldProblem) return model;
  const setAside = (problem: FieldProblem) =>
    ({ setAside: { table: 'tokens', day, name: model, reason: problem.text } }) as const;
  const requests = readCount(fields.num_model_requests, `${path}.num_model_requests`);
  if (requests instanceof FieldProblem) return setAside(requests);
  const inputTokens = readCount(fields.input_tokens, `${path}.input_tokens`);
  if (inputTokens instanceof FieldProblem) return setAside(inputTokens);
  const outputTokens = readCount(fields.output_tokens, `${path}.output_tokens`);
  if (outputTokens instanceof FieldProblem) return setAside(outputTokens);
  const cachedPath = `${path}.input_cached_tokens`;
  const cached = fields.input_cached_tokens ?? undefined;
  const cachedInputTokens = cached === undefined ? undefined : readCount(cached, cachedPath);
  if (cachedInputTokens instanceof FieldProblem) return setAside(cachedInputTokens);
  if (cachedInputTokens !== undefined && cachedInputTokens > inputTokens) {
    return setAside(new FieldProblem(`${cachedPath} is more than input_tokens`));
  }
  return { cell: { day, model, requests, inputTokens, cachedInputTokens, outputTokens } };
}
