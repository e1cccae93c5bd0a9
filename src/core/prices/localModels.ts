// Models that run on the user's own machine: they cost nothing by rule, not because a price is missing.
import type { Price } from './price';
import { free } from './priceRows';

/** What libraries call the programs that serve models on one's own machine. */
const servers = new Set(
  'local ollama ollama_chat ollama-chat lmstudio lm_studio lm-studio llamacpp llama.cpp llama_cpp llama-cpp llamafile gpt4all localai jan'.split(
    ' ',
  ),
);

/** `llama3.2:3b`, `gemma3:27b-it-q4_K_M`, `mistral:latest`: names of Ollama's library, which are a model and a size. */
const taggedName = /^[a-z0-9][a-z0-9._-]*:(?:latest|(?:e|\d+x)?\d+(?:\.\d+)?[bm](?:-[a-z0-9._-]+)?)$/;

/** True for a model on the user's own machine: its provider, the word before its name, or a tag with a size says so. */
export function isLocal(modelId: string, provider: string | undefined): boolean {
  const name = modelId.trim().toLowerCase();
  if (provider !== undefined) return servers.has(provider.trim().toLowerCase()) && !isHosted(name);
  const server = /^([^/:]+)[/:]/.exec(name)?.[1] ?? '';
  if (servers.has(server)) return !isHosted(name);
  return taggedName.test(name) && !isHosted(name);
}

/** Ollama's tag for models that run on its own servers. Source: docs.ollama.com/cloud, read 2026-11-21. */
function isHosted(name: string): boolean {
  return /[:-]cloud$/.test(name);
}

/** No charge, for as much as you like. */
export const localPrice: Price = {
  ...free,
  source: 'local',
  asOf: undefined,
  longContext: [],
  contextWindow: undefined,
  tiers: { batch: [1, 1], flex: [1, 1], priority: [1, 1], regional: [1, 1] },
  provider: 'local',
};
