// The user's settings of detection: how they are read, and what they change.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compileGlob } from '../../../src/core/glob';
import type { Detection } from '../../../src/core/prompts/prompt';
import { isReadFor, type RawDetection, readUserSay } from '../../../src/core/prompts/userSay';
import { english, translated } from '../../../src/core/words';
import { finders } from './assets';

function say(raw: RawDetection) {
  const { say: read, problems } = readUserSay(raw);
  assert.deepEqual(problems, []);
  return read;
}

async function find(path: string, text: string, raw: RawDetection): Promise<Detection | undefined> {
  const finder = await finders.open({ path, languageId: '' }, say(raw));
  const detection = finder?.find(text);
  finder?.dispose();
  return detection;
}

const texts = (detection: Detection | undefined) => detection?.prompts.map(({ text }) => text);

describe('patterns of the user', () => {
  const fits = (pattern: string, text: string, separator: '' | '/' = '/') => compileGlob(pattern, separator)?.(text);

  it('pass folders only with two stars', () => {
    assert.equal(fits('*.txt', 'a.txt'), true);
    assert.equal(fits('*.txt', 'a/b.txt'), false);
    assert.equal(fits('**/*.txt', 'a.txt'), true);
    assert.equal(fits('**/*.txt', 'a/b/c.txt'), true);
    assert.equal(fits('**/llm/**', 'x/llm/y/z.md'), true);
    assert.equal(fits('**/llm/**', 'x/nollm/y.md'), false);
    assert.equal(fits('**.txt', 'a/b.txt'), true);
    assert.equal(fits('/w/**b.txt', '/w/a/ab.txt'), true);
    assert.equal(fits('a?c', 'abc'), true);
    assert.equal(fits('a?c', 'a/c'), false);
    assert.equal(fits('*_TEXT*', 'MY_TEXT_2', ''), true);
    assert.equal(fits('a**b', 'axyb', ''), true);
    assert.equal(fits('', 'x'), undefined);
    assert.equal(fits('x'.repeat(201), 'x'), undefined);
  });

  it('cost no more than pattern times text', () => {
    const started = process.cpuUsage();
    assert.equal(fits('*a'.repeat(100), `${'a'.repeat(3_999)}b`, ''), false);
    assert.equal(fits('**/'.repeat(60), 'a/'.repeat(1_900)), true);
    assert.ok(process.cpuUsage(started).user < 2_000_000);
  });
});

describe('settings of detection', () => {
  it('name what cannot be used, and use the rest', () => {
    const { say: read, problems } = readUserSay({
      level: 'loud',
      names: ['*_TEXT', 7, ''],
      callees: 'ask',
      exclude: ['x'.repeat(300)],
      minTokens: -1,
      modelAliases: { good: 'openai/gpt-4o', bad: ' ', worse: null },
    });
    const said = problems.map((problem) => translated(problem, english)).join('\n');
    for (const word of [
      'detection.level',
      'names: "7"',
      'names: ""',
      'callees',
      'exclude',
      'minTokens',
      '"bad"',
      '"worse"',
    ])
      assert.ok(said.includes(word), `${word} in ${said}`);
    assert.equal(read.level, 'balanced');
    assert.equal(read.isName?.('A_TEXT'), true);
    assert.deepEqual([...read.aliases], [['good', 'openai/gpt-4o']]);
  });

  it('are read whatever stands in them', () => {
    fc.assert(
      fc.property(
        fc.record({
          level: fc.anything(),
          names: fc.anything(),
          include: fc.anything(),
          modelAliases: fc.anything(),
          minTokens: fc.anything(),
        }),
        (raw) => {
          assert.ok(readUserSay(raw).say.minTokens >= 0);
        },
      ),
    );
  });

  it('say which documents are read', () => {
    const read = (path: string, raw: RawDetection) => isReadFor({ path, languageId: '' }, say(raw));
    assert.equal(read('/w/texts/a.txt', {}), false);
    assert.equal(read('/w/texts/a.txt', { include: ['texts/*.txt'] }), true);
    assert.equal(read('/w/texts/a.txt', { include: ['texts/*.txt'], exclude: ['**/a.*'] }), false);
    assert.equal(read('/w/a.py', { exclude: ['*.py'] }), false);
    assert.equal(read('/w/a.py', { level: 'off' }), false);
  });
});

describe('what the settings change', () => {
  const code = [
    'from openai import OpenAI',
    'BANNER = "Welcome to the shop of many things"',
    'ship_context = "Fewer than forty ships were sold to the people of the shore last year, and most of them in the last of its weeks."',
    'SYSTEM_PROMPT = "You answer for the shop."',
    'print("Given a long story about the sea, summarise it for people who have never seen it and never will.")',
    'r = mine.client.ask("Hi there", model="fast")',
    'client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "Hi"}])',
  ].join('\n');

  it('balanced is as without settings; strict keeps what is sent', async () => {
    assert.deepEqual(texts(await find('a.py', code, {})), ['You answer for the shop.', 'Hi']);
    assert.deepEqual(texts(await find('a.py', code, { level: 'strict' })), ['Hi']);
    assert.equal(await find('a.py', code, { level: 'off' }), undefined);
  });

  it('broad adds what only sounds like a prompt', async () => {
    const found = await find('a.py', code, { level: 'broad' });
    assert.deepEqual(
      found?.prompts.map(({ confidence }) => confidence),
      ['low', 'medium', 'low', 'high'],
    );
  });

  it('names and callees count whatever they hold', async () => {
    const found = await find('a.py', code, {
      names: ['BAN*'],
      callees: ['client.ask'],
      modelAliases: { fast: 'gpt-4.1' },
    });
    assert.deepEqual(texts(found), [
      'Welcome to the shop of many things',
      'You answer for the shop.',
      'Hi there',
      'Hi',
    ]);
    assert.equal(found?.requests[0]?.model?.id, 'gpt-4.1');
    assert.deepEqual(texts(await find('a.py', 'x = "nothing said"', { names: ['x'] })), ['nothing said']);
  });

  it('aliases stand for model ids in code, comments and front matter', async () => {
    const modelAliases = { 'gpt-4o': 'gpt-4.1', sonnet: 'claude-sonnet-4-5' };
    assert.equal((await find('a.py', code, { modelAliases }))?.requests[0]?.model?.id, 'gpt-4.1');
    const agent = '---\nname: a\nmodel: sonnet\n---\nDo it.';
    assert.equal(
      (await find('.claude/agents/a.md', agent, { modelAliases }))?.requests[0]?.model?.id,
      'claude-sonnet-4-5',
    );
    const noted = '# prompt-meter: prompt model=sonnet\nx = "Do it"';
    assert.equal((await find('a.py', noted, { modelAliases }))?.prompts[0]?.model?.id, 'claude-sonnet-4-5');
  });

  it('included files are prompts as they stand', async () => {
    assert.deepEqual(texts(await find('/w/texts/a.txt', 'Be {{x}} kind', { include: ['texts/**'] })), ['Be  kind']);
  });
});

describe('a string that may count as a prompt', () => {
  async function candidate(path: string, text: string, at: string) {
    const finder = await finders.open({ path, languageId: '' });
    finder?.find(text);
    const found = finder?.candidateAt?.(text.indexOf(at) + 1);
    finder?.dispose();
    return found;
  }

  it('knows its name or its call, and where its statement begins', async () => {
    const python = 'import x\n\nGREETING = ("Hello " +\n  "you")\n';
    const named = await candidate('a.py', python, 'you');
    assert.deepEqual(named && { ...named, span: python.slice(named.span.start, named.span.end) }, {
      span: '"Hello " +\n  "you"',
      name: 'GREETING',
      callee: undefined,
      statementStart: 10,
      found: false,
    });
    const called = await candidate('a.ts', 'async function f() {\n  await my.model.tell(`Do it`, 3);\n}', 'Do it');
    assert.equal(called?.callee, 'my.model.tell');
    assert.equal(called.statementStart, 23);
    assert.equal((await candidate('a.go', 'package a\nvar s = "x y"\n', 'x y'))?.name, 's');
    assert.equal((await candidate('a.rb', 'def a\n  tide = <<~TEXT\n    Do it\n  TEXT\nend\n', 'Do it'))?.name, 'tide');
  });

  it('is told when it is one already; elsewhere there is none', async () => {
    assert.equal((await candidate('a.py', 'PROMPT = "one two three four"', 'two'))?.found, true);
    assert.equal(await candidate('a.py', 'x = 1 + 2  # "none"', 'none'), undefined);
  });
});
