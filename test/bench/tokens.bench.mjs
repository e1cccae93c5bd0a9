// Benchmark of the token counter against other libraries, all in one process in turn. README.md says how to read it.
// Use: node test/bench/tokens.bench.mjs [--peers <folder with node_modules>] [throughput|runs|load|edits …]
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { everydayTexts, randomFrom, unbrokenRuns } from './tokenTexts.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bundle = path.join(root, 'out', 'bench', 'tokens.mjs');
const args = process.argv.slice(2);
const peersAt = args.indexOf('--peers');
const peersFolder = peersAt < 0 ? root : path.resolve(args[peersAt + 1]);
const parts = args.filter((_, i) => peersAt < 0 || (i !== peersAt && i !== peersAt + 1));
const wants = (part) => parts.length === 0 || parts.includes(part);

/** Loads a library and gives its count function, or undefined if it is not installed. `name`: an encoding. */
const libraries = {
  'prompt-meter': async (name) => {
    const { loadEncoding } = await import(pathToFileURL(bundle).href);
    const read = async (file) => readFileSync(path.join(root, 'dist', 'encodings', file));
    const encoding = await loadEncoding(name, read, new TextEncoder());
    return Object.assign((text) => encoding.count(text).tokens, { encoding });
  },
  'js-tiktoken': async (name) => {
    const { Tiktoken } = optional('js-tiktoken/lite');
    const ranks = optional(`js-tiktoken/ranks/${name}`);
    const encoder = new Tiktoken(ranks.default ?? ranks);
    return (text) => encoder.encode(text, [], []).length;
  },
  'tiktoken wasm': async (name) => {
    const encoder = optional('tiktoken').get_encoding(name);
    return (text) => encoder.encode_ordinary(text).length;
  },
  'gpt-tokenizer': async (name) => {
    const { countTokens } = optional(`gpt-tokenizer/encoding/${name}`);
    return (text) => countTokens(text, { disallowedSpecial: new Set() });
  },
  'bpe-lite': async (name) => {
    const { countTokens } = optional('bpe-lite');
    if (name !== 'o200k_base') return undefined;
    return (text) => countTokens(text, 'openai-o200k');
  },
};

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

async function loaded(name) {
  const counters = new Map();
  for (const [library, load] of Object.entries(libraries)) {
    const count = await load(name).catch((error) => {
      if (error.missing) return undefined;
      throw error;
    });
    if (count === undefined) console.log(`(${library} is left out: not installed, or without ${name})`);
    else counters.set(library, count);
  }
  return counters;
}

const timed = (work) => {
  const start = performance.now();
  work();
  return performance.now() - start;
};
const quantile = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
const median = (times) =>
  quantile(
    [...times].sort((a, b) => a - b),
    0.5,
  );
const show = (value) =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(value >= 1 ? 2 : 3);

/** The tokens of a vocabulary as strings, to make texts of. */
function vocabularyStrings(name) {
  const ranks = optional(`js-tiktoken/ranks/${name}`);
  const text = (ranks.default ?? ranks).bpe_ranks;
  return text.split('\n').flatMap((line) =>
    line
      .split(' ')
      .slice(2)
      .map((token) => Buffer.from(token, 'base64').toString()),
  );
}

/** MB/s: cold is the first time these words are seen (after a warm-up on others), warm the median of seven more, in turn. */
async function throughput(name, kinds) {
  console.log(`\n## ${name}: MB/s of UTF-8, warm (cold), 120,000 units`);
  const counters = await loaded(name);
  const rows = [];
  for (const [kind, make] of Object.entries(kinds)) {
    const warmUp = make(2, 40_000);
    const text = make(1, 120_000);
    const megabytes = Buffer.byteLength(text) / 1e6;
    const row = { kind };
    const times = new Map();
    for (const [library, count] of counters) {
      for (let i = 0; i < 3; i += 1) count(warmUp);
      times.set(library, { cold: timed(() => count(text)), warm: [] });
    }
    for (let round = 0; round < 7; round += 1) {
      for (const [library, count] of counters) {
        const { cold, warm } = times.get(library);
        if (round === 0 || cold < 100) warm.push(timed(() => count(text)));
      }
    }
    const speeds = {};
    for (const [library, { cold, warm }] of times) {
      speeds[library] = { cold: (megabytes * 1000) / cold, warm: (megabytes * 1000) / median(warm) };
      row[library] = `${show(speeds[library].warm)} (${show(speeds[library].cold)})`;
    }
    const ours = speeds['prompt-meter'];
    const peers = Object.entries(speeds).filter(([library]) => library !== 'prompt-meter');
    row['× js-tiktoken'] =
      `${show(ours.warm / speeds['js-tiktoken'].warm)} (${show(ours.cold / speeds['js-tiktoken'].cold)})`;
    row['× best peer'] =
      `${['warm', 'cold'].map((way) => show(ours[way] / Math.max(...peers.map(([, speed]) => speed[way])))).join(' (')})`;
    rows.push(row);
  }
  console.table(rows);
}

/** Milliseconds for texts without a boundary, and how they grow with the length. */
async function runs(name) {
  console.log(
    `\n## ${name}: ms for one piece; growth is time(2n)/time(n). Peers: at 5,000 and 10,000 units only, most are quadratic`,
  );
  const counters = await loaded(name);
  counters.delete('js-tiktoken');
  const ours = counters.get('prompt-meter');
  counters.delete('prompt-meter');
  const once = (count, text) => Math.min(...Array.from({ length: 3 }, () => timed(() => count(text))));
  const rows = Object.entries(unbrokenRuns).map(([kind, make]) => {
    ours(make(9, 300_000));
    const [n1, n2, m1, m2] = [100_000, 200_000, 2_500_000, 5_000_000].map((length) => once(ours, make(length, length)));
    const row = { kind, '100k': show(n1), growth: show(n2 / n1), '5M': show(m2), 'growth 5M': show(m2 / m1) };
    for (const [library, count] of counters) {
      const [p1, p2] = [5000, 10_000].map((length) => timed(() => count(make(length, length))));
      row[`${library} 10k`] = `${show(p2)} (growth ${show(p2 / p1)})`;
    }
    row['ours 10k'] = show(once(ours, make(10_000, 10_000)));
    return row;
  });
  console.table(rows);
}

/** Load to first count, and memory, each in a process of its own. */
async function load() {
  console.log(
    '\n## ms from nothing to the first count, and MB of resident memory more than before (median of 5 processes)',
  );
  const rows = [];
  for (const name of ['o200k_base', 'cl100k_base']) {
    for (const library of Object.keys(libraries)) {
      const results = Array.from({ length: 5 }, () => {
        const argv = ['--expose-gc', fileURLToPath(import.meta.url), '--peers', peersFolder, 'load-one', library, name];
        return JSON.parse(execFileSync(process.execPath, argv, { encoding: 'utf8' }).trim().split('\n').pop());
      });
      if (results[0].missing) continue;
      rows.push({
        encoding: name,
        library,
        ms: show(median(results.map((r) => r.ms))),
        MB: show(median(results.map((r) => r.megabytes))),
      });
    }
  }
  console.table(rows);
}

async function loadOne(library, name) {
  globalThis.gc();
  const before = process.memoryUsage().rss;
  const start = performance.now();
  const count = await libraries[library](name).catch((error) => {
    if (error.missing) return undefined;
    throw error;
  });
  if (count === undefined) return { missing: true };
  count('Hello, world! This is the first text that is counted.');
  const ms = performance.now() - start;
  globalThis.gc();
  return { ms, megabytes: (process.memoryUsage().rss - before) / 1e6 };
}

/** Typing into a document of 5 million units: ms of 3,000 keystrokes in bursts of 20 at random places. */
async function edits(name, kinds) {
  console.log(`\n## ${name}: ms a keystroke in a document of 5,000,000 units`);
  const { encoding } = await libraries['prompt-meter'](name);
  const rows = Object.entries({ ...kinds, ...unbrokenRuns }).map(([kind, make]) => {
    const text = make(3, 5_000_000);
    let document;
    const build = timed(() => {
      document = encoding.createDocument(text);
    });
    const random = randomFrom(5);
    const times = [];
    for (let i = 0, at = 0; i < 3000; i += 1) {
      if (i % 20 === 0) at = Math.floor(random() * text.length);
      const back = i % 5 === 4;
      times.push(
        timed(() => document.edit(back ? at - 1 : at, back ? 1 : 0, back ? '' : text[(at * 7) % text.length])),
      );
      at += back ? -1 : 1;
    }
    times.sort((a, b) => a - b);
    const [p50, p99, p999, max] = [0.5, 0.99, 0.999, 1].map((part) => show(quantile(times, part)));
    return { kind, 'build ms': show(build), p50, p99, 'p99.9': p999, max };
  });
  console.table(rows);
}

await esbuild.build({
  entryPoints: [path.join(root, 'src/core/tokens/loadEncoding.ts')],
  bundle: true,
  format: 'esm',
  minify: true,
  outfile: bundle,
});
if (parts[0] === 'load-one') {
  console.log(JSON.stringify(await loadOne(parts[1], parts[2])));
} else {
  console.log(
    `${os.cpus()[0]?.model}, ${os.cpus().length} cores, Node ${process.version}, ICU Unicode ${process.versions.unicode}`,
  );
  for (const name of ['o200k_base', 'cl100k_base']) {
    const kinds = everydayTexts(vocabularyStrings(name), path.join(root, 'src'));
    if (wants('throughput')) await throughput(name, kinds);
    if (wants('runs')) await runs(name);
    if (wants('edits')) await edits(name, kinds);
  }
  if (wants('load')) await load();
}
