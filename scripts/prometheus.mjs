// Finds a Prometheus server for the long tests: the one that is installed, else Debian's package, fetched and unpacked into out/. Nothing
// is installed. Prints its path; exits with 1 and a reason when there is none to be had.
import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './paths.mjs';
import { run } from './run.mjs';

const folder = path.join(root, 'out/prometheus');

/** The program's path, or undefined and why. */
export async function findPrometheus() {
  const installed = (process.env.PATH ?? '').split(path.delimiter).map((each) => path.join(each, 'prometheus'));
  const unpacked = path.join(folder, 'usr/bin/prometheus');
  const found = [...installed, unpacked].find((each) => existsSync(each));
  if (found) return { path: found };
  await mkdir(folder, { recursive: true });
  const download = await run('apt-get', ['download', 'prometheus'], { quiet: true, cwd: folder }).catch((error) => ({
    code: 1,
    output: error.message,
  }));
  const update =
    download.code === 0 ? download : await run('apt-get', ['update', '-qq'], { quiet: true }).catch(() => download);
  const again =
    download.code === 0 || update.code !== 0
      ? download
      : await run('apt-get', ['download', 'prometheus'], { quiet: true, cwd: folder });
  if (again.code !== 0)
    return { problem: `no prometheus on PATH, and Debian's package cannot be had: ${again.output.trim()}` };
  const [file] = (await readdir(folder)).filter((each) => each.endsWith('.deb'));
  const unpack = await run('dpkg-deb', ['-x', path.join(folder, file ?? ''), folder], { quiet: true });
  return existsSync(unpacked) ? { path: unpacked } : { problem: unpack.output };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = await findPrometheus();
  console.log(found.path ?? found.problem);
  process.exitCode = found.path ? 0 : 1;
}
