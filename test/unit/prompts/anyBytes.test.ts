// Whatever is in a file of any format: spans inside the text, nothing thrown, and time that grows with the length and no faster.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { formatOf } from '../../../src/core/prompts/documentKind';
import type { Detection } from '../../../src/core/prompts/prompt';
import { finders } from './assets';
import { cases, unmarked } from './marked';

const folder = 'test/fixtures/prompts';

/** Every fixture of a prompt file. */
const fixtures = readdirSync(folder)
  .filter((file) => file.endsWith('.txt'))
  .flatMap((file) => cases(readFileSync(path.join(folder, file), 'utf8')))
  .filter((each) => formatOf({ path: each.path, languageId: '' }) !== undefined)
  .map((each) => ({ path: each.path, source: unmarked(each.marked) }));

/** One path for each format that fixtures have. */
const paths = new Map(fixtures.map((each) => [formatOf({ path: each.path, languageId: '' }), each.path]));
for (const more of ['x.yaml', 'prompts/x.json', 'src/agents.yaml', 'prompts/x.erb', 'prompts/x.liquid'])
  paths.set(undefined, more);

async function find(name: string, text: string): Promise<Detection> {
  const finder = await finders.open({ path: name, languageId: '' });
  assert.ok(finder, name);
  return finder.find(text);
}

function check(text: string, { prompts, requests, problems }: Detection): void {
  let last = 0;
  for (const { span, text: sent, holes } of prompts) {
    assert.ok(span.start >= last && span.start <= span.end && span.end <= text.length, JSON.stringify(span));
    last = span.end;
    let before = 0;
    for (const { at } of holes) {
      assert.ok(at >= before && at <= sent.length, `hole at ${at} of ${sent.length}`);
      before = at;
    }
  }
  for (const { span, prompts: sent } of requests) {
    assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length);
    assert.ok(sent.length > 0 && sent.every((index) => prompts[index] !== undefined));
  }
  for (const { span } of problems) assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length);
}

/** Pieces that mean something to one reader or another. */
const pieces = fc.constantFrom(
  ...[
    '{{',
    '}}',
    '{%',
    '%}',
    '{#',
    '"',
    "'",
    '"""',
    "'''",
    '\\',
    '\n',
    '\r\n',
    '---\n',
    '---',
    '#"',
    '"#',
    '<system>',
    '</system>',
    '<',
    '>',
  ],
  ...[
    '<!--',
    '-->',
    'prompt: |\n',
    '- ',
    '? ',
    ': ',
    '&a ',
    '*a',
    '<<: *a\n',
    '{',
    '}',
    '[',
    ']',
    ',',
    '\t',
    '\u0000',
    '\uD800',
    '\uFEFF',
    '%',
  ],
  ...[
    '__proto__: x\n',
    '{"__proto__": {"messages": []}}',
    '"messages": [',
    'system:\n',
    '# prompt-meter: ignore',
    '{# prompt-meter: prompt model=x #}',
  ],
);

/** A fixture with something cut out and something put in. */
const mutated = fc
  .tuple(
    fc.constantFrom(...fixtures),
    fc.array(fc.tuple(fc.nat(), fc.nat(30), fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 8 }))), {
      minLength: 1,
      maxLength: 6,
    }),
  )
  .map(([{ path: name, source }, edits]) => {
    let text = source;
    for (const [place, length, added] of edits) {
      const at = place % (text.length + 1);
      text = text.slice(0, at) + added + text.slice(at + length);
    }
    return { name, text };
  });

describe('any bytes in a prompt file', () => {
  it(`give spans in ${paths.size} formats of mutated fixtures`, async function () {
    this.timeout(60_000);
    assert.ok(paths.size > 18, [...paths.keys()].join(' '));
    await fc.assert(
      fc.asyncProperty(mutated, async ({ name, text }) => check(text, await find(name, text))),
      { numRuns: 1_500 },
    );
  });

  it('give spans when they are no file of that format at all', async function () {
    this.timeout(60_000);
    const any = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((all) => all.join('')),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths.values()), any, async (name, text) =>
        check(text, await find(name, text)),
      ),
      { numRuns: 1_500 },
    );
  });
});

/** Texts that a careless reader takes too long for; each is made `n` big. */
const hostile: Readonly<Record<string, (n: number) => string>> = {
  quotes: (n) => '"'.repeat(n),
  'single quotes': (n) => "'".repeat(n),
  'triple quotes': (n) => `prompt = """${'"" '.repeat(n / 3)}`,
  'open raw strings': (n) => 'function F { prompt #"\n'.repeat(n / 22),
  'raw strings of many hashes': (n) => `prompt ${'#'.repeat(n)}"`,
  'open braces': (n) => '{'.repeat(n),
  'open lists': (n) => `{"messages": ${'['.repeat(n)}`,
  'open tags': (n) => '<system>'.repeat(n / 8),
  'open comments': (n) => '<!--'.repeat(n / 4),
  'open angles': (n) => '<a '.repeat(n / 3),
  'attributes without end': (n) => `<poml ${'a="b" '.repeat(n / 6)}`,
  'variables without end': (n) => '{{ x '.repeat(n / 5),
  'tags of templates': (n) => '{% if a %}{# b'.repeat(n / 14),
  'lines of roles': (n) => 'user:\n'.repeat(n / 6),
  fences: (n) => '---\n'.repeat(n / 4),
  'keys before a fence': (n) => 'a: b\n'.repeat(n / 5),
  'backslashes in a text': (n) => `{"prompt": "${'\\'.repeat(n)}`,
  'escapes in a text': (n) => `prompt = "${'\\u0041'.repeat(n / 6)}"`,
  'blank lines': (n) => '\n'.repeat(n),
  spaces: (n) => `x${' '.repeat(n)}y`,
  'many messages': (n) =>
    `{"messages": [${'{"role": "user", "content": "a"},'.repeat(n / 33)}{"role": "user", "content": "a"}]}`,
  'many lines': (n) => '{"messages": [{"role": "user", "content": "a"}]}\n'.repeat(n / 49),
  'many comments': (n) => '# prompt-meter: ignore x\n'.repeat(n / 25),
  dollars: (n) => '$a ${'.repeat(n / 5),
};

describe('hostile prompt files take linear time', () => {
  for (const [title, make] of Object.entries(hostile)) {
    it(title, async function () {
      this.timeout(60_000);
      for (const name of paths.values()) {
        const started = process.cpuUsage();
        check(make(100_000), await find(name, make(100_000)));
        const { user, system } = process.cpuUsage(started);
        const took = (user + system) / 1_000;
        // Quadratic work on 100,000 characters takes ten seconds.
        assert.ok(took < 3_000, `${name}: ${Math.round(took)} ms`);
      }
    });
  }

  it('a million quotes', async function () {
    this.timeout(60_000);
    for (const name of paths.values()) check('"'.repeat(1e6), await find(name, '"'.repeat(1e6)));
  });

  it('alias bombs and keys of prototypes', async () => {
    const bomb = `a: &a [${'x, '.repeat(9)}x]\n${'bcdefghi'
      .split('')
      .map((key, i) => `${key}: &${key} [${`*${'abcdefgh'[i]}, `.repeat(9)}*${'abcdefgh'[i]}]\n`)
      .join('')}prompts: *i\nproviders: *i\n`;
    for (const name of ['promptfooconfig.yaml', 'prompts/x.yaml', 'x.prompt.yml']) check(bomb, await find(name, bomb));
    const proto =
      '{"__proto__": {"system": "You are polluted by this text here"}, "constructor": {"prototype": {"polluted": 1}}}';
    check(proto, await find('prompts/x.json', proto));
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
    assert.equal(({} as Record<string, unknown>).system, undefined);
  });
});
