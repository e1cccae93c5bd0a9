// The tables that say which nodes facts are read from, against the grammars they name nodes of.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SyntaxTree } from '../../../src/core/prompts/code/syntax/syntaxTree';
import { grammars, languages } from './assets';
import { cases, unmarked } from './marked';

const folder = 'test/fixtures/prompts';
const fixtures = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .flatMap((name) => cases(readFileSync(path.join(folder, name), 'utf8')));

describe('captured nodes', () => {
  for (const [ending, language] of Object.entries(languages)) {
    it(`${ending}: the grammar has each type as a node of its own, and no keyword is taken for it`, async () => {
      const parser = await grammars.load(language);
      const types = parser.language?.types ?? [];
      const named = new Set(types.filter((_, id) => parser.language?.nodeTypeIsNamed(id)));
      for (const type of language.captures.types) assert.ok(named.has(type), type);
      const tree = new SyntaxTree(parser);
      let seen = 0;
      for (const fixture of fixtures.filter((each) => path.extname(each.path) === ending)) {
        const source = unmarked(fixture.marked);
        const root = tree.update(source, undefined)?.root;
        for (const { node, name } of root === undefined ? [] : language.captures.in(root, source)) {
          assert.ok(node.isNamed, `${fixture.path}: ${name} ${node.type}`);
          seen++;
        }
      }
      tree.dispose();
      assert.ok(seen > 10, `${seen} nodes`);
    });
  }
});
