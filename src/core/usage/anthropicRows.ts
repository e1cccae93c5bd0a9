// Reads one row of an Anthropic cost or usage report. Cached and cache-write tokens stand beside `uncached_input_tokens`: here they
// are added, so that input is the whole prompt side as for every other provider.
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
import type { Row } from './openaiRows';
import { type CostCell, everyModel, type SpendGroup, type TokenCell } from './source';

/**
 * A row of `/v1/organizations/cost_report`. `amount` is a decimal text in cents: "123.45" is $1.2345.
 * Source: platform.claude.com/docs/en/api/admin/cost_report, read 2026-11-21.
 */
export function readAnthropicCost(row: unknown, day: string, path: string, group: SpendGroup): Row<CostCell> {
  const fields = readFields(row, path);
  if (fields instanceof FieldProblem) return fields;
  const item = group === 'model' ? itemOf(fields, path) : { item: everyModel, model: everyModel };
  if (item instanceof FieldProblem) return item;
  const project = group === 'project' ? readId(fields.workspace_id, `${path}.workspace_id`) : undefined;
  if (project instanceof FieldProblem) return project;
  const ids = project === undefined ? {} : { project };
  const cost = readCents(fields, path);
  if (cost instanceof FieldProblem) {
    return {
      setAside: { table: 'costs', day, name: project ?? item.item, reason: cost.text, model: item.model, ...ids },
    };
  }
  return { cell: { day, ...item, cost, ...ids } };
}

/** `description` keeps the lines of one model apart; what is no model's (web search) stands for itself. */
function itemOf(fields: Fields, path: string): { item: string; model: string } | FieldProblem {
  const description = readName(fields.description, `${path}.description`);
  if (description instanceof FieldProblem) return description;
  const model = readName(fields.model ?? fields.description, `${path}.model`);
  return model instanceof FieldProblem ? model : { item: description, model };
}

function readCents({ amount, currency }: Fields, path: string) {
  if (typeof currency !== 'string') return new FieldProblem(`${path}.currency is not a text`);
  if (currency.trim().toLowerCase() !== 'usd') return new FieldProblem(`${path}.currency is not USD`);
  return readDollars(amount, `${path}.amount`, 0.01);
}

/** A row of `/v1/organizations/usage_report/messages`. Requests are not told. */
export function readAnthropicTokens(row: unknown, day: string, path: string, group: SpendGroup): Row<TokenCell> {
  const fields = readFields(row, path);
  if (fields instanceof FieldProblem) return fields;
  const model = group === 'model' ? readName(fields.model, `${path}.model`) : everyModel;
  if (model instanceof FieldProblem) return model;
  const field = { model: undefined, day: undefined, project: 'workspace_id', key: 'api_key_id' }[group];
  const id = field === undefined ? undefined : readId(fields[field], `${path}.${field}`);
  if (id instanceof FieldProblem) return id;
  const ids = id === undefined ? {} : group === 'project' ? { project: id } : { key: id };
  const counts = readCounts(fields, path);
  if (counts instanceof FieldProblem) {
    return { setAside: { table: 'tokens', day, name: id ?? model, reason: counts.text, model, ...ids } };
  }
  return { cell: { day, model, requests: undefined, ...counts, ...ids } };
}

function readCounts(fields: Fields, path: string) {
  const uncached = readCount(fields.uncached_input_tokens, `${path}.uncached_input_tokens`);
  if (uncached instanceof FieldProblem) return uncached;
  const cached = readOptionalCount(fields.cache_read_input_tokens, `${path}.cache_read_input_tokens`);
  if (cached instanceof FieldProblem) return cached;
  const output = readCount(fields.output_tokens, `${path}.output_tokens`);
  if (output instanceof FieldProblem) return output;
  const creation = readFields(fields.cache_creation ?? {}, `${path}.cache_creation`);
  if (creation instanceof FieldProblem) return creation;
  const short = readOptionalCount(
    creation.ephemeral_5m_input_tokens,
    `${path}.cache_creation.ephemeral_5m_input_tokens`,
  );
  if (short instanceof FieldProblem) return short;
  const long = readOptionalCount(
    creation.ephemeral_1h_input_tokens,
    `${path}.cache_creation.ephemeral_1h_input_tokens`,
  );
  if (long instanceof FieldProblem) return long;
  const written = (short ?? 0) + (long ?? 0);
  const input = uncached + (cached ?? 0) + written;
  if (!Number.isSafeInteger(input)) return new FieldProblem(`${path} has more input tokens than can be counted`);
  return { inputTokens: input, cachedInputTokens: cached ?? 0, cacheWriteTokens: written, outputTokens: output };
}
