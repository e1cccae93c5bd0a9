// Reads a pair file: a vocabulary as the two tokens each token is merged from. Written by scripts/buildEncodings.mjs.
// A file that is not whole and right is refused by name: a wrong vocabulary would give wrong counts without a sign.

/** What is wrong with a data file. missing: it could not be read. notTokenizer, unsupported: of a tokenizer.json. */
export type EncodingFileFault =
  | 'missing'
  | 'notPairFile'
  | 'truncated'
  | 'corrupt'
  | 'otherEncoding'
  | 'notTokenizer'
  | 'unsupported';

/** A vocabulary file that cannot be used. The message names the file. */
export class EncodingFileError extends Error {
  constructor(
    readonly kind: EncodingFileFault,
    /** The file as asked for, such as `o200k_base.pairs`. */
    readonly file: string,
    detail: string,
  ) {
    super(`${file}: ${detail}`);
    this.name = 'EncodingFileError';
  }
}

/** The merges of a vocabulary. Ranks are token ids. */
export interface PairFile {
  /** Number of ranks, holes included. */
  readonly size: number;
  /** Length of all tokens together. */
  readonly totalBytes: number;
  /** Rank of each of the 256 byte values. */
  readonly byteRanks: Int32Array;
  /** Left and right part of each rank at 2·rank and 2·rank+1; HOLE twice where there is no token, and below 256. */
  readonly parts: Int32Array;
  /**
   * The ranks from 256 on in an order in which both parts come before what they make; absent if the order of ranks is one. It
   * is not where tokens were added to a vocabulary later, as in Llama 3.
   */
  readonly order?: Int32Array;
  /** Ranks that no merge makes: only a piece that is the whole token has them. Their parts spell them, no more. */
  readonly unmerged?: ReadonlySet<number>;
}

/** Stands for "no token has this rank" (p50k has one such rank, that of its special token). */
export const HOLE = 0xffffff;
/** Ranks below this are the single bytes. */
export const BYTE_RANKS = 256;

/** Both kinds begin with a magic, a CRC-32 of all that follows it, the name, the number of ranks and the bytes of all tokens. */
const magic = 'PAIRS 1\n';
/** A file that adds ranks to those of another: then come its name and its number of ranks. */
const addingMagic = 'PAIRS+1\n';
const headerLength = 36;
const baseLength = 20;
const checkedFrom = 12;

/**
 * Reads `content`, the file of the vocabulary `name`; `base`: the vocabulary that it adds to, for a file of that kind. Throws an
 * EncodingFileError, which names `file`, if anything is wrong.
 */
export function readPairFile(file: string, name: string, content: Uint8Array, base?: NamedPairs): PairFile {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const isKind = content.length >= headerLength && ascii(content, 0, 8) === (base ? addingMagic : magic);
  if (!isKind) throw new EncodingFileError('notPairFile', file, 'not a vocabulary file');
  const size = view.getUint32(28, true);
  const baseSize = base?.pairs.size ?? BYTE_RANKS;
  const pairsFrom = headerLength + (base ? baseLength : BYTE_RANKS);
  const expected = pairsFrom + (size - baseSize) * 6;
  if (content.length !== expected) {
    throw new EncodingFileError('truncated', file, `has ${content.length} bytes, expected ${expected}`);
  }
  if (crc32(content.subarray(checkedFrom)) !== view.getUint32(8, true)) {
    throw new EncodingFileError('corrupt', file, 'its checksum does not fit its content');
  }
  const found = ascii(content, 12, 16);
  if (found !== name) throw new EncodingFileError('otherEncoding', file, `holds ${found}, expected ${name}`);
  if (base) {
    const [needs, ranks] = [ascii(content, headerLength, 16), view.getUint32(headerLength + 16, true)];
    if (needs !== base.name || ranks !== baseSize)
      throw new EncodingFileError('otherEncoding', file, `adds to ${needs} of ${ranks} ranks`);
  }
  const parts = new Int32Array(size * 2).fill(HOLE, 0, BYTE_RANKS * 2);
  if (base) parts.set(base.pairs.parts);
  readParts(content, pairsFrom, parts, baseSize * 2);
  return {
    size,
    totalBytes: view.getUint32(32, true),
    byteRanks: base?.pairs.byteRanks ?? readByteRanks(content),
    parts,
  };
}

/** A vocabulary that another adds to. */
export interface NamedPairs {
  readonly name: string;
  readonly pairs: PairFile;
}

function readByteRanks(content: Uint8Array): Int32Array {
  const ranks = new Int32Array(BYTE_RANKS);
  for (let rank = 0; rank < BYTE_RANKS; rank += 1) ranks[content[headerLength + rank] ?? 0] = rank;
  return ranks;
}

/** Reads pairs from the byte `from` on into `parts` from the index `to` on. */
function readParts(content: Uint8Array, from: number, parts: Int32Array, to: number): void {
  for (let at = from, i = to; i < parts.length; i += 1, at += 3) {
    parts[i] = (content[at] ?? 0) | ((content[at + 1] ?? 0) << 8) | ((content[at + 2] ?? 0) << 16);
  }
}

/** Text of a zero-padded ASCII field. */
function ascii(content: Uint8Array, from: number, length: number): string {
  const field = content.subarray(from, from + length);
  return String.fromCharCode(...field.filter((byte) => byte !== 0));
}

/** CRC-32 as in zip and PNG. It finds every damage of up to 32 bits in a row, and others but for one in four thousand million. */
function crc32(bytes: Uint8Array): number {
  const table = new Int32Array(256);
  for (let byte = 0; byte < 256; byte += 1) {
    let value = byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    table[byte] = value;
  }
  let crc = -1;
  for (let i = 0; i < bytes.length; i += 1) crc = (table[(crc ^ (bytes[i] ?? 0)) & 0xff] ?? 0) ^ (crc >>> 8);
  return ~crc >>> 0;
}
