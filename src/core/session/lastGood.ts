// Hints that outlive a keystroke: they move with the text, and stay while half-typed syntax hides what they belong to.
import type { DocumentHints, PromptHint, RequestHint } from '../costs/analyse';
import type { LimitVerdict } from '../costs/limits';
import { sameValue } from '../sameValue';
import { type Span, shiftSpan, type TextChange } from '../text';

/** The hints with their spans moved along with the changes; what lost its whole text is dropped. */
export function shiftHints(hints: DocumentHints, changes: readonly TextChange[]): DocumentHints {
  if (changes.length === 0) return hints;
  const moved = (span: Span) => {
    let now: Span | undefined = span;
    for (const change of changes) now = now && shiftSpan(now, change);
    return now;
  };
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
  const taken = new Spans([...found.prompts, ...found.requests].map(({ span }) => span));
  const kept = selectHints(before, (span) => (taken.overlap(span) ? undefined : span));
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
  const limits = [...(found.limits ?? []), ...(before.limits ?? []).filter(({ span }) => !taken.overlap(span))].sort(
    (a, b) => a.span.start - b.span.start,
  );
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
  const all = prompts.length === hints.prompts.length;
  const requests: RequestHint[] = [];
  for (const request of hints.requests) {
    const span = place(request.span);
    if (!span) continue;
    const sent = all ? request.prompts : remap(request.prompts, newIndex);
    const same = span === request.span && (all || sameValue(sent, request.prompts));
    requests.push(same ? request : { ...request, span, prompts: sent });
  }
  return { prompts, requests };
}

function remap(indexes: readonly number[], newIndex: ReadonlyMap<number, number>): number[] {
  return indexes.flatMap((index) => newIndex.get(index) ?? []);
}

/** Places in a text, to ask whether one of them overlaps another span. */
class Spans {
  /** In order, with those that overlap joined. */
  readonly #joined: Span[] = [];

  constructor(spans: readonly Span[]) {
    for (const span of spans.toSorted((a, b) => a.start - b.start)) {
      const last = this.#joined.at(-1);
      if (last === undefined || last.end <= span.start) this.#joined.push(span);
      else if (last.end < span.end) this.#joined[this.#joined.length - 1] = { start: last.start, end: span.end };
    }
  }

  overlap({ start, end }: Span): boolean {
    let low = 0;
    let high = this.#joined.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#joined[middle]?.end ?? 0) <= start) low = middle + 1;
      else high = middle;
    }
    const first = this.#joined[low];
    return first !== undefined && first.start < end;
  }
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
