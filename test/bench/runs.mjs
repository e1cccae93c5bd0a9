// Pieces without a boundary, the worst for a tokenizer: does time grow with the length, or with its square?
import { countersOf, own } from './libraries.mjs';
import { cpuTimed, median, show } from './measures.mjs';
import { unbrokenRuns } from './tokenTexts.mjs';

/** Lengths that are compared with half of them, and how many pairs: the shorter ones are disturbed more easily. */
const pairs = [
  { name: '200k', units: 200_000, times: 41 },
  { name: '5M', units: 5_000_000, times: 7 },
];
const peerLengths = [5000, 10_000];

/** Prints milliseconds and growth, time(2n)/time(n). Gives the worst growths, to 200,000 and to 5,000,000 units. */
export async function runs(name) {
  console.log(
    `\n## ${name}: ms for one piece, and growth, time(2n)/time(n). Peers at 5,000 and 10,000 units: most are quadratic`,
  );
  const counters = await countersOf(name);
  counters.delete('js-tiktoken'); // takes minutes
  const ours = counters.get(own);
  counters.delete(own);
  const worst = { '200k': 0, '5M': 0 };
  const rows = Object.entries(unbrokenRuns).map(([kind, make]) => {
    const row = { kind };
    for (const { name, units, times } of pairs) {
      const { ms, growth } = growthOf(ours, make(units / 2, units / 2), make(units, units), times);
      worst[name] = Math.max(worst[name], growth);
      Object.assign(row, { [`${name}, ms`]: show(ms), [`${name}, growth`]: show(growth) });
    }
    for (const [library, count] of counters) {
      const [p1, p2] = peerLengths.map((length) => cpuTimed(() => count(make(length, length))));
      row[`${library} 10k`] = `${show(p2)} (growth ${show(p2 / p1)})`;
    }
    const short = make(10_000, 10_000);
    row['ours 10k'] = show(median(Array.from({ length: 9 }, () => cpuTimed(() => ours(short)))));
    return row;
  });
  console.table(rows);
  return { short: worst['200k'], long: worst['5M'] };
}

/**
 * The text and one twice as long in turn, so that what else goes on in the machine and in the process meets both alike; before that,
 * both once. Gives the medians of the longer one's milliseconds and of the ratios.
 */
function growthOf(count, text, twice, times) {
  count(text);
  count(twice);
  const pairs = Array.from({ length: times }, () => [cpuTimed(() => count(text)), cpuTimed(() => count(twice))]);
  return { ms: median(pairs.map(([, long]) => long)), growth: median(pairs.map(([short, long]) => long / short)) };
}
