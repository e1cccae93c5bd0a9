// Reads one row of an OpenAI cost or usage bucket. A row whose place (day, name) is known but whose value is bad is set aside; a row
// without a place is a FieldProblem, and the whole reply is unreadable. Personal data (user_email, organization_id) is never read.

import type { Quantity } from '../spend/spend';
import {
  FieldProblem,
  type Fields,
  readCount,
  readDollars,
  readFields,
  readId,
  readName,
  readOptionalCount,
} from './fields';
import { type CostCell, everyModel, type SetAsideRow, type SpendGroup, type TokenCell } from './source';

/** A usable row, one to set aside, or why the reply is unreadable. */
export type Row<Cell> = { readonly cell: Cell } | { readonly setAside: SetAsideRow } | FieldProblem;

/** Where the cell of a row belongs. `name` is the group's value for problems. */
interface Place {
  readonly model: string;
  readonly name: string;
  readonly project?: string | null;
  readonly key?: string | null;
}

/** `nameField` holds the name of a cell that is kept apart by model. */
function placeOf(fields: Fields, path: string, group: SpendGroup, nameField: string): Place | FieldProblem {
  if (group === 'day') return { model: everyModel, name: everyModel };
  if (group === 'model') {
    const name = readName(fields[nameField], `${path}.${nameField}`);
    if (name instanceof FieldProblem) return name;
    // named when it was asked for beside the model, null otherwise
    const project = readId(fields.project_id, `${path}.project_id`);
    return typeof project === 'string' ? { model: name, name, project } : { model: name, name };
  }
  const field = group === 'project' ? 'project_id' : 'api_key_id';
  const id = readId(fields[field], `${path}.${field}`);
  if (id instanceof FieldProblem) return id;
  return { model: everyModel, name: id ?? everyModel, ...(group === 'project' ? { project: id } : { key: id }) };
}

/**
 * A row of `/v1/organization/costs`. The amount may be a number or a text such as "12.50" or "0E-6176".
 * Source: github.com/openai/openai-java issue 769 (amounts as text for months of 2026), read 2026-11-21.
 */
export function readCostRow(row: unknown, day: string, path: string, group: SpendGroup): Row<CostCell> {
  const fields = readFields(row, path);
  if (fields instanceof FieldProblem) return fields;
  const place = placeOf(fields, path, group, 'line_item');
  if (place instanceof FieldProblem) return place;
  const cost = readAmount(fields.amount, `${path}.amount`);
  const { name, ...named } = place;
  const ids = { ...named, model: group === 'model' ? modelOfLineItem(name) : named.model };
  if (cost instanceof FieldProblem) return { setAside: { table: 'costs', day, name, reason: cost.text, ...ids } };
  const quantity = readQuantity(fields);
  return { cell: { day, item: name, cost, ...(quantity ? { quantity } : {}), ...ids } };
}

/** Told for lines of the bill alone; anything else than a number of something is no quantity. */
function readQuantity({ quantity, quantity_unit: unit }: Fields): Quantity | undefined {
  const isAmount = typeof quantity === 'number' && Number.isFinite(quantity) && quantity >= 0;
  const name = typeof unit === 'string' ? readName(unit, 'quantity_unit') : undefined;
  return isAmount && typeof name === 'string' ? { amount: quantity, unit: name } : undefined;
}

function readAmount(value: unknown, path: string) {
  const amount = readFields(value, path);
  if (amount instanceof FieldProblem) return amount;
  const { value: number, currency } = amount;
  if (typeof currency !== 'string') return new FieldProblem(`${path}.currency is not a text`);
  if (currency.trim().toLowerCase() !== 'usd') return new FieldProblem(`${path}.currency is not usd`);
  return readDollars(number, `${path}.value`);
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
 * A row of `/v1/organization/usage/completions`. `input_tokens` already holds cached, cache-write and audio tokens: nothing is added.
 * Source: github.com/openai/openai-openapi `UsageCompletionsResult` (commit f85dbe2), read 2026-11-21.
 */
export function readTokenRow(row: unknown, day: string, path: string, group: SpendGroup): Row<TokenCell> {
  return readCounts(row, day, path, group, (fields) => {
    const input = readCount(fields.input_tokens, `${path}.input_tokens`);
    if (input instanceof FieldProblem) return input;
    const output = readCount(fields.output_tokens, `${path}.output_tokens`);
    if (output instanceof FieldProblem) return output;
    const cached = readOptionalCount(fields.input_cached_tokens, `${path}.input_cached_tokens`);
    if (cached instanceof FieldProblem) return cached;
    const written = readOptionalCount(fields.input_cache_write_tokens, `${path}.input_cache_write_tokens`);
    if (written instanceof FieldProblem) return written;
    if ((cached ?? 0) + (written ?? 0) > input) {
      return new FieldProblem(`${path}.input_cached_tokens is more than input_tokens`);
    }
    return {
      inputTokens: input,
      cachedInputTokens: cached,
      ...(written === undefined ? {} : { cacheWriteTokens: written }),
      outputTokens: output,
    };
  });
}

type Counts = Pick<TokenCell, 'inputTokens' | 'cachedInputTokens' | 'cacheWriteTokens' | 'outputTokens'>;

/** A row of a usage endpoint: its place, its requests, and the counts that `read` finds in it. */
export function readCounts(
  row: unknown,
  day: string,
  path: string,
  group: SpendGroup,
  read: (fields: Fields) => Counts | FieldProblem,
): Row<TokenCell> {
  const fields = readFields(row, path);
  if (fields instanceof FieldProblem) return fields;
  const place = placeOf(fields, path, group, 'model');
  if (place instanceof FieldProblem) return place;
  const { name, ...ids } = place;
  const requests = readCount(fields.num_model_requests, `${path}.num_model_requests`);
  const counts = requests instanceof FieldProblem ? requests : read(fields);
  if (requests instanceof FieldProblem)
    return { setAside: { table: 'tokens', day, name, reason: requests.text, ...ids } };
  if (counts instanceof FieldProblem) return { setAside: { table: 'tokens', day, name, reason: counts.text, ...ids } };
  return { cell: { day, requests, ...counts, ...ids } };
}
