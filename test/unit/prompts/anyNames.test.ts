// Whatever names stand for one another: nothing is thrown. Real code has `node = node.next.item` and loops over what they give a name to.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { finders } from './assets';
import { cases, unmarked } from './marked';

const folder = 'test/fixtures/prompts';

const programs = ['', 'flows']
  .flatMap((under) => readdirSync(path.join(folder, under)).map((file) => path.join(folder, under, file)))
  .filter((file) => file.endsWith('.txt'))
  .flatMap((file) => cases(readFileSync(file, 'utf8')))
  .map(({ path: name, marked }) => ({ name: name.replaceAll(' ', '-'), source: unmarked(marked) }))
  .filter(({ name }) => /\.(py|tsx?|jsx?|go|java|kt|cs|rb|rs|php)$/.test(name));

async function found(name: string, text: string): Promise<number> {
  const finder = await finders.open({ path: name, languageId: '' });
  assert.ok(finder, name);
  const { prompts } = finder.find(text);
  finder.dispose();
  return prompts.length;
}

/** Many words of a program in the place of others; each choice is a share of the choices there are. */
const renamed = fc
  .record({
    program: fc.constantFrom(...programs),
    few: fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
    choices: fc.array(fc.record({ kept: fc.boolean(), taken: fc.nat(), member: fc.nat(4) }), {
      minLength: 20,
      maxLength: 60,
    }),
  })
  .map(({ program: { name, source }, few, choices }) => {
    const all = [...new Set(source.match(/[A-Za-z_]\w*/g) ?? ['x'])];
    const words = few.map((at) => all[at % all.length]);
    let at = 0;
    const text = source.replace(/[A-Za-z_]\w*/g, (word) => {
      const choice = choices[at++ % choices.length];
      if (choice === undefined || choice.kept) return word;
      const taken = words[choice.taken % words.length] ?? word;
      return choice.member === 0 ? `${taken}.${words[0]}` : taken;
    });
    return { name, text };
  });

describe('names that stand for one another', () => {
  const python = (text: string) =>
    `client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": ${text}}])`;
  const script = (text: string) =>
    `client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: ${text} }] });`;
  for (const [name, text] of [
    ['a.py', `node = node.next.item\n${python('node.next')}`],
    ['a.py', `for node in node.children:\n    ${python('node.children')}`],
    [
      'a.py',
      `class A:\n    def f(self):\n        self.node = self.node.next.item\n        ${python('self.node.next')}`,
    ],
    ['a.py', `def f():\n    return f().text\n${python('f().text')}`],
    ['a.ts', `const node = node.next.item;\n${script('node.next')}`],
    ['a.ts', `const a = b.c;\nconst b = a.d.c;\n${script('b.d')}`],
    ['a.ts', `const a = { d: b.c };\nconst b = { c: a.d.e };\n${script('a.d.e')}`],
    ['a.ts', `for (const node of node.children) ${script('node.children')}`],
  ] as const)
    it(`end: ${text.split('\n')[0]}`, async () => {
      assert.equal(await found(name, text), 0);
      assert.equal(
        await found(name, `${text}\n${name === 'a.py' ? python('"One two three."') : script('"One two three."')}`),
        1,
      );
    });

  it(`end in ${programs.length} programs`, async function () {
    this.timeout(60_000);
    assert.ok(programs.length > 500);
    await fc.assert(
      fc.asyncProperty(renamed, async ({ name, text }) => {
        await found(name, text);
      }),
      { numRuns: 6_000 },
    );
  });
});
