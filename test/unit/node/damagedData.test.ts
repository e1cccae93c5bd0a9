// A vocabulary file that is cut short or damaged is named, and what it would have counted becomes an estimate, never a wrong exact count.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createEngine } from '../../../src/core/session/engine';
import { readAssetFrom } from '../../../src/node/assets';

/** Each file of the vocabularies, a model and an encoding that need it. */
const files = [
  { file: 'o200k_base.pairs', model: 'gpt-4o', encoding: 'o200k_harmony' },
  { file: 'cl100k_base.pairs', model: 'gpt-4', encoding: 'cl100k_base' },
  { file: 'p50k_base.pairs', model: 'text-davinci-003', encoding: 'p50k_edit' },
  { file: 'r50k_base.pairs', model: 'text-davinci-003', encoding: 'p50k_base' },
  { file: 'r50k_base.pairs', model: 'davinci', encoding: 'r50k_base' },
];
const damages = {
  'cut short': {
    change: (content: Buffer) => content.subarray(0, content.length - 3),
    says: /has \d+ bytes, expected \d+/,
  },
  damaged: {
    change: (content: Buffer) => {
      const changed = Buffer.from(content);
      changed[100] = (changed[100] ?? 0) ^ 1;
      return changed;
    },
    says: /its checksum does not fit its content/,
  },
};

describe('a vocabulary file that cannot be used', function () {
  this.timeout(60_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'prompt-meter-'));
    const bundles = readdirSync('dist').filter((name) => name.endsWith('.js'));
    for (const name of bundles) cpSync(path.join('dist', name), path.join(folder, name));
    cpSync('dist/encodings', path.join(folder, 'encodings'), { recursive: true });
  });
  after(() => rmSync(folder, { recursive: true }));

  function count(...args: string[]) {
    const argv = [path.join(folder, 'cli.js'), 'count', '--json', ...args, '-'];
    const { status, stdout, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8', input: 'hello, world' });
    return { status, exactness: JSON.parse(stdout).exactness, stderr };
  }

  for (const { file, model, encoding } of files) {
    for (const [damage, { change, says }] of Object.entries(damages)) {
      it(`${file}, ${damage}: ${encoding} and ${model} are estimates`, async () => {
        assert.deepEqual(count('--encoding', encoding), { status: 0, exactness: 'exact', stderr: '' });
        const target = path.join(folder, 'encodings', file);
        const whole = readFileSync(target);
        writeFileSync(target, change(whole));
        for (const args of [
          ['--encoding', encoding],
          ['--model', model],
        ]) {
          const { status, exactness, stderr } = count(...args);
          assert.equal(status, 0);
          assert.equal(exactness, 'estimate');
          assert.match(stderr, says);
          assert.ok(stderr.includes(`${file}: `), stderr);
        }
        const problems: string[] = [];
        const report = (problem: string) => void problems.push(problem);
        const engine = createEngine({ readAsset: readAssetFrom(folder), utf8: new TextEncoder(), report });
        await engine.loadCounts([model]);
        assert.equal(engine.count('hello, world', model).exact, false);
        assert.equal(problems.length, 1);
        assert.match(problems[0] ?? '', says);
        writeFileSync(target, whole);
      });
    }
  }
});
