// What a document states about its prompts, brought to the prompts and requests that it is about: the head of a file speaks of all of
// it, a comment of what stands beside it.

import { usd } from '../money';
import type { DirectiveLimits, PlacedDirective, Rate, Stated } from '../prompts/directives';
import type { Detection } from '../prompts/prompt';
import type { SampleValues } from '../prompts/statements';
import type { Span } from '../text';
import type { Limit, LimitOrigin, ScopedLimit } from './limits';

/** Limits, rates and values, by the indexes of a detection. */
export interface StatedFor {
  readonly limits: readonly ScopedLimit[];
  /** Calls of each request; what a comment says counts before what the head says. */
  readonly rates: ReadonlyMap<number, Rate>;
  /** Values for the holes of each prompt that comments give. */
  readonly values: ReadonlyMap<number, SampleValues>;
}

/** Collects what `detection` states; `project` are the limits of the project file for the whole document. */
export function statedFor(detection: Detection, project: readonly Limit[]): StatedFor {
  const { stated, directives = [], requests } = detection;
  const limits: ScopedLimit[] = project.map((limit) => ({ limit, scope: { kind: 'file' } }));
  const rates = new Map<number, Rate>();
  const values = new Map<number, SampleValues>();
  if (stated) {
    for (const limit of limitsIn(stated, 'head')) limits.push({ limit, scope: { kind: 'file' } });
    if (stated.rate) for (const index of requests.keys()) rates.set(index, stated.rate.value);
  }
  for (const placed of directives) {
    const { directive } = placed;
    const about = subjectsOf(detection, placed);
    for (const limit of limitsIn(directive.limits, 'comment')) {
      for (const index of about.requests) limits.push({ limit, scope: { kind: 'request', index } });
      for (const index of about.prompts) limits.push({ limit, scope: { kind: 'prompt', index } });
    }
    if (directive.rate) for (const index of about.senders) rates.set(index, directive.rate.value);
    const given = Object.fromEntries(directive.samples.map(({ name, value }) => [name, value]));
    if (directive.samples.length === 0) continue;
    const sent = about.requests.flatMap((index) => requests[index]?.prompts ?? []);
    for (const index of [...about.prompts, ...sent]) values.set(index, { ...values.get(index), ...given });
  }
  return { limits, rates, values };
}

type WrittenLimits = DirectiveLimits & { readonly maxTokens?: Stated<number>; readonly maxCostUsd?: Stated<string> };

function limitsIn({ maxTokens, maxCostUsd }: WrittenLimits, kind: 'head' | 'comment'): Limit[] {
  const origin = (span: Span): LimitOrigin => ({ kind, span });
  const dollars = maxCostUsd && usd(maxCostUsd.value);
  return [
    ...(maxTokens ? [{ kind: 'tokens' as const, most: maxTokens.value, origin: origin(maxTokens.span) }] : []),
    ...(maxCostUsd && dollars !== undefined
      ? [{ kind: 'cost' as const, most: dollars, origin: origin(maxCostUsd.span) }]
      : []),
  ];
}

/** Indexes of what a comment speaks of. */
interface Subjects {
  /** Calls that begin where it points. */
  readonly requests: readonly number[];
  /** Prompts that stand there, and are in none of those. */
  readonly prompts: readonly number[];
  /** Those calls or, where there are none, the ones that send those prompts. */
  readonly senders: readonly number[];
}

function subjectsOf(detection: Detection, { target }: PlacedDirective): Subjects {
  const requests = indexesOf(detection.requests, ({ span }) => target.start <= span.start && span.start < target.end);
  const sent = new Set(requests.flatMap((index) => detection.requests[index]?.prompts ?? []));
  const inTarget = indexesOf(detection.prompts, ({ span }) => span.start < target.end && target.start < span.end);
  const prompts = inTarget.filter((index) => !sent.has(index));
  const senders =
    requests.length > 0
      ? requests
      : indexesOf(detection.requests, (request) => request.prompts.some((index) => prompts.includes(index)));
  return { requests, prompts, senders };
}

function indexesOf<Item>(items: readonly Item[], isMeant: (item: Item) => boolean): number[] {
  return items.flatMap((item, index) => (isMeant(item) ? [index] : []));
}
