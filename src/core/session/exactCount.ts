// Counting a request by asking its provider: what is sent where, and what the answer means. Each provider has an endpoint that counts
// and bills nothing.
// Source: https://platform.openai.com/docs/api-reference/responses/input-tokens,
// https://docs.anthropic.com/en/api/messages-count-tokens, https://ai.google.dev/api/tokens (background knowledge, 2026-11).
import type { SentMessage } from './requestReading';
import { type CountingProviderId, type SentTools, sentTools } from './sentTools';

/** Who counts, and what a key for it is. */
export interface CountingProvider {
  readonly id: CountingProviderId;
  readonly name: string;
  readonly origin: string;
  readonly keyHeader: (key: string) => readonly [name: string, value: string];
  /** Headers without secrets. */
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** One call of the counting endpoint. */
export interface CountCall {
  readonly provider: CountingProvider;
  readonly path: string;
  readonly body: object;
  /** True when no message was the user's, and all were sent as the user's. */
  readonly asUser: boolean;
  /** What is sent of the tools; undefined when there are none that can be sent. */
  readonly sentTools: SentTools | undefined;
}

const openai: CountingProvider = {
  ...{ id: 'openai', name: 'OpenAI', origin: 'https://api.openai.com', headers: [] },
  keyHeader: (key) => ['authorization', `Bearer ${key}`],
};
const anthropic: CountingProvider = {
  ...{ id: 'anthropic', name: 'Anthropic', origin: 'https://api.anthropic.com' },
  headers: [['anthropic-version', '2023-06-01']],
  keyHeader: (key) => ['x-api-key', key],
};
const google: CountingProvider = {
  ...{ id: 'google', name: 'Google', origin: 'https://generativelanguage.googleapis.com', headers: [] },
  keyHeader: (key) => ['x-goog-api-key', key],
};

/** Who can count for a model; undefined when nobody is known to. */
export function countingProviderOf(modelId: string): CountingProvider | undefined {
  if (!/^[\w.:-]{1,100}$/.test(modelId)) return undefined;
  if (/^(gpt-|chatgpt-|o\d|codex-|ft:(gpt|o\d))/.test(modelId)) return openai;
  if (/^claude-/.test(modelId)) return anthropic;
  return /^(gemini|gemma)-/.test(modelId) ? google : undefined;
}

/** The tools that a provider counts with the messages, of those that a request states; undefined when there are none. */
export function countedTools(modelId: string, stated: string | undefined): SentTools | undefined {
  const provider = countingProviderOf(modelId);
  return provider && stated !== undefined ? sentTools(provider.id, stated) : undefined;
}

/**
 * The call that counts these messages, and the tools as `PromptRequest.tools` has them; undefined when nobody counts for the model, or
 * there is nothing to count.
 */
export function countCall(modelId: string, sent: readonly SentMessage[], stated?: string): CountCall | undefined {
  const provider = countingProviderOf(modelId);
  const messages = sent.filter(({ text }) => text !== '');
  if (!provider || messages.length === 0) return undefined;
  const spoken = messages.filter(({ role }) => role !== 'system');
  const asUser = spoken.length === 0 && provider.id !== 'openai';
  const tools = countedTools(modelId, stated);
  const turns = asUser ? messages : spoken;
  const system = asUser ? '' : systemOf(messages);
  const call = { provider, asUser, sentTools: tools };
  switch (provider.id) {
    case 'openai': {
      const input = messages.map(({ role, text }) => ({ role: openaiRole(role), content: text }));
      return { ...call, path: '/v1/responses/input_tokens', body: { model: modelId, input, ...tools } };
    }
    case 'anthropic': {
      const said = turns.map(({ role, text }) => ({ role: turnOf(role, 'assistant'), content: text }));
      const body = { model: modelId, ...(system === '' ? {} : { system }), messages: said, ...tools };
      return { ...call, path: '/v1/messages/count_tokens', body };
    }
    case 'google': {
      const contents = turns.map(({ role, text }) => ({ role: turnOf(role, 'model'), parts: [{ text }] }));
      const instruction = system === '' ? {} : { systemInstruction: { parts: [{ text: system }] } };
      const generateContentRequest = { model: `models/${modelId}`, contents, ...instruction, ...tools };
      return { ...call, path: `/v1beta/models/${modelId}:countTokens`, body: { generateContentRequest } };
    }
  }
}

function openaiRole(role: SentMessage['role']): string {
  return role === 'system' || role === 'assistant' ? role : 'user';
}

function turnOf<Answering extends string>(role: SentMessage['role'], answering: Answering): 'user' | Answering {
  return role === 'assistant' ? answering : 'user';
}

function systemOf(messages: readonly SentMessage[]): string {
  return messages.flatMap(({ role, text }) => (role === 'system' ? [text] : [])).join('\n\n');
}

/** The tokens that an answer states; undefined when it states none that can be. */
export function tokensCounted(provider: CountingProviderId, body: unknown): number | undefined {
  const fields: Partial<Record<string, unknown>> = typeof body === 'object' && body !== null ? body : {};
  const tokens = provider === 'google' ? fields.totalTokens : fields.input_tokens;
  return typeof tokens === 'number' && Number.isSafeInteger(tokens) && tokens >= 0 ? tokens : undefined;
}
