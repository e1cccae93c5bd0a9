import assert from 'node:assert/strict';
import { type Usd, usd } from '../../../src/core/money';
import { fileChange, fileChangeLabel, sumOfChanges } from '../../../src/core/session/fileChange';
import type { ReadPrompt, TextReading } from '../../../src/core/session/textReading';
import { english } from '../../../src/core/words';

function prompt(tokens: number, cost: string | undefined, estimated = false): ReadPrompt {
  return {
    ...{ span: { start: 0, end: 1 }, line: 0, role: 'user', preview: '', model: { id: 'x', source: 'call' } },
    count: { tokens, estimated, atLeast: false, errorPercent: undefined },
    cost: cost === undefined ? undefined : usd(cost),
  };
}

const reading = (...prompts: ReadPrompt[]): TextReading => ({ prompts, requests: [] });
const labelOf = (before: TextReading | undefined, now: TextReading | undefined) => {
  const change = fileChange(before, now);
  return change && fileChangeLabel(change, english);
};

describe('the change of a file', () => {
  it('is what its prompts cost now less what they cost before', () => {
    const before = reading(prompt(100, '0.00025'), prompt(50, '0.000125'));
    assert.equal(labelOf(before, reading(prompt(412, '0.00103'), prompt(50, '0.000125'))), '+312 tok · +$0.00078');
    assert.equal(labelOf(before, reading(prompt(100, '0.00025', true))), '≈ −50 tok · ≈ −$0.00013');
    assert.equal(labelOf(before, reading(prompt(150, '0.000375'))), undefined);
  });

  it('leaves out what has not changed: neither an unknown price nor an estimate among that is in the way', () => {
    const same = [prompt(7, undefined), prompt(20, '0.00005', true)];
    const before = reading(...same, prompt(100, '0.00025'));
    assert.equal(labelOf(before, reading(prompt(412, '0.00103'), ...same)), '+312 tok · +$0.00078');
    assert.equal(labelOf(before, reading(...same, prompt(8, undefined), prompt(100, '0.00025'))), '+8 tok');
    assert.equal(labelOf(before, reading(prompt(100, '0.00025'), ...same)), undefined);
    assert.equal(labelOf(before, reading(same[1] ?? assert.fail(), prompt(100, '0.00025'))), '−7 tok');
  });

  it('is all of a new or deleted file, and nothing of one without prompts', () => {
    const whole = reading(prompt(100, '0.00025'));
    assert.equal(labelOf(undefined, whole), '+100 tok · +$0.00025');
    assert.equal(labelOf(whole, undefined), '−100 tok · −$0.00025');
    assert.equal(labelOf(undefined, reading()), undefined);
  });

  it('is tokens alone where a price is not known', () => {
    assert.equal(labelOf(reading(prompt(1, undefined)), reading(prompt(3, '1'))), '+2 tok');
    const [priced, unpriced] = [
      { tokens: 5, cost: 7n as Usd, estimated: false },
      { tokens: -2, cost: undefined, estimated: true },
    ];
    assert.deepEqual(sumOfChanges([priced, unpriced]), { tokens: 3, cost: undefined, estimated: true });
    assert.deepEqual(sumOfChanges([priced, priced]), { tokens: 10, cost: 14n, estimated: false });
    assert.equal(sumOfChanges([]), undefined);
  });
});
