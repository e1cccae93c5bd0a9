// Where the texts of a source begin, found without its syntax tree: what is not worth a look is left out before the tree is asked.

/** How a text begins, in the source as it is written. */
export interface TextHead {
  /** Offset of its first character. */
  readonly at: number;
  /** Its first characters on this line and the next ones, up to the end of the text or to a quote in it. */
  readonly words: string;
}

/** A quote and a text's first character, at once or on the next line, or the first line of a heredoc; then twenty characters without a quote. */
const beginnings =
  /(?:(["'`])(?:\\?[ \t]*\n\s{0,80}|(?:\\[nrt]){0,3}(?=[\w#<*{[\-\u0080-\uffff]))|<<[-~<]?["']?([A-Za-z_]\w*)["']?[^\n]{0,80}\n\s{0,80})(?=[^\s"'`][^"'`\n]{20})/g;

/** UTF-16 units of a text that are read. */
const HEAD_LENGTH = 300;

/** What stands before a text that is a comment on the program, or that it shows, logs or checks. */
const BEFORE_LENGTH = 40;
const ofProgram =
  /(?:^|:)\s*\n\s*[a-zA-Z]{0,2}["']{0,2}$|\b(?:log(?:ger|ging)?|console|st|assert|expect)\.\w+\(\s*\$?[a-z]?$|\b(?:print\w*|puts|echo|raise|throw new|\w*(?:Error|Exception)|it|test|describe|println!|panic!|e?print!)[\s(]\s*\$?[a-z]?$/;

/** The texts of some length between two offsets of a source; apostrophes in them begin others. Linear. */
export function* textHeads(text: string, start: number, end: number): Iterable<TextHead> {
  const source = text.slice(start, end);
  for (const { index, 0: before, 1: quote, 2: name } of source.matchAll(beginnings)) {
    if (ofProgram.test(source.slice(Math.max(0, index - BEFORE_LENGTH), index))) continue;
    const at = start + index + before.length;
    const head = text.slice(at, at + HEAD_LENGTH);
    // What stands behind the text must not matter: it may be another statement's.
    const stop = head.search(
      quote === "'" ? /["'`]/ : name === undefined ? /["`]/ : new RegExp(`["\`]|\\n\\s*${name}\\b`),
    );
    yield { at, words: (stop === -1 ? head : head.slice(0, stop)).replace(/\\[nrt]/g, ' ') };
  }
}
