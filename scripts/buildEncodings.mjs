// Turns the vocabularies that js-tiktoken carries into dist/encodings/NAME.pairs, which src/core/tokens/pairFile.ts reads.
// A vocabulary is refused here unless the official `.tiktoken` file rebuilt from it has the SHA-256 that tiktoken publishes.
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32 } from './crc32.mjs';

const require = createRequire(import.meta.url);
const byteTokens = 256;

/** Vocabularies that are another one with tokens added; their files hold only those. */
const bases = { p50k_base: 'r50k_base' };
const hole = 0xffffff;

/**
 * SHA-256 of the official files. Others share them: p50k_edit uses p50k_base, o200k_harmony uses o200k_base.
 * Source: openai/tiktoken tiktoken_ext/openai_public.py (expected_hash of each encoding), read 2026-11-21.
 */
export const officialSha256 = {
  o200k_base: '446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d',
  cl100k_base: '223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7',
  p50k_base: '94b5ca7dff4d00767bc256fdd1b27e5b17361d7b8a5f968547f9f23eb70d2069',
  r50k_base: '306cd27f03c1a714eca7108e03d66b7dc042abe8c258b44c199a7ed9838dd930',
};

/** Writes all pair files into `folder`. Files built before from the same sources are taken from `cacheFolder`. */
export async function buildEncodings(folder, cacheFolder) {
  await mkdir(folder, { recursive: true });
  await mkdir(cacheFolder, { recursive: true });
  for (const name of Object.keys(officialSha256)) {
    await writeFile(path.join(folder, `${name}.pairs`), await cached(name, cacheFolder));
  }
}

/** The pair file of `name`, built only if its sources (the ranks and this script) have changed. */
async function cached(name, cacheFolder) {
  const hash = createHash('sha256');
  hash.update(await readFile(fileURLToPath(import.meta.url)));
  hash.update(await readFile(require.resolve(`js-tiktoken/ranks/${name}`)));
  const file = path.join(cacheFolder, `${name}-${hash.digest('hex').slice(0, 16)}.pairs`);
  const before = await readFile(file).catch(() => undefined);
  if (before !== undefined && crc32(before.subarray(12)) === before.readUInt32LE(8)) return before;
  const built = bases[name] === undefined ? pairFile(name, tokensOf(name)) : addingFile(name, bases[name]);
  await writeFile(file, built);
  return built;
}

/** The tokens that js-tiktoken has, if they are the official ones. */
function tokensOf(name) {
  const ranks = require(`js-tiktoken/ranks/${name}`);
  const tokens = parseRanks((ranks.default ?? ranks).bpe_ranks);
  verifyOfficial(name, tokens);
  return tokens;
}

/** js-tiktoken's text: lines of `! firstRank base64 base64 …`. Gives rank -> base64; a rank without a token stays empty. */
export function parseRanks(text) {
  const tokens = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [, first, ...encoded] = line.split(' ');
    encoded.forEach((token, i) => {
      tokens[Number(first) + i] = token;
    });
  }
  return tokens;
}

/** Rebuilds the official file (`base64 rank` per line) and compares its hash. */
export function verifyOfficial(name, tokens) {
  const hash = createHash('sha256');
  tokens.forEach((token, rank) => {
    hash.update(`${token} ${rank}\n`);
  });
  const found = hash.digest('hex');
  if (found !== officialSha256[name]) {
    throw new Error(`${name}: ranks give SHA-256 ${found}, tiktoken publishes ${officialSha256[name]}`);
  }
}

/**
 * The file: magic, CRC-32 of all that follows it, name, number of ranks, bytes of all tokens; then the byte of each of the
 * ranks 0-255, then for each later rank the two ranks it is merged from (3 bytes each). Numbers are little-endian.
 * Two ranks replace the bytes of a token: reading the file in order gives each token as its two parts, already known.
 */
function pairFile(name, encoded) {
  const tokens = Array.from(encoded, (token) => Buffer.from(token ?? '', 'base64').toString('latin1'));
  const rankOf = new Map(tokens.map((token, rank) => [token, rank]));
  const header = 36;
  const file = Buffer.alloc(header + byteTokens + (tokens.length - byteTokens) * 6);
  file.write('PAIRS 1\n', 0, 'latin1');
  file.write(name, 12, 16, 'latin1');
  file.writeUInt32LE(tokens.length, 28);
  tokens.forEach((token, rank) => {
    if (rank >= byteTokens) return;
    if (token.length !== 1) throw new Error(`${name}: rank ${rank} is not a single byte`);
    file.write(token, header + rank, 'latin1');
  });
  for (let rank = byteTokens; rank < tokens.length; rank += 1) {
    const [left, right] = tokens[rank] === '' ? [hole, hole] : lastMerge(name, tokens[rank], rank, rankOf);
    file.writeUIntLE(left, header + byteTokens + (rank - byteTokens) * 6, 3);
    file.writeUIntLE(right, header + byteTokens + (rank - byteTokens) * 6 + 3, 3);
  }
  file.writeUInt32LE(
    tokens.reduce((sum, token) => sum + token.length, 0),
    32,
  );
  file.writeUInt32LE(crc32(file.subarray(12)), 8);
  return file;
}

/**
 * The file of a vocabulary that begins as another does, byte for byte: the same header with another magic, name and number of ranks
 * of the other, and the pairs of the ranks from there on.
 */
function addingFile(name, base) {
  const [whole, other] = [pairFile(name, tokensOf(name)), pairFile(base, tokensOf(base))];
  const header = 36;
  if (!whole.subarray(header, other.length).equals(other.subarray(header)))
    throw new Error(`${name} does not begin as ${base}`);
  const baseName = Buffer.alloc(20);
  baseName.write(base, 0, 16, 'latin1');
  baseName.writeUInt32LE(other.readUInt32LE(28), 16);
  const file = Buffer.concat([whole.subarray(0, header), baseName, whole.subarray(other.length)]);
  file.write('PAIRS+1\n', 0, 'latin1');
  file.writeUInt32LE(crc32(file.subarray(12)), 8);
  return file;
}

/** The two ranks whose merge makes `token`: byte pair encoding of its bytes with lower ranks only must end in two parts. */
function lastMerge(name, token, rank, rankOf) {
  const parts = [...token];
  while (parts.length > 2) {
    let best = rank;
    let at = -1;
    for (let i = 0; i + 1 < parts.length; i += 1) {
      const merged = rankOf.get(parts[i] + parts[i + 1]);
      if (merged !== undefined && merged < best) {
        best = merged;
        at = i;
      }
    }
    if (at < 0) throw new Error(`${name}: rank ${rank} cannot be reached by merges`);
    parts.splice(at, 2, parts[at] + parts[at + 1]);
  }
  return parts.map((part) => rankOf.get(part));
}
