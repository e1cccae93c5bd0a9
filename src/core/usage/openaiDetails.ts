// How an OpenAI account is used beyond its figures: the busiest minute of the last day, the busiest of the last 30 days, and what the
// endpoints beside completions were used for. Seven requests.
// Source: github.com/openai/openai-openapi openapi.json 2.3.0 (commit f85dbe2), read 2026-11-21: minutes come 1440 a page, days 31.

import { dayMs } from '../budget/period';
import { type BusiestUse, type EndpointUse, type Peak, undatedModel } from '../spend/accountDetails';
import { countsBy, type UseCell } from '../spend/spend';
import { FieldProblem, readCount, readFields, readId, readName } from './fields';
import { type Bucket, bucketLimit, walkBuckets } from './openaiPages';
import { readSisterRow, sisters, walkSister } from './openaiSisters';
import { unreadable } from './pages';
import type { QueryPair, ReadRequest, UsageFailure, UseDetailsRead } from './source';

const minuteMs = 60_000;
const daysBack = 30;

/** Needs an admin key. */
export async function readUseDetails(
  request: Pick<ReadRequest, 'getJson' | 'period' | 'now'>,
): Promise<UseDetailsRead | UsageFailure> {
  const peaks = new Peaks();
  const { now } = request;
  const midnight = now - (now % dayMs);
  for (const walk of [
    { start: now - (now % minuteMs) - dayMs, width: '1m', widthMs: minuteMs, limit: dayMs / minuteMs },
    { start: midnight - daysBack * dayMs, width: '1d', widthMs: dayMs, limit: bucketLimit },
  ] as const) {
    const failure = await readPeaks(request, walk, peaks);
    if (failure) return failure;
  }
  const endpoints = await readEndpoints(request);
  return 'kind' in endpoints ? endpoints : { kind: 'useDetails', busiest: peaks.all(), endpoints };
}

interface PeakWalk {
  readonly start: number;
  readonly width: '1m' | '1d';
  readonly widthMs: number;
  readonly limit: number;
}

async function readPeaks({ getJson, now }: Pick<ReadRequest, 'getJson' | 'now'>, walk: PeakWalk, peaks: Peaks) {
  const query: QueryPair[] = [
    ['start_time', String(walk.start / 1000)],
    ['bucket_width', walk.width],
    ['group_by', 'project_id'],
    ['group_by', 'model'],
    // batch jobs have limits of their own
    ['batch', 'false'],
    ['limit', String(walk.limit)],
  ];
  const period = { start: walk.start, end: now + dayMs };
  const path = '/v1/organization/usage/completions';
  const { entries, failure } = await walkBuckets('usage', getJson, path, query, period, walk.widthMs);
  if (failure) return failure;
  for (const bucket of entries) {
    const problem = peaks.add(bucket, walk.width);
    if (problem) return unreadable(problem.text);
  }
  return undefined;
}

/** The highest counts of every model, in each project and in all together. */
class Peaks {
  private readonly uses = new Map<string, BusiestUse>();

  add({ start, rows, path }: Bucket, width: PeakWalk['width']): FieldProblem | undefined {
    const sums = new Map<string, Sum>();
    for (const [index, row] of rows.entries()) {
      const read = readRow(row, `${path}[${index}]`);
      if (read instanceof FieldProblem) return read;
      for (const model of new Set([read.model, undatedModel(read.model)])) {
        for (const project of [undefined, ...(read.project === null ? [] : [read.project])]) {
          const place = JSON.stringify([project ?? null, model]);
          const { requests = 0, tokens = 0 } = sums.get(place) ?? {};
          sums.set(place, { project, model, requests: requests + read.requests, tokens: tokens + read.tokens });
        }
      }
    }
    for (const [place, sum] of sums) this.uses.set(place, higher(this.uses.get(place), sum, start, width));
    return undefined;
  }

  all(): readonly BusiestUse[] {
    return [...this.uses.values()];
  }
}

interface Sum {
  readonly project: string | undefined;
  readonly model: string;
  readonly requests: number;
  readonly tokens: number;
}

/** No use in a minute of the last day is a peak of 0, not an unknown one. */
function higher(before: BusiestUse | undefined, sum: Sum, at: number, width: PeakWalk['width']): BusiestUse {
  const { project, model, requests, tokens } = sum;
  const idle: Peak = { at, count: 0 };
  const use = before ?? { project, model, requestsPerMinute: idle, tokensPerMinute: idle, requestsPerDay: undefined };
  const most = (peak: Peak | undefined, count: number) => (peak && peak.count >= count ? peak : { at, count });
  return width === '1d'
    ? { ...use, requestsPerDay: most(use.requestsPerDay, requests) }
    : {
        ...use,
        requestsPerMinute: most(use.requestsPerMinute, requests),
        tokensPerMinute: most(use.tokensPerMinute, tokens),
      };
}

function readRow(row: unknown, path: string) {
  const fields = readFields(row, path);
  if (fields instanceof FieldProblem) return fields;
  const model = readName(fields.model, `${path}.model`);
  const project = readId(fields.project_id, `${path}.project_id`);
  const requests = readCount(fields.num_model_requests, `${path}.num_model_requests`);
  const input = readCount(fields.input_tokens, `${path}.input_tokens`);
  const output = readCount(fields.output_tokens, `${path}.output_tokens`);
  if (model instanceof FieldProblem) return model;
  if (project instanceof FieldProblem) return project;
  if (requests instanceof FieldProblem) return requests;
  if (input instanceof FieldProblem) return input;
  return output instanceof FieldProblem ? output : { model, project, requests, tokens: input + output };
}

async function readEndpoints(request: Pick<ReadRequest, 'getJson' | 'period'>) {
  const { getJson, period } = request;
  const query: QueryPair[] = [
    ['start_time', String(Math.floor(period.start / 1000))],
    ['bucket_width', '1d'],
    ['group_by', 'model'],
    ['limit', String(bucketLimit)],
  ];
  const uses: EndpointUse[] = [];
  for (const sister of sisters) {
    const buckets = await walkSister(sister, getJson, query, period);
    if ('kind' in buckets) return buckets;
    const cells: UseCell[] = [];
    for (const { day, rows, path } of buckets) {
      for (const [index, row] of rows.entries()) {
        const read = readSisterRow(row, day, `${path}[${index}]`, 'model');
        if (read instanceof FieldProblem) return unreadable(read.text);
        if ('setAside' in read) return unreadable(read.setAside.reason);
        cells.push(read.cell);
      }
    }
    const models = countsBy(cells, ({ model }) => model);
    for (const [model, { requests, inputTokens, cachedInputTokens, outputTokens }] of models) {
      uses.push({ endpoint: sister.path, model, requests, inputTokens, cachedInputTokens, outputTokens });
    }
  }
  return uses;
}
