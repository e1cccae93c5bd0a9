// What is wrong with a document, as finders and comments say it.
import type { Span } from '../text';
import type { Sentence } from '../words';

/** Something the user should know about the document, such as broken front matter. */
export interface Problem {
  readonly span: Span;
  /** Names the thing; shown in the hover. */
  readonly sentence: Sentence;
}
