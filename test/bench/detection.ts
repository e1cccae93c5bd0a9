// Benchmark of the analysis worker's session: first analysis and edits of 10,000-line files, memory of trees, loading of grammars.
// Run by `npm run bench -- detection`; each figure comes from a process of its own where the first run is what counts.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { python } from '../../src/core/prompts/code/languages/python';
import { typescript } from '../../src/core/prompts/code/languages/script';
import { Grammars } from '../../src/core/prompts/code/syntax/grammars';
import type { CodeLanguage } from '../../src/core/prompts/code/syntax/language';
import { SyntaxTree } from '../../src/core/prompts/code/syntax/syntaxTree';
import { usualSay } from '../../src/core/prompts/userSay';
import { createEngine } from '../../src/core/session/engine';
import type { FromWorker, ToWorker } from '../../src/core/session/protocol';
import { createSession } from '../../src/core/session/session';
import type { TextChange } from '../../src/core/text';
import { randomFrom, source } from './sourceTexts';

const LINES = 10_000;
const EDITS = 200;
/** The session gathers edits for this time; what comes later is put off until nothing is typed. */
const GATHERED_MS = 60;
const files = {
  'realistic.py': () => source('py', LINES, 6),
  'dense.py': () => source('py', LINES, 1),
  'realistic.ts': () => source('ts', LINES, 6),
  'dense.ts': () => source('ts', LINES, 1),
};

/**
 * Milliseconds of the worker's own thread (where the system tells: Linux), of all threads of the process (the engine compiles on others),
 * and of the clock, which other programs disturb most.
 */
interface Time {
  readonly worker: number;
  readonly processor: number;
  readonly clock: number;
}

const kinds = ['worker', 'processor', 'clock'] as const;

function now(): Time {
  const thread = threadTime();
  const { user, system } = process.cpuUsage();
  const processor = (user + system) / 1000;
  return { worker: thread ?? processor, processor, clock: performance.now() };
}

const never = new Int32Array(new SharedArrayBuffer(4));

/**
 * Nanoseconds that the main thread ran stand first in the file. The system brings them up to date every few milliseconds, and whenever
 * the thread stops: so it stops for a moment.
 */
function threadTime(): number | undefined {
  try {
    Atomics.wait(never, 0, 0, 0.01);
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return undefined;
  }
}

function since(start: Time): Time {
  // First of all: to know the rest the thread stops for a moment.
  const clock = performance.now() - start.clock;
  const end = now();
  return { worker: end.worker - start.worker, processor: end.processor - start.processor, clock };
}

interface Worker {
  /** Time from the message to its answer; what the session does a moment later it does at once. */
  readonly answer: (message: ToWorker) => Promise<Time>;
  /** Time of what the last answer has put off until nothing is typed; undefined when that is nothing. */
  readonly settle: () => Promise<Time | undefined>;
  readonly last: () => FromWorker | undefined;
}

function startWorker(): Worker {
  let answered: (() => void) | undefined;
  let last: FromWorker | undefined;
  let putOff: (() => void) | undefined;
  const session = createSession({
    ...createEngine({
      readAsset: (name) => readFile(path.join('dist', name)),
      utf8: new TextEncoder(),
      report: (problem) => console.error(problem),
    }),
    post(message) {
      last = message;
      answered?.();
    },
    later: (work, ms) => {
      if (ms > GATHERED_MS) putOff = work;
      else void Promise.resolve().then(work);
    },
    now: Date.now,
  });
  session.receive({ type: 'settings', settings: { defaultModel: 'gpt-4o-mini', prices: undefined } });
  const timed = async (begin: () => void): Promise<Time> => {
    const start = now();
    const done = new Promise<void>((resolve) => {
      answered = resolve;
    });
    begin();
    await done;
    return since(start);
  };
  return {
    last: () => last,
    answer(message) {
      putOff = undefined;
      return timed(() => session.receive(message));
    },
    async settle() {
      return putOff && timed(putOff);
    },
  };
}

const quantile = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
const ms = (value: number): string => value.toFixed(1).padStart(7);

/** What is typed and taken away again: with and without breaking the syntax for a moment. */
const edits = {
  typing: ['a', ' word', '\n', ', more', '7'],
  breaking: ['"', '(', '{', "'"],
};

async function one(name: keyof typeof files): Promise<void> {
  const worker = startWorker();
  await loadBefore(worker, name);
  const opened = { path: `/${name}`, languageId: name.endsWith('py') ? 'python' : 'typescript' };
  let text = files[name]();
  const first = await worker.answer({ type: 'open', key: 'a', kind: opened, version: 1, text });
  const hints = worker.last();
  const prompts = hints?.type === 'hints' ? hints.hints.prompts.length : 0;
  const line = `${name.padEnd(14)} ${String(text.length >> 10).padStart(4)} KB ${String(prompts).padStart(5)} prompts`;
  const figures = kinds.map((kind) => `${kind} ${ms(first[kind])}`);
  console.log(`${line}  first: ${figures.join('  ')}`);
  const pick = randomFrom(11);
  let version = 1;
  for (const [sort, typed] of Object.entries(edits)) {
    const times: Time[] = [];
    const settling: number[] = [];
    for (let edit = 0; edit < EDITS; edit++) {
      const start = wordEnd(text, pick(text.length - 100));
      const inserted = typed[edit % typed.length] ?? '';
      for (const change of [
        { start, deleted: 0, inserted },
        { start, deleted: inserted.length, inserted: '' },
      ]) {
        text = text.slice(0, change.start) + change.inserted + text.slice(change.start + change.deleted);
        const { length } = text;
        times.push(await worker.answer({ type: 'change', key: 'a', version: ++version, changes: [change], length }));
        // Half of the time a person stops to look.
        const settled = edit % 2 === 0 ? await worker.settle() : undefined;
        if (settled !== undefined) settling.push(settled.worker);
      }
    }
    for (const kind of kinds) {
      const warm = times.slice(20).map((time) => time[kind]);
      const [median, p95, most] = [0.5, 0.95, 1].map((share) => ms(quantile(warm, share)));
      console.log(`  ${sort.padEnd(9)} ${kind.padEnd(9)} median ${median}  p95 ${p95}  max ${most}`);
    }
    if (settling.length > 0)
      console.log(`  ${''.padEnd(9)} put off until nothing is typed (worker): median ${ms(quantile(settling, 0.5))}`);
  }
}

/** A short file of the language, so that grammar and vocabulary are there: what they take is told apart. */
async function loadBefore(worker: Worker, name: string): Promise<void> {
  const python = name.endsWith('py');
  const kind = { path: `/before${path.extname(name)}`, languageId: python ? 'python' : 'typescript' };
  const text = `prompt = "Say what this is all about."${python ? '\n' : ';\n'}`;
  const load = await worker.answer({ type: 'open', key: 'before', kind, version: 1, text });
  console.log(`${name.padEnd(14)} grammar and vocabulary: worker ${ms(load.worker)}`);
}

/** The end of a word inside of a text or comment behind `from`: where a person types most. */
function wordEnd(text: string, from: number): number {
  const found = /[a-z]{3,} (?=[a-z]{3,} )/g;
  found.lastIndex = from;
  const match = found.exec(text);
  return match === null ? from : match.index + match[0].length - 1;
}

async function main([part, language]: string[]): Promise<void> {
  if (part === 'parse')
    return parse(language === 'py' ? python : typescript, source(language === 'py' ? 'py' : 'ts', LINES, 6));
  if (part === 'grammars') return grammars();
  if (part === 'memory') return memory();
  if (part !== undefined && part in files) return one(part as keyof typeof files);
  console.log('session, 10,000 lines (milliseconds of worker time; each file in a process of its own)');
  for (const name of [...Object.keys(files), 'parse py', 'parse ts', 'grammars', 'memory']) {
    process.stdout.write(
      execFileSync(process.execPath, ['--expose-gc', __filename, ...name.split(' ')], { encoding: 'utf8' }),
    );
  }
}

/** What the parser alone takes: the floor of everything above. The first time its code and memory are new. */
async function parse(language: CodeLanguage, text: string): Promise<void> {
  const parser = await new Grammars((name) => readFile(path.join('dist', name))).load(language);
  const tree = new SyntaxTree(parser);
  const timed = (text: string, edits?: readonly TextChange[]): number => {
    const start = now();
    tree.update(text, edits);
    return since(start).worker;
  };
  const first = timed(text);
  tree.dispose();
  const again = timed(text);
  const pick = randomFrom(11);
  const edits: number[] = [];
  for (let edit = 0; edit < EDITS; edit++) {
    const start = wordEnd(text, pick(text.length - 100));
    const typed = `${text.slice(0, start)}a${text.slice(start)}`;
    edits.push(timed(typed, [{ start, deleted: 0, inserted: 'a' }]));
    edits.push(timed(text, [{ start, deleted: 1, inserted: '' }]));
  }
  const [median, p95] = [0.5, 0.95].map((share) => ms(quantile(edits.slice(20), share)));
  const floor = `first ${ms(first)}  again ${ms(again)}  a letter typed: median ${median}  p95 ${p95}`;
  console.log(`the parser alone, ${language.grammar.padEnd(10)} (worker): ${floor}`);
}

/** Each language's first finder: reading, unpacking and compiling its grammar. The first of all starts the parser too, and is told apart. */
async function grammars(): Promise<void> {
  const engine = createEngine({
    readAsset: (name) => readFile(path.join('dist', name)),
    utf8: new TextEncoder(),
    report() {},
  });
  const endings = ['go', 'py', 'ts', 'tsx', 'js', 'java', 'kt', 'cs', 'rb', 'rs', 'php'];
  const times: string[] = [];
  for (const ending of endings) {
    const start = now();
    await engine.openFinder({ path: `a.${ending}`, languageId: '' }, usualSay);
    const { worker, clock } = since(start);
    times.push(`${ending} ${worker.toFixed(1)} (${clock.toFixed(0)})`);
  }
  console.log(`grammar loads (worker, in brackets the clock): the parser's start with ${times.join('  ')}`);
}

/** What stays when the same file is open eight times more. */
async function memory(): Promise<void> {
  const worker = startWorker();
  const text = source('py', LINES, 6);
  const open = (key: string) =>
    worker.answer({ type: 'open', key, kind: { path: `/${key}.py`, languageId: 'python' }, version: 1, text });
  const used = () => {
    globalThis.gc?.();
    const { rss, external, heapUsed } = process.memoryUsage();
    return { parser: external, heap: heapUsed, resident: rss };
  };
  await open('first');
  const before = used();
  for (let n = 0; n < 8; n++) await open(`again${n}`);
  const after = used();
  const each = (part: keyof typeof after) => `${part} ${((after[part] - before[part]) / 8 / 2 ** 20).toFixed(1)}`;
  console.log(`memory, MB for each open file of 10,000 lines: ${each('parser')}  ${each('heap')}  ${each('resident')}`);
}

void main(process.argv.slice(2));
