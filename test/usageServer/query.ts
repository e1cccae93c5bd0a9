// Checks the query of an organization endpoint as the real API does, with its words of refusal.
// Source: error bodies observed live, github.com/langwatch/langwatch ADR-122, and openai-openapi 2.3.0, read 2026-11-21.

const common = ['project_id', 'user_id', 'api_key_id', 'model'];

/** Endpoint names after `/v1/organization/`, with the dimensions they can be grouped by. */
export const endpoints: Readonly<Record<string, readonly string[]>> = {
  costs: ['project_id', 'line_item', 'api_key_id', 'user_id', 'api_source'],
  'usage/completions': [...common, 'batch', 'service_tier', 'api_source'],
  'usage/embeddings': common,
  'usage/moderations': common,
  'usage/images': [...common, 'size', 'source'],
  'usage/audio_speeches': common,
  'usage/audio_transcriptions': common,
  'usage/vector_stores': ['project_id'],
  'usage/code_interpreter_sessions': ['project_id'],
  'usage/file_search_calls': ['project_id', 'user_id', 'api_key_id', 'vector_store_id'],
  'usage/web_search_calls': [...common, 'context_level'],
};

export interface Query {
  readonly endpoint: string;
  /** Epoch seconds, floored to the minute. */
  readonly start: number;
  /** Epoch seconds, exclusive. */
  readonly end: number;
  readonly width: number;
  readonly limit: number;
  readonly groupBy: readonly string[];
  /** Filter name (`project_id`, …) to its accepted values. */
  readonly filters: ReadonlyMap<string, readonly string[]>;
  /** Buckets to skip, from the cursor. */
  readonly offset: number;
  /** What a cursor is bound to: every parameter but `page`. */
  readonly fingerprint: string;
}

export interface Refusal {
  readonly message: string;
  readonly param: string | null;
  readonly code: string | null;
}

const widths: Readonly<Record<string, { seconds: number; limit: number; most: number }>> = {
  '1m': { seconds: 60, limit: 60, most: 1440 },
  '1h': { seconds: 3600, limit: 24, most: 168 },
  '1d': { seconds: 86_400, limit: 7, most: 31 },
};
const firstApiKeyTime = 1_764_979_200;

/** `now` in epoch seconds. */
export function readQuery(endpoint: string, params: URLSearchParams, now: number): Query | Refusal {
  const start = integer(params.get('start_time'));
  if (start === undefined) return refusal('start_time', 'Invalid type: expected an integer.', 'invalid_type');
  const end = params.has('end_time') ? integer(params.get('end_time')) : now;
  if (end === undefined) return refusal('end_time', 'Invalid type: expected an integer.', 'invalid_type');
  const widthName = params.get('bucket_width') ?? '1d';
  const width = widths[widthName];
  const allowedWidths = endpoint === 'costs' ? ['1d'] : Object.keys(widths);
  if (!width || !allowedWidths.includes(widthName)) {
    const names = allowedWidths.map((name) => `'${name}'`).join(', ');
    return refusal('bucket_width', `Invalid value: '${widthName}'. Supported values are: ${names}.`, 'invalid_value');
  }
  const most = endpoint === 'costs' ? 180 : width.most;
  const limit = params.has('limit') ? integer(params.get('limit')) : width.limit;
  if (limit === undefined || limit < 1 || limit > most) {
    return refusal(null, `Invalid limit provided: ${limit}. Limit must be less than or equal to ${most}.`, null);
  }
  const groupBy = [...new Set(list(params, 'group_by'))].sort();
  const dimensions = endpoints[endpoint] ?? [];
  const unknown = groupBy.find((name) => !dimensions.includes(name));
  if (unknown !== undefined) {
    const names = dimensions.map((name) => `'${name}'`).join(', ');
    return refusal('group_by', `Invalid value: '${unknown}'. Supported values are: ${names}.`, 'invalid_value');
  }
  if (groupBy.includes('api_key_id') && start < firstApiKeyTime) {
    const message = `group_by=api_key_id is not available for this time range. Try a start_time on or after ${firstApiKeyTime}.`;
    return refusal('start_time', message, 'invalid_request_error');
  }
  const fingerprint = fingerprintOf(endpoint, params);
  const offset = params.has('page') ? offsetOf(params.get('page') ?? '', fingerprint) : 0;
  if (offset === undefined) return refusal('page', 'Invalid page token for this query.', 'invalid_value');
  const floored = start - (start % 60);
  const filters = filtersOf(params);
  return {
    endpoint,
    start: floored,
    end: Math.min(end, now),
    width: width.seconds,
    limit,
    groupBy,
    filters,
    offset,
    fingerprint,
  };
}

function refusal(param: string | null, message: string, code: string | null): Refusal {
  return { message, param, code };
}

function integer(text: string | null): number | undefined {
  return text !== null && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}

/** Arrays come as repeats (`name=`) or with brackets (`name[]=`). */
function list(params: URLSearchParams, name: string): readonly string[] {
  return [...params.getAll(name), ...params.getAll(`${name}[]`)];
}

function filtersOf(params: URLSearchParams): ReadonlyMap<string, readonly string[]> {
  const filters = new Map<string, readonly string[]>();
  for (const field of ['project_id', 'user_id', 'api_key_id', 'model', 'line_item']) {
    const values = list(params, `${field}s`);
    if (values.length > 0) filters.set(field, values);
  }
  return filters;
}

function fingerprintOf(endpoint: string, params: URLSearchParams): string {
  const pairs = [...params].filter(([name]) => name !== 'page').map(([name, value]) => `${name}=${value}`);
  return [endpoint, ...pairs.sort()].join('&');
}

/** An opaque cursor to the bucket at `offset`, bound to its query. */
export function cursorOf(offset: number, fingerprint: string): string {
  return `page_${Buffer.from(JSON.stringify([offset, fingerprint])).toString('base64url')}`;
}

function offsetOf(cursor: string, fingerprint: string): number | undefined {
  try {
    const [offset, bound] = JSON.parse(Buffer.from(cursor.slice('page_'.length), 'base64url').toString());
    return bound === fingerprint && Number.isInteger(offset) ? offset : undefined;
  } catch {
    return undefined;
  }
}
