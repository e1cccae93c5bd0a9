// Packs a grammar for src/core/prompts/code/syntax/packedGrammar.ts, which says what the format is: repetitions over any distance are taken out.
// A parse table repeats itself over megabytes, and the VSIX's own compression looks back 32 KB. Packed grammars are kept in a folder.
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { deflateSync } from 'node:zlib';

/**
 * Repetitions that are shorter are left to the VSIX's compression. Each one takes time when the grammar is loaded: in big grammars, which
 * have many, only longer ones are taken out.
 */
const shortest = (bytes) => (bytes.length > 3_000_000 ? 128 : 32);
/** Bytes by which a repetition is looked up, and how many places with the same ones are tried. */
const LOOKED_AT = 12;
const TRIES = 12;
const TABLE_BITS = 20;

/** Packs when that makes the file at least this much smaller after compression, else returns the bytes as they are. */
const WORTH_IT = 0.9;

export async function packGrammar(file, folder) {
  const bytes = await readFile(file);
  const hash = createHash('sha256')
    .update(bytes)
    .update(await readFile(new URL(import.meta.url)));
  const kept = path.join(folder, `${path.basename(file)}-${hash.digest('hex').slice(0, 16)}`);
  const known = await readFile(kept).catch(() => undefined);
  if (known) return known;
  const packed = pack(bytes);
  const result = deflateSync(packed).length < WORTH_IT * deflateSync(bytes).length ? packed : bytes;
  await mkdir(folder, { recursive: true });
  await writeFile(kept, result);
  return result;
}

/** A whole number, seven bits a byte, lowest first. */
function pushNumber(bytes, number) {
  let rest = number;
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  bytes.push(rest);
}

function pack(bytes) {
  const newest = new Int32Array(1 << TABLE_BITS).fill(-1);
  const older = new Int32Array(bytes.length).fill(-1);
  const slotOf = (at) => {
    let hash = 0;
    for (let k = 0; k < LOOKED_AT; k++) hash = Math.imul(hash ^ bytes[at + k], 0x01000193);
    return (hash ^ (hash >>> 13)) & ((1 << TABLE_BITS) - 1);
  };
  const note = (at) => {
    if (at + LOOKED_AT > bytes.length) return;
    const slot = slotOf(at);
    older[at] = newest[slot];
    newest[slot] = at;
  };
  const longest = (at) => {
    let best = { length: 0, from: 0 };
    if (at + LOOKED_AT > bytes.length) return best;
    let from = newest[slotOf(at)];
    for (let tries = 0; tries < TRIES && from >= 0; tries++, from = older[from]) {
      let length = 0;
      while (at + length < bytes.length && bytes[from + length] === bytes[at + length]) length++;
      if (length > best.length) best = { length, from };
    }
    return best;
  };
  const least = shortest(bytes);
  const steps = [];
  const literals = [];
  let literalFrom = 0;
  for (let at = 0; at < bytes.length; ) {
    const { length, from } = longest(at);
    if (length < least) {
      note(at++);
      continue;
    }
    pushNumber(steps, at - literalFrom);
    literals.push(bytes.subarray(literalFrom, at));
    pushNumber(steps, length);
    pushNumber(steps, at - from);
    // In long runs of zeros every place is like the next.
    for (const end = at + length; at < end; at++) if (length < 1000 || at % 16 === 0) note(at);
    literalFrom = at;
  }
  literals.push(bytes.subarray(literalFrom));
  const head = Buffer.alloc(12);
  head.write('PMG1', 0, 'latin1');
  head.writeUInt32LE(bytes.length, 4);
  head.writeUInt32LE(steps.length, 8);
  return Buffer.concat([head, Buffer.from(steps), ...literals]);
}
