// One request of a document with what it sends, for what is done with it on demand: counting it exactly, giving it another model.

import { contentHash } from '../contentHash';
import type { ModelUsed, TokenFigure } from '../costs/analyse';
import type { Detection, PromptRequest, Role } from '../prompts/prompt';
import type { ModelRewrite } from './rewriteModel';

/** A message as it is sent, with the values of its holes left out. */
export interface SentMessage {
  readonly role: Role;
  readonly text: string;
}

/** A request at a place of an open document. */
export interface RequestReading {
  /** The version of the document that this is about. */
  readonly version: number;
  readonly model: ModelUsed;
  readonly kind: PromptRequest['kind'];
  readonly messages: readonly SentMessage[];
  /** As `PromptRequest.tools`. */
  readonly tools?: string;
  /** Names what is sent: a count is kept under it. */
  readonly hash: string;
  /** What Prompt Meter counts. */
  readonly count: TokenFigure;
  /** Only when another model was named in the question. */
  readonly rewrite?: ModelRewrite;
}

/** What a request sends, in order. */
export function messagesOf({ prompts }: Detection, request: PromptRequest): SentMessage[] {
  return request.prompts.flatMap((index) => {
    const prompt = prompts[index];
    return prompt ? [{ role: prompt.role, text: prompt.text }] : [];
  });
}

/** The same for the same messages with the same tools to the same model. */
export function hashOf({ kind, tools }: PromptRequest, modelId: string, messages: readonly SentMessage[]): string {
  const said = messages.map(({ role, text }) => [role, text]);
  return contentHash(JSON.stringify([kind, modelId, said, ...(tools === undefined ? [] : [tools])]));
}
