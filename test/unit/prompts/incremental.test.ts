// The law of finders: edits give what the text alone gives, and nothing throws. fast-check prints seed and shrunk case of a failure.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { mayDefine } from '../../../src/core/prompts/code/facts/statementGate';
import type { Detection, PromptFinder } from '../../../src/core/prompts/prompt';
import { applyChanges, type TextChange } from '../../../src/core/text';
import { codeFinder, finders, hasErrors } from './assets';
import { cases, unmarked } from './marked';

const folder = 'test/fixtures/prompts';
const all = ['', 'flows']
  .flatMap((under) => readdirSync(path.join(folder, under)).map((name) => path.join(folder, under, name)))
  .filter((name) => name.endsWith('.txt'))
  .flatMap((file) => cases(readFileSync(file, 'utf8')));

/** Pieces that open, close and break things, in every language. */
const pieces = [
  ...[
    '"',
    "'",
    '`',
    '"""',
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    '${',
    '{{',
    '}}',
    '\\',
    '\n',
    '\r\n',
    '\r',
    '    ',
    '#',
    '//',
    '/*',
    '*/',
  ],
  ...[
    'f"',
    ',',
    ':',
    '=',
    '+',
    '...',
    '**',
    '---',
    '---\n',
    '{%',
    '%}',
    '{{!',
    'system:',
    '{{role "system"}}',
    '\0',
    '\uD800',
    '😀',
  ],
  ...[
    'def f(x):\n',
    'class A:\n',
    'function f() {',
    'async ',
    'await ',
    'return ',
    'const x = ',
    'PROMPT = ',
    'model="gpt-4o"',
  ],
  ...[
    'messages=[',
    '{"role": "user", "content": "Hi"}',
    'client.responses.create(input="one two three four")',
    'x',
    ' ',
  ],
];

/** An edit by fractions of the text, so that it fits any text. */
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  deleted: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.nat(4) },
    { weight: 1, arbitrary: fc.nat(60) },
  ),
  inserted: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...pieces) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  ),
});
/** A word of the text in the place of another one: names, models and parameters change, and what is known by them. */
const renaming = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  from: fc.double({ min: 0, max: 1, noNaN: true }),
});
type Edit = ReturnType<typeof edit.generate>['value'] | ReturnType<typeof renaming.generate>['value'];

/** The first word behind a fraction of the text; an empty one at its end. */
function wordBehind(text: string, fraction: number): { readonly start: number; readonly word: string } {
  const word = /(?<!\w)\w+(-[\w.]+)*/g;
  word.lastIndex = Math.floor(fraction * text.length);
  const found = word.exec(text);
  return { start: found?.index ?? text.length, word: found?.[0] ?? '' };
}

/** What the edit replaces in a text. */
function placed(text: string, edit: Edit): TextChange {
  if ('from' in edit) {
    const { start, word } = wordBehind(text, edit.at);
    return { start, deleted: word.length, inserted: wordBehind(text, edit.from).word };
  }
  const start = Math.floor(edit.at * text.length);
  return { start, deleted: Math.min(edit.deleted, text.length - start), inserted: edit.inserted };
}

/** Each step is one document version with one or more changes, or takes the last ones back: that is how syntax gets whole again. */
const steps = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.array(edit, { minLength: 1, maxLength: 3 }) },
    { weight: 2, arbitrary: fc.array(renaming, { minLength: 1, maxLength: 3 }) },
    { weight: 1, arbitrary: fc.constant('undo' as const) },
  ),
  { minLength: 1, maxLength: 8 },
);
type Step = ReturnType<typeof steps.generate>['value'][number];

/** A text through its versions. */
class Versions {
  text: string;
  readonly #undo: TextChange[][] = [];

  constructor(text: string) {
    this.text = text;
  }

  /** Makes the next version and returns what leads to it, one change after the other. */
  next(step: Step): TextChange[] {
    if (step === 'undo') {
      const changes = this.#undo.pop() ?? [];
      this.text = applyChanges(this.text, changes);
      return changes;
    }
    const changes: TextChange[] = [];
    const undo: TextChange[] = [];
    for (const each of step) {
      const change = placed(this.text, each);
      const { start, deleted, inserted } = change;
      const gone = this.text.slice(start, start + deleted);
      changes.push(change);
      undo.unshift({ start, deleted: inserted.length, inserted: gone });
      this.text = applyChanges(this.text, changes.slice(-1));
    }
    this.#undo.push(undo);
    return changes;
  }
}

function checkSpans(text: string, { prompts, requests }: Detection): void {
  let end = 0;
  for (const { span, holes, text: sent } of prompts) {
    assert.ok(span.start >= end && span.end >= span.start && span.end <= text.length, 'prompts are in order and apart');
    end = span.end;
    let last = 0;
    for (const { at } of holes) {
      assert.ok(at >= last && at <= sent.length, 'holes are in order and inside');
      last = at;
    }
  }
  for (const { span, prompts: indexes, model } of requests) {
    assert.ok(span.end <= text.length && indexes.every((index) => prompts[index] !== undefined));
    assert.ok(model === undefined || model.span.end <= text.length);
  }
}

/** Sources of one to four fixtures of the same kind of file. */
function sources(name: string): fc.Arbitrary<string> {
  const extension = path.extname(name);
  const fitting = all.filter((one) => path.extname(one.path) === extension).map(({ marked }) => unmarked(marked));
  return fc.array(fc.constantFrom(...fitting), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('\n'));
}

async function openByPath(name: string): Promise<PromptFinder> {
  const opened = await finders.open({ path: name, languageId: '' });
  assert.ok(opened);
  return opened;
}

/** `counts`: whether the law is to hold for a text. */
async function holds(
  name: string,
  runs: number,
  open: () => Promise<PromptFinder>,
  counts: (text: string) => boolean | Promise<boolean> = () => true,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(sources(name), steps, async (start, taken) => {
      const finder = await open();
      const versions = new Versions(start);
      finder.find(start);
      let changes: TextChange[] = [];
      for (const [index, step] of taken.entries()) {
        changes.push(...versions.next(step));
        const { text } = versions;
        // The last version is always answered, others only when that is not put off.
        const soon = index < taken.length - 1 ? finder.findSoon?.bind(finder) : undefined;
        const edited = soon === undefined ? finder.find(text, changes) : soon(text, changes, []);
        if (edited === undefined) continue;
        changes = [];
        checkSpans(text, edited);
        if (!(await counts(text))) continue;
        const fresh = await open();
        const scratch = fresh.find(text);
        fresh.dispose();
        assert.deepEqual(edited, scratch);
      }
      finder.dispose();
    }),
    { numRuns: runs },
  );
}

const later = ['a.go', 'a.java', 'a.kt', 'a.cs', 'a.rb', 'a.php', 'a.rs'];

describe('edits give what the text alone gives', function () {
  this.timeout(60_000);
  const code = ['a.py', 'a.ts', 'a.tsx', 'a.js', ...later];
  const runs = (name: string) => (later.includes(name) ? 15 : 60);
  for (const name of code) it(name, () => holds(name, runs(name), () => openByPath(name)));
  for (const name of code)
    it(`${name}, split`, () => holds(name, runs(name), () => codeFinder(name, { splitLength: 40 })));
  // A long text is not parsed anew while its syntax is broken; it must be right again when it is whole again.
  for (const name of code)
    it(`${name}, long`, () =>
      holds(
        name,
        runs(name),
        () => codeFinder(name, { splitLength: 40, limits: { freshLimit: 0, soonSteps: 1 } }),
        async (text) => !(await hasErrors(name, text)),
      ));
  for (const name of ['a.prompt', 'a.prompty', 'a.prompt.md', 'prompts/a.j2', 'a.prompt.yml'])
    it(name, () => holds(name, 40, () => openByPath(name)));

  for (const name of code) {
    it(`${name}: what is found does not depend on where statements are split`, async () => {
      const property = fc.asyncProperty(sources(name), fc.integer({ min: 1, max: 300 }), async (text, splitLength) => {
        const whole = await codeFinder(name, { splitLength: Number.POSITIVE_INFINITY });
        const split = await codeFinder(name, { splitLength });
        assert.deepEqual(split.find(text), whole.find(text));
        whole.dispose();
        split.dispose();
      });
      await fc.assert(property, { numRuns: runs(name) });
    });
  }

  it('what a program sends does not depend on it where every body is split', async () => {
    const programs = all.filter(({ path: name }) => code.some((one) => path.extname(name) === path.extname(one)));
    assert.ok(programs.length > 900);
    const differing: string[] = [];
    for (const { path: name, title, marked } of programs) {
      const text = unmarked(marked);
      const [whole, split] = await Promise.all(
        [Number.POSITIVE_INFINITY, 1].map((splitLength) => codeFinder(name, { splitLength })),
      );
      if (!isDeepStrictEqual(whole?.find(text), split?.find(text))) differing.push(`${name} ${title}`);
      whole?.dispose();
      split?.dispose();
    }
    assert.deepEqual(differing, []);
  });

  it('a docstring that is sent is read again where its class is split', async () => {
    const finder = await codeFinder('a.py', { splitLength: 10 });
    const text =
      'import dspy\nclass Boats(dspy.Signature):\n    """Name the boats that are in the harbour."""\n    log = dspy.InputField()\n';
    const told = (version: string) => finder.find(version).prompts.map((prompt) => prompt.text);
    assert.deepEqual(told(text), ['Name the boats that are in the harbour.']);
    const after = text.replace('boats that', 'ships that');
    assert.deepEqual(told(after), ['Name the ships that are in the harbour.']);
    finder.dispose();
  });

  it('members of a class that is named for its texts are read where it is split', async () => {
    const finder = await codeFinder('a.kt', { splitLength: 10 });
    const text =
      'import com.openai.client.OpenAIClient\nclass Prompts {\n  val tone = "Answer like a gardener who knows about old trees."\n}\n';
    assert.equal(finder.find(text).prompts.length, 1);
    finder.dispose();
  });

  it('a statement that puts a text together is read, whatever it is put into', () => {
    for (const statement of [
      "lines().push('old')",
      "fmt.Fprintf(&b, 'old')",
      "lines.add('old')",
      "text .= 'old'",
      "lines << 'old'",
    ])
      assert.equal(
        mayDefine(statement, () => false),
        true,
        statement,
      );
    assert.equal(
      mayDefine("lines.count('old')", () => false),
      false,
    );
  });

  it('the role of a result is the same where its function is split', async () => {
    const text =
      'def guide_prompts\n  "You are a guide for people who look for a garden of #{town}, and speak kindly."\nend\n';
    const roles = async (splitLength: number) => {
      const finder = await codeFinder('a.rb', { splitLength });
      const { prompts } = finder.find(text);
      finder.dispose();
      return prompts.map(({ role }) => role);
    };
    assert.deepEqual(await roles(5), await roles(1_000));
  });

  it('a statement is read again when the function around it gets another name', async () => {
    const finder = await codeFinder('a.py', { splitLength: 10 });
    const body = '(name):  # no prompt\n    return f"Greet {name} in a friendly way."\n';
    assert.equal(finder.find(`def build_prompt${body}`).prompts.length, 1);
    assert.equal(finder.find(`def build_thing${body}`).prompts.length, 0);
    finder.dispose();
  });

  it('what a parameter holds is looked up again when its default changes', async () => {
    const finder = await codeFinder('a.py', { splitLength: 10 });
    const of = (style: string) =>
      `def tell(t, style="${style}"):\n    client.responses.create(model="gpt-4o", instructions=style, input=t)\n`;
    const sent = (text: string) => finder.find(text).prompts.map((prompt) => prompt.text);
    assert.deepEqual(sent(of('Answer in one short line.')), ['Answer in one short line.']);
    assert.deepEqual(sent(of('Answer in rhymes, please, my friend.')), ['Answer in rhymes, please, my friend.']);
    finder.dispose();
  });

  it('statements with the same source are all there when broken syntax is whole again', async () => {
    const finder = await codeFinder('a.py', { limits: { freshLimit: 0 } });
    const call = 'tell("one two three four")\n';
    const text = `def tell(t):\n    client.responses.create(model="gpt-4o", input=t)\n${call}${call}`;
    assert.equal(finder.find(text).prompts.length, 2);
    finder.find(`"""${text}`);
    assert.equal(finder.find(text).prompts.length, 2);
    finder.dispose();
  });

  it('wrong changes do no harm', async () => {
    const finder = await finders.open({ path: 'a.py', languageId: '' });
    const text = 'PROMPT = "one two three four"\n';
    finder?.find(`x = 1\n${text}`);
    const found = finder?.find(text, [{ start: 3, deleted: 1, inserted: 'zzz' }]);
    assert.equal(found?.prompts[0]?.text, 'one two three four');
    finder?.dispose();
  });
});
