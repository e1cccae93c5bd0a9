// `prompt-meter count`: the tokens of one text.
import { readFile } from 'node:fs/promises';
import { createEngine } from '../core/engine';
import type { EncodingName, Exactness } from '../core/tokens/encoding';
import { loadEncoding } from '../core/tokens/loadEncoding';
import { countingFor } from '../core/tokens/models';
import { readAssetFrom } from './assets';
import { InputError, readProblem } from './inputError';

export interface FileCount {
  readonly tokens: number;
  readonly encoding: EncodingName;
  readonly exactness: Exactness;
}

/** Counts a file, or standard input for `-`, for a model or with an encoding. Throws InputError when it cannot be read. */
export async function countFile(
  path: string,
  model: string | undefined,
  encoding: EncodingName | undefined,
  assets: string,
): Promise<FileCount> {
  const text = await readText(path);
  const readAsset = readAssetFrom(assets);
  const utf8 = new TextEncoder();
  if (model === undefined) {
    const read = (file: string) => readAsset(`encodings/${file}`);
    const loaded = await loadEncoding(encoding ?? 'o200k_base', read, utf8);
    const count = loaded.count(text);
    return { tokens: count.tokens, encoding: loaded.name, exactness: count.exact ? 'exact' : 'estimate' };
  }
  const report = (problem: string) => process.stderr.write(`prompt-meter: ${problem}\n`);
  const engine = createEngine({ readAsset, utf8, report });
  await engine.loadCounts([model]);
  const count = engine.count(text, model);
  return { tokens: count.tokens, encoding: countingFor(model).encoding, exactness: count.exact ? 'exact' : 'estimate' };
}

/** The text of a file, or of standard input for `-`. Throws InputError when it cannot be read. */
export async function readText(path: string): Promise<string> {
  try {
    return path === '-' ? await readStandardInput() : await readFile(path, 'utf8');
  } catch (error) {
    throw new InputError(readProblem(path, error));
  }
}

async function readStandardInput(): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}
