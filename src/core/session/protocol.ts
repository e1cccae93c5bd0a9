// Every message between the extension host and the analysis worker, as closed unions. All of it survives a structured clone.
import type { DocumentHints, ModelUsed, OutputLimit, TokenFigure } from '../costs/analyse';
import type { Usd } from '../money';
import type { Price } from '../prices/price';
import type { CheckedPrices } from '../prices/priceChanges';
import type { BesideTexts } from '../prompts/besideNames';
import type { Candidate, DocumentKind } from '../prompts/prompt';
import type { HolePlace } from '../prompts/sourceMap';
import type { RawDetection } from '../prompts/userSay';
import type { Span, TextChange } from '../text';
import type { Sentence } from '../words';
import type { RequestReading } from './requestReading';
import type { ShownToken } from './shownTokens';
import type { TextReading } from './textReading';

/** What the worker needs of the settings. Prices are the raw setting: the worker checks them. */
export interface WorkerSettings {
  readonly defaultModel: string;
  readonly prices: unknown;
  /** The raw setting of tokenizer files; absent: none. */
  readonly tokenizers?: unknown;
  /** The raw settings of detection; absent: the usual ones. */
  readonly detection?: RawDetection;
  /** The raw `promptMeter.costModels`. */
  readonly costModels?: unknown;
}

/** What to estimate on request: pieces of text, or a request that the worker has found in an open document. */
export type EstimateSubject =
  | { readonly kind: 'texts'; readonly texts: readonly string[]; readonly near?: Place }
  | { readonly kind: 'request'; readonly key: string; readonly at: number };

/** A position in an open document, which decides the model of an estimate. */
export interface Place {
  readonly key: string;
  readonly at: number;
}

/** Tokens and cost of one subject on one model. */
export interface Estimate {
  readonly model: ModelUsed;
  readonly count: TokenFigure;
  /** Of the input. */
  readonly cost: Usd | undefined;
  /** The longest answer on this model; absent where the request does not limit its answers. */
  readonly output?: OutputLimit;
  readonly price: Price | undefined;
}

/** A project file with limits. */
export interface ProjectText {
  /** Its URI. */
  readonly key: string;
  /** Its path, with forward slashes; it holds for documents below its folder. */
  readonly path: string;
  readonly text: string;
}

/** Something in a project file that is not used. */
export interface ProjectProblem {
  readonly span: Span;
  readonly sentence: Sentence;
  /** Where in the file: `limits[0].maxTokens`. */
  readonly place: string;
  readonly bad: boolean;
}

/** What tokens are to be shown of: a text that stands at a place of a document, or the prompt that does. */
export type TokenSubject = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'prompt' };

/** Tokens to show. */
export interface ShownTokens {
  /** What they are the tokens of, in the document. */
  readonly span: Span;
  /** Of a prompt: the version of the document that this is about. */
  readonly version?: number;
  readonly model: ModelUsed;
  /** An EncodingName, or the path of the user's tokenizer file. */
  readonly encoding: string;
  /** False when the model's own tokens are not public, and these stand in. */
  readonly own: boolean;
  readonly tokens: readonly ShownToken[];
  /** Holes of a prompt among them, which have no tokens. */
  readonly holes: readonly HolePlace[];
}

/** A document is named by a key (its URI). Versions are the editor's; offsets are UTF-16. */
export type ToWorker =
  | { readonly type: 'settings'; readonly settings: WorkerSettings }
  | {
      readonly type: 'open';
      readonly key: string;
      /** Comes back with every answer: a document may be closed and another one opened under its key while an answer is on its way. */
      readonly opening?: number;
      readonly kind: DocumentKind;
      readonly version: number;
      readonly text: string;
    }
  | {
      readonly type: 'change';
      readonly key: string;
      readonly version: number;
      readonly changes: readonly TextChange[];
      /** Length of the whole text afterwards; a difference means that host and worker have drifted apart. */
      readonly length: number;
    }
  | { readonly type: 'close'; readonly key: string }
  /** Price data that the user has fetched, as they were stored; undefined for none any more. */
  | { readonly type: 'prices'; readonly data: unknown }
  /** Checks a fetched file of prices. */
  | { readonly type: 'checkPrices'; readonly id: number; readonly text: string }
  /** All project files that there are; they replace those of before. */
  | { readonly type: 'projects'; readonly files: readonly ProjectText[] }
  /** What stands beside an open document. */
  | { readonly type: 'beside'; readonly key: string; readonly texts: BesideTexts }
  /** The text of an open document in the last commit; undefined: it is not there, or there is no repository. */
  | { readonly type: 'baseline'; readonly key: string; readonly text: string | undefined }
  /** What providers have counted, by `RequestReading.hash`; adds to what was told before. */
  | { readonly type: 'counted'; readonly counts: readonly (readonly [hash: string, tokens: number])[] }
  /** A text that is read once and not kept. With `model`, as if it named that one everywhere. */
  | {
      readonly type: 'read';
      readonly id: number;
      readonly kind: DocumentKind;
      readonly text: string;
      readonly model?: string;
    }
  /** The request at a place; with `model`, also how to give it that model. */
  | { readonly type: 'request'; readonly id: number; readonly place: Place; readonly model?: string }
  /** `models` empty: the subject's own model, else one estimate for each. */
  | {
      readonly type: 'estimate';
      readonly id: number;
      readonly subject: EstimateSubject;
      readonly models: readonly string[];
    }
  /** The string literal at a place, for "Count as prompt". */
  | { readonly type: 'candidate'; readonly id: number; readonly place: Place }
  /** The tokens that touch `[from, to)` of the document, for the model near the place where the subject stands. */
  | {
      readonly type: 'tokens';
      readonly id: number;
      readonly subject: TokenSubject;
      readonly near: Place;
      readonly from: number;
      readonly to: number;
    };

export type FromWorker =
  | {
      readonly type: 'hints';
      readonly key: string;
      readonly opening?: number;
      readonly version: number;
      readonly hints: DocumentHints;
    }
  /** The last hints, moved along with the changes since (shiftHints), still hold. */
  | { readonly type: 'unchanged'; readonly key: string; readonly opening?: number; readonly version: number }
  /** The worker's text of this document is not the editor's: send it again. */
  | { readonly type: 'lost'; readonly key: string }
  /** `tokens` undefined: the text is too long, or the encoding cannot be used. */
  | { readonly type: 'tokenised'; readonly id: number; readonly tokens: ShownTokens | 'noPrompt' | undefined }
  | {
      readonly type: 'checkedPrices';
      readonly id: number;
      readonly result: CheckedPrices | { readonly problem: string };
    }
  | { readonly type: 'candidate'; readonly id: number; readonly candidate: Candidate | undefined }
  /** Undefined: the text could not be read, or nothing reads that kind of file. */
  | { readonly type: 'read'; readonly id: number; readonly reading: TextReading | undefined }
  /** Undefined: there is no request at that place. */
  | { readonly type: 'request'; readonly id: number; readonly request: RequestReading | undefined }
  | { readonly type: 'estimated'; readonly id: number; readonly estimates: readonly Estimate[] }
  /** What is wrong in one project file; empty when nothing is. */
  | { readonly type: 'projectProblems'; readonly key: string; readonly problems: readonly ProjectProblem[] }
  /** Prices and detection settings that cannot be used; each sentence names the setting's key. */
  | { readonly type: 'settingsProblems'; readonly problems: readonly string[] }
  | { readonly type: 'log'; readonly level: 'info' | 'warn' | 'error'; readonly message: string };
