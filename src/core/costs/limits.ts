// Limits on what a request may cost, and whether it keeps them. The limits come from the head of a prompt file, from a comment beside a
// prompt, or from the project file; each one that applies must be kept.

import type { Usd } from '../money';
import type { Span } from '../text';
import type { DocumentHints, ModelUsed, PromptHint, RequestHint } from './analyse';

/** The name of the project file; the one nearest above a document counts. */
export const limitFileName = 'prompt-meter.json';

/** Where a limit is written. `span` is that of the value, in the document or in the project file. */
export type LimitOrigin =
  | { readonly kind: 'head'; readonly span: Span }
  | { readonly kind: 'comment'; readonly span: Span }
  | { readonly kind: 'project'; readonly path: string; readonly rule: number; readonly span: Span };

/** One limit. Tokens are whole and above 0; money is >= 0. */
export type Limit =
  | { readonly kind: 'tokens'; readonly most: number; readonly origin: LimitOrigin }
  | { readonly kind: 'cost'; readonly most: Usd; readonly origin: LimitOrigin };

/** What a limit is for: every request of the file, or one prompt or request by its index. */
export type LimitScope =
  | { readonly kind: 'file' }
  | { readonly kind: 'prompt'; readonly index: number }
  | { readonly kind: 'request'; readonly index: number };

export interface ScopedLimit {
  readonly limit: Limit;
  readonly scope: LimitScope;
}

/**
 * Whether one subject keeps one limit. `unknown`: a limit in dollars, and the model has no known price.
 * `kept` with `atLeast` says that the figure known so far keeps it.
 */
export interface LimitVerdict {
  readonly status: 'kept' | 'broken' | 'unknown';
  readonly limit: Limit;
  /** Tokens, or pico-dollars; undefined when unknown. */
  readonly actual: number | Usd | undefined;
  readonly subject: 'prompt' | 'request';
  readonly model: ModelUsed;
  readonly estimated: boolean;
  readonly atLeast: boolean;
  /** True when the figure has sample values in its holes. */
  readonly withSamples: boolean;
  /** Where to show it: the prompt that weighs most. */
  readonly span: Span;
}

type Subject = PromptHint | RequestHint;

/** Checks every limit on every subject it is for. Of several limits of one kind on one subject only the tightest is answered. */
export function checkLimits(
  hints: Pick<DocumentHints, 'prompts' | 'requests'>,
  limits: readonly ScopedLimit[],
): LimitVerdict[] {
  if (limits.length === 0) return [];
  const { prompts, requests } = hints;
  const ofRequests = requests.flatMap((request, index) => {
    const own = limits.filter(({ scope }) => scope.kind === 'file' || isFor(scope, 'request', index));
    return tightest(own).map((limit) => verdictOf(limit, 'request', request, placeOf(request, limit, prompts)));
  });
  const ofPrompts = prompts.flatMap((prompt, index) => {
    const own = limits.filter(({ scope }) => (scope.kind === 'file' ? prompt.alone : isFor(scope, 'prompt', index)));
    return tightest(own).map((limit) => verdictOf(limit, 'prompt', prompt, prompt.span));
  });
  return [...ofRequests, ...ofPrompts].sort((a, b) => a.span.start - b.span.start);
}

function isFor(scope: LimitScope, kind: 'prompt' | 'request', index: number): boolean {
  return scope.kind === kind && scope.index === index;
}

function tightest(limits: readonly ScopedLimit[]): Limit[] {
  const best = new Map<Limit['kind'], Limit>();
  for (const { limit } of limits) {
    const before = best.get(limit.kind);
    if (!before || limit.most < before.most) best.set(limit.kind, limit);
  }
  return [...best.values()];
}

function verdictOf(limit: Limit, subject: 'prompt' | 'request', hint: Subject, span: Span): LimitVerdict {
  const actual = actualOf(limit, hint);
  const { estimated, atLeast } = hint.count;
  return {
    status: actual === undefined ? 'unknown' : actual > limit.most ? 'broken' : 'kept',
    limit,
    actual,
    subject,
    model: hint.model,
    estimated,
    atLeast: atLeast && hint.samples === undefined,
    withSamples: hint.samples !== undefined,
    span,
  };
}

/** The largest figure that is known: with sample values where all holes have some. */
function actualOf(limit: Limit, { count, cost, samples }: Subject): number | Usd | undefined {
  if (limit.kind === 'tokens') return samples?.most.tokens ?? count.tokens;
  return samples === undefined ? cost : samples.most.cost;
}

/** A request is shown at the prompt that breaks the limit alone, else at its largest. */
function placeOf(request: RequestHint, limit: Limit, all: readonly PromptHint[]): Span {
  const prompts = request.prompts.flatMap((index) => all[index] ?? []);
  const breaking = prompts.find((prompt) => (actualOf(limit, prompt) ?? 0n) > limit.most);
  const largest = prompts.reduce<PromptHint | undefined>(
    (most, each) => (most && most.count.tokens >= each.count.tokens ? most : each),
    undefined,
  );
  return (breaking ?? largest ?? request).span;
}
