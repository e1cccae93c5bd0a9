// The memory that lines of logs are read into, and the only way to the code that works in it (`jsonLines.wat`).
import { program } from './jsonLines.wat';

/** Longer lines do not fit: no request's usage stands in one. */
export const longestLine = 8 * 2 ** 20;
const firstSize = 2 ** 18;

/** What is looked for stands below this address, lines from it on. */
const linesAt = 4096;
/** Behind the lines: 16 bytes are looked at together, wherever they begin. */
const spare = 64;
const pageSize = 2 ** 16;

/** What `jsonLines.wat` exports. Places are addresses, 0 is none. */
interface Code {
  readonly memory: WebAssembly.Memory;
  readonly find: (mark: number, length: number, from: number, to: number) => number;
  readonly lineStart: (at: number, from: number) => number;
  readonly lineEnd: (at: number) => number;
  readonly pick: (start: number, end: number, level: number) => number;
}

/** A text to look for: where it stands in the memory itself. */
export interface Mark {
  readonly address: number;
  /** Bytes. */
  readonly length: number;
}

const compiled = new WebAssembly.Module(program);

/** Room for a piece of a file; several files may use it, one after the other. */
export class LineMemory {
  /** The room for lines; another one after `grow`. */
  bytes: Buffer = Buffer.alloc(0);
  /** The memory below the lines, in numbers of 4 bytes and of 8. */
  table = new Int32Array();
  wide = new Float64Array();
  private readonly code = new WebAssembly.Instance(compiled).exports as Code;
  /** Behind what was allotted. The first 16 bytes are nobody's: what is not wanted is put there. */
  private used = 16;

  constructor() {
    this.resize(firstSize);
  }

  /** Twice the room, with the same bytes in it; false when it may not grow further. */
  grow(): boolean {
    if (this.bytes.length >= longestLine) return false;
    this.resize(Math.min(longestLine, this.bytes.length * 2));
    return true;
  }

  private resize(size: number): void {
    const { memory } = this.code;
    memory.grow(Math.ceil((linesAt + size + spare - memory.buffer.byteLength) / pageSize));
    this.bytes = Buffer.from(memory.buffer, linesAt, size);
    this.table = new Int32Array(memory.buffer, 0, linesAt / 4);
    this.wide = new Float64Array(memory.buffer, 0, linesAt / 8);
  }

  /** The address of new room in the table, for so many bytes. */
  allot(size: number): number {
    const address = this.used;
    this.used += Math.ceil(size / 16) * 16;
    if (this.used > linesAt) throw new Error('too much is looked for');
    return address;
  }

  /** Keeps a text to look for it. */
  mark(text: string): Mark {
    const bytes = Buffer.from(text);
    const address = this.allot(bytes.length);
    new Uint8Array(this.table.buffer).set(bytes, address);
    return { address, length: bytes.length };
  }

  /** Where the mark stands next in bytes `[from, to)`; -1 for nowhere. */
  find({ address, length }: Mark, from: number, to: number): number {
    const found = this.code.find(address, length, linesAt + from, linesAt + to);
    return found === 0 ? -1 : found - linesAt;
  }

  /** Where the line of byte `at` begins; `from` when there is no newline between. */
  lineStart(at: number, from: number): number {
    return this.code.lineStart(linesAt + at, linesAt + from) - linesAt;
  }

  /** The newline that ends the line of byte `at`; there must be one. */
  lineEnd(at: number): number {
    return this.code.lineEnd(linesAt + at) - linesAt;
  }

  /** Fills the slots of the level at `level` from the object in bytes `[start, end)`; false when that is no JSON, or unusual. */
  pick(start: number, end: number, level: number): boolean {
    return this.code.pick(linesAt + start, linesAt + end, level) !== 0;
  }

  /** The text at addresses `[start, end)`. */
  text(encoding: 'latin1' | 'utf8', start: number, end: number): string {
    return this.bytes.toString(encoding, start - linesAt, end - linesAt);
  }

  /** True when this text of ASCII is what stands at addresses `[start, end)`. */
  holds(text: string, start: number, end: number): boolean {
    if (text.length !== end - start) return false;
    const from = start - linesAt;
    for (let index = 0; index < text.length; index++) {
      const byte = this.bytes[from + index] ?? 0;
      if (byte !== text.charCodeAt(index) || byte > 0x7f) return false;
    }
    return true;
  }
}
