// Which metrics say what was spent, and which of their labels name the model, the key and the project.
// Source: github.com/BerriAI/litellm litellm/types/integrations/prometheus.py and docs.litellm.ai/docs/proxy/prometheus (LiteLLM);
// opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-metrics 1.45.0 (gen_ai), read 2026-11-21.
import type { SpendGroup } from './source';

/** What a set of queries may find. */
export const figures = ['spend', 'input', 'cached', 'cacheWrite', 'output', 'requests'] as const;
export type Figure = (typeof figures)[number];

/** Selectors of counters, one for each figure that there is; and label names, the first that a series has counts. */
export interface Queries extends Partial<Readonly<Record<Figure, string>>> {
  readonly labels: Readonly<Record<'model' | 'key' | 'project', readonly string[]>>;
}

/** `input` of LiteLLM holds cached and cache-write tokens; spend is in dollars. */
const litellm: Queries = {
  spend: 'litellm_spend_metric_total',
  input: 'litellm_input_tokens_metric_total',
  cached: 'litellm_input_cached_tokens_metric_total',
  cacheWrite: 'litellm_input_cache_creation_tokens_metric_total',
  output: 'litellm_output_tokens_metric_total',
  requests: 'litellm_requests_metric_total',
  labels: {
    model: ['model', 'requested_model'],
    key: ['api_key_alias', 'hashed_api_key'],
    project: ['team_alias', 'team'],
  },
};

/** The sum of OpenTelemetry's token histogram; agentgateway puts its own name before it. Money is not exported. */
const genAi: Queries = {
  input: '{__name__=~"(agentgateway_)?gen_ai_client_token_usage_sum",gen_ai_token_type="input"}',
  output: '{__name__=~"(agentgateway_)?gen_ai_client_token_usage_sum",gen_ai_token_type="output"}',
  requests: '{__name__=~"(agentgateway_)?gen_ai_client_operation_duration_seconds_count"}',
  labels: {
    model: ['gen_ai_response_model', 'gen_ai_request_model'],
    key: ['api_key', 'user'],
    project: ['service_name', 'exported_job', 'job'],
  },
};

/** Asked in this order; the first that finds anything is taken. */
export const defaultQueries: readonly Queries[] = [litellm, genAi];

/** The name of a series in a group; null when none of the labels is there. */
export function labelsOf(
  queries: Queries,
  group: Exclude<SpendGroup, 'day'>,
  labels: ReadonlyMap<string, string>,
): string | null {
  const name = queries.labels[group]
    .map((label) => labels.get(label))
    .find((value) => value !== undefined && value !== '' && value !== 'None');
  return name ?? null;
}

/** The user's own queries from the setting, which may be anything; undefined when they cannot be used. */
export function readQueries(setting: unknown): Queries | undefined {
  if (typeof setting !== 'object' || setting === null || Array.isArray(setting)) return undefined;
  const fields = new Map<string, unknown>(Object.entries(setting));
  const selectors: Partial<Record<Figure, string>> = {};
  for (const figure of figures) {
    const selector = fields.get(figure);
    if (selector === undefined || selector === '') continue;
    if (typeof selector !== 'string' || selector.length > 500) return undefined;
    selectors[figure] = selector;
  }
  if (Object.keys(selectors).length === 0) return undefined;
  const label = (name: string, standard: readonly string[]) => {
    const value = fields.get(name);
    return typeof value === 'string' && value !== '' ? [value] : standard;
  };
  return {
    ...selectors,
    labels: {
      model: label('modelLabel', [...litellm.labels.model, ...genAi.labels.model]),
      key: label('keyLabel', [...litellm.labels.key, ...genAi.labels.key]),
      project: label('projectLabel', [...litellm.labels.project, ...genAi.labels.project]),
    },
  };
}

/**
 * One set of queries or a list of sets, from a setting or a file that may hold anything. Nothing set (absent, null, an empty list or
 * object) gives the default sets; undefined when what is set cannot be used.
 */
export function readQuerySets(setting: unknown): readonly Queries[] | undefined {
  if (setting === undefined || setting === null) return defaultQueries;
  const list: readonly unknown[] = Array.isArray(setting) ? setting : [setting];
  const isEmpty = list.every(
    (one) => typeof one === 'object' && one !== null && !Array.isArray(one) && Object.keys(one).length === 0,
  );
  if (isEmpty) return defaultQueries;
  const sets = list.slice(0, mostSets + 1).map(readQueries);
  return sets.length <= mostSets && sets.every((set) => set !== undefined) ? sets : undefined;
}

const mostSets = 10;
