// `prompt-meter count`: the tokens of one text.
import { constants } from 'node:buffer';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { createEngine } from '../core/engine';
import type { Count, EncodingName, Exactness } from '../core/tokens/encoding';
import { loadEncoding, openEncoding } from '../core/tokens/loadEncoding';
import { lengthEstimate } from '../core/tokens/modelCounter';
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
 * Counts a file, or standard input for `-`. Throws InputError when it cannot be read, or when a named tokenizer file cannot be used and
 * there is no model to estimate for. A vocabulary that cannot be used is named on standard error, and the count is an estimate.
 */
export async function countFile(file: string, counting: CountWith, assets: string): Promise<FileCount> {
  const { model, encoding, tokenizer } = counting;
  const text = await readText(file);
  const report = (problem: string) => process.stderr.write(`prompt-meter: ${problem}\n`);
  if (tokenizer !== undefined) {
    const counted = await countWithTokenizer(text, tokenizer, model === undefined ? undefined : report);
    if (counted !== undefined) return counted;
  }
  const readAsset = readAssetFrom(assets);
  const utf8 = new TextEncoder();
  if (encoding !== undefined) {
    const count = await countWithEncoding(text, encoding, (name) => readAsset(`encodings/${name}`), report);
    return fileCount(count, encoding);
  }
  const engine = createEngine({ readAsset, utf8, report });
  const modelId = model ?? '';
  await engine.loadCounts([modelId]);
  return fileCount(engine.count(text, modelId), countingFor(modelId).encoding);
}

async function countWithEncoding(
  text: string,
  encoding: EncodingName,
  read: (file: string) => Promise<Uint8Array>,
  report: (problem: string) => void,
): Promise<Count> {
  try {
    return (await loadEncoding(encoding, read, new TextEncoder())).count(text);
  } catch (error) {
    if (!(error instanceof EncodingFileError)) throw error;
    report(`The vocabulary ${encoding} cannot be used, the count is an estimate: ${error.message}`);
    return lengthEstimate(text);
  }
}

/** With `report` a file that cannot be used is reported, and the answer is undefined; else it is an InputError. */
async function countWithTokenizer(
  text: string,
  file: string,
  report: ((problem: string) => void) | undefined,
): Promise<FileCount | undefined> {
  try {
    const content = await readTokenizerFile(path.resolve(file));
    return fileCount(openEncoding(file, content, new TextEncoder()).count(text), path.basename(file));
  } catch (error) {
    const problem = error instanceof EncodingFileError ? error.message : readProblem(file, error);
    if (report === undefined) throw new InputError(problem);
    report(`The tokenizer file cannot be used, the count is an estimate: ${problem}`);
    return undefined;
  }
}

function fileCount({ tokens, exact, specials }: Count, encoding: string): FileCount {
  return { tokens, encoding, exactness: exact ? 'exact' : 'estimate', ...(specials && { specialTokens: specials }) };
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
