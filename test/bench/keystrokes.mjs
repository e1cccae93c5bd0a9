// Typing into a document of 5 million units.
import { ownEncoding } from './libraries.mjs';
import { cpuTimed, median, quantile, show, timed } from './measures.mjs';
import { randomFrom, turningRuns, unbrokenRuns } from './tokenTexts.mjs';

const units = 5_000_000;
const keystrokes = 3000;
/** Keystrokes at a place before the next. */
const burst = 20;
const places = 150;
const repeats = 5;
/** Typed before, into and after a text: they end a run, join it, or change what all that follows them in it is. */
const turns = ['a', 'A', '1', ' ', '\n', '/', "'", "'s", '=', '中', '\u0301', '😀'];
/** Neighbouring units at which each of these is typed: each time for the first time. */
const neighbours = 5;

/** `texts`: name -> text, repeated up to the length. Prints a table; gives the worst p50 and p99 of these, the worst place of all, and the worst turn. */
export async function keystrokesIn(name, texts) {
  console.log(`\n## ${name}: ms a keystroke in a document of ${units.toLocaleString('en')} units`);
  const { encoding } = await ownEncoding(name);
  const worst = { p50: 0, p99: 0, place: 0, turn: 0 };
  const rows = [];
  for (const [kind, text] of Object.entries(texts)) {
    const long = Buffer.from(text.repeat(Math.ceil(units / text.length)).slice(0, units)).toString();
    rows.push({ kind, ...measure(encoding, long, worst, true) });
  }
  for (const [kind, make] of Object.entries({ ...unbrokenRuns, ...turningRuns }))
    rows.push({ kind, ...measure(encoding, make(3, units), worst, false) });
  console.table(rows);
  return worst;
}

function measure(encoding, text, worst, isEveryday) {
  let document;
  const build = timed(() => {
    document = encoding.createDocument(text);
  });
  const times = typing(document, text);
  const [p50, p99] = [0.5, 0.99].map((part) => quantile(times, part));
  const place = worstPlace(document, text);
  if (isEveryday) {
    worst.p50 = Math.max(worst.p50, p50);
    worst.p99 = Math.max(worst.p99, p99);
  }
  const turn = worstTurn(document, text.length);
  worst.place = Math.max(worst.place, place);
  worst.turn = Math.max(worst.turn, turn);
  return {
    'build ms': show(build),
    p50: show(p50),
    p99: show(p99),
    'worst place': show(place),
    'worst turn': show(turn),
  };
}

/** Bursts of typing at random places, with a correction now and then. */
function typing(document, text) {
  const random = randomFrom(5);
  const times = [];
  for (let i = 0, at = 0; i < keystrokes; i += 1) {
    if (i % burst === 0) at = Math.floor(random() * text.length);
    const back = i % 5 === 4;
    times.push(timed(() => document.edit(back ? at - 1 : at, back ? 1 : 0, back ? '' : text[(at * 7) % text.length])));
    at += back ? -1 : 1;
  }
  return times;
}

/** The same character typed and taken away again at a place, at its beginning and end too: the median there, and the worst place. */
function worstPlace(document, text) {
  const random = randomFrom(7);
  let worst = 0;
  for (let i = 0; i < places; i += 1) {
    const at = i === 0 ? 0 : i === 1 ? text.length : Math.floor(random() * text.length);
    const character = text[(at * 7) % text.length] ?? text[0];
    const times = [];
    for (let k = 0; k < repeats; k += 1) {
      times.push(cpuTimed(() => document.edit(at, 0, character)));
      times.push(cpuTimed(() => document.edit(at, 1, '')));
    }
    worst = Math.max(worst, median(times));
  }
  return worst;
}

/** The edits of `turns`, and their undoing: the median at the neighbours of a place, of the worst edit and place. */
function worstTurn(document, length) {
  let worst = 0;
  for (const place of [0, length / 2, length - neighbours]) {
    for (const typed of turns) {
      const times = Array.from({ length: neighbours }, (_, i) => [
        timed(() => document.edit(place + i, 0, typed)),
        timed(() => document.edit(place + i, typed.length, '')),
      ]);
      worst = Math.max(worst, median(times.map(([done]) => done)), median(times.map(([, undone]) => undone)));
    }
  }
  return worst;
}
