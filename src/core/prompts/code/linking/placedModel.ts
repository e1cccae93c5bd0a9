// A model as it was read, with the statement that it was read in.
import type { Span } from '../../../text';
import type { ModelName, ModelSource } from '../../prompt';
import type { ModelFact } from '../facts/facts';
import type { OnlyModel } from './modelIndex';
import type { Statement } from './placed';

/** A model as it was read, by its statement, so that it moves along with it. */
export interface PlacedModel extends Omit<ModelName, 'span'> {
  /** As in the facts of `statement`. */
  readonly span: Span;
  readonly statement: Statement;
}

/** The model in its present place. */
export function modelNow({ id, source, local, span, statement }: PlacedModel): ModelName {
  const delta = statement.start - statement.facts.base;
  const now = { start: span.start + delta, end: span.end + delta };
  // Written out: a spread is slow, and this is done for every request of a document with every edit.
  return local === true ? { id, source, local, span: now } : { id, source, span: now };
}

/** A model that was read in this statement. */
export function placedModel({ id, local, span }: ModelFact, source: ModelSource, statement: Statement): PlacedModel {
  return local === true ? { id, span, source, statement, local } : { id, span, source, statement };
}

/** The only model of the file, as that of a request. */
export function ofFile({ fact, statement }: OnlyModel): PlacedModel {
  return placedModel(fact, 'file', statement);
}

/** True for ids of models that take a text or an image and answer with something else than text. */
export function isEmbedding(id: string): boolean {
  return /embed|^ada|^bge-|rerank|whisper|tts|dall-e|image/i.test(id);
}
