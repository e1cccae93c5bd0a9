// Benchmark of `prompt-meter scan`: 10,000 made-up files of all kinds, most without prompts. Run by `npm run bench -- scan`.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { scan } from '../../src/node/scan';
import { source } from './sourceTexts';

const FILES = 10_000;

/** The text of the nth file with its ending; sizes from one to 300 lines. */
function file(n: number): readonly [ending: string, text: string] {
  const lines = 1 + ((n * 37) % 300);
  const every = n % 4 === 0 ? 8 : 10_000;
  switch (n % 5) {
    case 0:
    case 1:
      return ['py', source('py', lines, every)];
    case 2:
    case 3:
      return ['ts', source('ts', lines, every)];
    default:
      return ['md', `# Notes ${n}\n\n${'A line of notes about the project.\n'.repeat(lines)}`];
  }
}

function write(folder: string): number {
  let bytes = 0;
  for (let n = 0; n < FILES; n++) {
    const [ending, text] = file(n);
    const inside = path.join(folder, `part${n % 100}`);
    if (n < 100) mkdirSync(inside);
    writeFileSync(path.join(inside, `file${n}.${ending}`), text);
    bytes += Buffer.byteLength(text);
  }
  return bytes;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'prompt-meter-scan-'));
  const megabytes = write(folder) / 2 ** 20;
  const start = performance.now();
  const before = process.cpuUsage();
  const { report } = await scan([folder], undefined, 'dist');
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  rmSync(folder, { recursive: true });
  const { prompts, files } = report.totals;
  console.log(`${FILES} files, ${megabytes.toFixed(0)} MB: ${prompts} prompts in ${files} files`);
  console.log(
    `${(FILES / seconds).toFixed(0)} files/s  ${(megabytes / seconds).toFixed(1)} MB/s  ${seconds.toFixed(1)} s  ` +
      `${((user + system) / 1e6 / seconds).toFixed(1)} cores`,
  );
}

void main();
