// What a vocabulary costs to load: from nothing to the first count, and memory, each in a process of its own.
import { execFileSync } from 'node:child_process';
import { counterOf, libraryNames, own, peersFolder } from './libraries.mjs';
import { median, show } from './measures.mjs';

/** Of each library; odd, for the median. */
const processes = 9;
/** Of the libraries that we are not compared with: they take seconds. */
const othersProcesses = 3;
const rival = 'gpt-tokenizer';

/** Prints a table; gives our milliseconds over gpt-tokenizer's, if that is installed, and our megabytes, for o200k_base. */
export async function loading(entry) {
  console.log(
    `\n## from nothing to the first count: ms of processor time and by the clock, and MB of resident memory more than before (median of ${processes} processes)`,
  );
  const rows = [];
  const ms = {};
  let megabytes = 0;
  for (const name of ['o200k_base', 'cl100k_base']) {
    const results = new Map(libraryNames.map((library) => [library, []]));
    for (let i = 0; i < processes; i += 1) {
      for (const [library, list] of results) {
        if (library !== own && library !== rival && i >= othersProcesses) continue;
        const argv = ['--expose-gc', entry, '--peers', peersFolder, 'load-one', library, name];
        list.push(JSON.parse(execFileSync(process.execPath, argv, { encoding: 'utf8' }).trim().split('\n').pop()));
      }
    }
    for (const [library, list] of results) {
      if (list[0].missing) continue;
      const of = (figure) => median(list.map((result) => result[figure]));
      const [time, memory] = [of('ms'), of('megabytes')];
      rows.push({ encoding: name, library, ms: show(time), clock: show(of('clock')), MB: show(memory) });
      if (name !== 'o200k_base') continue;
      ms[library] = time;
      if (library === own) megabytes = memory;
    }
  }
  console.table(rows);
  return { toGptTokenizer: ms[own] / ms[rival], megabytes };
}

/** The child process. */
export async function loadOne(library, name) {
  globalThis.gc();
  const before = process.memoryUsage().rss;
  const start = performance.now();
  const used = process.cpuUsage();
  const count = await counterOf(library, name);
  if (count === undefined) return { missing: true };
  count('Hello, world! This is the first text that is counted.');
  const { user, system } = process.cpuUsage(used);
  const clock = performance.now() - start;
  globalThis.gc();
  return { ms: (user + system) / 1000, clock, megabytes: (process.memoryUsage().rss - before) / 1e6 };
}
