// Fits the weights by which code is searched for texts that a model is told (src/core/prompts/code/rules/textClassifier.ts), and states
// how well they tell texts of files apart that they were not fitted to:
//   node esbuild.mjs && node scripts/fitTextWeights.mjs [--check FOLDER]... [FOLDER]...
// A FOLDER holds labelled sources as those of test/fixtures/prompts/corpus, which are always among them. Public files that readers have
// labelled stay outside of the project: they are under their authors' terms. With `--check` nothing is written. Takes a minute or two.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from './paths.mjs';

/** Features of fewer files are left out, so that no file's own subject counts. */
const leastFiles = 3;
/** What a weight costs, so that few words have one. */
const penalty = 1;
const rounds = 600;
/** Smaller weights are left out: together they change nothing that is seen. */
const leastWeight = 0.05;
/** Parts that are each checked with weights fitted to the others. */
const folds = 5;

const { featuresOf, NamedTexts, ToldTexts, isProse, labelled, finders, languages } = await core();

/** What texts are found and told by, bundled from the source. */
async function core() {
  const out = await mkdtemp(path.join(tmpdir(), 'prompt-meter-fit-'));
  const contents = `
    export { featuresOf } from './src/core/prompts/code/rules/textClassifier';
    export { NamedTexts } from './src/core/prompts/code/facts/namedTexts';
    export { ToldTexts } from './src/core/prompts/code/facts/toldTexts';
    export { isProse } from './src/core/prompts/code/rules/prose';
    export { labelled } from './test/unit/prompts/score';
    export { finders, languages } from './test/unit/prompts/assets';`;
  const stdin = { contents, resolveDir: root, loader: 'ts' };
  const outfile = path.join(out, 'core.mjs');
  const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" };
  await build({ stdin, bundle: true, platform: 'node', format: 'esm', banner, outfile, logLevel: 'error' });
  const module = await import(pathToFileURL(outfile).href);
  await rm(out, { recursive: true });
  return module;
}

/** Every labelled file of a folder. */
async function filesOf(folder) {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.txt')).sort();
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  return texts.flatMap((text) => labelled(text));
}

/** The texts that could be told to a model, likely or not, with their places. */
async function toldTexts(file, source) {
  const found = [];
  ToldTexts.prototype.isKnown = () => false;
  ToldTexts.prototype.begins = () => true;
  NamedTexts.prototype.told = (value, place) => found.push({ value, place });
  const finder = await finders.open({ path: file, languageId: '' });
  await finder?.prepare?.(source);
  finder?.find(source);
  finder?.dispose();
  return found;
}

const endings = { '.mjs': '.js', '.cjs': '.js', '.jsx': '.js', '.mts': '.ts', '.kts': '.kt' };

/** The texts of a file: what is known of each, and whether it is labelled. */
async function textsOf({ path: name, source, labels }) {
  const ending = path.extname(name);
  if (languages[endings[ending] ?? ending] === undefined) return [];
  const lineAt = (offset) => source.slice(0, offset).split('\n').length - 1;
  return (await toldTexts(name, source))
    .filter(({ value }) => isProse(value.text, value.holes.length))
    .flatMap(({ value, place }) => {
      const first = lineAt(value.span.start);
      const last = lineAt(value.span.end - 1);
      const share = (label) => {
        const both = Math.min(last, label.last) - Math.max(first, label.first) + 1;
        return Math.max(0, both) / (Math.max(last, label.last) - Math.min(first, label.first) + 1);
      };
      const sent = labels.some((label) => share(label) >= 0.5 || (label.first <= first && last <= label.last));
      // Half in a label: readers and parser see other texts.
      if (!sent && labels.some((label) => share(label) > 0)) return [];
      return [{ features: [...featuresOf(value.text, value.holes.length, place)], sent, text: value.text }];
    });
}

/** Weights that make texts likely what they are, as few as can be: logistic regression with an L1 penalty, by accelerated gradient steps. */
function fitted(rows) {
  const uses = new Map();
  for (const { features, file } of rows)
    for (const each of features) uses.set(each, (uses.get(each) ?? new Set()).add(file));
  const names = [...uses].filter(([, files]) => files.size >= leastFiles).map(([name]) => name);
  const places = new Map(names.map((name, index) => [name, index + 1]));
  const columns = rows.map(({ features }) => [0, ...features.flatMap((each) => places.get(each) ?? [])]);
  let weights = new Float64Array(names.length + 1);
  let ahead = weights.slice();
  let momentum = 1;
  // The steepest that the loss can curve, found by power iteration.
  const step = 4 / steepest(columns, weights.length);
  for (let round = 0; round < rounds; round++) {
    const slope = new Float64Array(weights.length);
    columns.forEach((row, index) => {
      let total = 0;
      for (const column of row) total += ahead[column];
      const error = 1 / (1 + Math.exp(-total)) - (rows[index].sent ? 1 : 0);
      for (const column of row) slope[column] += error;
    });
    const next = ahead.map((value, column) => shrunk(value - step * slope[column], column === 0 ? 0 : step * penalty));
    const after = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    ahead = next.map((value, column) => value + ((momentum - 1) / after) * (value - weights[column]));
    weights = next;
    momentum = after;
  }
  const rounded = names.map((name, index) => [name, Math.round(weights[index + 1] * 100) / 100]);
  return {
    bias: Math.round(weights[0] * 100) / 100,
    weights: rounded.filter(([, weight]) => Math.abs(weight) >= leastWeight),
  };
}

const shrunk = (value, by) => Math.sign(value) * Math.max(0, Math.abs(value) - by);

function steepest(columns, width) {
  let vector = new Float64Array(width).fill(1);
  let size = 1;
  for (let round = 0; round < 30; round++) {
    const next = new Float64Array(width);
    for (const row of columns) {
      let total = 0;
      for (const column of row) total += vector[column];
      for (const column of row) next[column] += total;
    }
    size = Math.sqrt(next.reduce((sum, each) => sum + each * each, 0));
    vector = next.map((each) => each / size);
  }
  return size;
}

function likelihoods(rows, { bias, weights }) {
  const known = new Map(weights);
  return rows.map(({ features, sent, text }) => {
    const total = features.reduce((sum, each) => sum + (known.get(each) ?? 0), bias);
    return { likelihood: 1 / (1 + Math.exp(-total)), sent, text };
  });
}

function report(title, judged) {
  const all = judged.filter(({ sent }) => sent).length;
  const lines = [0.5, 0.7, 0.8, 0.9, 0.95].map((least) => {
    const taken = judged.filter(({ likelihood }) => likelihood >= least);
    const right = taken.filter(({ sent }) => sent).length;
    return `  from ${least}: P ${((100 * right) / taken.length).toFixed(1)} %  R ${((100 * right) / all).toFixed(1)} %`;
  });
  console.log(`${title}: ${judged.length} texts, ${all} of them sent\n${lines.join('\n')}`);
}

const checked = [];
const folders = ['test/fixtures/prompts/corpus'];
for (let at = 2; at < process.argv.length; at++) {
  if (process.argv[at] === '--check') checked.push(process.argv[++at]);
  else folders.push(process.argv[at]);
}
const gathered = async (list) => {
  const seen = new Set();
  const rows = [];
  for (const folder of list)
    for (const file of await filesOf(path.resolve(root, folder)))
      for (const row of await textsOf(file)) {
        const key = `${row.sent} ${row.text}`;
        if (!seen.has(key)) rows.push({ ...row, file: file.path });
        seen.add(key);
      }
  return rows;
};
const rows = await gathered(folders);
if (checked.length > 0) {
  const others = await gathered(checked);
  const apart = new Set(others.map(({ text }) => text));
  const weighed = fitted(rows.filter(({ text }) => !apart.has(text)));
  report(`fitted without them (${weighed.weights.length} weights)`, likelihoods(others, weighed));
} else {
  const fold = (file) => [...file].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 65521, 7) % folds;
  const judged = Array.from({ length: folds }, (_, index) => {
    const own = rows.filter(({ file }) => fold(file) === index);
    return likelihoods(own, fitted(rows.filter(({ file }) => fold(file) !== index)));
  });
  report(`files that were left out, in ${folds} parts`, judged.flat());
  const { bias, weights } = fitted(rows);
  const files = new Set(rows.map(({ file }) => file)).size;
  weights.sort(([a], [b]) => (a < b ? -1 : 1));
  await writeFile(path.join(root, 'src/core/prompts/code/rules/textWeights.ts'), source(bias, weights, rows, files));
}

function source(bias, weights, rows, files) {
  const sent = rows.filter(({ sent }) => sent).length;
  const quoted = (text) => (/['\\]/.test(text) ? JSON.stringify(text) : `'${text}'`);
  return `// Made by \`node scripts/fitTextWeights.mjs\`; not to be edited. Fitted to ${rows.length} texts, ${sent} of them sent to models, of ${files} files that readers
// have labelled: this project's corpus, and public files (read 2026-11) of which nothing is kept but these weights.

/** Of every text. */
export const bias = ${bias};

/** Features (see textClassifier.ts) and what each adds to the logarithm of the odds. */
export const weights: readonly (readonly [string, number])[] = [
${weights.map(([name, weight]) => `  [${quoted(name)}, ${weight}],`).join('\n')}
];
`;
}
