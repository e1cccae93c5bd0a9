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

/** The literals of the special tokens of an encoding. */
export const specialLiterals: Readonly<Record<EncodingName, readonly string[]>> = {
  r50k_base: gpt2,
  p50k_base: gpt2,
  p50k_edit: fim,
  cl100k_base: [...fim, '<|endofprompt|>'],
  o200k_base: o200k,
  o200k_harmony: [...o200k, ...harmony],
};

/** Which of the literals stand in `text`, in order of the literals; undefined if none does. Takes a fraction of counting it. */
export function specialsIn(literals: readonly string[], text: string): readonly string[] | undefined {
  const likely = literals.some((literal) => !literal.startsWith('<|')) || text.includes('<|');
  const found = likely ? literals.filter((literal) => text.includes(literal)) : [];
  return found.length > 0 ? found : undefined;
}
