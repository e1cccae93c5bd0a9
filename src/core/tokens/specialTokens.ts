// Literals that some tools turn into control tokens. In a text they are plain text, counted as such; but their writer may
// want to know, because the provider may refuse or strip them.
import type { EncodingName } from './encoding';

// Source: openai/tiktoken tiktoken_ext/openai_public.py (special_tokens of each encoding), read 2026-11-21.
const gpt2 = ['<|endoftext|>'];
const fim = [...gpt2, '<|fim_prefix|>', '<|fim_middle|>', '<|fim_suffix|>'];
const o200k = [...gpt2, '<|endofprompt|>'];
const harmony = [
  '<|startoftext|>',
  '<|return|>',
  '<|constrain|>',
  '<|channel|>',
  '<|start|>',
  '<|end|>',
  '<|message|>',
  '<|call|>',
];

const literals: Readonly<Record<EncodingName, readonly string[]>> = {
  r50k_base: gpt2,
  p50k_base: gpt2,
  p50k_edit: fim,
  cl100k_base: [...fim, '<|endofprompt|>'],
  o200k_base: o200k,
  o200k_harmony: [...o200k, ...harmony],
};

/** The first literal in `text` of a special token of this encoding, or undefined. */
export function firstSpecialToken(encoding: EncodingName, text: string): string | undefined {
  for (let at = text.indexOf('<|'); at >= 0; at = text.indexOf('<|', at + 2)) {
    const found = literals[encoding].find((literal) => text.startsWith(literal, at));
    if (found !== undefined) return found;
  }
  return undefined;
}
