// Grammars as they are shipped: WebAssembly with its far repetitions taken out (scripts/packGrammar.mjs), or as it is.
//
// `PMG1`, the length unpacked and the length of the steps (32 bits each, lowest byte first), the steps, then all literal bytes.
// A step is three numbers, seven bits a byte, lowest first: how many literal bytes come, how long the repetition behind them is, and how
// far back it begins. The literal bytes that no step takes come last.

const HEAD = 12;

/** Reads numbers of seven bits a byte. */
class Numbers {
  readonly #bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  next(): number {
    let number = 0;
    for (let shift = 0; shift < 32; shift += 7) {
      const byte = this.#bytes[this.at++] ?? 0;
      number |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    return number >>> 0;
  }
}

/** The grammar's WebAssembly. Throws when the bytes are damaged. Linear in what comes out. */
export function unpackGrammar(bytes: Uint8Array): Uint8Array {
  if (String.fromCharCode(...bytes.subarray(0, 4)) !== 'PMG1') return bytes;
  const head = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const result = new Uint8Array(head.getUint32(4, true));
  const stepsEnd = HEAD + head.getUint32(8, true);
  const steps = new Numbers(bytes, HEAD);
  let literals = stepsEnd;
  let at = 0;
  const literal = (count: number) => {
    if (at + count > result.length || literals + count > bytes.length) throw new Error('a grammar is damaged');
    result.set(bytes.subarray(literals, literals + count), at);
    literals += count;
    at += count;
  };
  while (steps.at < stepsEnd) {
    literal(steps.next());
    const length = steps.next();
    const from = at - steps.next();
    if (from < 0 || at + length > result.length) throw new Error('a grammar is damaged');
    // What is copied may run into what it makes, and is longer each time then.
    for (const end = at + length; at < end; ) {
      const count = Math.min(at - from, end - at);
      if (count === 0) throw new Error('a grammar is damaged');
      result.copyWithin(at, from, from + count);
      at += count;
    }
  }
  literal(bytes.length - literals);
  if (at !== result.length) throw new Error('a grammar is damaged');
  return result;
}
