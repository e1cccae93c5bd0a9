// Every provider of the bundled price data, for tests that go over all of them.
import { findProvider, type Provider } from '@pydantic/genai-prices';

const ids = `anthropic arcee avian aws azure baseten cerebras cloudflare cohere cursor deepseek doubleword fireworks github-copilot google
  groq huggingface_cerebras huggingface_fireworks-ai huggingface_groq huggingface_hyperbolic huggingface_nebius huggingface_novita
  huggingface_nscale huggingface_ovhcloud huggingface_publicai huggingface_sambanova huggingface_together minimax mistral modal moonshotai
  novita openai openrouter ovhcloud perplexity quicksilverpro together typesafe voyageai x-ai zai zhipuai`;

export const providers: readonly Provider[] = ids.split(/\s+/).map((id) => {
  const found = findProvider({ providerId: id });
  if (found?.id !== id) throw new Error(`the price data have no provider ${id}`);
  return found;
});

/** Every model with its provider. */
export const models: readonly (readonly [provider: string, model: string])[] = providers.flatMap((provider) =>
  provider.models.map((model) => [provider.id, model.id] as const),
);
