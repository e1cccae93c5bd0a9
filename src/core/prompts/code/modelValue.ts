// A value to the model id it states in itself: a literal, or a provider's function around a literal.
import { looksLikeModel, writtenModel } from '../modelNames';
import type { ModelFact } from './facts';
import { constantModel } from './modelConstants';
import type { CallValue, Value } from './value';

/** Functions and classes whose first argument is a model id, in their exact spelling: `openai("gpt-4o")` is one, `OpenAI("key")` is not. */
const providers = new Set(
  (
    'openai anthropic google azure mistral groq xai cohere bedrock bedrockAnthropic amazonBedrock vertexAnthropic vertex deepseek openrouter togetherai fireworks perplexity gateway ' +
    'createOpenAI createAnthropic createGoogleGenerativeAI createOpenRouter createAzure googleAI vertexAI ollama openaiCompatible ' +
    'OpenAIModel OpenAIChatModel OpenAIResponsesModel AnthropicModel GeminiModel GoogleModel GroqModel MistralModel ' +
    'GetChatClient AsChatClient GetEmbeddingClient GetOpenAIResponseClient GetResponsesClient BedrockConverseModel LitellmModel LiteLlm OpenAIChatCompletionsModel GenerativeModel getGenerativeModel init_chat_model initChatModel'
  ).split(' '),
);

/** What a provider object is asked for: `openai.responses("gpt-5")`, `google.textEmbeddingModel("…")`. */
const variants = new Set(
  'chat responses completion embedding textEmbedding textEmbeddingModel languageModel chatModel model'.split(' '),
);

/** True when the first argument of this call is a model id. */
export function isProvider(path: readonly string[]): boolean {
  const last = path.at(-1) ?? '';
  return providers.has(last) || (path.length === 2 && variants.has(last) && providers.has(path[0] ?? ''));
}

/** What a look-up in the environment or in the settings gives when nothing is there. */
export function environmentDefault({ path, positional }: CallValue): Value | undefined {
  return /^(getenv|get|env|config|fetch|getOrDefault)$/.test(path.at(-1) ?? '') ? positional[1] : undefined;
}

/**
 * The id that the value states. `known` accepts only ids of known families, for places where any string may stand.
 * Names count when they are constants of an SDK. Undefined for other names, for two alternatives, and for texts with holes.
 */
export function literalModel(value: Value, known: boolean): ModelFact | undefined {
  if (value.kind === 'call') {
    const named = value.named.get('model') ?? value.named.get('modelname') ?? value.named.get('modelid');
    if (named !== undefined) return named.kind === 'name' ? undefined : literalModel(named, known);
    const [first] = value.positional;
    if (first !== undefined && isProvider(value.path))
      return first.kind === 'name' ? undefined : literalModel(first, known);
    // `os.getenv("MODEL", "gpt-4o")`: the default is what the source states.
    const given = environmentDefault(value);
    return given === undefined ? undefined : literalModel(given, true);
  }
  if (value.kind === 'name' && value.branches === 1) {
    const id = constantModel(value.path);
    return id === undefined ? undefined : { id, span: value.span };
  }
  if (value.kind !== 'text' || value.holes.length > 0 || value.literals !== 1) return undefined;
  const model = writtenModel(value.text);
  return model === undefined || (known && !looksLikeModel(model.id)) ? undefined : { ...model, span: value.span };
}
