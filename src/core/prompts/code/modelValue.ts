// A value to the model id it states in itself: a literal, or a provider's function around a literal.
import { looksLikeModel, modelId } from '../modelNames';
import type { ModelFact } from './facts';
import { normalName, type Value } from './value';

/** Functions and classes whose first argument is a model id. Compared without case and underscores; head or last name of the path. */
const providers = new Set(
  (
    'openai anthropic google azure mistral groq xai cohere bedrock vertex deepseek openrouter togetherai fireworks perplexity gateway ' +
    'createopenai createanthropic googleai vertexai ollama openaimodel openaichatmodel openairesponsesmodel anthropicmodel geminimodel ' +
    'googlemodel groqmodel mistralmodel bedrockconversemodel litellmmodel openaichatcompletionsmodel generativemodel getgenerativemodel ' +
    'initchatmodel litellm'
  ).split(' '),
);

/** True when the first argument of this call is a model id. */
export function isProvider(path: readonly string[]): boolean {
  return providers.has(normalName(path.at(-1) ?? '')) || providers.has(normalName(path[0] ?? ''));
}

/**
 * The id that the value states. `known` accepts only ids of known families, for places where any string may stand.
 * Undefined for names, for two alternatives, and for texts with holes.
 */
export function literalModel(value: Value, known: boolean): ModelFact | undefined {
  if (value.kind === 'call') {
    const named = value.named.get('model') ?? value.named.get('modelname') ?? value.named.get('modelid');
    if (named !== undefined) return literalModel(named, known);
    const [first, second] = value.positional;
    if (first !== undefined && isProvider(value.path)) return literalModel(first, known);
    // `os.getenv("MODEL", "gpt-4o")`: the default is what the source states.
    const environment = /^(getenv|get)$/.test(value.path.at(-1) ?? '') && second !== undefined;
    return environment ? literalModel(second, true) : undefined;
  }
  if (value.kind !== 'text' || value.holes.length > 0 || value.literals !== 1) return undefined;
  const id = modelId(value.text);
  return id === undefined || (known && !looksLikeModel(id)) ? undefined : { id, span: value.span };
}
