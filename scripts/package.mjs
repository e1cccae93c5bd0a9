// npm run package: makes the VSIX (prompt-meter.vsix, or the path given) of what is built in dist/. With --check it also compares the
// list of its files with test/package-files.txt, and its sizes with their limits.
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { pack } from './pack.mjs';
import { root, tool } from './paths.mjs';
import { runOrThrow } from './run.mjs';

const kilobyte = 1024;
const limits = [
  ['dist/extension.js', 150 * kilobyte],
  ['dist/spendLine.js', 250 * kilobyte],
  ['dist/promptTools.js', 100 * kilobyte],
  // the browser's host loads one file, so that what comes later elsewhere is in it
  ['dist/web/extension.js', 350 * kilobyte],
];
const vsixLimit = 4 * kilobyte * kilobyte;

const args = process.argv.slice(2);
const vsix = path.resolve(args.find((arg) => !arg.startsWith('--')) ?? path.join(root, 'prompt-meter.vsix'));
await pack(vsix);
const { size } = await stat(vsix);
console.log(`${path.basename(vsix)}: ${(size / kilobyte / kilobyte).toFixed(2)} MB`);
if (args.includes('--check')) process.exitCode = (await check(size)) ? 0 : 1;

async function check(size) {
  const problems = [...(await unexpectedFiles()), ...(await oversized(size))];
  for (const problem of problems) console.log(problem);
  return problems.length === 0;
}

/** What vsce says it packs, against what may be shipped. */
async function unexpectedFiles() {
  const listed = await runOrThrow(tool('vsce'), ['ls', '--no-dependencies']);
  const packed = listed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.includes(' '));
  const allowed = (await readFile(path.join(root, 'test/package-files.txt'), 'utf8')).split('\n').filter(Boolean);
  return [
    ...packed
      .filter((file) => !allowed.includes(file))
      .map((file) => `packed, but not in test/package-files.txt: ${file}`),
    ...allowed
      .filter((file) => !packed.includes(file))
      .map((file) => `in test/package-files.txt, but not packed: ${file}`),
  ];
}

async function oversized(size) {
  const sizes = await Promise.all(
    limits.map(async ([file, limit]) => [file, limit, (await stat(path.join(root, file))).size]),
  );
  return [...sizes, ['the VSIX', vsixLimit, size]]
    .filter(([, limit, actual]) => actual > limit)
    .map(([file, limit, actual]) => `${file} has ${actual} bytes, more than ${limit}`);
}
