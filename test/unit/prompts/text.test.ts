// What fixtures cannot show: line endings, odd characters, huge and hostile inputs, half-typed source.
import assert from 'node:assert/strict';
import { LINE_LIMIT, SIZE_LIMIT } from '../../../src/core/prompts/code/syntax/gate';
import type { Detection } from '../../../src/core/prompts/prompt';
import { finders } from './assets';

async function find(path: string, text: string): Promise<Detection> {
  const finder = await finders.open({ path, languageId: '' });
  assert.ok(finder);
  const detection = finder.find(text);
  finder.dispose();
  return detection;
}

const texts = ({ prompts }: Detection) => prompts.map(({ text }) => text);

describe('text as the model receives it', () => {
  it('reads CRLF and CR in multi-line literals as LF', async () => {
    assert.deepEqual(texts(await find('a.py', 'PROMPT = """one two\r\nthree four\rfive"""\r\n')), [
      'one two\nthree four\nfive',
    ]);
    assert.deepEqual(texts(await find('a.ts', 'const prompt = `one two\r\nthree $' + '{x}\r\nfour`;\r\n')), [
      'one two\nthree \nfour',
    ]);
    assert.deepEqual(texts(await find('a.py', 'PROMPT = r"""one two\r\nthree \\four"""\r\n')), [
      'one two\nthree \\four',
    ]);
    assert.deepEqual(texts(await find('a.py', 'PROMPT = "one two \\\r\nthree four"\r\n')), ['one two three four']);
  });

  it('reads CRLF in literals of every language, and takes their indentation away', async () => {
    const block = ['one two', '  three four'].join('\r\n    ');
    const sources: Record<string, string> = {
      'a.go': 'package a\r\nvar prompt = `one two\r\n  three four`\r\n',
      'a.java': `class A {\r\n  String prompt = """\r\n    ${block}""";\r\n}\r\n`,
      'a.cs': `class A {\r\n  string prompt = """\r\n    ${block}\r\n    """;\r\n}\r\n`,
      'a.php': `<?php\r\n$prompt = <<<TXT\r\n    ${block}\r\n    TXT;\r\n`,
      'a.rb': `PROMPT = <<~TXT.strip\r\n    ${block}\r\n  TXT\r\n`,
      'a.rs': 'const PROMPT: &str = r"one two\r\n  three four";\r\n',
    };
    for (const [path, source] of Object.entries(sources)) {
      assert.deepEqual(texts(await find(path, source)), ['one two\n  three four'], path);
    }
  });

  it('follows a heredoc whose lines change behind an unchanged statement', async () => {
    const finder = await finders.open({ path: 'a.rb', languageId: '' });
    const source = (text: string) => `PROMPT = <<~TXT\n  ${text}\nTXT\n`;
    assert.equal(finder?.find(source('one two three four')).prompts[0]?.text, 'one two three four\n');
    assert.equal(finder?.find(source('five six seven eight')).prompts[0]?.text, 'five six seven eight\n');
    finder?.dispose();
  });

  it('joins role sections of a Prompty file with LF and keeps holes in place', async () => {
    const [first, second] = (await find('a.prompty', 'system:\r\nBe {{x}}\r\nkind.\r\nuser:\r\nHi\r\n')).prompts;
    assert.equal(first?.text, 'Be \nkind.');
    assert.deepEqual(first.holes, [{ name: 'x', at: 3 }]);
    assert.equal(second?.text, 'Hi');
  });

  it('skips a byte order mark', async () => {
    const bom = await find('a.prompt', '\uFEFF---\nmodel: gpt-4o\n---\nHello');
    assert.deepEqual(texts(bom), ['Hello']);
    assert.equal(bom.requests[0]?.model?.id, 'gpt-4o');
    const code = await find('a.py', '\uFEFFPROMPT = "one two three four"');
    assert.deepEqual(code.prompts[0]?.span, { start: 10, end: 30 });
  });

  it('gives the span of the model, quotes included', async () => {
    const source = 'client.responses.create(model="openai/gpt-5", input="Hi")';
    const span = (await find('a.py', source)).requests[0]?.model?.span;
    assert.equal(source.slice(span?.start, span?.end), '"openai/gpt-5"');
    const file = '---\nmodel: "googleai/gemini-2.5-pro"\n---\nHi';
    const head = (await find('a.prompt', file)).requests[0]?.model?.span;
    assert.equal(file.slice(head?.start, head?.end), '"googleai/gemini-2.5-pro"');
  });

  it('keeps NUL, lone surrogates and long runs', async () => {
    const odd = `one two three \uD800 \u0000 ${'x'.repeat(100_000)}`;
    assert.deepEqual(texts(await find('a.md/x.prompt', odd)), [odd]);
    const inCode = await find('a.ts', `const prompt = "${odd}";`);
    assert.deepEqual(texts(inCode), [odd]);
  });
});

describe('source that is not read', () => {
  it('names files over 1 MB', async () => {
    const big = await find('a.py', `PROMPT = "one two three four"\n${'#\n'.repeat(SIZE_LIMIT / 2)}`);
    assert.deepEqual(big.prompts, []);
    assert.match(big.problems[0]?.sentence.message ?? '', /over 1 MB/);
  });

  it('names code that is nested too deeply', async () => {
    const deep = await find('a.ts', `const prompt = 'one two three four'; x = ${'['.repeat(1_001)}`);
    assert.deepEqual(deep.prompts, []);
    assert.match(deep.problems[0]?.sentence.message ?? '', /1,000 brackets/);
    const text = `const prompt = 'one two three four'; x = ${'['.repeat(900)}${']'.repeat(900)};`;
    assert.equal((await find('a.ts', text)).prompts.length, 1);
  });

  it('names minified code, and reads long lines of prose', async () => {
    const minified = 'var prompt="one two three four";function f(a,b){return a(b)};'.repeat(LINE_LIMIT / 50);
    const result = await find('a.js', minified);
    assert.deepEqual(result.prompts, []);
    assert.match(result.problems[0]?.sentence.message ?? '', /5,000 characters/);
    assert.equal((await find('a.js', `const prompt = "${'some words, '.repeat(1000)}";`)).prompts.length, 1);
  });
});

describe('half-typed source', () => {
  const good = 'SYSTEM_PROMPT = "You are a helpful assistant."\n';

  it('is broken when the error is in a statement about prompts', async () => {
    const open = await find('a.py', `${good}client.responses.create(model="gpt-5", input="Hi\n`);
    assert.equal(open.broken, true);
    assert.equal((await find('a.ts', 'const prompt = `one two three ${four\n')).broken, true);
  });

  it('is whole when the error is elsewhere', async () => {
    const elsewhere = await find('a.py', `${good}x = (1 +\n`);
    assert.deepEqual(texts(elsewhere), ['You are a helpful assistant.']);
    assert.equal((await find('a.py', good)).broken, false);
  });

  it('is broken when front matter is', async () => {
    assert.equal((await find('a.prompty', '---\nmodel: [\n---\nHi')).broken, true);
  });
});

describe('hostile input stays linear', () => {
  const unit = '"aaa bbb ccc ddd"';
  const hostile: Record<string, string> = {
    'deep brackets': `prompt = ${'['.repeat(50_000)}`,
    'deep lists with text': `prompt = ${`[${unit}, `.repeat(20_000)}`,
    'deep calls': `prompt = ${`f(${unit}, prompt=`.repeat(10_000)}${')'.repeat(10_000)}`,
    'deep dictionaries': `messages = ${`{"role": "user", "content": ${unit}, "prompt": `.repeat(5_000)}`,
    'deep objects': `prompt = ${'{a:'.repeat(20_000)}`,
    'many operands': `prompt = ${`${unit} + `.repeat(15_000)}x`,
    'long chain': `prompt = x${`.format(${unit})`.repeat(10_000)}`,
    'chain without names': `prompt = a${'`aaa bbb ccc ddd`'.repeat(8_000)}`,
    'calls of calls': `prompt = a${`(${unit})`.repeat(8_000)}`,
    'flat statements': `prompt = ${unit}\n`.repeat(20_000),
    'many requests': `f(model="gpt-4o", messages=m)\n`.repeat(10_000),
    'one name, many scopes': 'def f(m):\n  m = [{"role": "user", "content": "x"}]\n  f(model="g", messages=m)\n'.repeat(
      5_000,
    ),
    'open quotes': `prompt = """${'"'.repeat(3)}`.repeat(10_000),
    'unclosed braces': 'prompt = f"{{{'.repeat(20_000),
    templates: `const prompt = ${'`${'.repeat(20_000)}`,
    garbage: 'prompt )]}({[<>"\'`${ '.repeat(20_000),
  };
  for (const [name, text] of Object.entries(hostile)) {
    for (const path of ['a.py', 'a.ts', 'a.js']) {
      it(`${name} in ${path}`, async function () {
        this.timeout(10_000);
        const detection = await find(path, text.slice(0, SIZE_LIMIT));
        assert.ok(detection.prompts.length >= 0);
      });
    }
  }

  const typed: Record<string, string> = {
    'a.go': `var prompt ${'*'.repeat(20_000)}int`,
    'a.java': 'prompt =\n'.repeat(8_000),
    'a.cs': 'prompt =\n'.repeat(8_000),
    'a.rb': `x = [${'<<~A, '.repeat(8_000)}\nprompt`,
    'a.php': `<?php $prompt = ${`"aaa $b" . `.repeat(8_000)}$x;`,
    'a.rs': `fn prompt() { x(vec![${'"a", '.repeat(8_000)}]) }`,
  };
  for (const [path, text] of Object.entries(typed)) {
    it(`nested or long expressions in ${path}`, async function () {
      this.timeout(10_000);
      const detection = await find(path, text);
      assert.ok(detection.prompts.length >= 0);
    });
    it(`nested types and brackets in ${path}`, async () => {
      for (const opening of ['A<', '(', '{', 'A[']) {
        const refused = await find(path, `prompt "one two three four" ${opening.repeat(1_100)}`);
        assert.match(refused.problems[0]?.sentence.message ?? '', /1,000 brackets/);
      }
      // The runtime is alive.
      assert.deepEqual((await find(path, '// prompt\n')).problems, []);
    });
    it(`chains of calls in ${path}`, async function () {
      this.timeout(10_000);
      const head = path === 'a.php' ? '<?php $' : '';
      const text = `${head}prompt = Prism.builder()${'\n.addUserMessage("aaa bbb ccc ddd")'.repeat(5_000)}`;
      assert.equal((await find(path, text)).prompts.length >= 0, true);
    });
  }

  const fileKinds = ['a.prompt', 'a.prompty', 'a.prompt.md', 'AGENTS.md', 'SKILL.md'];
  const files: Record<string, string> = {
    'open tags': '{{'.repeat(100_000),
    'open blocks': '{{#if a}}\n'.repeat(50_000),
    'trimmed tags': '{{~#if a~}}  \n'.repeat(50_000),
    'jinja marks': '{%{#{{'.repeat(50_000),
    'role lines': 'system:\n'.repeat(50_000),
    'white space': ' \n'.repeat(200_000),
    'deep head': `---\n${'- '.repeat(30_000)}\n---\nHi`,
    'deep flow head': `---\n${'['.repeat(30_000)}\n---\nHi`,
    'many keys': `---\n${Array.from({ length: 6000 }, (_, i) => `k${i}: v`).join('\n')}\n---\nHi`,
    'alias bomb': `---\na: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nmodel: *c\n---\nHi`,
    'dollar braces': '${'.repeat(100_000),
    'at signs': '@'.repeat(200_000),
  };
  for (const [name, text] of Object.entries(files)) {
    for (const path of [...fileKinds, 'prompts/a.j2', 'prompts/a.md', '.claude/commands/a.md', 'a.prompt.yml']) {
      it(`${name} in ${path}`, async () => {
        const detection = await find(path, text);
        assert.ok(detection.requests.length <= 1);
      });
    }
  }
});

describe('which finder reads a document', () => {
  it('goes by format, then language, then ending', async () => {
    assert.equal(finders.open({ path: 'a.txt', languageId: 'plaintext' }), undefined);
    assert.equal(finders.open({ path: 'README.md', languageId: 'markdown' }), undefined);
    assert.equal(finders.open({ path: 'prompts/README.md', languageId: 'markdown' }), undefined);
    assert.equal(finders.open({ path: 'prompts/requirements.txt', languageId: 'plaintext' }), undefined);
    assert.equal(finders.open({ path: 'src/prompts.md', languageId: 'markdown' }), undefined);
    assert.ok(finders.open({ path: 'src/prompts/a/b.txt', languageId: 'plaintext' }));
    assert.ok(finders.open({ path: 'x.prompt.md', languageId: 'markdown' }));
    assert.ok(finders.open({ path: 'Untitled-1', languageId: 'python' }));
    assert.ok(finders.open({ path: 'Untitled-1', languageId: 'prompt' }));
    assert.equal(finders.open({ path: 'a.py', languageId: 'plaintext' }), undefined);
  });
});
