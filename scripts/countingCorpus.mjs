// Texts of many kinds to fit and check estimates on (see fitCounting.mjs): from this project, its packages and the machine's own
// translations, and generated. Nothing of it is stored. `fit` and `check` never share a source file or a seed.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';

/** Running prose, written for this. */
const ownTexts = 'test/fixtures/counting';

const samplesPerKind = 30;

const languages = {
  french: 'fr',
  german: 'de',
  spanish: 'es',
  portuguese: 'pt_BR',
  italian: 'it',
  polish: 'pl',
  czech: 'cs',
  turkish: 'tr',
  vietnamese: 'vi',
  swedish: 'sv',
  greek: 'el',
  russian: 'ru',
  ukrainian: 'uk',
  hebrew: 'he',
  arabic: 'ar',
  persian: 'fa',
  hindi: 'hi',
  bengali: 'bn',
  tamil: 'ta',
  thai: 'th',
  chinese: 'zh_CN',
  japanese: 'ja',
  korean: 'ko',
};

/** Kind of text -> samples of it, of `length` UTF-16 units each. `part`: 'fit' or 'check'. */
export function corpus(part, length) {
  const random = generator(part === 'fit' ? 1 : 2);
  const kinds = new Map();
  const add = (kind, text) => kinds.set(kind, samplesOf(text, length));
  add('english', markdown(part));
  for (const [name, code] of Object.entries(languages)) add(name, translations(code, part));
  add('typescript', part === 'fit' ? sources('node_modules', /\.(d\.ts|mjs)$/, 300) : sources('src', /\.ts$/, 300));
  add('python', sources('/usr/lib/python3.11', /^[^/]+\.py$/, 300, part));
  add('json', part === 'fit' ? sources('node_modules', /package\.json$/, 200) : records(random, 2));
  add('json with numbers', records(random, 2, true));
  add('minified json', records(random, 0, true));
  add('csv', table(random, ','));
  add('log', log(random));
  add('emoji in english', withEmoji(random, markdown(part), 0.08));
  add('emoji', emojiRun(random, part));
  add('hex and base64', blobs(random));
  if (part === 'check') {
    for (const file of readdirSync(path.join(root, ownTexts))) kinds.set(file, [read(path.join(ownTexts, file))]);
  }
  return kinds;
}

/** Evenly taken from all of the text. */
function samplesOf(text, sampleLength) {
  const count = Math.min(samplesPerKind, Math.floor(text.length / sampleLength));
  const step = count === 0 ? 0 : Math.floor((text.length - sampleLength) / count);
  return Array.from({ length: count }, (_, index) => whole(text.slice(index * step, index * step + sampleLength)));
}

/** Without the half of a character at either end. */
function whole(sample) {
  return sample.replace(/^[\udc00-\udfff]/, '').replace(/[\ud800-\udbff]$/, '');
}

function markdown(part) {
  const own =
    part === 'check'
      ? ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].map((file) => read(file))
      : [];
  return [...own, sources('node_modules', /readme\.md$/i, 120, part)].join('\n');
}

/** Texts of the files below a folder that fit; every other one for each part. */
function sources(folder, pattern, most, part) {
  const files = namesIn(path.resolve(root, folder), { recursive: true })
    .filter((file) => pattern.test(file))
    .filter((_, index) => part === undefined || index % 2 === (part === 'fit' ? 0 : 1));
  const step = Math.max(1, Math.floor(files.length / most));
  return files
    .filter((_, index) => index % step === 0)
    .map((file) => read(path.join(folder, file)))
    .join('\n');
}

/** Sorted; empty for a folder that this machine has not. */
function namesIn(folder, options) {
  try {
    return readdirSync(folder, options).map(String).sort();
  } catch {
    return [];
  }
}

function read(file) {
  try {
    return readFileSync(path.resolve(root, file), 'utf8');
  } catch {
    return ''; // a folder with that ending, or not text
  }
}

/** The translated messages of the machine's programs in a language. */
function translations(code, part) {
  const folder = `/usr/share/locale/${code}/LC_MESSAGES`;
  const files = namesIn(folder).filter((file) => file.endsWith('.mo'));
  return files
    .filter((_, index) => index % 2 === (part === 'fit' ? 0 : 1))
    .flatMap((file) => messagesOf(readFileSync(path.join(folder, file))))
    .filter((message) => message.length > 20)
    .join('\n');
}

/** Source: gettext manual, "The Format of GNU MO Files", read 2026-11-21. */
function messagesOf(file) {
  if (file.readUInt32LE(0) !== 0x950412de) return [];
  const [count, table] = [file.readUInt32LE(8), file.readUInt32LE(16)];
  const all = Array.from({ length: count }, (_, index) => {
    const [length, at] = [file.readUInt32LE(table + index * 8), file.readUInt32LE(table + index * 8 + 4)];
    return file
      .toString('utf8', at, at + length)
      .split('\0')
      .join('\n');
  });
  return /charset=utf-8/i.test(all[0] ?? '') ? all.slice(1) : [];
}

/** A small random generator, so that each run is alike. */
function generator(seed) {
  let state = seed * 2654435761;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9) >>> 0;
    return Math.floor((((state ^ (state >>> 13)) >>> 0) / 2 ** 32) * below);
  };
}

const words =
  'amount status customer order created region weight total shipped active price label note count rating'.split(' ');

function records(random, indent, numbers = false) {
  const value = () => {
    const kind = random(numbers ? 6 : 10);
    if (kind < 2) return random(10 ** (1 + random(7)));
    if (kind === 2) return random(1e6) / 100;
    if (kind === 3) return `2026-0${1 + random(9)}-${10 + random(18)}T0${random(9)}:${10 + random(50)}:00Z`;
    if (kind === 4) return random(2) === 0;
    return words.slice(random(8), 8 + random(7)).join(' ');
  };
  const record = () => Object.fromEntries(words.slice(0, 4 + random(10)).map((word) => [word, value()]));
  return JSON.stringify(Array.from({ length: 500 }, record), null, indent);
}

function table(random, separator) {
  const row = () => [random(1e5), random(1e9) / 1e4, words[random(15)], random(100), random(1e6) / 1e3].join(separator);
  return Array.from({ length: 2500 }, row).join('\n');
}

function log(random) {
  const pad = (number) => String(number).padStart(2, '0');
  const line = () =>
    `2026-11-${pad(1 + random(30))} ${pad(random(24))}:${pad(random(60))}:${pad(random(60))},${random(1000)} ` +
    `${['INFO', 'WARN', 'ERROR', 'DEBUG'][random(4)]} [${words[random(15)]}-${random(64)}] ${words[random(15)]} ` +
    `${words[random(15)]} took ${random(5000)} ms, ${random(1e6)} bytes from 10.${random(256)}.${random(256)}.${random(256)}`;
  return Array.from({ length: 1500 }, line).join('\n');
}

const pictures = [...'😀😂🥰😎🤔😭🙏👍🔥✨🎉🚀💡📈📌✅❌⚠️❤️💪🌍🍕🐍🦀🎯🧠👀💬📝🔒⏰☀️🌈🍀🎵🏆💰🛠️📦🔍'].filter(
  (each) => each !== '\ufe0f',
);
const joined = ['👨‍👩‍👧', '🏳️‍🌈', '👩🏽‍💻', '🤷🏻‍♂️', '👍🏿', '🇩🇪', '🇯🇵', '🇧🇷', '1️⃣', '❤️‍🔥', '⚠️', '🛠️'];

function picture(random) {
  return random(4) === 0 ? joined[random(joined.length)] : pictures[random(pictures.length)];
}

function withEmoji(random, text, share) {
  return text
    .slice(0, 60_000)
    .split(' ')
    .map((word) => (random(1000) < share * 1000 ? `${word} ${picture(random)}` : word))
    .join(' ');
}

function emojiRun(random, part) {
  const gap = part === 'fit' ? ['', ' ', '\n'] : [' ', '', ''];
  return Array.from({ length: 15_000 }, () => picture(random) + gap[random(3)]).join('');
}

function blobs(random) {
  const bytes = (length) => Buffer.from(Array.from({ length }, () => random(256)));
  return Array.from({ length: 300 }, () =>
    random(2) ? bytes(60).toString('hex') : bytes(150).toString('base64'),
  ).join('\n');
}
