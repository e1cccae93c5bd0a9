// The contract of a local log: which lines of a tool's files are looked at, and what they say. Only usage fields are kept, never texts.
import type { LogEntry } from './entries';

/** Names where a line stands, for lines that name no request: the file and the line in it, the same at every reading. */
export type LinePlace = () => string;

/** Names of fields of a JSON object: `true` for a text, a number, a boolean or null, further names for the fields of an object. */
export interface Fields {
  readonly [name: string]: true | Fields;
}

/** Reads the lines of one file in order. */
export interface LineReader {
  /** `line` is one parsed JSON line, at least the tool's `fields` of it; false when it should hold usage and cannot be used. */
  readonly read: (line: unknown, place: LinePlace, into: { readonly add: (entry: LogEntry) => void }) => boolean;
  /** What must be known to go on with the next line at another time: plain JSON. */
  readonly state: () => unknown;
}

/** One tool. */
export interface LogTool {
  /** Stable, lower case: part of stored names and of the command line. */
  readonly id: string;
  /** The tool's name for people. */
  readonly name: string;
  /** Who bills its requests, as the price data names it. */
  readonly provider: string;
  /** False when the log says nothing of tokens written to the prompt cache. */
  readonly tellsCacheWrites: boolean;
  /** A line without one of these texts has nothing to tell. Plain ASCII, as JSON writes it. */
  readonly marks: readonly string[];
  /** What `read` looks at; all else of a line need not be there. */
  readonly fields: Fields;
  /** True when texts are kept that may hold letters beyond ASCII; reading them right takes longer. */
  readonly keepsTexts: boolean;
  /** `file` is the path below the tool's root, with `/`; `state` what an earlier reader of the same file gave, undefined at its begin. */
  readonly open: (file: string, state: unknown) => LineReader;
}
