// Hints that outlive a keystroke: they move with the text, and stay while half-typed syntax hides what they belong to.
import type { DocumentHints, PromptHint, RequestHint } from '../costs/analyse';
import type { LimitVerdict } from '../costs/limits';
import { sameValue } from '../sameValue';
import { type Span, shiftSpan, type TextChange } from '../text';

/** The hints with their spans moved along with the changes; what lost its whole text is dropped. */
export function shiftHints(hints: DocumentHints, changes: readonly TextChange[]): DocumentHints {
  if (changes.length === 0) return hints;
  const moved = (span: Span) => changes.reduce<Span | undefined>((now, change) => now && shiftSpan(now, change), span);
  const problems = hints.problems.flatMap((problem) => {
    const span = moved(problem.span);
    return span ? [{ ...problem, span }] : [];
  });
  const limits = hints.limits?.flatMap((verdict) => shiftVerdict(verdict, moved));
  return { ...selectHints(hints, moved), problems, ...(limits && { limits }) };
}

/** A limit in the document moves along as well; one in the project file does not. */
function shiftVerdict(verdict: LimitVerdict, moved: (span: Span) => Span | undefined): LimitVerdict[] {
  const { limit } = verdict;
  const span = moved(verdict.span);
  const written = limit.origin.kind === 'project' ? limit.origin.span : moved(limit.origin.span);
  if (!span || !written) return [];
  return [{ ...verdict, span, limit: { ...limit, origin: { ...limit.origin, span: written } } }];
}

/** True when both show the same at the same places. */
export function sameHints(a: DocumentHints, b: DocumentHints): boolean {
  return sameValue(a, b);
}

/**
 * What to show while the text is broken: everything found now, and of the hints before (already shifted) those that overlap
 * nothing found now, marked `lastGood`.
 */
export function keepLastGood(before: DocumentHints, found: DocumentHints): DocumentHints {
  const kept = selectHints(before, (span) => (overlapsAny(span, found) ? undefined : span));
  const offset = found.prompts.length;
  const prompts = [...found.prompts, ...kept.prompts.map((prompt) => ({ ...prompt, lastGood: true }))];
  const requests = [
    ...found.requests,
    ...kept.requests.map((request) => ({
      ...request,
      prompts: request.prompts.map((index) => index + offset),
      lastGood: true,
    })),
  ];
  const limits = [
    ...(found.limits ?? []),
    ...(before.limits ?? []).filter(({ span }) => !overlapsAny(span, found)),
  ].sort((a, b) => a.span.start - b.span.start);
  return sortHints({ ...found, prompts, requests, ...(limits.length > 0 ? { limits } : {}) });
}

/** Leaves out the hints of prompts with fewer tokens; the totals of their requests stay as they are. */
export function withoutSmall(hints: DocumentHints, minTokens: number): DocumentHints {
  const small = new Set(hints.prompts.filter(({ count }) => count.tokens < minTokens).map(({ span }) => span));
  if (small.size === 0) return hints;
  return { ...hints, ...selectHints(hints, (span) => (small.has(span) ? undefined : span)) };
}

/** Keeps what `place` gives a span for, with indexes repaired. */
function selectHints(
  hints: DocumentHints,
  place: (span: Span) => Span | undefined,
): Pick<DocumentHints, 'prompts' | 'requests'> {
  const newIndex = new Map<number, number>();
  const prompts: PromptHint[] = [];
  hints.prompts.forEach((prompt, index) => {
    const span = place(prompt.span);
    if (!span) return;
    newIndex.set(index, prompts.length);
    prompts.push(span === prompt.span ? prompt : { ...prompt, span });
  });
  const requests = hints.requests.flatMap((request): RequestHint[] => {
    const span = place(request.span);
    if (!span) return [];
    const sent = remap(request.prompts, newIndex);
    return span === request.span && sameValue(sent, request.prompts)
      ? [request]
      : [{ ...request, span, prompts: sent }];
  });
  return { prompts, requests };
}

function remap(indexes: readonly number[], newIndex: ReadonlyMap<number, number>): number[] {
  return indexes.flatMap((index) => newIndex.get(index) ?? []);
}

function overlapsAny(span: Span, hints: DocumentHints): boolean {
  const overlaps = (other: { readonly span: Span }) => other.span.start < span.end && span.start < other.span.end;
  return hints.prompts.some(overlaps) || hints.requests.some(overlaps);
}

function sortHints(hints: DocumentHints): DocumentHints {
  const order = hints.prompts.map((_, index) => index).sort((a, b) => startOf(hints, a) - startOf(hints, b));
  const newIndex = new Map(order.map((old, index) => [old, index]));
  return {
    ...hints,
    prompts: order.flatMap((index) => hints.prompts[index] ?? []),
    requests: hints.requests
      .map((request) => ({ ...request, prompts: remap(request.prompts, newIndex) }))
      .sort((a, b) => a.span.start - b.span.start),
  };
}

function startOf(hints: DocumentHints, index: number): number {
  return hints.prompts[index]?.span.start ?? 0;
}
