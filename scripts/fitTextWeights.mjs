// Fits the weights by which code is searched for texts that a model is told (src/core/prompts/code/rules/textClassifier.ts), and states
// how well they tell texts of files apart that they were not fitted to:
//   node esbuild.mjs && node scripts/fitTextWeights.mjs [--anew] [--check FOLDER]... [FOLDER]...
// A FOLDER holds labelled sources as those of test/fixtures/prompts/corpus, which are always among them, as are the texts of
// test/fixtures/prompts/words: made for this, told to models or to people, in 14 languages. Public files that readers have labelled stay
// outside of the project: they are under their authors' terms. What earlier ones taught is in the weights that are there, so
// that new ones only move these as far as they must; `--anew` forgets them. With `--check` nothing is written. Takes a minute or two.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from './paths.mjs';

const weightsFile = path.join(root, 'src/core/prompts/code/rules/textWeights.ts');

/** Features of fewer files are left out, so that no file's own subject counts. */
const leastFiles = 3;
/** What a weight costs that moves, so that few do, and what its square costs, so that none goes far. */
const penalty = 1.5;
const ridge = 1;
const rounds = 600;
/** Smaller weights are left out: together they change nothing that is seen. */
const leastWeight = 0.05;
/** Parts that are each checked with weights fitted to the others. */
const folds = 5;

const { featuresOf, nowhere, NamedTexts, ToldTexts, isProse, labelled, finders, languages, ...kept } = await core();
const forgets = process.argv.includes('--anew');
/** What the weights are before anything is fitted. */
const earlier = forgets ? { bias: 0, weights: [] } : { bias: kept.bias, weights: kept.weights };

/** What texts are found and told by, bundled from the source. */
async function core() {
  const out = await mkdtemp(path.join(tmpdir(), 'prompt-meter-fit-'));
  const contents = `
    export { featuresOf, nowhere } from './src/core/prompts/code/rules/textClassifier';
    export { bias, weights } from './src/core/prompts/code/rules/textWeights';
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

const wordsFolder = path.join(root, 'test/fixtures/prompts/words');

/** The texts that were made to be told apart: each counts as a file, and stands nowhere. */
async function madeTexts() {
  const names = (await readdir(wordsFolder)).sort();
  const files = await Promise.all(names.map((name) => readFile(path.join(wordsFolder, name), 'utf8')));
  return files.flatMap((lines, index) =>
    lines
      .trimEnd()
      .split('\n')
      .map((line, at) => {
        const { text, sent } = JSON.parse(line);
        const holes = [...text.matchAll(hole)].length;
        return {
          features: [...featuresOf(text.replace(hole, ''), holes, nowhere)],
          sent,
          text,
          file: `${names[index]} ${at}`,
        };
      }),
  );
}
/** `{name}`, as these texts write what is put in. */
const hole = /\{\{?\w[\w.]*\}?\}/g;

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

/** Weights that make texts likely what they are: logistic regression from the earlier weights, by accelerated gradient steps. */
function fitted(rows) {
  const uses = new Map(earlier.weights.map(([name]) => [name, new Set()]));
  for (const { features, file } of rows)
    for (const each of features) uses.set(each, (uses.get(each) ?? new Set()).add(file));
  const known = new Map(earlier.weights);
  const names = [...uses].filter(([name, files]) => known.has(name) || files.size >= leastFiles).map(([name]) => name);
  const places = new Map(names.map((name, index) => [name, index + 1]));
  const columns = rows.map(({ features }) => [0, ...features.flatMap((each) => places.get(each) ?? [])]);
  const start = [earlier.bias, ...names.map((name) => known.get(name) ?? 0)];
  const before = columns.map((row) => row.reduce((total, column) => total + start[column], 0));
  // By how much each is moved.
  let moves = new Float64Array(start.length);
  let ahead = moves.slice();
  let momentum = 1;
  // The steepest that the loss can curve, found by power iteration.
  const step = 4 / (steepest(columns, start.length) + 4 * ridge);
  for (let round = 0; round < rounds; round++) {
    const slope = ahead.map((move, column) => (column === 0 ? 0 : ridge * move));
    columns.forEach((row, index) => {
      let total = before[index];
      for (const column of row) total += ahead[column];
      const error = 1 / (1 + Math.exp(-total)) - (rows[index].sent ? 1 : 0);
      for (const column of row) slope[column] += error;
    });
    const next = ahead.map((move, column) => shrunk(move - step * slope[column], column === 0 ? 0 : step * penalty));
    const after = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    ahead = next.map((move, column) => move + ((momentum - 1) / after) * (move - moves[column]));
    moves = next;
    momentum = after;
  }
  const weights = start.map((weight, column) => weight + moves[column]);
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
  if (process.argv[at] === '--anew') continue;
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
const rows = [...(await gathered(folders)), ...(await madeTexts())];
if (checked.length > 0) {
  const others = await gathered(checked);
  const apart = new Set(others.map(({ text }) => text));
  const weighed = fitted(rows.filter(({ text }) => !apart.has(text)));
  if (!forgets) report('weights as they are', likelihoods(others, earlier));
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
  await writeFile(weightsFile, source(bias, weights, rows, files, await earlierFits()));
}

/** What is said of earlier fits in the file that is written anew. */
async function earlierFits() {
  const lines = (await readFile(weightsFile, 'utf8')).split('\n');
  return forgets ? [] : lines.filter((line) => line.startsWith('// - '));
}

function source(bias, weights, rows, files, fits) {
  const sent = rows.filter(({ sent }) => sent).length;
  const quoted = (text) => (/['\\]/.test(text) ? JSON.stringify(text) : `'${text}'`);
  const month = new Date().toISOString().slice(0, 7);
  return `// Made by \`node scripts/fitTextWeights.mjs\`; not to be edited. Fitted, one after the other, to what readers have labelled in this project's
// corpus and in public files, of which nothing is kept but these weights:
${[...fits, `// - ${rows.length} texts, ${sent} of them sent to models, of ${files} files (${month})`].join('\n')}

/** Of every text. */
export const bias = ${bias};

/** Features (see textClassifier.ts) and what each adds to the logarithm of the odds. */
export const weights: readonly (readonly [string, number])[] = [
${weights.map(([name, weight]) => `  [${quoted(name)}, ${weight}],`).join('\n')}
];
`;
}
