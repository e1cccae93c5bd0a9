// Model ids as programs and prompt files write them, brought to the provider's own spelling. Exact rules and data only: an id is
// never completed, shortened or guessed.

/**
 * Routes that libraries put before a model id with a slash or colon (`openai/gpt-4o`, `anthropic:claude-…`, `models/gemini-…`).
 * Organisation names of hosted open models (`meta-llama/…`) are part of the id and stay.
 * Source: https://docs.litellm.ai/docs/providers, https://ai.pydantic.dev/models/overview, https://ai-sdk.dev/docs (background knowledge).
 */
const routes = new Set(
  (
    'openai openai-chat openai-responses anthropic google googleai google-ai google-gla google-vertex google-genai google_genai vertex vertexai ' +
    'vertex_ai gemini models publishers azure azure_ai azure-openai azure_openai bedrock groq mistral mistralai cohere xai x-ai grok deepseek ' +
    'openrouter litellm perplexity together_ai fireworks_ai ollama lm_studio copilot gateway datarobot huggingface'
  ).split(' '),
);

/** Open models and products whose id has such a name in it: hosts want them with it. Source: https://console.groq.com/docs/models (background knowledge). */
const withOwner = /^(openai\/gpt-oss-|google\/(gemma|flan)|groq\/compound|mistralai\/)/;

/**
 * A maker's name that is a model of Ollama's as well, with a tag: `mistral:instruct`, `mixtral:8x7b`. Source: https://ollama.com/library
 * (background knowledge).
 */
const tagged = /^(mi[sx]tral:(latest|instruct|text)|[a-z][a-z\d._-]*:(\d+x)?\d+(\.\d+)?b)(-[\w.-]+)?$/;

/** Not a model but a choice among many. Source: https://openrouter.ai/docs/guides/routing (background knowledge). */
const chosenByRoute = /^\s*openrouter\/(auto|free)\s*$/;

const plausible = /^[\w.:/@+-]{2,100}$/;

/** The id without routes; undefined when the text cannot be a model id (spaces, empty, over 100 characters, nothing behind its route). */
export function modelId(written: string): string | undefined {
  let id = written.trim();
  if (!plausible.test(id)) return undefined;
  for (let hops = 0; hops < 3; hops++) {
    const at = id.search(/[/:]/);
    if (at <= 0 || !routes.has(id.slice(0, at)) || withOwner.test(id) || tagged.test(id)) break;
    id = id.slice(at + 1);
  }
  return /[a-z0-9]/i.test(id) && !/[/:]$/.test(id) && !chosenByRoute.test(written) ? id : undefined;
}

/** A model as it is written. */
export interface WrittenModel {
  readonly id: string;
  /** True when what stands before the id names a server on the user's own machine. */
  readonly local?: boolean;
}

const localRoute = /(^|[/:])(ollama|lm_studio)[/:]/;

/** As `modelId`, with what else the text says of the model. */
export function writtenModel(written: string): WrittenModel | undefined {
  const id = modelId(written);
  if (id === undefined) return undefined;
  return localRoute.test(written.trim()) ? { id, local: true } : { id };
}

/** Amazon Bedrock's ids start with a maker, inference profiles with a region before it: `us.anthropic.claude-…`. */
const bedrock =
  /^((us|eu|apac|jp|au|ca|us-gov|global)\.)?(anthropic|amazon|meta|mistral|cohere|ai21|deepseek|openai|qwen)\.(?=[^_]*\d)[a-z]+[a-z\d.:-]{3,}$/;

/** `Owner/Name-7B-Instruct`: a model of the hub, by the number of its parameters. */
const sized = /^[A-Za-z0-9_-]+\/[\w.]+(-[\w.]+)*?-\d{1,3}(\.\d)?[bB](-[\w.-]+)?$/;

const families =
  /^(gpt-(\d|oss|image|audio|realtime|neo|j(-|$))|chatgpt-|o[1345](-|$)|claude-|gemini-|gemma-|text-(embedding|davinci|curie|babbage|ada)-|(davinci|curie|babbage)(-\d|$)|codex-|(open-)?[mM]i[sx]tral-|ministral-|pixtral-|llama\d|llava|codellama|tinyllama|gemma\d|phi\d|magistral-|codestral-|llama-|(meta-llama|mistralai|moonshotai|z-ai|deepseek-ai|HuggingFaceH4|@cf|NousResearch|nousresearch|tiiuae)\/|microsoft\/[pP]hi|google\/(gemma|flan)|openai\/gpt-oss-|groq\/compound|deepseek-|grok-|command-(r|r7b|a|light|nightly|xlarge|medium|text)(-|$)|[qQ]wen[/\d-]|qwen|kimi-|nemotron-|minimax-|MiniMax-|moonshot-v|glm-\d|doubao-|ernie-|compound-|sonar(-|$)|jamba-|voyage-|embed-(english|multilingual|v\d)|nomic-embed|phi-|dall-e-|gpt-image|imagen-|fal-ai\/|black-forest-labs\/|stability-ai\/|stable-diffusion|flux-|sdxl|whisper-|tts-)/;

/** Names of what belongs to a model's maker and is none: `claude-code`, `gemini-api-key`. Ids that end so have a version in them. */
const belongings =
  /^\D*-(api|key|cli|code|desktop|sdk|client|bot|prompt|title|service|provider|config|response|request|error|agent|token|fallback|backup)s?$/;

/** True when the id (as `modelId` gives it) is of a known family: text that is a model id wherever it stands. */
export function looksLikeModel(id: string): boolean {
  return (
    (families.test(id) && !belongings.test(id)) ||
    bedrock.test(id) ||
    tagged.test(id) ||
    (id.length < 100 && sized.test(id))
  );
}
