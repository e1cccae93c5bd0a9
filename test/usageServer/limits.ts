// The limits that the local OpenAI server holds: of the organization and of three projects, in pages as the real lists are.
// Source: github.com/openai/openai-openapi openapi.json 2.3.0 (commit f85dbe2), read 2026-11-21: amounts are in cents.

interface Listed {
  readonly id: string;
}

const limit = (object: string, cents: number, status: string) => ({
  object,
  threshold_amount: cents,
  currency: 'USD',
  interval: 'month',
  enforcement: { status },
});

const alert = (id: string, object: string, cents: number) => ({
  id,
  object,
  threshold_amount: cents,
  currency: 'USD',
  interval: 'month',
  notification_channel: { type: 'email', recipients: ['ada@example.com'], subject_prefix: null },
});

const rate = (id: string, model: string, requests: number, tokens: number, more = {}) => ({
  id,
  object: 'project.rate_limit',
  model,
  max_requests_per_1_minute: requests,
  max_tokens_per_1_minute: tokens,
  ...more,
});

const projects = ['proj_assistant', 'proj_research', 'proj_idle'];

/** By the path below the organization. `proj_idle` has nothing. */
const single: Readonly<Record<string, object>> = {
  spend_limit: limit('organization.spend_limit', 12_000, 'inactive'),
  'projects/proj_assistant/spend_limit': limit('project.spend_limit', 2_550, 'enforcing'),
};

const lists: Readonly<Record<string, readonly Listed[]>> = {
  projects: projects.map((id) => ({ id, object: 'organization.project', name: id, created_at: 1, status: 'active' })),
  spend_alerts: ['a', 'b', 'c'].map((name, index) =>
    alert(`alert_${name}`, 'organization.spend_alert', 1_000 * (index + 1)),
  ),
  'projects/proj_assistant/spend_alerts': [alert('alert_assistant', 'project.spend_alert', 1)],
  'projects/proj_research/spend_alerts': [],
  'projects/proj_assistant/rate_limits': [
    rate('rl-1', 'gpt-5.5', 10_000, 2_000_000, { max_requests_per_1_day: 50_000 }),
    rate('rl-2', 'gpt-5-mini', 30_000, 150_000_000),
  ],
  'projects/proj_research/rate_limits': [rate('rl-3', 'gpt-5.5', 0, 0)],
};

/** The body of the answer, at most `pageSize` entries; undefined when there is no such limit. */
export function limitsAnswer(endpoint: string, query: URLSearchParams, pageSize: number): object | undefined {
  const list = lists[endpoint];
  if (!list) return single[endpoint];
  const after = query.get('after');
  const from = after === null ? 0 : list.findIndex(({ id }) => id === after) + 1;
  const data = list.slice(from, from + Math.min(pageSize, Number(query.get('limit') ?? 20)));
  const has_more = from + data.length < list.length;
  return { object: 'list', data, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null, has_more };
}

/** Whether the endpoint is one of limits. */
export function isLimits(endpoint: string): boolean {
  return /^(projects\/[\w-]+\/)?(spend_limit|spend_alerts|rate_limits)$|^projects$/.test(endpoint);
}
