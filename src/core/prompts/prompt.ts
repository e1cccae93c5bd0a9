// The contract of the prompt family: what a finder says about a document. One finder per prompt-file format, one for code.
import type { Span, TextChange } from '../text';
import type { PlacedDirective } from './directives';
import type { Problem } from './problem';
import type { Role } from './roles';
import type { Statements } from './statements';

export type { Problem, Role };

/** high: a known call slot, role object or prompt-file section. medium: a prompt-like name with prose. low: prose only. */
export type Confidence = 'high' | 'medium' | 'low';

/** A place where the program puts a value that the source does not show. */
export interface Hole {
  /** The expression or variable as written, without its braces: `name`, `user.id`. */
  readonly name: string;
  /** Where in `Prompt.text` the value goes: a UTF-16 offset, `0 <= at <= text.length`. */
  readonly at: number;
  /** How the text is written there, where the name stands elsewhere: `%s`, `{}`. */
  readonly written?: string;
  /** What fills it in, where the name is one of the text's own: `RULES` of `"{rules}".format(rules=RULES)`. */
  readonly from?: string;
}

/** One text that a model receives: a literal, a whole concatenation, or a section of a prompt file. */
export interface Prompt {
  /** The literal or section in the document. No two prompts of a document overlap. */
  readonly span: Span;
  readonly role: Role;
  /** The text as sent: escapes decoded, concatenations joined, indentation removed where the language does so; holes left out. */
  readonly text: string;
  /** In order of `at`; empty when the text is complete. */
  readonly holes: readonly Hole[];
  readonly confidence: Confidence;
  /** Only for a prompt that stands in no request: the model that it is sent to all the same, where the document leaves no doubt. */
  readonly model?: ModelName;
}

/**
 * Where a model id was read.
 * - call: an argument of the call or a key of the same object or builder chain
 * - constant: the call names a variable or constant whose initialiser is the id
 * - client: the client, agent or model object that the call uses
 * - frontMatter: the head of a prompt file
 * - file: the only model id in the file
 * - comment: a `prompt-meter: prompt model=…` comment
 * - beside: a file beside the prompt file; its span is empty
 */
export type ModelSource = 'call' | 'constant' | 'client' | 'frontMatter' | 'file' | 'comment' | 'beside';

/** A model id that was read, never guessed. */
export interface ModelName {
  /** As the provider spells it, with provider prefixes removed and display names resolved by data: `gpt-4o`, `claude-sonnet-4-5`. */
  readonly id: string;
  /** The literal that holds it. */
  readonly span: Span;
  readonly source: ModelSource;
  /** True when the call, or what is written before the id, speaks of a server on the user's own machine. */
  readonly local?: boolean;
}

/** Prompts that are sent together: one call in code, or one prompt file. */
export interface PromptRequest {
  /** The whole call expression, or the whole file. A CodeLens stands above its first line. */
  readonly span: Span;
  /** `chat`: messages with roles, which have framing tokens. `text`: one plain text (embedding, completion), which has none. */
  readonly kind: 'chat' | 'text';
  /** Indexes into `Detection.prompts`, in the order sent. A prompt constant may stand in several requests. */
  readonly prompts: readonly number[];
  /** Absent when no model can be read, or when two candidates remain. */
  readonly model?: ModelName;
  /** The limit on output tokens that the request states, all answers together; absent when it states none that can be read. */
  readonly maxOutputTokens?: number;
  /** The tools that it states, as the JSON of a body with `tools` and `tool_choice`; absent when it has none, or not all of them are seen. */
  readonly tools?: string;
  /** True when nobody has published how the API frames messages, whatever the model: all framing is an estimate. */
  readonly framingUnpublished?: boolean;
  /** How many conversations these prompts are, each with its own framing (the total of a data set); absent: one. */
  readonly conversations?: number;
  /** True when parts of what is sent cannot be seen here (messages built elsewhere, `...history`): the total is a lower bound. */
  readonly partial: boolean;
}

/** All that a finder found. Any text gives a detection, possibly an empty one; finding never throws. */
export interface Detection {
  /** Sorted by `span.start`. */
  readonly prompts: readonly Prompt[];
  /** Sorted by `span.start`. */
  readonly requests: readonly PromptRequest[];
  readonly problems: readonly Problem[];
  /**
   * True when the text could not be read as a whole (half-typed syntax): what is listed is right as far as it goes,
   * and what was there a moment ago may only be missing for now.
   */
  readonly broken: boolean;
  /** Comments for Prompt Meter and what they stand at, in order; absent when there are none. */
  readonly directives?: readonly PlacedDirective[];
  /** What the head of a prompt file states for all of it; absent where documents have no head. */
  readonly stated?: Statements;
}

export const nothingFound: Detection = { prompts: [], requests: [], problems: [], broken: false };

/** What identifies a document to the finders. */
export interface DocumentKind {
  /** Path or untitled name with forward slashes; only its ending and folders are looked at. */
  readonly path: string;
  /** VS Code language id; empty when unknown (command line), in which case the path's extension decides. */
  readonly languageId: string;
}

/** A string literal that may be counted as a prompt, and how it could be told from others. */
export interface Candidate {
  /** The literal, or the whole concatenation. */
  readonly span: Span;
  /** Where its statement begins: a comment on the line above speaks of it. */
  readonly statementStart: number;
  /** The variable, field or key that holds it. */
  readonly name: string | undefined;
  /** The call that it is given to: the last names of its path. */
  readonly callee: string | undefined;
  /** True when it already is a prompt. */
  readonly found: boolean;
}

/** What was read of one cell of a notebook, for the finders of its other cells. Only finders look into it. */
export interface CellRead {
  /** UTF-16 units of the cell's text. */
  readonly length: number;
}

/** Keeps what a finder needs between two edits of one document. */
export interface PromptFinder {
  /** Where there is such, it has to be done before `find`: loads what this text needs. Rejects as opening a finder does. */
  prepare?(text: string): Promise<void>;
  /**
   * `changes` turn the text given before into `text` (see `applyChanges`); absent on the first call or when they are not known. They
   * only save time: the answer is that for the text alone. Long source with syntax errors is the one exception (see `SyntaxTree`): while
   * it is broken, the answer may depend on how it came to be.
   * `others`: what was read of the notebook's other cells, in order; names are looked up there as well.
   */
  find(text: string, changes?: readonly TextChange[], others?: readonly CellRead[]): Detection;
  /**
   * As `find`; undefined when the answer would take more than a few ms, which is so in a long source whose syntax is broken for now. All
   * is as before the call then, `changes` of the next one begin where these do, and only `find` is sure to answer.
   */
  findSoon?(
    text: string,
    changes: readonly TextChange[] | undefined,
    others: readonly CellRead[],
  ): Detection | undefined;
  /** What the last `find` has read; absent where documents are no cells. It outlives the finder. */
  readonly cell?: CellRead | undefined;
  /** The string at an offset of the text that `find` was last given; undefined when there is none. Only where the finder knows strings. */
  candidateAt?(at: number): Candidate | undefined;
  /** Frees trees; the finder is not used again. */
  dispose(): void;
}
