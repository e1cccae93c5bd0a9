// Where the texts of a source begin, found without its syntax tree: what is not worth a look is left out before the tree is asked.

/** How a text begins, in the source as it is written. */
export interface TextHead {
  /** Offset of its first character; of a heredoc that of its opener. */
  readonly at: number;
  /** Its first characters on this line and the next ones, up to the end of the text or to a quote in it. */
  readonly words: string;
}

/** A quote and a text's first character, at once or on the next line, or the first line of a heredoc; then twenty characters without a quote (apostrophes end no heredoc). */
const beginnings =
  /(["'`])(?:\\?[ \t]*\n\s{0,80}|(?:\\[nrt]){0,3}(?=[\w#<*{[\-\u0080-\uffff]))(?=[^\s"'`][^"'`\n]{20})|<<[-~<]?["']?([A-Za-z_]\w*)["']?[^\n]{0,80}\n\s{0,80}(?=[^\s"'`][^"`\n]{20})/g;

/** Characters without a quote that a text begins with: see `beginnings`. */
const LEAST_LENGTH = 21;
/** UTF-16 units of a text that are read. */
const HEAD_LENGTH = 300;

/** What stands before a text that is a comment on the program, or that it shows, logs or checks. */
const BEFORE_LENGTH = 40;
const ofProgram =
  /(?:^|:)\s*\n\s*[a-zA-Z]{0,2}["']{0,2}$|\b(?:log(?:ger|ging)?|console|st|assert|expect)\.\w+\(\s*\$?[a-z]?$|\b(?:print\w*|puts|echo|raise|throw new|\w*(?:Error|Exception)|it|test|describe|println!|panic!|bail!|ensure!|e?print!)[\s(]\s*\$?[a-z]?$/;

/** How far behind a statement the first words of a heredoc are looked for that it opens in its last line. */
const BEHIND_LENGTH = 200;

/** True where a heredoc of the last line before `end` stands behind it. */
export function opensHeredoc(text: string, start: number, end: number): boolean {
  const line = Math.max(start, text.lastIndexOf('\n', end - 1) + 1);
  return /<<[-~]?["'`]?[A-Za-z_]/.test(text.slice(line, end));
}

/**
 * The texts of some length that begin between two offsets of a source; apostrophes in them begin others. `behind`: the last line opens a
 * heredoc, whose first words stand behind the end. Linear.
 */
export function* textHeads(text: string, start: number, end: number, behind = false): Iterable<TextHead> {
  const source = text.slice(start, behind ? end + BEHIND_LENGTH : end);
  for (const { index, 0: before, 1: quote, 2: name } of source.matchAll(beginnings)) {
    const begins = start + index + before.length;
    if (name === undefined ? begins + LEAST_LENGTH > end : start + index >= end) continue;
    if (ofProgram.test(source.slice(Math.max(0, index - BEFORE_LENGTH), index))) continue;
    const head = text.slice(begins, begins + HEAD_LENGTH);
    // What stands behind the text must not matter: it may be another statement's.
    const stop = head.search(
      quote === "'" ? /["'`]/ : name === undefined ? /["`]/ : new RegExp(`["\`]|\\n\\s*${name}\\b`),
    );
    const at = name === undefined ? begins : start + index;
    yield { at, words: (stop === -1 ? head : head.slice(0, stop)).replace(/\\[nrt]/g, ' ') };
  }
}
