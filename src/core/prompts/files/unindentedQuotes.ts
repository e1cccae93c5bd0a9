// Quoted YAML texts whose further lines are not indented. The specification asks for one space at least, Python's reader for none, and
// prompts that were dumped with it are written so. Source: https://yaml.org/spec/1.2.2/#flow-scalar-styles (read 2026-11).

export interface Indented {
  /** The text with the spaces that the specification asks for. */
  readonly text: string;
  /** From an offset in that text to the same place in the text as it is written. */
  readonly back: (offset: number) => number;
}

/** A key, perhaps of a list's item, and the quote that its value starts with. */
const opening = /^([ \t]*(?:- )*)[\w.-]{1,80}:[ \t]+(['"])/gm;

/** Offset behind the quoted text that starts at `at`; undefined when it never ends. */
function quotedEnd(text: string, at: number, quote: string): number | undefined {
  for (let next = at + 1; next < text.length; next++) {
    if (text[next] === '\\' && quote === '"') next++;
    else if (text[next] === quote && quote === "'" && text[next + 1] === quote) next++;
    else if (text[next] === quote) return next + 1;
  }
  return undefined;
}

/** Indents what stands too far left inside quotes; undefined when nothing does. Cost: two passes over the text. */
export function indentQuotes(text: string): Indented | undefined {
  const pieces: string[] = [];
  /** Of each character of the new text, where it is in the old one. */
  const places: number[] = [];
  let copied = 0;
  const copy = (to: number) => {
    pieces.push(text.slice(copied, to));
    while (copied < to) places.push(copied++);
  };
  opening.lastIndex = 0;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const [whole, indent = '', quote = ''] = match;
    const start = match.index + whole.length - 1;
    const end = quotedEnd(text, start, quote);
    if (end === undefined) break;
    for (let line = text.indexOf('\n', start) + 1; line > 0 && line < end; line = text.indexOf('\n', line) + 1) {
      const width = text.slice(line, end).search(/[^ ]/);
      if (width > indent.length || /[\r\n]/.test(text[line + width] ?? '')) continue;
      copy(line);
      pieces.push(' '.repeat(indent.length + 1 - width));
      for (let spaces = width; spaces <= indent.length; spaces++) places.push(line);
    }
    opening.lastIndex = end;
  }
  if (pieces.length === 0) return undefined;
  copy(text.length);
  return { text: pieces.join(''), back: (offset) => places[offset] ?? text.length };
}
