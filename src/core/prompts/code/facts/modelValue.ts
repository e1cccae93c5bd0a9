// A value to the model id it states in itself: a literal, or a provider's function around a literal.
import { looksLikeModel, writtenModel } from '../../modelNames';
import { constantModel } from '../rules/modelConstants';
import type { ModelFact } from './facts';
import type { CallValue, Value } from './value';

/** Functions and classes whose first argument is a model id, in their exact spelling: `openai("gpt-4o")` is one, `OpenAI("key")` is not. */
const providers = new Set(
  (
    'openai anthropic google azure mistral groq xai cohere bedrock bedrockAnthropic amazonBedrock vertexAnthropic vertex deepseek openrouter togetherai fireworks perplexity gateway ' +
    'createOpenAI createAnthropic createGoogleGenerativeAI createOpenRouter createAzure googleAI vertexAI ollama openaiCompatible ' +
    'OpenAIModel OpenAIChatModel OpenAIResponsesModel AnthropicModel GeminiModel GoogleModel GroqModel MistralModel ' +
    'GetChatClient AsChatClient GetEmbeddingClient GetOpenAIResponseClient GetResponsesClient BedrockConverseModel LitellmModel LiteLlm OpenAIChatCompletionsModel GenerativeModel getGenerativeModel init_chat_model initChatModel CreateMLCEngine CreateWebWorkerMLCEngine CreateServiceWorkerMLCEngine'
  ).split(' '),
);

/** What a provider object is asked for: `openai.responses("gpt-5")`, `google.textEmbeddingModel("…")`. */
const variants = new Set(
  'chat messages responses completion embedding textEmbedding textEmbeddingModel languageModel chatModel model'.split(
    ' ',
  ),
);

/** Types that hold a model's id: Go converts to one (`anthropic.Model("…")`), Java and Kotlin make one (`ChatModel.of("…")`). */
const idTypes = /(\.Model|(^|\.)(Chat|Responses|Embedding)Model|(^|\.)Model(Name|Id|ID))$/;
const idMakers = /(^|\.)(Chat|Responses|Embedding)?Model(Name|Id|ID)?\.(of|from|fromString|fromValue)$/;

/** True when the first argument of this call is a model id. */
export function isProvider(path: readonly string[]): boolean {
  const last = path.at(-1) ?? '';
  const whole = path.join('.');
  return (
    providers.has(last) ||
    idTypes.test(whole) ||
    idMakers.test(whole) ||
    (path.length === 2 && variants.has(last) && providers.has(path[0] ?? ''))
  );
}

const lookUp =
  /^(getenv|get|env|config|fetch|getOrDefault|env_?or\w{0,10}|get_?(env|option|setting|config)\w{0,12}|setting|option)$/i;

/** True for a look-up in the environment or in the settings. */
export function isEnvironment({ path }: CallValue): boolean {
  return lookUp.test(path.at(-1) ?? '');
}

/** True for what only the environment says: `os.getenv("MODEL")`, `process.env.MODEL`, without a default beside it. */
export function isOfEnvironment(value: Value): boolean {
  if (value.kind === 'call')
    return isEnvironment(value) && value.positional.length < 2 && speaksOfEnvironment(value.path);
  return value.kind === 'name' && value.branches === 1 && value.path.length > 1 && speaksOfEnvironment(value.path);
}

const families = /^(claude|gpt|gemini|gemma|llama|mistral|mixtral|qwen|deepseek|grok|command|nova|o[134])_?\d?/i;

/**
 * True for what names a model and is no id that is known: `ModelType.CLAUDE_3_7_SONNET`, `"mistral"`. Another model of the file is not it.
 * For the place where a model is asked for.
 */
export function isUnreadModel(value: Value): boolean {
  if (value.kind === 'text')
    return value.holes.length === 0 && value.literals === 1 && /^[a-z][a-z0-9.:/-]{2,60}$/.test(value.text);
  if (value.kind !== 'name' || value.path.length < 2 || constantModel(value.path) !== undefined) return false;
  const [holder = '', name = ''] = value.path.slice(-2);
  return families.test(name) && /^[A-Z]/.test(holder);
}

const speaksOfEnvironment = (path: readonly string[]): boolean => path.some((name) => /^(get)?env(iron)?$/i.test(name));

/** True for a look-up that gives nothing unless the environment says it, in any language. */
export function asksEnvironment(call: CallValue): boolean {
  return (
    isOfEnvironment(call) || /^(os\.(Getenv|LookupEnv)|Environment\.GetEnvironmentVariable)$/.test(call.path.join('.'))
  );
}

/** What such a look-up gives when nothing is there. */
export function environmentDefault(call: CallValue): Value | undefined {
  return isEnvironment(call) ? call.positional[1] : undefined;
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
    if (given !== undefined) return literalModel(given, true);
    // `getModel("openai/gpt-4o")`: a function of the program's own, where a model is asked for.
    const made = !known && value.positional.length === 1 && /model|llm/i.test(value.path.at(-1) ?? '');
    return made && first !== undefined ? literalModel(first, true) : undefined;
  }
  if (value.kind === 'name' && value.branches === 1) {
    const id = constantModel(value.path);
    return id === undefined ? undefined : { id, span: value.span };
  }
  if (value.kind !== 'text' || value.holes.length > 0 || value.literals !== 1) return undefined;
  const model = writtenModel(value.text);
  return model === undefined || (known && !looksLikeModel(model.id)) ? undefined : { ...model, span: value.span };
}

/** `new GPT(GPT::GPT_4O_MINI)`: the model that whatever is made is made of. For the place where a model is asked for. */
export function madeModel(value: Value): ModelFact | undefined {
  const first = value.kind === 'call' ? value.positional[0] : undefined;
  return first === undefined ? undefined : literalModel(first, true);
}
