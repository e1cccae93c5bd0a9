// `prompt-meter count`: the tokens of one text.
import { constants } from 'node:buffer';
import { open, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { createEngine } from '../core/session/engine';
import type { Count, EncodingName, Exactness } from '../core/tokens/encoding';
import { loadEncoding, openEncoding } from '../core/tokens/loadEncoding';
import { startLengthEstimate } from '../core/tokens/modelCounter';
import { countingFor } from '../core/tokens/models';
import { EncodingFileError } from '../core/tokens/pairFile';
import { readAssetFrom, readTokenizerFile } from './assets';
import { InputError, readProblem } from './inputError';

export interface FileCount {
  readonly tokens: number;
  /** An EncodingName, or the name of the tokenizer file. */
  readonly encoding: string;
  readonly exactness: Exactness;
  /** Literals of special tokens in the text, counted as plain text; absent when it has none. */
  readonly specialTokens?: readonly string[];
}

/** What to count with: one of these, but a model may stand beside a tokenizer file, which then counts. */
export interface CountWith {
  readonly model: string | undefined;
  readonly encoding: EncodingName | undefined;
  readonly tokenizer: string | undefined;
}

/**
 * Counts a file, or standard input for `-`, of any length: it is read piece by piece. Throws InputError when it cannot be read, or when
 * a named tokenizer file cannot be used and there is no model to estimate for. A vocabulary that cannot be used is named on standard
 * error, and the count is an estimate.
 */
export async function countFile(
  file: string,
  { model, encoding, tokenizer }: CountWith,
  assets: string,
): Promise<FileCount> {
  const report = (problem: string) => process.stderr.write(`prompt-meter: ${problem}\n`);
  const own =
    tokenizer === undefined ? undefined : await startWithTokenizer(tokenizer, model === undefined ? undefined : report);
  if (own !== undefined && tokenizer !== undefined) return finish(file, own, path.basename(tokenizer));
  const readAsset = readAssetFrom(assets);
  if (encoding !== undefined) {
    const read = (name: string) => readAsset(`encodings/${name}`);
    return finish(file, await startWithEncoding(encoding, read, report), encoding);
  }
  const engine = createEngine({ readAsset, utf8: new TextEncoder(), report });
  const modelId = model ?? '';
  await engine.loadCounts([modelId]);
  return finish(file, engine.startCount(modelId), countingFor(modelId).encoding);
}

async function startWithEncoding(
  encoding: EncodingName,
  read: (file: string) => Promise<Uint8Array>,
  report: (problem: string) => void,
): Promise<Running> {
  try {
    return (await loadEncoding(encoding, read, new TextEncoder())).startCount();
  } catch (error) {
    if (!(error instanceof EncodingFileError)) throw error;
    report(`The vocabulary ${encoding} cannot be used, the count is an estimate: ${error.message}`);
    return startLengthEstimate();
  }
}

/** With `report` a file that cannot be used is reported, and the answer is undefined; else it is an InputError. */
async function startWithTokenizer(
  file: string,
  report: ((problem: string) => void) | undefined,
): Promise<Running | undefined> {
  try {
    return openEncoding(file, await readTokenizerFile(path.resolve(file)), new TextEncoder()).startCount();
  } catch (error) {
    const problem = error instanceof EncodingFileError ? error.message : readProblem(file, error);
    if (report === undefined) throw new InputError(problem);
    report(`The tokenizer file cannot be used, the count is an estimate: ${problem}`);
    return undefined;
  }
}

/** What counts a text that comes in parts. */
interface Running {
  add(part: string): void;
  finish(): Count;
}

async function finish(file: string, running: Running, encoding: string): Promise<FileCount> {
  for await (const part of textOf(file)) running.add(part);
  const { tokens, exact, specials } = running.finish();
  return { tokens, encoding, exactness: exact ? 'exact' : 'estimate', ...(specials && { specialTokens: specials }) };
}

/** Bytes that are read at a time. */
const pieceBytes = 1 << 16;

/** The text of a file, or of standard input for `-`, in pieces. Throws InputError when it cannot be read. */
async function* textOf(file: string): AsyncGenerator<string, void, void> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  try {
    const pieces = file === '-' ? process.stdin : piecesOf(file);
    for await (const piece of pieces) yield decoder.decode(piece, { stream: true });
    yield decoder.decode();
  } catch (error) {
    throw new InputError(readProblem(file, error));
  }
}

/** The bytes of a file; each piece is valid until the next is asked for: one memory serves all, so that long files leave no garbage. */
async function* piecesOf(file: string): AsyncGenerator<Uint8Array, void, void> {
  const handle = await open(file);
  try {
    const buffer = new Uint8Array(pieceBytes);
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, pieceBytes);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

/** UTF-8 bytes that a UTF-16 unit can take: a longer file is no string, and is not read at all. */
const bytesPerUnit = 3;

/** The text of a file, or of standard input for `-`. Throws InputError when it cannot be read, or is longer than any string can be. */
export async function readText(file: string): Promise<string> {
  try {
    if (file === '-') return decode(await readStandardInput(), 'the text');
    if ((await stat(file)).size > bytesPerUnit * constants.MAX_STRING_LENGTH) throw tooLong(file);
    return decode(await readFile(file), file);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw isTooLarge(error) ? tooLong(file) : new InputError(readProblem(file, error));
  }
}

function decode(content: Buffer, name: string): string {
  try {
    return content.toString('utf8');
  } catch {
    throw tooLong(name);
  }
}

/** Node reads no file of 2 GiB or more at once. */
function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_FS_FILE_TOO_LARGE';
}

function tooLong(name: string): InputError {
  return new InputError(`${name} is too long to be counted: the most is ${constants.MAX_STRING_LENGTH} characters`);
}

async function readStandardInput(): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part);
  return Buffer.concat(parts);
}
