// Benchmark of the token counter against other libraries, all in one process in turn. README.md says how to read it.
// Use: node test/bench/tokens.bench.mjs [--peers <folder with node_modules>] [throughput|made|runs|load|edits|size …]
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { keystrokesIn } from './keystrokes.mjs';
import { buildOwn, peersFolder, root, vocabularyStrings } from './libraries.mjs';
import { loading, loadOne } from './loading.mjs';
import { show } from './measures.mjs';
import { realTexts } from './realTexts.mjs';
import { runs } from './runs.mjs';
import { throughput } from './throughput.mjs';
import { everydayTexts } from './tokenTexts.mjs';

const args = process.argv.slice(2).filter((arg) => arg !== '--peers' && path.resolve(arg) !== peersFolder);
const wants = (part) => args.length === 0 || args.includes(part);

/** The figures asked for: what, how much, found. Printed at the end. */
const figures = [];
const ask = (figure, atLeast, found) => figures.push({ figure, asked: atLeast, found });

async function measureAll() {
  const real = realTexts(root);
  const texts = Object.fromEntries(Object.entries(real).map(([kind, { text }]) => [kind, text]));
  if (wants('throughput')) {
    for (const [kind, { from }] of Object.entries(real)) console.log(`${kind}: ${from}`);
    const ratios = await throughput('o200k_base', 'real texts', texts, warmUpTexts('o200k_base'));
    await throughput('cl100k_base', 'real texts', texts, warmUpTexts('cl100k_base'));
    askSpeeds(ratios, 'prose code declarations json', 30, 3.5);
    askSpeeds({ 'json, one line': ratios['json, one line'] }, 'json, one line', 30, 3.5);
    askSpeeds(ratios, 'chinese japanese', 200, 1.5);
    askSpeeds({ 'emoji, a table of them': ratios.emoji }, 'emoji, a table of them', 200, 1.5);
  }
  if (wants('made')) {
    const made = madeTexts('o200k_base');
    const ratios = await throughput('o200k_base', 'made texts, see README', made, warmUpTexts('o200k_base'));
    askSpeeds({ 'emoji, mostly without blanks': ratios.emoji }, 'emoji, mostly without blanks', 200, 1.5);
  }
  if (wants('runs')) {
    const { short, long } = await runs('o200k_base');
    ask('unbroken runs: time(2n)/time(n), 100 kB / 5 MB', '<= 2.2', `${show(short)} / ${show(long)}`);
  }
  if (wants('load')) {
    const { toGptTokenizer, megabytes } = await loading(fileURLToPath(import.meta.url));
    ask('load to first count, of gpt-tokenizer’s', '<= 0.4', show(toGptTokenizer));
    ask('memory of o200k, MB', '<= 20', show(megabytes));
  }
  if (wants('edits')) {
    const { p50, p99, place, turn } = await keystrokesIn('o200k_base', texts);
    ask(
      'keystroke in 5 M units, ms: p50 / p99 of texts, worst place of all',
      '<= 0.03 / 0.25 / 1',
      [p50, p99, place].map(show).join(' / '),
    );
    ask('an edit that changes what a run of 5 M units is, ms: worst of all', '<= 1', show(turn));
  }
  if (wants('size')) ask('o200k and cl100k data, deflated, MB', '<= 1.35', show(deflatedMegabytes()));
}

function askSpeeds(ratios, kinds, jsTiktoken, cold) {
  for (const kind of ratios[kinds] ? [kinds] : kinds.split(' ')) {
    ask(`${kind}: times js-tiktoken`, `>= ${jsTiktoken}`, show(ratios[kind].jsTiktoken));
    ask(`${kind}, first time seen: times the fastest peer`, `>= ${cold}`, show(ratios[kind].cold));
  }
}

function madeTexts(name) {
  const makers = everydayTexts(vocabularyStrings(name), path.join(root, 'src'));
  return Object.fromEntries(
    Object.entries(makers).map(([kind, make]) => [
      kind,
      make(1, kind === 'chinese' || kind === 'japanese' ? 100_000 : 300_000),
    ]),
  );
}

/** For each kind of made text, several, none of which is measured: their seeds are others. */
function warmUpTexts(name) {
  const makers = everydayTexts(vocabularyStrings(name), path.join(root, 'src'));
  return Object.values(makers).map((make) => [2, 3, 4, 5, 6, 7, 8, 9].map((seed) => make(seed, 40_000)));
}

function deflatedMegabytes() {
  const files = ['o200k_base.pairs', 'cl100k_base.pairs'];
  const sizes = files.map(
    (file) => deflateRawSync(readFileSync(path.join(root, 'dist/encodings', file)), { level: 9 }).length,
  );
  return sizes.reduce((sum, size) => sum + size, 0) / 1e6;
}

if (args[0] === 'load-one') {
  console.log(JSON.stringify(await loadOne(args[1], args[2])));
} else {
  await buildOwn();
  console.log(
    `${os.cpus()[0]?.model}, ${os.cpus().length} cores, Node ${process.version}, ICU Unicode ${process.versions.unicode}`,
  );
  await measureAll();
  console.log('\n## What is asked for, and what was found');
  console.table(figures);
}
