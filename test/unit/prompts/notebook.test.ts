// Notebooks as files: cells, places, magics, names from other cells.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { withoutMagics } from '../../../src/core/prompts/code/magics';
import { positionInCell, readNotebook, spanInFile } from '../../../src/core/prompts/notebook';
import type { Detection, PromptFinder } from '../../../src/core/prompts/prompt';
import { finders } from './assets';

interface TestCell {
  readonly type?: string;
  readonly source: string | readonly string[];
}

/** A notebook's file, as Jupyter writes it. */
function notebook(cells: readonly TestCell[], language = 'python'): string {
  const written = cells.map(({ type = 'code', source }) => ({
    cell_type: type,
    metadata: {},
    ...(type === 'code'
      ? { execution_count: 1, outputs: [{ output_type: 'stream', text: ['You are "source": here'] }] }
      : {}),
    source: typeof source === 'string' ? (source.match(/[^\n]*\n|[^\n]+$/g) ?? []) : source,
  }));
  return `${JSON.stringify({ cells: written, metadata: { kernelspec: { language } }, nbformat: 4 }, undefined, 1)}\n`;
}

async function find(text: string): Promise<Detection> {
  const finder = await finders.open({ path: 'a.ipynb', languageId: '' });
  assert.ok(finder);
  await finder.prepare?.(text);
  return finder.find(text);
}

/** The finder of a cell of an open notebook. */
async function openCell(): Promise<PromptFinder> {
  const finder = await finders.open({ path: '/n/a.ipynb', languageId: 'python' });
  assert.ok(finder);
  return finder;
}

describe('cells of an open notebook', () => {
  it('find their names in the other cells, and tell only what stands in themselves', async () => {
    const [setup, call] = [await openCell(), await openCell()];
    const rules = '%pip install openai\nMODEL = "gpt-4o"\nRULES = "Never change a name."';
    const asked =
      'client.chat.completions.create(model=MODEL, messages=[{"role": "system", "content": RULES},\n {"role": "user", "content": "Edit this."}])';
    assert.deepEqual(setup.find(rules).prompts, []);
    assert.ok(setup.cell);
    const alone = call.find(asked);
    assert.deepEqual(
      alone.requests.map(({ model, partial }) => [model, partial]),
      [[undefined, true]],
    );
    const { prompts, requests } = call.find(asked, [], [setup.cell]);
    assert.deepEqual(
      prompts.map(({ text, span }) => [text, asked.slice(span.start, span.end)]),
      [['Edit this.', '"Edit this."']],
    );
    // What the other cell adds is not in the figure of this one.
    assert.deepEqual(
      requests.map(({ model, partial, span }) => [model?.id, partial, span]),
      [['gpt-4o', true, { start: 0, end: asked.length }]],
    );
    assert.ok(call.cell);
    const [found] = setup.find(rules, [], [call.cell]).prompts;
    assert.deepEqual(
      [found?.text, found?.role, found?.model?.id, found?.span.start],
      ['Never change a name.', 'system', 'gpt-4o', rules.indexOf('"Never')],
    );
  });

  it('keep to themselves what stands in no cell', async () => {
    const finder = await openCell();
    assert.deepEqual(finder.find('%%bash\necho "You are a helpful assistant of this shell."').prompts, []);
    const page = await finders.open({ path: '/n/a.py', languageId: 'python' });
    page?.find('x = 1');
    assert.equal(page?.cell, undefined);
  });
});

describe('notebooks', () => {
  it('look names up in sibling cells, and tell places of the file', async () => {
    const text = notebook([
      { type: 'markdown', source: '# You are a reader of this notebook' },
      { source: '%pip install openai\nfrom openai import OpenAI\nclient = OpenAI()\nMODEL = "gpt-4o"' },
      { source: 'RULES = """You are a "careful" editor.\nNever change a name.\n"""' },
      { source: 'this is ( no python\n"""' },
      {
        source:
          'reply = client.chat.completions.create(\n    model=MODEL,\n    messages=[{"role": "system", "content": RULES},\n' +
          '              {"role": "user", "content": f"Edit\\tthis: {text}"}],\n)',
      },
    ]);
    const { prompts, requests } = await find(text);
    assert.deepEqual(
      prompts.map((prompt) => [prompt.role, prompt.text]),
      [
        ['system', 'You are a "careful" editor.\nNever change a name.\n'],
        ['user', 'Edit\tthis: '],
      ],
    );
    assert.equal(requests.length, 1);
    assert.deepEqual(requests[0]?.prompts, [0, 1]);
    assert.equal(requests[0]?.model?.id, 'gpt-4o');
    const [rules, user] = prompts;
    assert.ok(rules && user);
    const source = text.slice(rules.span.start, rules.span.end);
    assert.ok(source.startsWith('\\"\\"\\"You are') && source.endsWith('\\"\\"\\"'), source);
    assert.equal(text.slice(user.span.start, user.span.end), 'f\\"Edit\\\\tthis: {text}\\"');
    const cells = readNotebook(text) ?? [];
    assert.deepEqual(positionInCell(text, cells, rules.span.start), { cell: 3, line: 1, column: 9 });
    assert.deepEqual(positionInCell(text, cells, rules.span.end), { cell: 3, line: 3, column: 4 });
    assert.deepEqual(positionInCell(text, cells, user.span.start), { cell: 5, line: 4, column: 43 });
  });

  it('are read in the language of their kernel', async () => {
    const text = notebook([{ source: 'val systemPrompt = "You answer in one short line."' }], 'kotlin');
    assert.deepEqual(
      (await find(text)).prompts.map((prompt) => prompt.text),
      ['You answer in one short line.'],
    );
  });

  it('that are no JSON say so', async () => {
    assert.equal((await find('{"cells": [')).problems.length, 1);
    assert.deepEqual((await find('{"cells": []}')).problems, []);
  });

  it('keep the text of prompts that look like magics', () => {
    assert.equal(withoutMagics('!ls\n x = 1\n%time y()'), '#ls\n x = 1\n#time y()');
    assert.equal(withoutMagics('P = """\n! Never lie.\n"""\n!ls'), 'P = """\n! Never lie.\n"""\n#ls');
    assert.equal(withoutMagics('%%bash\necho'), undefined);
    assert.equal(withoutMagics('%%time\nx = 1'), '#%time\nx = 1');
  });

  it('give each place of a cell a place of the file, and back', () => {
    const unit = fc.oneof(
      fc.constantFrom('\n', '"', '\\', '\t', 'é', '😀', '\u0001', 'a', ' '),
      fc.string({ maxLength: 3 }),
    );
    const sources = fc.array(
      fc.array(unit, { maxLength: 12 }).map((parts) => parts.join('')),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(sources, (texts) => {
        const file = notebook(texts.map((source) => ({ source })));
        const cells = readNotebook(file) ?? [];
        assert.equal(cells.length, texts.length);
        for (const [index, cell] of cells.entries()) {
          assert.equal(cell.text, texts[index]);
          for (let at = 0; at < cell.text.length; at++) {
            const span = spanInFile(file, cell, at, at + 1);
            assert.equal(JSON.parse(`"${file.slice(span.start, span.end)}"`), cell.text[at]);
            const lines = cell.text.slice(0, at).split('\n');
            const column = (lines.at(-1)?.length ?? 0) + 1;
            assert.deepEqual(positionInCell(file, cells, span.start), { cell: index + 1, line: lines.length, column });
          }
        }
      }),
    );
  });
});
