// TOML as data: its tables, strings and lists of strings, with their places. Other values are not followed; what is no TOML is passed over.
// No library: toml-eslint-parser, which knows places, takes quadratic time for many tables and overflows on a long string (1.0.3, 2026-11).
import { DATA_DEPTH, type Data, type MapData, type TextData } from './data';

const marks: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '"': '"', '\\': '\\' };

/** Escapes of basic strings; a backslash at the end of a line takes the white space behind it away. */
function decoded(source: string): string {
  return source.replace(/\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|[ \t]*\r?\n\s*|(.))/g, (_, short, long, mark) => {
    const code = Number.parseInt(short ?? long ?? '', 16);
    if (code <= 0x10ffff) return String.fromCodePoint(code);
    return mark === undefined ? '' : (marks[mark] ?? mark);
  });
}

/** The string whose opening quotes end at `open`; undefined when it is not closed. Its span has the quotes, as in the other formats. */
function stringAt(text: string, open: number, quote: string): TextData | undefined {
  const basic = quote.startsWith('"');
  let end = open;
  for (; end < text.length && !text.startsWith(quote, end); end++) {
    if (quote.length === 1 && text[end] === '\n') return undefined;
    if (basic && text[end] === '\\') end++;
  }
  if (end >= text.length) return undefined;
  const first = quote.length === 3 && text[open] === '\r' ? 2 : quote.length === 3 && text[open] === '\n' ? 1 : 0;
  const inside = text.slice(open + first, end);
  const span = { start: open - quote.length, end: end + quote.length };
  return { kind: 'text', value: basic ? decoded(inside) : inside, span };
}

const table = /[ \t]{0,40}(\[\[?)[ \t]*([\w.\-"' ]{1,200}?)[ \t]*\]/y;
const entry = /[ \t]{0,40}("[^"\n]{1,200}"|'[^'\n]{1,200}'|[\w.-]{1,200})[ \t]{0,40}=[ \t]{0,40}("""|'''|"|'|\{|\[)?/y;
/** What stands between the items of a list, with the quotes of the next one or the end of the list. */
const between = /(?:[\s,]|#[^\n]*\n)*("""|'''|"|'|\{|\])/y;
/** The end of a table in a line, or its next key with what opens the value, or a value that is not followed. */
const inlined =
  /[\s,]*(?:(\})|("[^"\n]{1,200}"|'[^'\n]{1,200}'|[\w.-]{1,200})[ \t]{0,40}=[ \t]{0,40}(?:\[[^\]"'{]{0,1000}\]|("""|'''|"|'|\{|\[)|[^\s,{}[\]"']{1,200}))/y;

const keysOf = (written: string): string[] =>
  written.split('.', DATA_DEPTH).map((key) => key.trim().replace(/^["']|["']$/g, ''));

/** The value that begins with `opening`, which ends at `open`; undefined when it is not followed, or not closed. */
function valueAt(text: string, open: number, opening: string, depth = 0): Data | undefined {
  if (depth > DATA_DEPTH) return undefined;
  if (opening === '[') return listAt(text, open, depth);
  return opening === '{' ? tableAt(text, open, depth) : stringAt(text, open, opening);
}

/** A list of strings, tables and the like; undefined when something else is in it. */
function listAt(text: string, open: number, depth: number): Data | undefined {
  const items: Data[] = [];
  for (let at = open; ; ) {
    between.lastIndex = at;
    const [all, next] = between.exec(text) ?? [];
    if (all === undefined || next === undefined) return undefined;
    at += all.length;
    if (next === ']') return { kind: 'list', items, span: { start: open - 1, end: at } };
    const item = valueAt(text, at, next, depth + 1);
    if (item === undefined) return undefined;
    items.push(item);
    at = item.span.end;
  }
}

/** A table in a line, `{ model = "gpt-4o", temperature = 0.2 }`, as far as it is followed; undefined when nothing of it is. */
function tableAt(text: string, open: number, depth: number): MapData | undefined {
  const entries = new Map<string, Data>();
  for (let at = open; ; ) {
    inlined.lastIndex = at;
    const [all = '', close, key = '', opening] = inlined.exec(text) ?? [];
    const value = opening === undefined ? undefined : valueAt(text, at + all.length, opening, depth + 1);
    if (value !== undefined) entries.set(keysOf(key).join('.'), value);
    const isEnd = all === '' || close !== undefined || (opening !== undefined && value === undefined);
    at = value?.span.end ?? at + all.length;
    if (isEnd)
      return entries.size === 0 && close === undefined
        ? undefined
        : { kind: 'map', entries, span: { start: open - 1, end: at } };
  }
}

interface Table {
  readonly kind: 'map';
  readonly entries: Map<string, Data>;
  /** From its header, or first entry, to the end of its last string so far. */
  readonly span: { readonly start: number; end: number };
}

/** Tables by their path; each stands among the entries of the one around it. */
class Tables {
  readonly root: Table = { kind: 'map', entries: new Map(), span: { start: 0, end: 0 } };
  readonly #byPath = new Map<string, Table>([['', this.root]]);
  /** How many tables each array of tables has so far. */
  readonly #counts = new Map<string, number>();

  /** The table at this path; where there is none it is made, beginning at `start`. */
  at(path: readonly string[], start: number): Table {
    let name = '';
    let current = this.root;
    for (const key of path.flatMap((each, index) => this.#inArray(path, each, index))) {
      name += `\n${key}`;
      const known = this.#byPath.get(name);
      const next: Table = known ?? { kind: 'map', entries: new Map(), span: { start, end: start } };
      this.#byPath.set(name, next);
      if (known === undefined) current.entries.set(key, next);
      current = next;
    }
    return current;
  }

  /** The key, with the place of the last table where it is that of an array of tables: `[boats.crew]` behind `[[boats]]`. */
  #inArray(path: readonly string[], key: string, index: number): readonly string[] {
    const count = this.#counts.get(path.slice(0, index + 1).join('\n'));
    return count === undefined || /^\d+$/.test(path[index + 1] ?? '0') ? [key] : [key, String(count - 1)];
  }

  /** The path of the next table of an array of tables (`[[prompts]]`). */
  next(path: readonly string[]): readonly string[] {
    const name = path.join('\n');
    const count = this.#counts.get(name) ?? 0;
    this.#counts.set(name, count + 1);
    return [...path, String(count)];
  }
}

/** Any text gives a table, possibly an empty one. Tables of one name are one, of equal keys the last counts. */
export function readToml(text: string): MapData {
  const tables = new Tables();
  let path: readonly string[] = [];
  for (let at = 0; at < text.length; ) {
    table.lastIndex = at;
    entry.lastIndex = at;
    const [, opened = '', header] = table.exec(text) ?? [];
    const [all, key, quote] = header === undefined ? (entry.exec(text) ?? []) : [];
    let end = at;
    if (header !== undefined) {
      path = opened === '[[' ? tables.next(keysOf(header)) : keysOf(header);
      tables.at(path, at);
    } else if (key !== undefined && quote !== undefined) {
      const open = at + (all ?? '').length;
      const value = valueAt(text, open, quote);
      const keys = keysOf(key);
      if (value !== undefined) {
        const holder = tables.at([...path, ...keys.slice(0, -1)], at);
        holder.entries.set(keys.at(-1) ?? '', value);
        end = value.span.end;
        holder.span.end = end;
      }
    }
    const newline = text.indexOf('\n', end);
    at = newline === -1 ? text.length : newline + 1;
  }
  return tables.root;
}
