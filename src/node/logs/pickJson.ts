// Takes a few fields out of one line of JSON by its bytes: neither a string of the line nor objects of its other fields are made. What
// it gives is exactly what JSON.parse would give of those fields; whatever is unusual is left to JSON.parse. Of texts that are not wanted
// only the end is looked for: they are most of a log.
import type { Fields } from '../../core/usage/logs/logTool';

/** The line is no JSON, or so unusual that JSON.parse should look at it. */
export const unusual = Symbol('unusual');

interface Wanted {
  /** The name in the line. */
  readonly bytes: Uint8Array;
  /** Where the value goes. */
  readonly slot: number;
  /** Undefined for a value without fields. */
  readonly inner: Level | undefined;
}

/** An object with wanted fields. */
interface Level {
  /** By the length of their names. */
  readonly byLength: readonly (readonly Wanted[] | undefined)[];
  /** The slots of its fields and of theirs: `[firstSlot, lastSlot]`. */
  readonly firstSlot: number;
  readonly lastSlot: number;
  /** Shows the slots as an object; the same one for every line. */
  readonly view: object;
}

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const backslash = 0x5c;
const openList = 0x5b;
const closeList = 0x5d;
const openObject = 0x7b;
const closeObject = 0x7d;
const deepest = 200;
/** Digits of a whole number that is exact while it is built up. */
const exactDigits = 15;
const words = [
  { text: Buffer.from('true'), value: true },
  { text: Buffer.from('false'), value: false },
  { text: Buffer.from('null'), value: null },
];

/** Takes `fields` out of lines in UTF-8, or in one character for each byte. */
export class JsonPicker {
  private readonly level: Level;
  /** Values of the line at hand; undefined for what it has not. */
  private readonly slots: unknown[] = [];
  private bytes: Buffer = Buffer.alloc(0);
  private at = 0;
  private end = 0;

  constructor(
    fields: Fields,
    private readonly encoding: 'latin1' | 'utf8',
  ) {
    this.level = levelOf(fields, this.slots);
  }

  /** The fields of the object that stands in bytes `[start, end)`: an object that is only good until the next line. */
  pick(bytes: Buffer, start: number, end: number): unknown {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
    if (this.next() !== openObject || !this.object(this.level, 0)) return unusual;
    this.next();
    return this.at === end ? this.level.view : unusual;
  }

  /** The byte at hand behind any space; 0 at the end. */
  private next(): number {
    const { bytes, end } = this;
    let at = this.at;
    for (; at < end; at++) {
      const byte = bytes[at] ?? 0;
      if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d && byte !== 0x0a) {
        this.at = at;
        return byte;
      }
    }
    this.at = at;
    return 0;
  }

  /** Goes behind the object whose brace is at hand; takes nothing of one without a level. False when it is no JSON, or unusual. */
  private object(level: Level | undefined, depth: number): boolean {
    if (level !== undefined) {
      for (let slot = level.firstSlot; slot <= level.lastSlot; slot++) this.slots[slot] = undefined;
    }
    this.at++;
    let byte = this.next();
    if (byte === closeObject) {
      this.at++;
      return true;
    }
    if (depth > deepest) return false;
    for (;;) {
      if (byte !== quote) return false;
      const name = this.at + 1;
      if (!this.string() || this.shape(name, this.at - 1) !== 'plain') return false;
      const wanted = level === undefined ? undefined : this.wantedAt(level, name, this.at - 1);
      if (this.next() !== colon) return false;
      this.at++;
      if (!(wanted === undefined ? this.skip(depth + 1) : this.take(wanted, depth + 1))) return false;
      byte = this.next();
      this.at++;
      if (byte === closeObject) return true;
      if (byte !== comma) return false;
      byte = this.next();
    }
  }

  private wantedAt(level: Level, start: number, end: number): Wanted | undefined {
    const list = level.byLength[end - start];
    if (list === undefined) return undefined;
    const { bytes } = this;
    for (const wanted of list) {
      let index = 0;
      while (index < wanted.bytes.length && wanted.bytes[index] === bytes[start + index]) index++;
      if (index === wanted.bytes.length) return wanted;
    }
    return undefined;
  }

  /** Takes a value. Lists are unusual, and so are objects where none is expected. */
  private take({ slot, inner }: Wanted, depth: number): boolean {
    const byte = this.next();
    if (byte === openObject) {
      if (inner === undefined || !this.object(inner, depth)) return false;
      this.slots[slot] = inner.view;
      return true;
    }
    const value = byte === quote ? this.text() : this.plain(byte);
    this.slots[slot] = value;
    return value !== unusual;
  }

  private text(): unknown {
    const start = this.at;
    if (!this.string()) return unusual;
    const shape = this.shape(start + 1, this.at - 1);
    if (shape === 'plain') return this.bytes.toString(this.encoding, start + 1, this.at - 1);
    return shape === 'escaped' ? parsed(this.bytes.toString(this.encoding, start, this.at)) : unusual;
  }

  /** Goes behind a value that is not wanted; false when it is no JSON. */
  private skip(depth: number): boolean {
    const byte = this.next();
    if (byte === quote) return this.string();
    if (byte === openObject) return this.object(undefined, depth);
    return byte === openList ? this.list(depth) : this.plain(byte) !== unusual;
  }

  private list(depth: number): boolean {
    this.at++;
    if (this.next() === closeList) {
      this.at++;
      return true;
    }
    if (depth > deepest) return false;
    for (;;) {
      if (!this.skip(depth + 1)) return false;
      const byte = this.next();
      this.at++;
      if (byte === closeList) return true;
      if (byte !== comma) return false;
    }
  }

  /** Goes behind the string whose quote is at hand. */
  private string(): boolean {
    const { bytes } = this;
    let close = bytes.indexOf(quote, this.at + 1);
    while (close > 0 && this.isEscaped(close)) close = bytes.indexOf(quote, close + 1);
    if (close < 0 || close >= this.end) return false;
    this.at = close + 1;
    return true;
  }

  /** True for a byte behind an odd number of backslashes. */
  private isEscaped(at: number): boolean {
    let first = at;
    while (this.bytes[first - 1] === backslash) first--;
    return (at - first) % 2 === 1;
  }

  /** What a string with these inner bytes needs: nothing, its escapes resolved, or to be refused. */
  private shape(start: number, end: number): 'plain' | 'escaped' | 'broken' {
    let shape: 'plain' | 'escaped' = 'plain';
    for (let at = start; at < end; at++) {
      const byte = this.bytes[at] ?? 0;
      if (byte < 0x20) return 'broken';
      if (byte === backslash) shape = 'escaped';
    }
    return shape;
  }

  /** A number, true, false or null. */
  private plain(byte: number): unknown {
    if (byte === 0x2d || isDigit(byte)) return this.number();
    for (const { text, value } of words) {
      if (text[0] !== byte) continue;
      const stop = this.at + text.length;
      if (stop > this.end || text.compare(this.bytes, this.at, stop) !== 0) return unusual;
      this.at = stop;
      return value;
    }
    return unusual;
  }

  private number(): unknown {
    const { bytes, end } = this;
    const start = this.at;
    let at = start;
    if (bytes[at] === 0x2d) at++;
    const first = at;
    let whole = 0;
    for (; at < end && isDigit(bytes[at] ?? 0); at++) whole = whole * 10 + ((bytes[at] ?? 0) - 0x30);
    const digits = at - first;
    if (digits === 0 || (digits > 1 && bytes[first] === 0x30)) return unusual;
    this.at = at;
    const byte = at < end ? bytes[at] : 0;
    const isPlain = byte !== 0x2e && byte !== 0x65 && byte !== 0x45;
    if (isPlain && first === start && digits <= exactDigits) return whole;
    const stop = this.fraction(at);
    if (stop < 0) return unusual;
    this.at = stop;
    return Number(bytes.toString('latin1', start, stop));
  }

  /** Where the number ends whose fraction or exponent, if any, begins at `at`; -1 for none. */
  private fraction(at: number): number {
    let stop = at;
    if (stop < this.end && this.bytes[stop] === 0x2e) {
      stop = this.digits(stop + 1);
      if (stop < 0) return -1;
    }
    const byte = stop < this.end ? this.bytes[stop] : 0;
    if (byte !== 0x65 && byte !== 0x45) return stop;
    const sign = this.bytes[stop + 1];
    return this.digits(stop + (sign === 0x2b || sign === 0x2d ? 2 : 1));
  }

  /** Behind the digits at `at`; -1 when there is none. */
  private digits(at: number): number {
    let stop = at;
    while (stop < this.end && isDigit(this.bytes[stop] ?? 0)) stop++;
    return stop > at ? stop : -1;
  }
}

/** Gives each field a slot, those of inner objects next to it. */
function levelOf(fields: Fields, slots: unknown[]): Level {
  const firstSlot = slots.length;
  // a parent of its own: objects that share one and differ in their getters are slow
  const view = Object.create({});
  const all = Object.entries(fields).map(([name, inner]): Wanted => {
    const slot = slots.push(undefined) - 1;
    Object.defineProperty(view, name, { get: () => slots[slot], enumerable: true });
    return { bytes: Buffer.from(name), slot, inner: inner === true ? undefined : levelOf(inner, slots) };
  });
  const longest = Math.max(0, ...all.map(({ bytes }) => bytes.length));
  const byLength = Array.from({ length: longest + 1 }, (_, length) => {
    const some = all.filter(({ bytes }) => bytes.length === length);
    return some.length > 0 ? some : undefined;
  });
  return { byLength, firstSlot, lastSlot: slots.length - 1, view };
}

/** The text that a JSON string stands for; `unusual` when it has an escape that JSON does not know. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return unusual;
  }
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
