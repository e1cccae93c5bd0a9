// One question to a provider's counting endpoint. Uses http.ts, no vscode. The key goes into one header and into no message.
import { type CountCall, tokensCounted } from '../../core/session/exactCount';
import { type HttpLimits, httpLimits, postJson } from '../http';

/** How it went; `problem` says what is wrong without secrets or addresses. */
export type ProviderCount =
  | { readonly kind: 'counted'; readonly tokens: number }
  | { readonly kind: 'keyRefused' }
  | { readonly kind: 'rateLimited'; readonly retryAfterMs: number | undefined }
  /** The provider does not take the request: most often a model that this key cannot use. */
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly detail: string };

/** A request counts at most this many UTF-16 units. */
export const countableLength = 4_000_000;

/** Asks `origin` (the provider's own, but in tests). Never rejects. */
export async function askProvider(
  { provider, path, body }: CountCall,
  origin: string,
  key: string,
  signal?: AbortSignal,
  limits: HttpLimits = httpLimits,
): Promise<ProviderCount> {
  const extras = { headers: provider.headers, ...(signal ? { signal } : {}) };
  const answer = await postJson(origin, path, provider.keyHeader(key), body, extras, limits);
  switch (answer.kind) {
    case 'cancelled':
      return { kind: 'cancelled' };
    case 'offline':
    case 'unreadable':
      return { kind: 'failed', detail: answer.detail };
    case 'answered':
      return judge(provider.id, answer);
  }
}

function judge(
  id: CountCall['provider']['id'],
  { status, body, retryAfterMs }: { status: number; body: unknown; retryAfterMs: number | undefined },
): ProviderCount {
  if (status === 200) {
    const tokens = tokensCounted(id, body);
    return tokens === undefined
      ? { kind: 'failed', detail: 'the reply states no number of tokens' }
      : { kind: 'counted', tokens };
  }
  // Google answers 400 to a key that it does not know.
  if (status === 401 || status === 403 || (id === 'google' && status === 400 && says(body, 'API_KEY_INVALID'))) {
    return { kind: 'keyRefused' };
  }
  if (status === 429) return { kind: 'rateLimited', retryAfterMs };
  return status >= 500 ? { kind: 'failed', detail: `the server answered ${status}` } : { kind: 'refused', status };
}

function says(body: unknown, word: string): boolean {
  return JSON.stringify(body ?? null)
    .slice(0, 10_000)
    .includes(word);
}
