// The recipe of ARCHITECTURE.md: a new SDK call is one row. Adding one makes its prompts found, in every language, and nothing else.
import assert from 'node:assert/strict';
import type { CallRule } from '../../../src/core/prompts/code/rules/callRule';
import { tryCallRule } from '../../../src/core/prompts/code/rules/ruleIndex';
import { finders } from './assets';
import { mark } from './marked';

const row: CallRule = {
  callee: 'oracle.consult',
  kind: 'chat',
  slots: [
    { names: ['manner'], role: 'system' },
    { names: ['riddle'], at: 0, role: 'user' },
  ],
};

const cases: readonly (readonly [path: string, source: string, marked: string])[] = [
  [
    'a.py',
    'oracle.consult("Who stole the moon?", manner="Speak in rhymes.", model="o3")',
    '‹oracle.consult(«user:"Who stole the moon?"», manner=«system:"Speak in rhymes."», model="o3")›',
  ],
  [
    'a.ts',
    "oracle.consult({ riddle: 'Who stole the moon?', manner: 'Speak in rhymes.', model: 'o3' });",
    "‹oracle.consult({ riddle: «user:'Who stole the moon?'», manner: «system:'Speak in rhymes.'», model: 'o3' })›;",
  ],
  [
    'a.rb',
    'oracle.consult("Who stole the moon?", manner: "Speak in rhymes.")',
    '‹oracle.consult(«user:"Who stole the moon?"», manner: «system:"Speak in rhymes."»)›',
  ],
];

describe('a call site of an SDK is one row', () => {
  for (const [path, source, marked] of cases) {
    it(path, async () => {
      const kind = { path, languageId: '' };
      const [before, during] = [await finders.open(kind), await finders.open(kind)];
      assert.ok(before && during);
      assert.equal(mark(source, before.find(source)), source, 'not found without the row');
      tryCallRule(row, () => {
        const found = during.find(source);
        assert.equal(mark(source, found), marked);
        if (source.includes('o3')) assert.equal(found.requests[0]?.model?.id, 'o3');
      });
      before.dispose();
      during.dispose();
    });
  }
});
