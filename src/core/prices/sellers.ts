// Who sells a model, from how its name is written: `openrouter/openai/gpt-4o` is sold by openrouter, `eu.anthropic.claude-…` by aws.
import { findProvider } from '@pydantic/genai-prices';

/** What libraries and settings call the providers of the price data. */
const aliases: Readonly<Record<string, string>> = {
  ...named('azure', 'azure_openai azure-openai azureopenai azure_ai azure-ai microsoft'),
  ...named(
    'aws',
    'bedrock amazon aws-bedrock aws_bedrock amazon-bedrock amazon_bedrock bedrock_converse bedrock-converse',
  ),
  ...named(
    'google',
    'gemini vertex vertexai vertex_ai vertex-ai google-vertex google_vertex google_vertexai google-vertex-ai',
  ),
  ...named(
    'google',
    'googleai google-ai google_ai google_genai google-genai google-gla google-generative-ai google-gemini models',
  ),
  ...named('openai', 'openai-chat openai-responses openai_chat openai_responses oai'),
  ...named('x-ai', 'xai grok'),
  ...named('mistral', 'mistralai mistral-ai mistral_ai'),
  ...named('together', 'together_ai together-ai togetherai'),
  ...named('fireworks', 'fireworks_ai fireworks-ai fireworksai'),
  ...named('moonshotai', 'moonshot kimi'),
  ...named('github-copilot', 'github_copilot copilot'),
  ...named('cohere', 'cohere_chat'),
  ...named('voyageai', 'voyage'),
  ...named('zai', 'z-ai z.ai'),
};

function named(provider: string, words: string): Record<string, string> {
  return Object.fromEntries(words.split(' ').map((word) => [word, provider]));
}

/** The provider of the price data that a word names; undefined when none does. Case does not matter. */
export function sellerNamed(word: string): string | undefined {
  const name = word.trim().toLowerCase();
  const id = Object.hasOwn(aliases, name) ? (aliases[name] ?? name) : name;
  return findProvider({ providerId: id })?.id === id ? id : undefined;
}

/** One way to read a model's name: whose it is (undefined: that of its maker) and what it is called there. */
export interface SoldModel {
  readonly seller: string | undefined;
  readonly model: string;
}

/** `us.anthropic.claude-…`, `amazon.nova-lite-v1:0`: how Amazon Bedrock names models, with a region before or not. */
const bedrockName = /^(?:(?:us|eu|apac|jp|au|in|ca|sa|us-gov|global)\.)?(?:[a-z0-9]+)\.[a-z]/;

/**
 * The ways to read a name in lower case, the likeliest first. A word before a slash names the seller, or the route to one. With
 * `provider`, only that seller's.
 */
export function soldModels(name: string, provider: string | undefined): SoldModel[] {
  const spelled = name.includes(' ') ? readings(name.replace(/ +/g, '-'), provider) : []; // `Claude Sonnet 4.5`
  return [...readings(name, provider), ...spelled];
}

function readings(name: string, provider: string | undefined): SoldModel[] {
  const [first = '', ...rest] = name.split('/');
  const inner = rest.join('/');
  const seller = rest.length > 0 ? sellerNamed(first) : undefined;
  if (provider !== undefined) {
    const own = sellerNamed(provider);
    if (own === undefined) return [];
    const stripped = seller === own || first === 'models' ? [{ seller: own, model: inner }] : [];
    return [{ seller: own, model: name }, ...stripped];
  }
  if (bedrockName.test(name))
    return [
      { seller: 'aws', model: name },
      { seller: undefined, model: name },
    ];
  if (name.startsWith('ft:')) return [{ seller: 'openai', model: name }]; // a model that OpenAI has tuned
  if (first === 'litellm' && inner !== '') return readings(inner, undefined);
  const colon = name.indexOf(':');
  const before = rest.length === 0 && colon > 0 ? sellerNamed(name.slice(0, colon)) : undefined; // `openai:gpt-4o`
  if (before !== undefined) return [{ seller: before, model: name.slice(colon + 1) }];
  const routed = seller === undefined ? [] : [{ seller, model: inner }, ...unrouted(seller, inner)];
  const made = rest.length === 0 ? makers.map((maker) => ({ seller: maker, model: name })) : [];
  return [{ seller: undefined, model: name }, ...routed, ...made];
}

/** Makers of whose models the list does not know all by their names alone, such as `text-embedding-3-small` and `sonar`. */
const makers = ['openai', 'cohere', 'voyageai', 'perplexity'];

/** `vertex_ai/publishers/…/claude-…` and `bedrock/us-east-1/anthropic.…`: what stands last names the model. */
function unrouted(seller: string, model: string): SoldModel[] {
  const last = model.slice(model.lastIndexOf('/') + 1);
  return ['aws', 'google'].includes(seller) && last !== model ? [{ seller, model: last }] : [];
}
