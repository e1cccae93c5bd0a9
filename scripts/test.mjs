// npm test: type check, lint, build, and the unit, page and in-host tests; `npm test -- unit host` runs only those stages.
// npm run test:long: the long fuzz runs, which npm test leaves out.
// Ends with the line "N passed, N failed": each test counts, and the type check, the linter and the build count one each.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { findBrowser } from './browser.mjs';
import { installEditor } from './editorServer.mjs';
import { runInHost } from './inHost.mjs';
import { root, tool } from './paths.mjs';
import { run } from './run.mjs';

const chosen = process.argv.slice(2);
const total = { passed: 0, failed: 0 };

/** A stage gives { passed, failed }. */
const stages = {
  types: () => check(tool('tsc'), ['-b']),
  lint: () => check(tool('biome'), ['check', '.', '--error-on-warnings']),
  build: () => check(process.execPath, ['esbuild.mjs', '--tests']),
  unit: () => mocha('unit'),
  page: () => mocha('page'),
  host: inHost,
  long: () => mocha('long'),
};
/** What was named, in the usual order, else all but the long runs. */
const stagesToRun = Object.keys(stages).filter((name) => (chosen.length > 0 ? chosen.includes(name) : name !== 'long'));

async function check(command, args) {
  const { code, output } = await run(command, args, { quiet: true });
  if (code !== 0) console.log(output);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Runs the test bundles of a folder of out/test. A folder without tests is a failure. */
async function mocha(folder) {
  const files = testFiles(path.join(root, 'out/test', folder));
  const args = [path.join(root, 'node_modules/mocha/bin/mocha.js'), '--reporter', 'json', ...files];
  const { code, output } = await run(process.execPath, args, { quiet: true });
  const report = lastJson(output);
  for (const failure of report?.failures ?? [])
    console.log(`\n${failure.fullTitle}\n${failure.err.stack ?? failure.err.message}`);
  if (!report || report.stats.tests === 0) console.log(output.slice(-4000));
  const { passes = 0, failures = 1 } = report?.stats ?? {};
  return { passed: passes, failed: Math.max(failures, code !== 0 || passes === 0 ? 1 : 0) };
}

function testFiles(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith('.test.js'))
    .map((file) => path.join(folder, file));
}

/** Tests may print; the report is the last JSON object. */
function lastJson(output) {
  const begin = output.lastIndexOf('\n{\n  "stats"');
  try {
    return JSON.parse(begin < 0 ? output : output.slice(begin, output.lastIndexOf('}') + 1));
  } catch {
    return undefined;
  }
}

/** The result file and the host's own verdict must agree, and at least one test must have run. */
async function inHost() {
  const { failed, result } = await runInHost(path.join(root, 'out/test/host/index.js'));
  const { tests = [] } = result === undefined ? {} : JSON.parse(result);
  const failures = tests.filter((test) => test.error !== undefined);
  for (const failure of failures) console.log(`\n${failure.title}\n${failure.error}`);
  const broken = tests.length === 0 || failed !== failures.length > 0;
  if (broken) console.log('The test host broke: its verdict and its results differ, or no test ran.');
  return { passed: tests.length - failures.length, failed: failures.length + (broken ? 1 : 0) };
}

/** What the later stages need is fetched while the earlier ones run; a failure shows in the stage that needs it. */
async function fetchAhead() {
  const wants = (stage) => stagesToRun.includes(stage);
  if (!wants('host') && !wants('page')) return;
  await Promise.allSettled([process.platform === 'linux' ? installEditor() : undefined, findBrowser()]);
}

const fetching = fetchAhead();
for (const name of stagesToRun) {
  const begin = Date.now();
  if (name === 'page' || name === 'host') await fetching;
  const { passed, failed } = await stages[name]();
  total.passed += passed;
  total.failed += failed;
  const seconds = ((Date.now() - begin) / 1000).toFixed(1);
  console.log(`${name.padEnd(6)} ${String(passed).padStart(4)} passed, ${failed} failed  (${seconds} s)`);
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
