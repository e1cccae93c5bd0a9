// What a vocabulary costs to load: from nothing to the first count, and memory, each in a process of its own.
import { execFileSync } from 'node:child_process';
import { counterOf, libraryNames, own, peersFolder } from './libraries.mjs';
import { median, show } from './measures.mjs';

const processes = 7;

/** Prints a table; gives our milliseconds over gpt-tokenizer's, if that is installed, and our megabytes, for o200k_base. */
export async function loading(entry) {
  console.log(
    `\n## ms from nothing to the first count, and MB of resident memory more than before (median of ${processes} processes)`,
  );
  const rows = [];
  const ms = {};
  let megabytes = 0;
  for (const name of ['o200k_base', 'cl100k_base']) {
    const results = new Map(libraryNames.map((library) => [library, []]));
    for (let i = 0; i < processes; i += 1) {
      for (const [library, list] of results) {
        const argv = ['--expose-gc', entry, '--peers', peersFolder, 'load-one', library, name];
        list.push(JSON.parse(execFileSync(process.execPath, argv, { encoding: 'utf8' }).trim().split('\n').pop()));
      }
    }
    for (const [library, list] of results) {
      if (list[0].missing) continue;
      const [time, memory] = [median(list.map((r) => r.ms)), median(list.map((r) => r.megabytes))];
      rows.push({ encoding: name, library, ms: show(time), MB: show(memory) });
      if (name !== 'o200k_base') continue;
      ms[library] = time;
      if (library === own) megabytes = memory;
    }
  }
  console.table(rows);
  return { toGptTokenizer: ms[own] / ms['gpt-tokenizer'], megabytes };
}

/** The child process. */
export async function loadOne(library, name) {
  globalThis.gc();
  const before = process.memoryUsage().rss;
  const start = performance.now();
  const count = await counterOf(library, name);
  if (count === undefined) return { missing: true };
  count('Hello, world! This is the first text that is counted.');
  const ms = performance.now() - start;
  globalThis.gc();
  return { ms, megabytes: (process.memoryUsage().rss - before) / 1e6 };
}
