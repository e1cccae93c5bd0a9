// Prompts while they are collected: by place, the better find wins, and at last no two overlap.
import type { Span } from '../../text';
import type { Confidence, Role } from '../prompt';
import { type Placed, spanNow } from './placed';
import type { TextValue } from './value';

export interface Draft {
  readonly span: Span;
  role: Role;
  readonly text: TextValue;
  readonly confidence: Confidence;
  /** Who found it: 3 a request, 2 a message, 1 a name. The higher wins where drafts overlap. */
  readonly rank: number;
}

/** Prompts by their place, so that a constant used twice is one prompt. */
export class Drafts {
  /** By start and end in one number; offsets are far below 2^24 (see SIZE_LIMIT). */
  readonly #bySpan = new Map<number, Draft>();

  add(text: Placed<TextValue>, role: Role, rank: number): Draft {
    const span = spanNow(text);
    const key = span.start * 2 ** 24 + span.end;
    const known = this.#bySpan.get(key);
    if (known !== undefined && known.rank >= rank) {
      if (known.role === 'unknown') known.role = role;
      return known;
    }
    const draft: Draft = { span, role, text: text.value, confidence: rank > 1 ? 'high' : 'medium', rank };
    this.#bySpan.set(key, draft);
    return draft;
  }

  get size(): number {
    return this.#bySpan.size;
  }

  /** What remains when the better of two overlapping drafts is kept, in the order of the document. */
  settled(): Draft[] {
    const sorted = [...this.#bySpan.values()].sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
    const kept: Draft[] = [];
    for (const draft of sorted) {
      const last = kept.at(-1);
      if (last === undefined || last.span.end <= draft.span.start) kept.push(draft);
      else if (draft.rank > last.rank) kept[kept.length - 1] = draft;
    }
    return kept;
  }
}
