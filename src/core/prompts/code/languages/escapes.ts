// Escape sequences of string literals, decoded as each language does at run time. One pass, any input.

/** Line endings of the source become LF, as Python and ECMAScript read them inside multi-line literals. */
export function lineFeed(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

const single: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v' };

interface Escape {
  readonly text: string;
  /** Where reading goes on. */
  readonly next: number;
}

/** Exactly `digits` hexadecimal digits at `at`, as a code point; undefined when they are not there or out of range. */
function hex(text: string, at: number, digits: number): Escape | undefined {
  const code = text.slice(at, at + digits);
  if (code.length < digits || !/^[0-9a-fA-F]+$/.test(code)) return undefined;
  const point = Number.parseInt(code, 16);
  return point > 0x10ffff ? undefined : { text: String.fromCodePoint(point), next: at + digits };
}

/** One to three octal digits at `at`. */
function octal(text: string, at: number): Escape | undefined {
  const digits = /^[0-7]{1,3}/.exec(text.slice(at, at + 3))?.[0];
  if (digits === undefined) return undefined;
  return { text: String.fromCharCode(Number.parseInt(digits, 8)), next: at + digits.length };
}

/** Replaces what follows each backslash by what `read` makes of it; undefined keeps the backslash, as Python does. */
function decode(raw: string, read: (text: string, at: number) => Escape | undefined): string {
  const text = lineFeed(raw);
  let result = '';
  let from = 0;
  for (let slash = text.indexOf('\\'); slash !== -1; slash = text.indexOf('\\', from)) {
    result += text.slice(from, slash);
    const decoded = slash + 1 < text.length ? read(text, slash + 1) : undefined;
    result += decoded?.text ?? '\\';
    from = decoded?.next ?? slash + 1;
    if (decoded === undefined && text[from] === '\\') {
      result += '\\';
      from++;
    }
  }
  return result + text.slice(from);
}

/**
 * The value of the inside of a Python literal that is not raw. Named characters (`\N{DASH}`) become one U+FFFD: their names are not here.
 * Source: https://docs.python.org/3/reference/lexical_analysis.html#escape-sequences (background knowledge, not re-read).
 */
export function decodePython(raw: string, bytes: boolean): string {
  return decode(raw, (text, at) => {
    const char = text[at] ?? '';
    if (char === '\n') return { text: '', next: at + 1 };
    if ('\\\'"'.includes(char)) return { text: char, next: at + 1 };
    if (char === 'a') return { text: '\x07', next: at + 1 };
    if (char === 'x') return hex(text, at + 1, 2);
    if (char === 'u' && !bytes) return hex(text, at + 1, 4);
    if (char === 'U' && !bytes) return hex(text, at + 1, 8);
    if (char === 'N' && !bytes && text[at + 1] === '{') {
      const end = text.slice(at, at + 100).indexOf('}');
      return end === -1 ? undefined : { text: '\uFFFD', next: at + end + 1 };
    }
    const known = single[char];
    return known === undefined ? octal(text, at) : { text: known, next: at + 1 };
  });
}

/** The value of the inside of an ECMAScript string or template piece; unknown escapes are the character itself. */
export function decodeScript(raw: string): string {
  return decode(raw, (text, at) => {
    const char = text[at] ?? '';
    const itself = { text: char, next: at + 1 };
    if (char === '\n' || char === '\u2028' || char === '\u2029') return { text: '', next: at + 1 };
    if (char === 'x') return hex(text, at + 1, 2) ?? itself;
    if (char === 'u' && text[at + 1] === '{') {
      const end = text.slice(at, at + 12).indexOf('}');
      const point = end === -1 ? undefined : hex(text, at + 2, end - 2);
      return point === undefined ? itself : { text: point.text, next: at + end + 1 };
    }
    if (char === 'u') return hex(text, at + 1, 4) ?? itself;
    const known = single[char];
    return known === undefined ? (octal(text, at) ?? itself) : { text: known, next: at + 1 };
  });
}

/** `\u{…}` or, without braces, exactly `digits` hexadecimal digits; `at` is behind the `u`. */
function unicode(text: string, at: number, digits: number): Escape | undefined {
  if (text[at] !== '{') return hex(text, at, digits);
  const end = text.slice(at, at + 10).indexOf('}');
  const point = end === -1 ? undefined : hex(text, at + 1, end - 1);
  return point === undefined ? undefined : { text: point.text, next: at + end + 1 };
}

/** What the literals of a language understand beside `\n \t \r \b \f \v`, backslash and quotes. */
interface Dialect {
  /** Characters with a meaning of their own. */
  readonly own?: Readonly<Record<string, string>>;
  /** An unknown escape keeps its backslash instead of being the character itself. */
  readonly keeps?: boolean;
  /** A backslash at the end of a line takes the line end away, and with `indent` the white space that follows. */
  readonly lines?: 'end' | 'indent';
}

function decodeDialect(raw: string, { own = {}, keeps = false, lines }: Dialect): string {
  return decode(raw, (text, at) => {
    const char = text[at] ?? '';
    if (char === '\n' && lines !== undefined) {
      let next = at + 1;
      while (lines === 'indent' && /\s/.test(text[next] ?? '')) next++;
      return { text: '', next };
    }
    const itself = keeps ? undefined : { text: char, next: at + 1 };
    const known = own[char] ?? single[char];
    if (known !== undefined) return { text: known, next: at + 1 };
    if ('\\\'"`$'.includes(char)) return { text: char, next: at + 1 };
    if (char === 'x') return hex(text, at + 1, 2) ?? itself;
    if (char === 'u') return unicode(text, at + 1, 4) ?? itself;
    if (char === 'U') return hex(text, at + 1, 8) ?? itself;
    return octal(text, at) ?? itself;
  });
}

/** Go's interpreted strings. Source: https://go.dev/ref/spec#Rune_literals (background knowledge). */
export const decodeGo = (raw: string): string => decodeDialect(raw, { own: { a: '\x07' } });
/** Java's strings and text blocks (JLS 3.10.7; background knowledge). */
export const decodeJava = (raw: string): string => decodeDialect(raw, { own: { s: ' ' }, lines: 'end' });
/** C#'s regular strings (C# specification 6.4.5.6; background knowledge). */
export const decodeCsharp = (raw: string): string => decodeDialect(raw, { own: { a: '\x07', e: '\x1b', 0: '\0' } });
/** Ruby's double-quoted strings and heredocs (doc/syntax/literals.rdoc; background knowledge). */
export const decodeRuby = (raw: string): string =>
  decodeDialect(raw, { own: { a: '\x07', e: '\x1b', s: ' ' }, lines: 'end' });
/** Rust's strings. Source: https://doc.rust-lang.org/reference/tokens.html#string-literals (background knowledge). */
export const decodeRust = (raw: string): string => decodeDialect(raw, { own: { 0: '\0' }, lines: 'indent' });
/** PHP's double-quoted strings and heredocs. Source: https://www.php.net/manual/language.types.string.php (background knowledge). */
export const decodePhp = (raw: string): string => decodeDialect(raw, { own: { e: '\x1b' }, keeps: true });
/** Kotlin's strings (background knowledge). */
export const decodeKotlin = (raw: string): string => decodeDialect(raw, {});

/** Single-quoted strings of Ruby and PHP: a backslash only protects itself and the quote. */
export function decodeSingleQuoted(raw: string): string {
  return lineFeed(raw).replace(/\\([\\'])/g, '$1');
}
