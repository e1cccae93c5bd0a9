// Reads one day of LiteLLM's daily activity: its sums, or its breakdown by model or key. Money goes through text, never through a sum of
// floats. `prompt_tokens` already holds cached and cache-write tokens, as LiteLLM turns every provider's usage into OpenAI's form.
// Source: github.com/BerriAI/litellm litellm/llms/anthropic/chat/transformation.py `calculate_usage`, read 2026-11-21.
import { addUsd, subtractUsd, type Usd, usd, zeroUsd } from '../money';
import { FieldProblem, type Fields, readCount, readDollars, readFields, readName, readOptionalCount } from './fields';
import { type CostCell, everyModel, type SetAsideRow, type SpendGroup, type TokenCell } from './source';

interface Cells {
  readonly costs: CostCell[];
  readonly tokens: TokenCell[];
  readonly setAside: SetAsideRow[];
}

/** Adds the day's cells. A day without a place for its figures is a problem; a figure that cannot be used is set aside. */
export function readLiteLlmDay(
  entry: unknown,
  day: string,
  path: string,
  group: SpendGroup,
  cells: Cells,
): FieldProblem | undefined {
  const fields = readFields(entry, path);
  if (fields instanceof FieldProblem) return fields;
  const sums = metricsOf(fields, path);
  if (sums instanceof FieldProblem) return sums;
  if (group === 'day' || group === 'project') {
    addCells(sums, `${path}.metrics`, { day, model: everyModel }, everyModel, cells);
    return undefined;
  }
  const breakdown = readFields(fields.breakdown ?? {}, `${path}.breakdown`);
  if (breakdown instanceof FieldProblem) return breakdown;
  const name = group === 'model' ? 'models' : 'api_keys';
  const parts = readFields(breakdown[name] ?? {}, `${path}.breakdown.${name}`);
  if (parts instanceof FieldProblem) return parts;
  return addParts(parts, `${path}.breakdown.${name}`, day, group, sums, cells);
}

/** The parts, and as one unnamed part what the day's sum has beyond them. */
function addParts(
  parts: Fields,
  path: string,
  day: string,
  group: 'model' | 'key',
  sums: Fields,
  cells: Cells,
): FieldProblem | undefined {
  const before = cells.costs.length;
  const aside = cells.setAside.length;
  for (const [id, part] of Object.entries(parts)) {
    const name = readName(id, path);
    if (name instanceof FieldProblem) return name;
    const metrics = metricsOf(part, `${path} entry`);
    if (metrics instanceof FieldProblem) return metrics;
    const place = group === 'model' ? { day, model: name } : { day, model: everyModel, key: name };
    addCells(metrics, `${path} entry`, place, name, cells);
  }
  const whole = readDollars(sums.spend ?? 0, 'spend');
  if (whole instanceof FieldProblem || cells.setAside.length > aside) return undefined;
  const named = addUsd(zeroUsd, ...cells.costs.slice(before).map((cell) => cell.cost));
  const rest = subtractUsd(whole, named);
  if (rest < leastRest) return undefined;
  cells.costs.push({
    day,
    item: 'unnamed',
    model: group === 'model' ? 'unnamed' : everyModel,
    cost: rest,
    ...(group === 'key' ? { key: null } : {}),
  });
  return undefined;
}

/** The proxy adds floats: less than this between a sum and its parts is rounding. */
const leastRest = usd('0.00000001') as Usd;

/** Older proxies put the sums right into the entry. */
function metricsOf(entry: unknown, path: string): Fields | FieldProblem {
  const fields = readFields(entry, path);
  if (fields instanceof FieldProblem) return fields;
  return fields.metrics === undefined ? fields : readFields(fields.metrics, `${path}.metrics`);
}

/** Day, model, key. */
type Place = Pick<TokenCell, 'day' | 'model' | 'key'>;

function addCells(metrics: Fields, path: string, place: Place, name: string, { costs, tokens, setAside }: Cells): void {
  const cost = readDollars(metrics.spend, `${path}.spend`);
  if (cost instanceof FieldProblem) setAside.push({ table: 'costs', ...place, name, reason: cost.text });
  else costs.push({ ...place, item: name, cost });
  const counts = readCounts(metrics, path);
  if (counts instanceof FieldProblem) setAside.push({ table: 'tokens', ...place, name, reason: counts.text });
  else tokens.push({ ...place, ...counts });
}

function readCounts(metrics: Fields, path: string) {
  const inputTokens = readCount(metrics.prompt_tokens, `${path}.prompt_tokens`);
  if (inputTokens instanceof FieldProblem) return inputTokens;
  const outputTokens = readCount(metrics.completion_tokens, `${path}.completion_tokens`);
  if (outputTokens instanceof FieldProblem) return outputTokens;
  const requests = readOptionalCount(metrics.api_requests, `${path}.api_requests`);
  if (requests instanceof FieldProblem) return requests;
  const cachedInputTokens = readOptionalCount(metrics.cache_read_input_tokens, `${path}.cache_read_input_tokens`);
  if (cachedInputTokens instanceof FieldProblem) return cachedInputTokens;
  const cacheWriteTokens = readOptionalCount(
    metrics.cache_creation_input_tokens,
    `${path}.cache_creation_input_tokens`,
  );
  if (cacheWriteTokens instanceof FieldProblem) return cacheWriteTokens;
  if ((cachedInputTokens ?? 0) + (cacheWriteTokens ?? 0) > inputTokens) {
    return new FieldProblem(`${path}.cache_read_input_tokens is more than prompt_tokens`);
  }
  return { requests, inputTokens, cachedInputTokens, cacheWriteTokens, outputTokens };
}
