// Collects every user-visible message of the source into l10n/bundle.l10n.json, which translators start from.
// node scripts/l10n.mjs writes the file; the unit tests check that it is current. It also names what a translation lacks or has too much,
// which fails nothing here: the tests of the long stage ask for complete translations.
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

/** The languages that there are translations for. */
export const languages = ['zh-cn'];

/** What the translation of a language lacks, has too much, or fills in with other placeholders, in the manifest's words and in the others. */
export async function translationProblems(language) {
  const read = async (file) => JSON.parse(await readFile(path.join(root, file), 'utf8'));
  const pairs = [
    [await read('l10n/bundle.l10n.json'), await read(`l10n/bundle.l10n.${language}.json`)],
    [await read('package.nls.json'), await read(`package.nls.${language}.json`)],
  ];
  const of = (pick) => pairs.flatMap(([english, own]) => pick(english, own));
  return {
    missing: of((english, own) => Object.keys(english).filter((key) => !own[key])),
    unused: of((english, own) => Object.keys(own).filter((key) => !(key in english))),
    differing: of((english, own) =>
      Object.keys(english).filter((key) => own[key] && fixedParts(english[key]) !== fixedParts(own[key])),
    ),
  };
}

/** What a translation may not change: placeholders, code and links to commands. */
function fixedParts(text) {
  const parts = text.match(/\{\d+\}|`[^`]*`|\(command:[^)]*\)/g) ?? [];
  return [...new Set(parts)].sort().join(' ');
}

function withoutEscapes(literal) {
  return literal.replace(/\\(.)/g, '$1');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(path.join(root, 'l10n/bundle.l10n.json'), await bundleText());
  for (const language of languages) {
    for (const [kind, keys] of Object.entries(await translationProblems(language)))
      for (const key of keys) process.stderr.write(`${language}: ${kind}: ${JSON.stringify(key)}\n`);
  }
}
