// Entry of the in-host tests: runs every *.test.js beside it with mocha and writes what came out to the file that the variable
// PROMPT_METER_RESULT names.
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

export async function run(): Promise<void> {
  const mocha = new Mocha({ timeout: 60_000, reporter: 'dot', color: false });
  for (const file of readdirSync(__dirname)) if (file.endsWith('.test.js')) mocha.addFile(path.join(__dirname, file));
  const tests: { title: string; error?: string }[] = [];
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('pass', (test) => tests.push({ title: test.fullTitle() }));
    runner.on('fail', (test, error) => tests.push({ title: test.fullTitle(), error: String(error.stack ?? error) }));
  });
  if (process.env.PROMPT_METER_RESULT)
    writeFileSync(process.env.PROMPT_METER_RESULT, JSON.stringify({ failures, tests }));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
