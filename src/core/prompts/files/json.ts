// A reader of JSON that knows where each value stands. Comments and commas before a closing bracket are let through, as editors'
// own files have them. One pass; any text gives a value or undefined.
import { DATA_DEPTH, type Data } from './data';

const escapes: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  '\\': '\\',
  '/': '/',
};

/** White space, and marks that stand for nothing. */
function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9 || code === 0xfeff;
}

class JsonReader {
  readonly #text: string;
  readonly #end: number;
  #at: number;

  constructor(text: string, from: number, to: number) {
    this.#text = text;
    this.#at = from;
    this.#end = to;
  }

  whole(): Data | undefined {
    const value = this.#value(0);
    this.#skip();
    return this.#at >= this.#end ? value : undefined;
  }

  #skip(): void {
    for (;;) {
      while (this.#at < this.#end && isSpace(this.#text.charCodeAt(this.#at))) this.#at++;
      const mark = this.#text.startsWith('//', this.#at) ? '\n' : this.#text.startsWith('/*', this.#at) ? '*/' : '';
      if (mark === '') return;
      const close = this.#text.indexOf(mark, this.#at + 2);
      this.#at = close === -1 ? this.#end : close + mark.length;
    }
  }

  #value(depth: number): Data | undefined {
    this.#skip();
    if (this.#at >= this.#end || depth > DATA_DEPTH) return undefined;
    const first = this.#text[this.#at];
    if (first === '"') return this.#string();
    if (first === '{') return this.#map(depth);
    if (first === '[') return this.#list(depth);
    return this.#word();
  }

  #word(): Data | undefined {
    const start = this.#at;
    while (this.#at < this.#end && /[\w.+-]/.test(this.#text.charAt(this.#at))) this.#at++;
    const span = { start, end: this.#at };
    const word = this.#text.slice(start, this.#at);
    if (word === 'null' || word === 'true' || word === 'false') return { kind: 'other', span };
    return /^-?\d[\d.eE+-]*$/.test(word) ? { kind: 'number', value: Number(word), span } : undefined;
  }

  #string(): Extract<Data, { kind: 'text' }> | undefined {
    const start = this.#at;
    const parts: string[] = [];
    let from = start + 1;
    for (let at = from; at < this.#end; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === 10) return undefined;
      if (code === 34) {
        parts.push(this.#text.slice(from, at));
        this.#at = at + 1;
        return { kind: 'text', value: parts.join(''), span: { start, end: this.#at } };
      }
      if (code !== 92) continue;
      const next = this.#text.charAt(at + 1);
      const hex = next === 'u' ? this.#text.slice(at + 2, at + 6) : '';
      if (next === 'u' && !/^[\da-f]{4}$/i.test(hex)) return undefined;
      parts.push(
        this.#text.slice(from, at),
        next === 'u' ? String.fromCharCode(Number.parseInt(hex, 16)) : (escapes[next] ?? next),
      );
      at += next === 'u' ? 5 : 1;
      from = at + 1;
    }
    return undefined;
  }

  /** True when the closing bracket was there; it is passed. */
  #closes(bracket: string): boolean {
    this.#skip();
    if (this.#text[this.#at] !== bracket || this.#at >= this.#end) return false;
    this.#at++;
    return true;
  }

  /** True when another item may follow: a comma was passed, or nothing stands in the way of the closing bracket. */
  #goesOn(bracket: string): boolean {
    this.#skip();
    if (this.#text[this.#at] === ',') {
      this.#at++;
      return true;
    }
    return this.#text[this.#at] === bracket;
  }

  #list(depth: number): Data | undefined {
    const start = this.#at++;
    const items: Data[] = [];
    while (!this.#closes(']')) {
      const item = this.#value(depth + 1);
      if (item === undefined || !this.#goesOn(']')) return undefined;
      items.push(item);
    }
    return { kind: 'list', items, span: { start, end: this.#at } };
  }

  #map(depth: number): Data | undefined {
    const start = this.#at++;
    const entries = new Map<string, Data>();
    while (!this.#closes('}')) {
      this.#skip();
      const key = this.#text[this.#at] === '"' ? this.#string() : undefined;
      this.#skip();
      if (key === undefined || this.#text[this.#at] !== ':') return undefined;
      this.#at++;
      const value = this.#value(depth + 1);
      if (value === undefined || !this.#goesOn('}')) return undefined;
      entries.set(key.value, value);
    }
    return { kind: 'map', entries, span: { start, end: this.#at } };
  }
}

/** The one value of `text` from `from` to `to`; undefined when it is no JSON, or nested over DATA_DEPTH. */
export function readJson(text: string, from = 0, to = text.length): Data | undefined {
  return new JsonReader(text, from, to).whole();
}
