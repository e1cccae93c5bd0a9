// Grammars as they are shipped: WebAssembly with its far repetitions taken out (scripts/packGrammar.mjs), or as it is.
//
// `PMG1`, the length unpacked and the length of the steps (32 bits each, lowest byte first), the steps, then all literal bytes.
// A step is three numbers, seven bits a byte, lowest first: how many literal bytes come, how long the repetition behind them is, and how
// far back it begins. The literal bytes that no step takes come last.

const HEAD = 12;

/** Up to this length bytes are copied one by one: to ask for a copy takes longer. */
const SHORT = 24;

/** The grammar's WebAssembly. Throws when the bytes are damaged. Linear in what comes out. */
export function unpackGrammar(bytes: Uint8Array): Uint8Array {
  if (String.fromCharCode(...bytes.subarray(0, 4)) !== 'PMG1') return bytes;
  const head = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const result = new Uint8Array(head.getUint32(4, true));
  const stepsEnd = HEAD + head.getUint32(8, true);
  const all = bytes.subarray(stepsEnd);
  if (all.length > result.length) throw new Error('a grammar is damaged');
  // The literal bytes wait at the end, where what is made never overtakes them: to copy within one array makes no view each time.
  let literals = result.length - all.length;
  result.set(all, literals);
  let step = HEAD;
  let at = 0;
  const number = (): number => {
    let read = 0;
    for (let shift = 0; shift < 32; shift += 7) {
      const byte = bytes[step++] ?? 0;
      read |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    return read >>> 0;
  };
  const literal = (count: number): void => {
    if (literals + count > result.length) throw new Error('a grammar is damaged');
    if (count > SHORT) {
      result.copyWithin(at, literals, literals + count);
      literals += count;
      at += count;
    } else for (const end = at + count; at < end; ) result[at++] = result[literals++] ?? 0;
  };
  while (step < stepsEnd) {
    literal(number());
    const length = number();
    let from = at - number();
    const end = at + length;
    if (from < 0 || end > literals || (length > 0 && from === at)) throw new Error('a grammar is damaged');
    // What is copied may run into what it makes; byte by byte, or as much as there is and more each time.
    if (length <= SHORT) while (at < end) result[at++] = result[from++] ?? 0;
    while (at < end) {
      const count = Math.min(at - from, end - at);
      result.copyWithin(at, from, from + count);
      at += count;
    }
  }
  literal(result.length - literals);
  if (at !== result.length) throw new Error('a grammar is damaged');
  return result;
}
