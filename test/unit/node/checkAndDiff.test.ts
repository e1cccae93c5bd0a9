// `prompt-meter check` and `prompt-meter diff`, as a pipeline runs them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const cli = path.resolve('dist/cli.js');

describe('prompt-meter', () => {
  let root: string;
  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { cwd: root, encoding: 'utf8' });
    return { status, stdout, stderr };
  };
  const write = (name: string, text: string | object) => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), typeof text === 'string' ? text : JSON.stringify(text));
  };
  const prompt = (head: string, body = 'Sort this letter by mood.') => `---\nmodel: gpt-4o\n${head}---\n${body}\n`;

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'prompt-meter-'));
    mkdirSync(path.join(root, '.git'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  describe('check', () => {
    it('passes when all limits are kept', () => {
      write('prompts/a.prompt', prompt('maxTokens: 100\n'));
      const { status, stdout } = run('check', 'prompts');
      assert.equal(status, 0);
      assert.match(stdout, /a\.prompt:5:1 {2}kept {2}\d+ tokens, limit 100 tokens \(maxTokens, front matter, line 3\)/);
      assert.match(stdout, /1 limit on prompts in 1 file: 0 broken, 1 kept/);
    });

    it('fails when a limit of the head is broken', () => {
      write('prompts/a.prompt', prompt('maxTokens: 3\n'));
      const { status, stdout } = run('check', '--json', 'prompts');
      assert.equal(status, 1);
      const report = JSON.parse(stdout);
      assert.deepEqual(report.totals, { files: 1, checks: 1, broken: 1, kept: 0, unknown: 0 });
      const [check] = report.checks;
      assert.deepEqual(
        { ...check, actual: check.actual > 3 },
        {
          path: 'prompts/a.prompt',
          ...{ startLine: 5, startColumn: 1, endLine: 5, endColumn: 26 },
          ...{ subject: 'request', status: 'broken', limit: 'maxTokens', allowed: 3, actual: true },
          ...{ exactness: 'exact', withSamples: false, model: 'gpt-4o' },
          setBy: { kind: 'head', path: 'prompts/a.prompt', line: 3, rule: null },
        },
      );
    });

    it('takes limits from the nearest project file', () => {
      write('prompts/a.prompt', prompt(''));
      write('prompt-meter.json', { limits: [{ files: '**', maxTokens: 1 }] });
      assert.equal(run('check', '.').status, 1);
      write('prompts/prompt-meter.json', { limits: [{ files: '*.prompt', maxTokens: 100 }] });
      assert.equal(run('check', '.').status, 0);
      assert.equal(run('check', '--project', 'prompt-meter.json', '.').status, 1);
    });

    it('does not look above the repository', () => {
      write('repo/.git/HEAD', '');
      write('repo/a.prompt', prompt(''));
      write('prompt-meter.json', { limits: [{ files: '**', maxTokens: 1 }] });
      assert.equal(run('check', 'repo').status, 0);
    });

    it('counts with the project’s model where none can be read', () => {
      write('prompts/a.prompt', 'Sort this letter by mood.');
      write('prompt-meter.json', { limits: [{ files: '**', maxCostUsd: '0.000001', model: 'gpt-4o' }] });
      const { status, stdout } = run('check', '--json', '.');
      assert.deepEqual([status, JSON.parse(stdout).checks[0].model], [1, 'gpt-4o']);
    });

    it('warns where a limit in dollars cannot be checked, and passes', () => {
      write('prompts/a.prompt', prompt('maxCostUsd: 0.01\n').replace('gpt-4o', 'house-model-7'));
      const { status, stdout } = run('check', '.');
      assert.equal(status, 0);
      assert.match(stdout, /cannot be checked {2}no price for house-model-7/);
      assert.match(run('check', '--format', 'github', '.').stdout, /^::warning file=prompts\/a\.prompt,line=5/);
      write('prompts/a.prompt', '---\nmaxCostUsd: 0.01\n---\nSort this letter by mood.\n');
      assert.match(run('check', '.').stdout, /cannot be checked {2}no model could be read/);
    });

    it('names unknown keys and uses the rest', () => {
      write('prompts/a.prompt', prompt(''));
      write('prompt-meter.json', { limits: [{ files: '**', maxTokens: 1, maxToken: 5 }], hook: 'x' });
      const { status, stderr } = run('check', '.');
      assert.equal(status, 1);
      assert.match(stderr, /prompt-meter\.json: "hook" is not known and is ignored/);
      assert.match(stderr, /prompt-meter\.json: "limits\[0\]\.maxToken" is not known and is ignored/);
    });

    it('ends in 2 on bad input, whatever else it finds', () => {
      write('prompts/a.prompt', prompt('maxTokens: 1\n'));
      assert.equal(run('check', 'missing').status, 2);
      assert.equal(run('check').status, 2);
      assert.equal(run('check', '--format', 'gitlab', '.').status, 2);
      for (const bad of ['{', '[]', { limits: 7 }, { limits: [{ files: '../x', maxTokens: 1 }] }]) {
        write('prompt-meter.json', bad);
        const { status, stdout, stderr } = run('check', '.');
        assert.equal(status, 2, JSON.stringify(bad));
        assert.match(stderr, /prompt-meter\.json/);
        assert.match(stdout, /BROKEN/);
      }
      assert.equal(run('check', '--project', 'nowhere.json', '.').status, 2);
    });

    it('annotates for GitHub, with every hostile character escaped', () => {
      write('prompts/a,b:c%0A.prompt', prompt('maxTokens: 1\n'));
      const { status, stdout } = run('check', '--format', 'github', '.');
      assert.equal(status, 1);
      const lines = stdout.trimEnd().split('\n');
      assert.equal(lines.length, 1);
      assert.match(
        lines[0] ?? '',
        /^::error file=prompts\/a%2Cb%3Ac%250A\.prompt,line=5,endLine=5,col=1,endColumn=26,title=Prompt limit maxTokens broken::\d+ tokens, limit 1 tokens/,
      );
    });

    it('uses a sample file beside the prompt', () => {
      write('prompts/a.prompt', prompt('maxTokens: 20\n', 'Sort this: {{letter}}'));
      assert.match(run('check', '.').stdout, /kept {2}>= \d+ tokens,/);
      write('prompts/a.sample.yaml', `letter: ${'glad '.repeat(40)}\n`);
      const { status, stdout } = run('check', '.');
      assert.equal(status, 1);
      assert.match(stdout, /BROKEN {2}~ \d+ tokens with samples/);
      write('prompts/a.sample.yaml', '[[');
      assert.equal(run('check', '.').status, 2);
    });
  });

  describe('diff', () => {
    const long = 'Sort this letter by mood, and answer with one word in the language of the letter.';

    it('says so when nothing changed', () => {
      write('base/a.prompt', prompt(''));
      write('head/a.prompt', prompt(''));
      const { status, stdout } = run('diff', 'base', 'head');
      assert.deepEqual([status, stdout], [0, 'No prompt changed its cost. 1 prompt is unchanged.\n']);
    });

    it('prints a table of what changed, was added and was removed, with totals', () => {
      write('base/a.prompt', prompt('', long));
      write('head/a.prompt', prompt('', `${long} Be kind.`));
      write('base/gone.prompt', prompt('', 'Count the birds on the picture.'));
      write('head/new.prompt', prompt('', 'Name three rivers that flow north.'));
      const { status, stdout } = run('diff', 'base', 'head');
      assert.equal(status, 0);
      const rows = stdout.split('\n').filter((line) => line.startsWith('| '));
      assert.equal(rows.length, 6);
      assert.match(
        rows[2] ?? '',
        /^\| a\.prompt \| user, line 4 \| \d+ \| \d+ \| \+3 \| \$0\.\d+ \| \$0\.\d+ \| \+\$0\.0000075 \|$/,
      );
      assert.match(rows[3] ?? '', /gone\.prompt \| user, line 4 \(removed\) \| \d+ \| – \| −\d+/);
      assert.match(rows[4] ?? '', /new\.prompt \| user, line 4 \(added\) \| – \| \d+ \| \+\d+/);
      assert.match(rows[5] ?? '', /\*\*All prompts\*\*/);
      const { rows: all, totals } = JSON.parse(run('diff', '--json', 'base', 'head').stdout);
      const sum = all.reduce((tokens: number, row: { deltaTokens: number }) => tokens + row.deltaTokens, 0);
      assert.equal(totals.deltaTokens, sum);
      assert.equal(totals.tokensAfter - totals.tokensBefore, sum);
    });

    it('knows a file by its prompts when it was renamed, and a prompt when others came before it', () => {
      write('base/old.prompt', prompt('', long));
      write('head/new.prompt', prompt('', long));
      assert.match(run('diff', 'base', 'head').stdout, /^No prompt changed/);
      const call = (...texts: string[]) =>
        `client.chat.completions.create(model="gpt-4o", messages=[${texts.map((text) => `{"role": "user", "content": "${text}"}`).join(', ')}])\n`;
      write('base/call.py', call(long, 'Count the birds on the picture.'));
      write(
        'head/call.py',
        call('Name three rivers that flow north, if you can.', `${long} Be kind.`, 'Count the birds on the picture.'),
      );
      const { rows } = JSON.parse(run('diff', '--json', 'base', 'head').stdout);
      assert.deepEqual(
        rows.map(({ status, deltaTokens }: { status: string; deltaTokens: number }) => [
          status,
          status === 'changed' ? deltaTokens : 0,
        ]),
        [
          ['added', 0],
          ['changed', 3],
        ],
      );
    });

    it('says a change of model alone', () => {
      write('base/a.prompt', prompt('', long));
      write('head/a.prompt', prompt('', long).replace('gpt-4o', 'gpt-4o-mini'));
      assert.match(
        run('diff', 'base', 'head').stdout,
        /user, line 4, gpt\\-4o → gpt\\-4o\\-mini \| (\d+) \| \1 \| 0 \| .* \| −\$/,
      );
    });

    it('never adds up what it does not know', () => {
      write('base/a.prompt', prompt('', long).replace('gpt-4o', 'house-model-7'));
      write('head/a.prompt', prompt('', long));
      const { rows, totals } = JSON.parse(run('diff', '--json', 'base', 'head').stdout);
      assert.deepEqual([rows[0].deltaCostUsd, rows[0].before.inputCostUsd, totals.unpriced], [null, null, 1]);
    });

    it('escapes names of files', () => {
      write('base/x', '');
      write('head/a|b@team <i>*.prompt', prompt(''));
      const row = run('diff', 'base', 'head').stdout.split('\n')[2] ?? '';
      assert.ok(row.startsWith('| a\\|b&#64;team &#60;i&#62;\\*.prompt | user'), row);
    });

    it('ends in 2 when a folder is missing', () => {
      write('base/a.prompt', prompt(''));
      assert.equal(run('diff', 'base', 'nowhere').status, 2);
      assert.equal(run('diff', 'base').status, 2);
      assert.equal(run('diff', 'base', 'base/a.prompt').status, 2);
    });
  });
});
