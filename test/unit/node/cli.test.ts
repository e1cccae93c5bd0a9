import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { byteCharacter } from '../../../src/core/tokens/tokenizerJson';

/** Runs the built command line as a user would. */
function run(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/cli.js', ...args], { input, encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('prompt-meter', () => {
  let root: string;

  before(() => {
    root = mkdtempSync(path.join(tmpdir(), 'prompt-meter-'));
    mkdirSync(path.join(root, 'sub'));
    const call = [
      'from openai import OpenAI',
      'client = OpenAI()',
      'client.chat.completions.create(',
      '    model="gpt-4o",',
      '    messages=[{"role": "system", "content": "You sort letters by mood."},',
      '              {"role": "user", "content": f"Sort this: {letter}"}],',
      ')',
      '',
    ];
    writeFileSync(path.join(root, 'call.py'), call.join('\n'));
    writeFileSync(path.join(root, 'sub', 'plain.txt'), 'Nothing to see here.');
    writeFileSync(path.join(root, 'special.txt'), 'a <|endoftext|> b <|im_start|>');
  });
  after(() => rmSync(root, { recursive: true }));

  describe('scan', () => {
    it('prints every prompt of a folder as JSON', () => {
      const { status, stdout } = run(['scan', '--json', root]);
      assert.equal(status, 0);
      const report = JSON.parse(stdout);
      assert.equal(report.files.length, 1);
      assert.equal(report.files[0].languageId, 'python');
      const [system, user] = report.files[0].prompts;
      assert.deepEqual(system, {
        ...{ startLine: 5, startColumn: 45, endLine: 5, endColumn: 72 },
        ...{ role: 'system', model: 'gpt-4o', modelSource: 'call', confidence: 'high' },
        ...{ tokens: 6, exactness: 'exact', holes: [], inputCostUsd: '0.000015' },
      });
      assert.equal(user.exactness, 'atLeast');
      assert.deepEqual(user.holes, ['letter']);
      assert.equal(report.totals.prompts, 2);
      assert.equal(report.totals.tokens, system.tokens + user.tokens);
      assert.equal(report.totals.exactness, 'atLeast');
    });

    it('gives the same report of many files, whoever reads them', () => {
      const many = path.join(root, 'many');
      mkdirSync(many);
      for (let n = 0; n < 300; n++) {
        const ending = ['py', 'ts', 'md'][n % 3];
        writeFileSync(
          path.join(many, `f${n}.${ending}`),
          `SYSTEM_PROMPT = "You are reader number ${n} of this text."\n`,
        );
      }
      writeFileSync(path.join(many, 'f7.prompt'), '---\nmodel: [\n---\nHello there, my friend');
      const { status, stdout } = run(['scan', '--json', many]);
      assert.equal(status, 0);
      const report = JSON.parse(stdout);
      const one = (name: string) => JSON.parse(run(['scan', '--json', path.join(many, name)]).stdout).files;
      assert.equal(report.totals.prompts, 201);
      const paths = report.files.map((file: { path: string }) => file.path);
      assert.deepEqual(paths, [...paths].sort());
      for (const name of ['f0.py', 'f298.md', 'f100.ts', 'f7.prompt']) {
        const own = report.files.filter((file: { path: string }) => file.path === path.join(many, name));
        assert.deepEqual(own, one(name));
      }
      rmSync(many, { recursive: true });
    }).timeout(60_000);

    it('tells the cell of a prompt in a notebook', () => {
      const cell = (source: string[]) => ({ cell_type: 'code', source });
      const cells = [cell(['import openai\n']), cell(['x = 1\n', 'SYSTEM_PROMPT = "You answer in one short line."'])];
      const file = path.join(root, 'a.ipynb');
      writeFileSync(file, JSON.stringify({ cells, metadata: {} }, undefined, 1));
      const { files } = JSON.parse(run(['scan', '--json', file]).stdout);
      const [prompt] = files[0].prompts;
      assert.equal(files[0].languageId, 'jupyter');
      assert.deepEqual(
        [prompt.cell, prompt.cellStartLine, prompt.cellStartColumn, prompt.cellEndLine, prompt.cellEndColumn],
        [2, 2, 17, 2, 48],
      );
      assert.equal(prompt.startLine, prompt.endLine);
      rmSync(file);
    });

    it('prints a line a prompt for people', () => {
      const { status, stdout } = run(['scan', path.join(root, 'call.py')]);
      assert.equal(status, 0);
      assert.match(stdout, /call\.py:5:45 {2}system {2}6 tokens {2}\$0\.000015 {2}gpt-4o\n/);
    });

    it('has no total where no price is known, and one with --model', () => {
      const file = path.join(root, 'AGENTS.md');
      writeFileSync(file, 'Keep every change small.');
      const totals = (...args: string[]) => JSON.parse(run(['scan', '--json', ...args, file]).stdout).totals;
      assert.deepEqual([totals().inputCostUsd, totals().unpricedPrompts], [null, 1]);
      assert.deepEqual(
        [totals('--model', 'gpt-4o').inputCostUsd, totals('--model', 'gpt-4o').unpricedPrompts],
        ['0.0000125', 0],
      );
      rmSync(file);
    });

    it('names what it cannot read and exits with 2', () => {
      const { status, stdout, stderr } = run(['scan', '--json', path.join(root, 'nowhere'), root]);
      assert.equal(status, 2);
      assert.match(stderr, /nowhere: no such file or folder/);
      assert.equal(JSON.parse(stdout).files.length, 1);
    });
  });

  describe('count', () => {
    it('counts standard input, special tokens as plain text', () => {
      const { status, stdout } = run(
        ['count', '--json', '--encoding', 'o200k_base', '-'],
        'a <|endoftext|> b <|im_start|>',
      );
      assert.equal(status, 0);
      assert.deepEqual(JSON.parse(stdout), {
        tokens: 15,
        encoding: 'o200k_base',
        exactness: 'exact',
        specialTokens: ['<|endoftext|>'],
      });
    });

    it('counts a file for a model', () => {
      const { stdout } = run(['count', '--json', '--model', 'gpt-4', path.join(root, 'sub/plain.txt')]);
      assert.deepEqual(JSON.parse(stdout), { tokens: 5, encoding: 'cl100k_base', exactness: 'exact' });
    });

    it('counts with a tokenizer file, and names one that it cannot use', () => {
      const bytes = Array.from({ length: 256 }, (_, byte) => byteCharacter(byte));
      const vocab = Object.fromEntries([...bytes, 'he'].map((token, id) => [token, id]));
      const file = path.join(root, 'tokenizer.json');
      const content = JSON.stringify({ pre_tokenizer: { type: 'ByteLevel' }, model: { vocab, merges: ['h e'] } });
      writeFileSync(file, content);
      const counted = run(['count', '--json', '--tokenizer', file, '-'], 'hehe');
      const expected = { tokens: 2, encoding: 'tokenizer.json', exactness: 'exact' };
      assert.deepEqual(JSON.parse(counted.stdout), expected);
      writeFileSync(file, content.slice(0, 99));
      const alone = run(['count', '--tokenizer', file, '-'], 'hehe');
      assert.equal(alone.status, 2);
      assert.match(alone.stderr, /tokenizer\.json: not JSON, or cut short/);
      const beside = run(['count', '--json', '--tokenizer', file, '--model', 'llama-3.1-8b', '-'], 'hehe');
      assert.match(beside.stderr, /the count is an estimate: .*tokenizer\.json: not JSON/);
      assert.equal(JSON.parse(beside.stdout).exactness, 'estimate');
    });

    it('marks a model without a public vocabulary as an estimate', () => {
      const { stdout } = run(['count', '--json', '--model', 'claude-haiku-4-5', path.join(root, 'sub/plain.txt')]);
      assert.equal(JSON.parse(stdout).exactness, 'estimate');
    });

    it('names what it cannot read and exits with 2', () => {
      const { status, stderr } = run(['count', '--model', 'gpt-4o', path.join(root, 'nowhere')]);
      assert.equal(status, 2);
      assert.match(stderr, /nowhere: no such file or folder/);
    });
  });

  describe('count --request', () => {
    const body = (model?: string) =>
      JSON.stringify({ ...(model ? { model } : {}), messages: [{ role: 'user', content: 'hello world' }] });

    it('is also spelled count --chat, with the file behind it', () => {
      const body = JSON.stringify({
        model: 'gpt-4o',
        messages: [{ role: 'user', content: 'hello' }],
        tools: [{ type: 'function', function: { name: 'foo', parameters: { type: 'object', properties: {} } } }],
        tool_choice: { type: 'function', function: { name: 'foo' } },
      });
      const { status, stdout } = run(['count', '--json', '--chat', '-'], body);
      assert.equal(status, 0);
      const { tokens, encoding, exactness, parts } = JSON.parse(stdout);
      assert.deepEqual([tokens, encoding, exactness], [36, 'o200k_base', 'estimate']);
      assert.equal(
        parts.reduce((sum: number, part: { tokens: number }) => sum + part.tokens, 0),
        tokens,
      );
      assert.equal(run(['count', '--chat', '-', 'other.json'], body).status, 2);
      assert.equal(run(['count', '--chat', 'no-such-file.json']).status, 2);
    });

    it('prints the parts of a request as JSON', () => {
      const { status, stdout } = run(['count', '--request', '--json', '-'], body('gpt-4o'));
      assert.equal(status, 0);
      assert.deepEqual(JSON.parse(stdout), {
        ...{ tokens: 9, model: 'gpt-4o', encoding: 'o200k_base', exactness: 'exact', grade: 'exact', format: 'chat' },
        parts: [
          { kind: 'message', field: 'messages[0]', tokens: 2, grade: 'exact' },
          { kind: 'framing', field: '', tokens: 7, grade: 'exact' },
        ],
        uncounted: [],
        output: { least: 1, most: 16_384, boundedBy: 'model', mayReason: false },
      });
    });

    it('reads a file, and counts for the given model', () => {
      const file = path.join(root, 'body.json');
      writeFileSync(file, `\ufeff${body('gpt-4o')}`);
      const { stdout } = run([
        'count',
        '--request',
        '--json',
        '--model',
        'claude-opus-4-8',
        '--format',
        'anthropic',
        file,
      ]);
      const report = JSON.parse(stdout);
      assert.deepEqual([report.model, report.exactness, report.format], ['claude-opus-4-8', 'estimate', 'anthropic']);
      assert.ok(report.errorPercent > 0);
    });

    it('prints a line a part for people', () => {
      const { stdout } = run(['count', '--request'], body('gpt-4o'));
      assert.match(stdout, /^ +2 {2}message {2}messages\[0\]\n +7 {2}framing\n +9 {2}total for gpt-4o\n$/);
      const unseen = JSON.stringify({ model: 'gpt-5', input: 'hello', previous_response_id: 'r' });
      assert.match(
        run(['count', '--request'], unseen).stdout,
        /≈7 {2}framing .*\n +\+ \? {2}previous_response_id\n +≈8 {2}total/,
      );
      assert.equal(JSON.parse(run(['count', '--request', '--json'], unseen).stdout).exactness, 'atLeast');
    });

    for (const [input, problem] of [
      ['{', /-: is not JSON/],
      ['{"messages":[]}', /-: The request names no model/],
      ['{"model":"gpt-4o","messages":[7]}', /-: messages\[0\] is not an object\./],
    ] as const) {
      it(`names what is wrong with ${input} and exits with 2`, () => {
        const { status, stdout, stderr } = run(['count', '--request', '-'], input);
        assert.deepEqual([status, stdout], [2, '']);
        assert.match(stderr, problem);
      });
    }
  });

  for (const args of [
    [],
    ['frobnicate'],
    ['scan'],
    ['count', 'x'],
    ['count', '--encoding', 'nope'],
    ['count', '--model', 'gpt-4o', '--format', 'chat'],
    ['count', '--request', '--format', 'nope'],
    ['count', '--request', '--encoding', 'o200k_base'],
    ['scan', '--nope', '.'],
  ]) {
    it(`refuses "${args.join(' ')}" with exit code 2 and the usage`, () => {
      const { status, stderr } = run(args);
      assert.equal(status, 2);
      assert.match(stderr, /Usage:/);
    });
  }

  it('prints its usage on demand', () => assert.equal(run(['--help']).status, 0));
});
