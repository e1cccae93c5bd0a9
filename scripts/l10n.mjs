// Collects every user-visible message of the source into l10n/bundle.l10n.json, which translators start from.
// node scripts/l10n.mjs writes the file; the unit tests check that it is current.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** The first argument of a call of `t`, `translate`, `sentence` or `vscode.l10n.t`: one string literal, in either quotes. */
const call = /\b(?:t|translate|sentence)\(\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)")/g;

/** Every message below src/, sorted. */
export async function collectMessages() {
  const files = await readdir(path.join(root, 'src'), { recursive: true });
  const messages = new Set();
  for (const file of files.filter((name) => name.endsWith('.ts'))) {
    const source = await readFile(path.join(root, 'src', file), 'utf8');
    for (const [, single, double] of source.matchAll(call)) messages.add(withoutEscapes(single ?? double));
  }
  return [...messages].sort();
}

/** The contents of the bundle file. */
export async function bundleText() {
  const messages = await collectMessages();
  return `${JSON.stringify(Object.fromEntries(messages.map((message) => [message, message])), null, 2)}\n`;
}

function withoutEscapes(literal) {
  return literal.replace(/\\(.)/g, '$1');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(path.join(root, 'l10n/bundle.l10n.json'), await bundleText());
}
