// What the readers of prompt files have in common: sections in, one detection with one request for the whole file out.
import type { Span } from '../../text';
import { displayModel } from '../displayModels';
import type { Holed } from '../holed';
import { looksLikeModel, writtenModel } from '../modelNames';
import type { Detection, ModelName, Problem, Prompt, Role } from '../prompt';
import type { Statements } from '../statements';
import type { FrontMatter, HeadScalar } from './frontMatter';
import { readStatements } from './headStatements';

/** One message of a prompt file. */
export interface Section extends Holed {
  /** The section in the file, without white space at its ends. */
  readonly span: Span;
  readonly role: Role;
}

/** `span` without white space at its ends; empty spans stay where they start. */
export function trimSpan(text: string, { start, end }: Span): Span {
  const inside = text.slice(start, end);
  const head = inside.length - inside.trimStart().length;
  if (head === inside.length) return { start, end: start };
  return { start: start + head, end: start + inside.trimEnd().length };
}

/** The model that the head names; undefined when what stands there is no id. */
export function headModel(written: HeadScalar | undefined): ModelName | undefined {
  const model = written && writtenModel(written.value);
  return model && { ...model, span: written.span, source: 'frontMatter' };
}

/** The same where a tool has names of its own: `sonnet` means another model with time, only a whole id is read. */
export function wholeModel(written: HeadScalar | undefined): ModelName | undefined {
  const model = headModel(written);
  return model !== undefined && looksLikeModel(model.id) ? model : undefined;
}

/** The model by its id, or by the name that an editor shows: `Claude Sonnet 4.5 (copilot)`. */
export function shownModel(written: HeadScalar | undefined): ModelName | undefined {
  const id = written && displayModel(written.value);
  return written === undefined || id === undefined
    ? wholeModel(written)
    : { id, span: written.span, source: 'frontMatter' };
}

/** What the file says of its request beside the sections. */
interface FileRequest {
  readonly model: ModelName | undefined;
  readonly maxOutputTokens?: number | undefined;
  readonly partial: boolean;
  readonly broken?: boolean;
  /** What the file states, where that is not in the head. */
  readonly stated?: Statements;
}

/** One request with all sections that say something. `broken` also when the front matter has a problem. */
export function fileDetection(
  text: string,
  sections: readonly Section[],
  head: FrontMatter,
  {
    model,
    maxOutputTokens,
    partial,
    broken = false,
    stated = readStatements((...path) => head.value(...path)),
  }: FileRequest,
): Detection {
  const prompts = sections
    .filter((section) => section.text.trim() !== '' || section.holes.length > 0)
    .map(({ span, role, text: sent, holes }): Prompt => ({ span, role, text: sent, holes, confidence: 'high' }))
    .sort((a, b) => a.span.start - b.span.start);
  const problems: readonly Problem[] = [...head.problems, ...stated.problems];
  const isBroken = broken || head.problems.length > 0;
  if (prompts.length === 0) return { prompts, requests: [], problems, broken: isBroken };
  const request = {
    span: { start: 0, end: text.length },
    kind: 'chat' as const,
    prompts: prompts.map((_, index) => index),
    partial,
    ...(model === undefined ? {} : { model }),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
  };
  return { prompts, requests: [request], problems, broken: isBroken, stated };
}
