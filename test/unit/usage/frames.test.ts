// What pages of replies are framed by: days, and cursors to the next page.
import assert from 'node:assert/strict';
import { FieldProblem } from '../../../src/core/usage/fields';
import { readDataPage } from '../../../src/core/usage/pages';
import { readDay } from '../../../src/core/usage/wholeDays';

describe('frames of replies', () => {
  it('R28: hold real days only', () => {
    assert.equal(readDay('2028-02-29', 'x'), '2028-02-29');
    assert.equal(readDay('2026-11-30T23:59:59Z', 'x'), '2026-11-30');
    for (const value of [
      '2026-02-30',
      '2026-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-1-1',
      '30.11.2026',
      '',
      20261130,
    ])
      assert.ok(readDay(value, 'x') instanceof FieldProblem, String(value));
    assert.ok(readDay(`2026-11-30${' '.repeat(50)}`, 'x') instanceof FieldProblem);
  });

  it('T14, R29: promise more only with a cursor that can be sent', () => {
    const page = (next: object) => readDataPage({ data: [], has_more: true, ...next }, 'costs', () => undefined);
    for (const next of [{}, { next_page: null }, { next_page: '' }, { next_page: 7 }, { next_page: 'x'.repeat(2049) }])
      assert.ok(page(next) instanceof FieldProblem, JSON.stringify(next).slice(0, 40));
    assert.deepEqual(page({ next_page: 'https://elsewhere.test/' }), { entries: [], next: 'https://elsewhere.test/' });
    const last = readDataPage({ data: [], has_more: false, next_page: 'left over' }, 'costs', () => undefined);
    assert.deepEqual(last, { entries: [], next: undefined });
    for (const more of [undefined, null, 0, 'false'])
      assert.ok(readDataPage({ data: [], has_more: more }, 'costs', () => undefined) instanceof FieldProblem);
  });
});
