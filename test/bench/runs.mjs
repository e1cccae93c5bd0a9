// Pieces without a boundary, the worst for a tokenizer: does time grow with the length, or with its square?
import { countersOf, own } from './libraries.mjs';
import { cpuTimed, show } from './measures.mjs';
import { unbrokenRuns } from './tokenTexts.mjs';

const lengths = [100_000, 200_000, 2_500_000, 5_000_000];
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
  const best = (count, text) => Math.min(...Array.from({ length: 5 }, () => cpuTimed(() => count(text))));
  const worst = { short: 0, long: 0 };
  const rows = Object.entries(unbrokenRuns).map(([kind, make]) => {
    ours(make(9, 300_000));
    const [n1, n2, m1, m2] = lengths.map((length) => best(ours, make(length, length)));
    worst.short = Math.max(worst.short, n2 / n1);
    worst.long = Math.max(worst.long, m2 / m1);
    const row = { kind, '100k': show(n1), growth: show(n2 / n1), '5M': show(m2), 'growth 5M': show(m2 / m1) };
    for (const [library, count] of counters) {
      const [p1, p2] = peerLengths.map((length) => cpuTimed(() => count(make(length, length))));
      row[`${library} 10k`] = `${show(p2)} (growth ${show(p2 / p1)})`;
    }
    row['ours 10k'] = show(best(ours, make(10_000, 10_000)));
    return row;
  });
  console.table(rows);
  return worst;
}
