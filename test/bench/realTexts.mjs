// Real texts for the token benchmark: what the packages of node_modules carry, the names of things in Chinese and Japanese that
// Node itself knows (Unicode CLDR), and three short texts of our own. Nothing is chosen for its speed: whole kinds of files, in
// order of their paths.
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** UTF-16 units of the longest text. */
const longest = 500_000;
/** Made of data for tokenizers, or minified: not what one writes. */
const passedOver = /tiktoken|tokenizer|bpe-lite|unicode|\.min\.|\.bundle|bundled/;

/** name -> { text, from }: the text, and what it is made of. `root`: the project's folder. */
export function realTexts(root) {
  const modules = realpathSync(path.join(root, 'node_modules'));
  const files = filesBelow(modules).filter((file) => !passedOver.test(file.slice(modules.length)));
  const named = (pattern) => files.filter((file) => pattern.test(file));
  return {
    prose: { text: flat(prose(named(/\.(md|markdown)$/i))), from: 'paragraphs of the packages’ documentation' },
    code: {
      text: flat(written(named(/\.(ts|mts|js|mjs)$/).filter(isSource))),
      from: 'sources of the packages, unminified',
    },
    declarations: { text: flat(written(named(/@types.*\.d\.ts$/))), from: 'type declarations with their comments' },
    json: { text: flat(jsonFiles(modules)), from: 'mime-db, a JSON schema, a lock file' },
    'json, one line': {
      text: flat(JSON.stringify(manifests(named(/\/package\.json$/)))),
      from: 'the package.json of all packages, on one line',
    },
    chinese: {
      text: flat(eastern(modules, 'chinese', 'zh', 'README.zh-CN.md')),
      from: 'own text, a README, names of regions and currencies',
    },
    japanese: {
      text: flat(eastern(modules, 'japanese', 'ja', 'README.ja.md')),
      from: 'own text, a README, names of regions and currencies',
    },
    emoji: { text: flat(ownText('emoji') + emojiTable()), from: 'own chat, a table of all emoji and flags' },
  };
}

/** As one flat string of at most `longest` units: joined strings would be made flat by whoever counts first. */
function flat(text) {
  return Buffer.from(text.slice(0, longest)).toString();
}

function filesBelow(folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(file) : entry.isFile() ? [file] : [];
  });
}

function isSource(file) {
  return (
    !/\.d\.ts$/.test(file) &&
    /\/(mocha|fast-check|yaml|js-yaml|undici|commander|glob|minimatch|parse5|markdown-it)\//.test(file)
  );
}

/** Files whose lines are short, so written by hand, until there is enough. */
function written(files) {
  let text = '';
  for (const file of files) {
    if (text.length > longest) break;
    const content = readFileSync(file, 'utf8');
    if (content.length < 100 * content.split('\n').length) text += content;
  }
  return text;
}

/** English paragraphs outside of code blocks, each once: licences repeat themselves. */
function prose(files) {
  const paragraphs = new Set();
  for (const file of files.filter((name) => !/\.[a-z]{2}(-[A-Z]{2})?\.md$/.test(name))) {
    const text = readFileSync(file, 'utf8').replace(/^```[\s\S]*?^```/gm, '');
    for (const paragraph of text.split(/\n\s*\n/)) if (isProse(paragraph)) paragraphs.add(paragraph);
  }
  return [...paragraphs].join('\n\n');
}

/** At least 15 words, and mostly words rather than addresses and tables. */
function isProse(paragraph) {
  const words = paragraph.match(/(?<=^|[\s(“"'])[A-Za-z][a-z’']*(?=[\s.,;:)!?”"']|$)/g) ?? [];
  return words.length >= 15 && words.join(' ').length > 0.75 * paragraph.length;
}

function jsonFiles(modules) {
  const files = ['mime-db/db.json', '@biomejs/biome/configuration_schema.json', '.package-lock.json'];
  const values = files.map((file) => JSON.parse(readFileSync(path.join(modules, file), 'utf8')));
  return values.map((value) => JSON.stringify(value, null, 2)).join('\n');
}

/** The contents of the files, until there is enough. */
function manifests(files) {
  const values = [];
  for (let i = 0, length = 0; i < files.length && length < longest; i += 1) {
    const content = readFileSync(files[i], 'utf8');
    values.push(JSON.parse(content));
    length += content.length;
  }
  return values;
}

/** Own text, the lines of a README that are mostly in that language, and names of regions and currencies. */
function eastern(modules, own, language, readme) {
  const wide = /[\u3040-\u30ff\u4e00-\u9fff]/g;
  const lines = readFileSync(path.join(modules, '@biomejs/biome', readme), 'utf8').split('\n');
  const mostly = lines.filter((line) => (line.match(wide) ?? []).length > 0.4 * line.length);
  return [ownText(own), ...mostly, names(language)].join('\n');
}

function names(language) {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const twos = letters.flatMap((a) => letters.map((b) => a + b));
  const codes = {
    region: twos.map((code) => code.toUpperCase()),
    currency: Intl.supportedValuesOf('currency'),
  };
  const lines = Object.entries(codes).map(([type, list]) => {
    const display = new Intl.DisplayNames(language, { type, fallback: 'none' });
    return list
      .map((code) => display.of(code))
      .filter((name) => name !== undefined)
      .join('、');
  });
  return lines.join('。\n');
}

function ownText(name) {
  return readFileSync(fileURLToPath(new URL(`texts/${name}.txt`, import.meta.url)), 'utf8');
}

/** Every character shown as a picture, every one that takes a skin tone in all five, and the flag of every region. */
function emojiTable() {
  const parts = [];
  for (let codePoint = 0x2000; codePoint < 0x1fb00; codePoint += 1) {
    const character = String.fromCodePoint(codePoint);
    if (!/\p{Emoji_Presentation}/u.test(character)) continue;
    parts.push(character);
    if (/\p{Emoji_Modifier_Base}/u.test(character))
      for (let tone = 0x1f3fb; tone < 0x1f400; tone += 1) parts.push(character + String.fromCodePoint(tone));
  }
  const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const flag = (code) => String.fromCodePoint(...[...code].map((letter) => 0x1f1a5 + letter.charCodeAt(0)));
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  for (const code of letters.flatMap((a) => letters.map((b) => a + b))) {
    const name = regions.of(code);
    if (name !== undefined) parts.push(`${flag(code)} ${name}`);
  }
  return parts.join(' ');
}
