// The usage endpoints of OpenAI beside completions that tell of tokens or requests: embeddings, moderations, images, speech.
// Source: github.com/openai/openai-openapi openapi.json 2.3.0 (commit f85dbe2), read 2026-11-21.
import type { Period } from '../budget/period';
import { FieldProblem, readFields, readOptionalCount } from './fields';
import { type Bucket, walkBuckets } from './openaiPages';
import { type Row, readCounts } from './openaiRows';
import type { GetJson, QueryPair, SpendGroup, TokenCell, UsageFailure } from './source';

/** Endpoint below `/v1/organization/usage/`, and what its rows call themselves. */
export const sisters = [
  { path: 'embeddings', object: 'organization.usage.embeddings.result' },
  { path: 'moderations', object: 'organization.usage.moderations.result' },
  { path: 'images', object: 'organization.usage.images.result' },
  { path: 'audio_speeches', object: 'organization.usage.audio_speeches.result' },
  { path: 'audio_transcriptions', object: 'organization.usage.audio_transcriptions.result' },
] as const;

export type Sister = (typeof sisters)[number];

/** The buckets of a sister endpoint. A server that does not have it (a gateway that stands in for OpenAI) has none of its use either. */
export async function walkSister(
  { path, object }: Sister,
  getJson: GetJson,
  query: readonly QueryPair[],
  period: Period,
): Promise<readonly Bucket[] | UsageFailure> {
  const { entries, failure } = await walkBuckets(path, getJson, `/v1/organization/usage/${path}`, query, period);
  if (failure?.kind === 'unreadable' && /^HTTP 40[045]$/.test(failure.detail)) return [];
  if (failure) return failure;
  const isOther = entries.some(({ rows }) => rows.some((row) => isOfOtherKind(row, object)));
  return isOther ? [] : entries;
}

/** True for the row of another endpoint: counted here, it would be counted twice. */
function isOfOtherKind(row: unknown, object: string): boolean {
  const kind: unknown = typeof row === 'object' && row !== null && 'object' in row ? row.object : undefined;
  return typeof kind === 'string' && kind !== object;
}

/** A row of a sister endpoint. Neither of them caches nor gives text tokens; images and speech are not counted in tokens at all. */
export function readSisterRow(row: unknown, day: string, path: string, group: SpendGroup): Row<TokenCell> {
  return readCounts(row, day, path, group, () => {
    const fields = readFields(row, path);
    if (fields instanceof FieldProblem) return fields;
    const input = readOptionalCount(fields.input_tokens, `${path}.input_tokens`);
    if (input instanceof FieldProblem) return input;
    return { inputTokens: input ?? 0, cachedInputTokens: 0, cacheWriteTokens: 0, outputTokens: 0 };
  });
}
