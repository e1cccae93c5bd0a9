// The contract of request counting: what the body of an API call costs as input, part by part.
import type { Sentence } from '../../words';
import type { TextCount } from '../textCount';

/** Which API a body is for. */
export const requestFormats = ['chat', 'responses', 'anthropic', 'gemini'] as const;

/** chat: OpenAI Chat Completions. responses: OpenAI Responses. anthropic: Messages. gemini: generateContent. */
export type RequestFormat = (typeof requestFormats)[number];

/**
 * exact: what the provider counts. framingEstimated: the texts are exact, what stands around them is not published.
 * estimate: may be off as a whole.
 */
export type Grade = 'exact' | 'framingEstimated' | 'estimate';

/** What a part of a request is. `framing`: role and boundary tokens of all messages, and the start of the reply. */
export type PartKind = 'system' | 'message' | 'tools' | 'schema' | 'image' | 'audio' | 'framing';

/** Tokens and how sure they are. */
export interface GradedTokens {
  /** Whole tokens, >= 0. */
  readonly tokens: number;
  readonly grade: Grade;
  /** How far an `estimate` may be off, in percent of it; undefined when exact or not known. */
  readonly errorPercent: number | undefined;
}

/** One part of a request. */
export interface RequestPart extends GradedTokens {
  readonly kind: PartKind;
  /** Where it stands in the body, such as `messages[2]`. */
  readonly field: string;
}

/** The input tokens of a request. Reasoning and the reply are output, and not in it. */
export interface RequestCount extends GradedTokens {
  readonly format: RequestFormat;
  readonly model: string;
  /** In the order of the body, framing last; their tokens sum to `tokens`. */
  readonly parts: readonly RequestPart[];
  /** Fields whose tokens cannot be known from the body, such as `previous_response_id`: they come on top. */
  readonly uncounted: readonly string[];
}

/** Why a body cannot be counted; each sentence names the field. */
export interface RequestProblems {
  readonly problems: readonly [Sentence, ...Sentence[]];
}

/** Counts a text for a model. Must not throw. */
export type CountText = (text: string, modelId: string) => TextCount;
