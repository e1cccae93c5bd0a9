// The token counters that are compared: Prompt Meter's own, and peers from node_modules. A peer that is not installed is left out.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const bundle = path.join(root, 'out', 'bench', 'tokens.mjs');
const peersAt = process.argv.indexOf('--peers');
/** Where peers are looked for before the project itself. */
export const peersFolder = peersAt < 0 ? root : path.resolve(process.argv[peersAt + 1]);
export const own = 'prompt-meter';

/** Loads a library and gives its count function, or undefined if it lacks the encoding. */
const libraries = {
  [own]: async (name) => {
    const { encoding } = await ownEncoding(name);
    return (text) => encoding.count(text).tokens;
  },
  'js-tiktoken': async (name) => {
    const { Tiktoken } = optional('js-tiktoken/lite');
    const encoder = new Tiktoken(ranksOf(name));
    return (text) => encoder.encode(text, [], []).length;
  },
  tiktoken: async (name) => {
    const encoder = optional('tiktoken').get_encoding(name);
    return (text) => encoder.encode_ordinary(text).length;
  },
  'gpt-tokenizer': async (name) => {
    const { countTokens } = optional(`gpt-tokenizer/encoding/${name}`);
    return (text) => countTokens(text, { disallowedSpecial: new Set() });
  },
  'bpe-lite': async (name) => {
    const provider = { o200k_base: 'openai-o200k', cl100k_base: 'openai' }[name];
    const { countTokens } = optional('bpe-lite');
    return (text) => countTokens(text, provider);
  },
};
export const libraryNames = Object.keys(libraries);

/** Bundles the counter as it is shipped. */
export async function buildOwn() {
  const entryPoints = [path.join(root, 'src/core/tokens/loadEncoding.ts')];
  await esbuild.build({ entryPoints, bundle: true, format: 'esm', minify: true, outfile: bundle });
}

/** Our encoding, with the file it was made of. */
export async function ownEncoding(name) {
  const { loadEncoding } = await import(pathToFileURL(bundle).href);
  const read = async (file) => readFileSync(path.join(root, 'dist', 'encodings', file));
  return { encoding: await loadEncoding(name, read, new TextEncoder()) };
}

/** The count function of a library; undefined if it is not installed. */
export async function counterOf(library, name) {
  try {
    return await libraries[library](name);
  } catch (error) {
    if (error.missing) return undefined;
    throw error;
  }
}

/** library -> count function, of all that are installed. */
export async function countersOf(name) {
  const counters = new Map();
  for (const library of libraryNames) {
    const count = await counterOf(library, name);
    if (count === undefined) console.log(`(${library} is left out: not installed)`);
    else counters.set(library, count);
  }
  return counters;
}

function optional(id) {
  for (const folder of [peersFolder, root]) {
    try {
      return createRequire(path.join(folder, 'package.json'))(id);
    } catch (error) {
      if (error.code !== 'MODULE_NOT_FOUND' && error.code !== 'ERR_PACKAGE_PATH_NOT_EXPORTED') throw error;
    }
  }
  throw Object.assign(new Error(`${id} is not installed`), { missing: true });
}

function ranksOf(name) {
  const ranks = optional(`js-tiktoken/ranks/${name}`);
  return ranks.default ?? ranks;
}

/** The tokens of a vocabulary as strings, to make texts of. */
export function vocabularyStrings(name) {
  return ranksOf(name)
    .bpe_ranks.split('\n')
    .flatMap((line) =>
      line
        .split(' ')
        .slice(2)
        .map((token) => Buffer.from(token, 'base64').toString()),
    );
}
