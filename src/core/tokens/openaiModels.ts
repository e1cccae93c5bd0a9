// Which encoding an OpenAI model has, as OpenAI's own library says: names it knows, then prefixes in its order.
// Source: openai/tiktoken 0.14.0 (2026-08-16), tiktoken/model.py MODEL_TO_ENCODING and MODEL_PREFIX_TO_ENCODING, read 2026-11-21.
import type { EncodingName } from './encoding';

/** Encoding -> the model names that have it. gpt2 has the tokens and the pattern of r50k_base. */
const names: readonly (readonly [EncodingName, string])[] = [
  ['o200k_base', 'o1 o3 o4-mini gpt-5 gpt-4.1 gpt-4o'],
  ['cl100k_base', 'gpt-4 gpt-3.5-turbo gpt-3.5 gpt-35-turbo davinci-002 babbage-002'],
  ['cl100k_base', 'text-embedding-ada-002 text-embedding-3-small text-embedding-3-large'],
  [
    'p50k_base',
    'text-davinci-003 text-davinci-002 code-davinci-002 code-davinci-001 code-cushman-002 code-cushman-001',
  ],
  ['p50k_base', 'davinci-codex cushman-codex'],
  ['p50k_edit', 'text-davinci-edit-001 code-davinci-edit-001'],
  ['r50k_base', 'text-davinci-001 text-curie-001 text-babbage-001 text-ada-001 davinci curie babbage ada gpt2 gpt-2'],
  [
    'r50k_base',
    'text-similarity-davinci-001 text-similarity-curie-001 text-similarity-babbage-001 text-similarity-ada-001',
  ],
  [
    'r50k_base',
    'text-search-davinci-doc-001 text-search-curie-doc-001 text-search-babbage-doc-001 text-search-ada-doc-001',
  ],
  ['r50k_base', 'code-search-babbage-code-001 code-search-ada-code-001'],
];

/** In this order, the first that fits. They also fit names that do not exist; that is the library's own rule. */
const prefixes: readonly (readonly [string, EncodingName])[] = [
  // Not in the library, where these fall to `ft:gpt-4` and to nothing: a tuned model has the tokens of its base model.
  ['ft:gpt-4.1', 'o200k_base'],
  ['ft:o4-mini', 'o200k_base'],
  // From here on the library's own.
  ['o1-', 'o200k_base'],
  ['o3-', 'o200k_base'],
  ['o4-mini-', 'o200k_base'],
  ['gpt-5', 'o200k_base'],
  ['gpt-4.5-', 'o200k_base'],
  ['gpt-4.1-', 'o200k_base'],
  ['chatgpt-4o-', 'o200k_base'],
  ['gpt-4o-', 'o200k_base'],
  ['gpt-4-', 'cl100k_base'],
  ['gpt-3.5-turbo-', 'cl100k_base'],
  ['gpt-35-turbo-', 'cl100k_base'],
  ['gpt-oss-', 'o200k_harmony'],
  ['ft:gpt-4o', 'o200k_base'],
  ['ft:gpt-4', 'cl100k_base'],
  ['ft:gpt-3.5-turbo', 'cl100k_base'],
  ['ft:davinci-002', 'cl100k_base'],
  ['ft:babbage-002', 'cl100k_base'],
];

const encodingOfName: ReadonlyMap<string, EncodingName> = new Map(
  names.flatMap(([encoding, models]) => models.split(' ').map((model) => [model, encoding] as const)),
);

/** The published encoding of an OpenAI model, in lower case and without a vendor before it; undefined if none is published. */
export function publishedEncoding(model: string): EncodingName | undefined {
  return encodingOfName.get(model) ?? prefixes.find(([prefix]) => model.startsWith(prefix))?.[1];
}
