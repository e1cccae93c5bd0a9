// Ways that a text takes through a small program before it is sent, in each language: constants, joins, branches, loops, functions,
// templates, fields. Every text that is sent has a mark, `№1`, and each mark must be in a prompt that is found beyond doubt.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { finders } from './assets';

const folder = 'test/fixtures/prompts/flows';

/** Programs one after the other, each behind `=== what it shows.<extension>`. */
const programs = (text: string): { readonly title: string; readonly source: string }[] =>
  text
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n');
      return { title: part.slice(0, end), source: part.slice(end + 1) };
    });

describe('texts on their way to a request', () => {
  for (const name of readdirSync(folder).sort())
    it(name.replace('.txt', ''), async () => {
      const all = programs(readFileSync(path.join(folder, name), 'utf8'));
      assert.ok(all.length >= 15);
      const missed: string[] = [];
      for (const { title, source } of all) {
        const finder = await finders.open({ path: title.replaceAll(' ', '-'), languageId: '' });
        assert.ok(finder, title);
        const sent = finder.find(source).prompts.filter(({ confidence }) => confidence === 'high');
        finder.dispose();
        const marks = new Set(source.match(/№\d+/g));
        assert.ok(marks.size > 0, title);
        for (const mark of marks) if (!sent.some(({ text }) => text.includes(mark))) missed.push(`${title}: ${mark}`);
      }
      assert.deepEqual(missed, []);
    });
});
