// What an error reply of a usage API means for the reading. The providers differ in their bodies and agree in their status codes.
import type { HttpAnswer, UsageFailure } from './source';

/**
 * The failure an answer stands for; undefined for 200.
 * Source: reports on the live API: 401 `invalid_api_key` for an unknown key, 403 (at times 401) "Missing scopes: api.usage.read"
 * for a project, service-account or user key, 429 `rate_limit_exceeded` or `insufficient_quota`, HTML bodies on 502 and 504.
 * github.com/openai/openai-openapi (commit f85dbe2), github.com/langwatch/langwatch ADR-122, read 2026-11-21.
 */
export function failureOf({ status, body, retryAfterMs }: HttpAnswer): UsageFailure | undefined {
  if (status === 200) return undefined;
  const error = errorFields(body);
  if (status === 401 || status === 403) return { kind: 'keyRefused', reason: refusalReason(status, error.message) };
  if (status === 429) return { kind: 'rateLimited', retryAfterMs, quota: error.code === 'insufficient_quota' };
  return { kind: 'unreadable', detail: `HTTP ${status}`, retryAfterMs };
}

function refusalReason(status: number, message: string): 'projectKey' | 'unknownKey' {
  return status === 403 || message.includes('Missing scopes') ? 'projectKey' : 'unknownKey';
}

/** Only compared with known values, never shown: an error text may repeat the key. */
function errorFields(body: unknown): { code: string; message: string } {
  const outer = typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
  const fields: object = typeof outer === 'object' && outer !== null ? outer : {};
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  return {
    code: 'code' in fields ? text(fields.code) : '',
    message: 'message' in fields ? text(fields.message) : '',
  };
}
