// What a few characters of a source may stand for in the text that is sent, in any of the languages and file formats that are read:
// escapes, doubled characters, entities, line ends. For the alignment of a prompt with its source, which knows both sides and only
// asks whether one can be the other.

/** `length` units of the source that stand for `text`. */
export interface WrittenForm {
  readonly length: number;
  readonly text: string;
  /** True when there is often a better explanation: a backslash that protects nothing, an escape inside of an escape. */
  readonly rare?: boolean;
}

const single: Readonly<Record<string, string>> = {
  ...{ n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v' },
  ...{ a: '\x07', e: '\x1b', s: ' ', 0: '\0' },
};

/** Characters that stand for themselves where they are written twice: `{{`, `%%`, `""`. */
const doubled = new Set(['{', '}', '%', '"', "'", '$', '`']);

/** What a backslash stands before to make it plain. */
const protectedCharacters = new Set(['\\', '"', "'", '`', '$', '{', '}', '/', '#']);

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** Can a form of several units begin with this character? */
export function beginsForm(character: string): boolean {
  return character === '\\' || character === '&' || character === '\n' || character === '\r' || doubled.has(character);
}

/** What the source may say at `at` in more units than it takes in the text. Looks at most 40 units ahead, but over white space. */
export function formsAt(source: string, at: number): WrittenForm[] {
  const first = source[at] ?? '';
  if (first === '\\') return escapes(source, at);
  if (first === '&') return entity(source.slice(at, at + 12));
  if (first === '\n' || first === '\r') return lineEnds(source, at);
  return doubled.has(first) && source[at + 1] === first ? [{ length: 2, text: first }] : [];
}

/** Source: the escapes of the languages in code/escapes.ts, of JSON, and of those inside the JSON of a notebook. */
function escapes(source: string, at: number, nested = false): WrittenForm[] {
  const forms: WrittenForm[] = [];
  const next = source[at + 1];
  if (next === undefined) return forms;
  const code = /^(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|u\{([\da-fA-F]{1,8})\})/.exec(
    source.slice(at + 1, at + 13),
  );
  const point = Number.parseInt(code?.[1] ?? code?.[2] ?? code?.[3] ?? code?.[4] ?? '', 16);
  if (code && point <= 0x10ffff) forms.push({ length: 1 + code[0].length, text: String.fromCodePoint(point) });
  const octal = /^[0-7]{1,3}/.exec(source.slice(at + 1, at + 4))?.[0];
  if (octal) forms.push({ length: 1 + octal.length, text: String.fromCharCode(Number.parseInt(octal, 8)) });
  const named = /^N\{[^{}\n]{1,100}\}/.exec(source.slice(at + 1, at + 104))?.[0];
  if (named) forms.push({ length: 1 + named.length, text: '\ufffd' });
  const meant = single[next];
  if (meant !== undefined) forms.push({ length: 2, text: meant });
  forms.push({ length: 2, text: next, rare: !protectedCharacters.has(next) });
  if (next === '\\' && source[at + 2] !== undefined && !nested) {
    for (const inner of escapes(source, at + 1, true))
      forms.push({ length: 1 + inner.length, text: inner.text, rare: true });
    if (source[at + 2] === '\\') forms.push({ length: 4, text: '\\', rare: true });
  }
  return forms;
}

function entity(source: string): WrittenForm[] {
  const [whole, decimal, hex, name] = /^&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,6}));/i.exec(source) ?? [];
  if (whole === undefined) return [];
  const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  const text = point <= 0x10ffff ? String.fromCodePoint(point) : entities[name ?? ''];
  return text === undefined ? [] : [{ length: whole.length, text }];
}

/** CRLF and CR for LF; a line end with the next line's indentation for the blank that folds two lines into one. */
function lineEnds(source: string, at: number): WrittenForm[] {
  const width = source.startsWith('\r\n', at) ? 2 : 1;
  let end = at + width;
  while (source[end] === ' ' || source[end] === '\t') end++;
  const folded = { length: end - at, text: ' ' };
  return width === 2 || source[at] === '\r' ? [{ length: width, text: '\n' }, folded] : [folded];
}
