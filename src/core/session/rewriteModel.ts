// Another model for a request that is in a document: the one edit that writes it, or why there is none.
import type { Detection, ModelName, PromptRequest } from '../prompts/prompt';
import type { Span } from '../text';
import { type Sentence, sentence } from '../words';

/** What choosing another model for a request means. */
export type ModelRewrite =
  | {
      readonly kind: 'edit';
      readonly span: Span;
      readonly text: string;
      /** How many other requests of the document read the same literal. */
      readonly alsoFor: number;
    }
  /** The id can be copied, and nothing can be written. */
  | { readonly kind: 'copy'; readonly reason: Sentence };

/** Longest text of a literal that is looked at. */
const literalLimit = 300;

/** How to give `request` the model `id`. Only the id inside of its literal is replaced; quotes and all else stay. */
export function rewriteModel(text: string, detection: Detection, request: PromptRequest, id: string): ModelRewrite {
  const { model } = request;
  if (!model) return copy(sentence('The model of this request is not written in this file.'));
  if (model.source === 'comment') {
    return copy(sentence('The model comes from a comment for Prompt Meter; the program names it elsewhere.'));
  }
  if (model.source === 'beside') return copy(sentence('The model is named in another file beside this one.'));
  const found = idInLiteral(text, model);
  if (!found) return copy(sentence('The model is written as a name of its own, not as the id {0}.', model.id));
  const route = /([\w-]+)[/:]$/.exec(text.slice(model.span.start, found.start))?.[1];
  if (route !== undefined && familyOf(id) !== familyOf(model.id)) {
    return copy(sentence('"{0}" before the model names its provider, which does not have {1}.', route, id));
  }
  if (!/^[\w.:/@+-]{1,100}$/.test(id)) return copy(sentence('{0} cannot be written as a model id.', id));
  const alsoFor = detection.requests.filter((other) => other !== request && sameSpan(other.model, model)).length;
  return { kind: 'edit', span: found, text: id, alsoFor };
}

function copy(reason: Sentence): ModelRewrite {
  return { kind: 'copy', reason };
}

/** Where the id stands in its literal, when that is the only place, and nothing that could be part of an id is around it. */
function idInLiteral(text: string, { id, span }: ModelName): Span | undefined {
  if (span.end - span.start > literalLimit) return undefined;
  const written = text.slice(span.start, span.end);
  const at = written.indexOf(id);
  if (at < 0 || written.indexOf(id, at + 1) >= 0) return undefined;
  const [before, after] = [written.slice(0, at), written.slice(at + id.length)];
  if (!/^(|.*["'`/:\s])$/s.test(before) || !/^(|["'`\s].*)$/s.test(after)) return undefined;
  return { start: span.start + at, end: span.start + at + id.length };
}

function sameSpan(a: ModelName | undefined, b: ModelName): boolean {
  return a !== undefined && a.span.start === b.span.start && a.span.end === b.span.end;
}

/** Whose model it is, from its family; the beginning of the id where the family is not known. */
export function familyOf(id: string): string {
  if (/^(gpt-|chatgpt-|o\d|codex-|text-embedding-)/.test(id)) return 'openai';
  if (/^claude-/.test(id)) return 'anthropic';
  if (/^(gemini-|gemma-)/.test(id)) return 'google';
  return id.replace(/[\d.:-].*$/s, '');
}
