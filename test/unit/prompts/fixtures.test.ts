// Every marked fixture, found from scratch and again after an edit.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkMap } from '../../support/sourceMaps';
import { finders } from './assets';
import { cases, lines, mark, unmarked } from './marked';

const folder = 'test/fixtures/prompts';

describe('marked fixtures', () => {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.txt'))) {
    describe(file, () => {
      for (const { path: name, title, marked, expected } of cases(readFileSync(path.join(folder, file), 'utf8'))) {
        it(`${name}: ${title}`, async () => {
          const finder = await finders.open({ path: name, languageId: '' });
          assert.ok(finder, `no finder reads ${name}`);
          const source = unmarked(marked);
          const detection = finder.find(source);
          assert.equal(mark(source, detection), marked);
          assert.deepEqual(lines(detection, expected), expected);
          for (const prompt of detection.prompts) {
            const { added, unplaced } = checkMap(source, prompt);
            assert.ok(added + unplaced <= 2, `${added} units and ${unplaced} holes stand nowhere`);
          }
          const changed = finder.find(` ${source}`, [{ start: 0, deleted: 0, inserted: ' ' }]);
          assert.ok(changed);
          assert.deepEqual(finder.find(source, [{ start: 0, deleted: 1, inserted: '' }]), detection);
          finder.dispose();
        });
      }
    });
  }
});
