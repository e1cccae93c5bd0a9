// A text that is read once and not kept: its prompts and requests as lines of a list. What a scan of a workspace shows of a file.
import type { DocumentHints, ModelUsed, TokenFigure } from '../costs/analyse';
import type { Usd } from '../money';
import type { Detection, Role } from '../prompts/prompt';
import type { Span } from '../text';

/** One prompt or request of a text. */
export interface ReadFigure {
  readonly span: Span;
  /** 0-based. */
  readonly line: number;
  readonly model: ModelUsed;
  readonly count: TokenFigure;
  /** Undefined when the model has no known price. */
  readonly cost: Usd | undefined;
}

export interface ReadPrompt extends ReadFigure {
  readonly role: Role;
  /** The beginning of its text, on one line; may be empty. */
  readonly preview: string;
}

/** All of one text. */
export interface TextReading {
  readonly prompts: readonly ReadPrompt[];
  readonly requests: readonly ReadFigure[];
}

/** Longest preview, in UTF-16 units. */
const previewLength = 80;

/** Puts what was found and what it costs together. Linear. */
export function textReading(text: string, detection: Detection, hints: DocumentHints): TextReading {
  const lineOf = lineCounter(text);
  const previews = new Map(detection.prompts.map((prompt) => [prompt.span, prompt.text]));
  const figure = ({ span, model, count, cost }: Omit<ReadFigure, 'line'>): ReadFigure => ({
    ...{ span, line: lineOf(span.start), model, count, cost },
  });
  return {
    prompts: hints.prompts.map((hint) => ({
      ...figure(hint),
      role: hint.role,
      preview: previewOf(previews.get(hint.span) ?? ''),
    })),
    requests: hints.requests.map(figure),
  };
}

function previewOf(text: string): string {
  const line = text
    .slice(0, 4 * previewLength)
    .replace(/\s+/g, ' ')
    .trim();
  return line.length <= previewLength ? line : `${line.slice(0, previewLength - 1).trimEnd()}…`;
}

/** Line starts are found once; each question is a binary search. */
function lineCounter(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
}
