// How fast texts are counted: cold, the first time a text is seen, and warm, when it is counted again.
import { countersOf, own } from './libraries.mjs';
import { cpuTimed, median, show } from './measures.mjs';

/** Parts of a text: each is counted cold once. */
const slices = 5;
/** Milliseconds that every library counts other texts of each kind before anything is measured: then its code is compiled. */
const warmUpMs = 200;
const rounds = 7;
/** Milliseconds of a turn at least: a text is counted again and again, so that the turn of another library before matters little. */
const turnMs = 25;
/** Milliseconds: a slower library has fewer turns. */
const slow = 500;

/**
 * `texts`: name -> text; `others`: kinds of other texts to warm up with, each a list. Prints a table, and gives name ->
 * { jsTiktoken, cold }, the ratios that matter.
 */
export async function throughput(name, title, texts, others) {
  console.log(`\n## ${name}, ${title}: MB/s of UTF-8, warm (cold)`);
  const counters = await countersOf(name);
  warmUp(counters, others);
  const rows = [];
  const ratios = {};
  for (const [kind, text] of Object.entries(texts)) {
    const speeds = measure(counters, text);
    const row = { kind };
    for (const [library, { warm, cold }] of speeds) row[library] = `${show(warm)} (${show(cold)})`;
    const ours = speeds.get(own);
    const peers = [...speeds].filter(([library]) => library !== own).map(([, speed]) => speed);
    const over = (way, list) => ours[way] / Math.max(...list.map((speed) => speed[way]));
    const jsTiktoken = over('warm', [speeds.get('js-tiktoken')]);
    row['× js-tiktoken'] = show(jsTiktoken);
    row['× fastest peer'] = `${show(over('warm', peers))} (${show(over('cold', peers))})`;
    rows.push(row);
    ratios[kind] = { jsTiktoken, cold: over('cold', peers) };
  }
  console.table(rows);
  return ratios;
}

function warmUp(counters, others) {
  for (const texts of others) {
    for (const count of counters.values()) {
      for (let i = 0, spent = 0; spent < warmUpMs; i += 1) spent += cpuTimed(() => count(texts[i % texts.length]));
    }
  }
}

/** library -> MB/s: cold, the median of the slices seen for the first time; warm, the median of more turns over all of them. */
function measure(counters, text) {
  const measured = sliced(text);
  const names = [...counters.keys()];
  const speeds = new Map(names.map((library) => [library, { cold: [], warm: [] }]));
  const inTurn = (turn, run) => {
    for (let i = 0; i < names.length; i += 1) run(names[(i + turn) % names.length]);
  };
  measured.forEach((slice, turn) => {
    inTurn(turn, (library) => {
      speeds.get(library).cold.push(
        speed(
          slice,
          1,
          cpuTimed(() => counters.get(library)(slice)),
        ),
      );
    });
  });
  const whole = Buffer.from(measured.join('')).toString();
  for (let round = 0; round < rounds; round += 1) {
    inTurn(round, (library) => {
      const { warm } = speeds.get(library);
      if (warm.length > 0 && speed(whole, 1, slow) > warm[0]) return;
      let times = 0;
      let milliseconds = 0;
      for (; milliseconds < turnMs; times += 1) milliseconds += cpuTimed(() => counters.get(library)(whole));
      warm.push(speed(whole, times, milliseconds));
    });
  }
  return new Map([...speeds].map(([library, { cold, warm }]) => [library, { cold: median(cold), warm: median(warm) }]));
}

/** MB/s. */
function speed(text, times, milliseconds) {
  return (Buffer.byteLength(text) * times) / 1000 / milliseconds;
}

/** Parts of the same length, cut at a line's end or a blank where there is one. */
function sliced(text) {
  const parts = [];
  for (let at = 0, i = 1; i <= slices; i += 1) {
    const target = Math.floor((text.length * i) / slices);
    const end =
      i === slices ? text.length : Math.max(text.lastIndexOf('\n', target), text.lastIndexOf(' ', target), at + 1);
    const cut = end - at < text.length / slices / 2 ? target : end;
    parts.push(Buffer.from(text.slice(at, cut)).toString());
    at = cut;
  }
  return parts;
}
