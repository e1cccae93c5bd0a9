// What a command of the command line is, and how it reads its arguments.
import { type ParseArgsConfig, parseArgs } from 'node:util';

/** Which options there are, as `node:util` has them. */
export type Options = NonNullable<ParseArgsConfig['options']>;

/** One command: `prompt-meter NAME …`. */
export interface Command {
  readonly name: string;
  /** The lines of `--help`, two spaces in, ending in a newline. */
  readonly usage: string;
  /**
   * Runs with the arguments behind the name and answers with the exit code. Rejects with a UsageError for arguments it does not
   * understand and with an InputError for input it cannot read; both end in exit code 2.
   */
  readonly run: (args: string[]) => Promise<number>;
}

/** Arguments that make no sense; the message is followed by the usage. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

type Arguments<Named extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: Named; allowPositionals: true }>
>;

/** Named options and the rest, in order. Throws UsageError. */
export function readArguments<Named extends Options>(args: string[], options: Named): Arguments<Named> {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Prints one JSON document on one line, to standard output. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
