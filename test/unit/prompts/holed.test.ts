// Texts with holes: what is cut away takes nothing else with it, and holes stay between the same characters.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  cut,
  dedent,
  fillTemplate,
  type Holed,
  holeName,
  joinTexts,
  stripIndents,
  trim,
} from '../../../src/core/prompts/holed';

/** A text in which `|` stands for a hole. */
function holed(marked: string): Holed {
  const parts = marked.split('|');
  let at = 0;
  const holes = parts.slice(0, -1).map((part, index) => {
    at += part.length;
    return { name: `${index}`, at };
  });
  return { text: parts.join(''), holes };
}

function marked({ text, holes }: Holed): string {
  let result = '';
  let from = 0;
  for (const { at } of holes) {
    result += `${text.slice(from, at)}|`;
    from = at;
  }
  return result + text.slice(from);
}

describe('texts with holes', () => {
  const same = (change: (text: Holed) => Holed, from: string, to: string) =>
    assert.equal(marked(change(holed(from))), to, JSON.stringify(from));

  it('trim stops at a hole', () => {
    same(trim, '  a | b  ', 'a | b');
    same(trim, '  | a |  ', '| a |');
    same(trim, '   ', '');
    same(trim, ' | ', '|');
    same((text) => trim(text, 'start'), ' a ', 'a ');
    same((text) => trim(text, 'end'), ' a ', ' a');
  });

  it('dedent removes the margin that all lines share', () => {
    same((text) => dedent(text, false), '  a\n    b\n\n  |c', 'a\n  b\n\n|c');
    same((text) => dedent(text, false), '    \n  a', '\na');
    same((text) => dedent(text, true), 'a\n    b\n  |', 'a\n  b\n|');
    same((text) => dedent(text, false), '|  a\n  b', '|  a\n  b');
    same(stripIndents, '  a\n\t| b', 'a\n| b');
  });

  it('templates become holes, doubled marks one', () => {
    same((text) => fillTemplate(text, 'braces'), 'a {x} {{y}} {} |', 'a | {y} | |');
    same((text) => fillTemplate(text, 'percent'), '100%% of %s and %(name)s, %5.2f', '100% of | and |, |');
    assert.deepEqual(fillTemplate(holed('{user}'), 'braces').holes, [{ name: 'user', at: 0 }]);
  });

  it('a hole without a name has that of what fills it in', () => {
    const names = (text: string, syntax: 'braces' | 'percent', ...given: string[]) =>
      fillTemplate(holed(text), syntax, given).holes.map(({ name }) => name);
    assert.deepEqual(names('%s, %d, %s', 'percent', 'a', '', 'c'), ['a', '%d', 'c']);
    assert.deepEqual(names('%2$s %1$s 100%% %(x)s %s%n%s', 'percent', 'a', 'b'), ['b', 'a', 'x', 'a', '%n', 'b']);
    assert.deepEqual(names('{} {:?} {x} {0} {1:>4} {}', 'braces', 'a', 'b'), ['a', 'b', 'x', 'a', 'b', '{}']);
  });

  it('names of holes are one short line', () => {
    assert.equal(holeName('a(\n  b,\n  c)'), 'a( b, c)');
    assert.equal(holeName('x'.repeat(100)).length, 60);
  });

  it('joins with separators', () => {
    assert.equal(marked(joinTexts([holed('a|'), holed('|b'), holed('')], ', ')), 'a|, |b, ');
  });

  it('cutting is cutting of the text, and keeps every hole', () => {
    const sample = fc.tuple(
      fc.string({ unit: fc.constantFrom('a', ' ', '\n', '|'), maxLength: 30 }),
      fc.array(fc.nat(30), { maxLength: 6 }),
    );
    fc.assert(
      fc.property(sample, ([source, points]) => {
        const value = holed(source);
        const ends = [...new Set(points.map((point) => Math.min(point, value.text.length)))].sort((a, b) => a - b);
        const cuts: [number, number][] = [];
        for (let i = 0; i + 1 < ends.length; i += 2) cuts.push([ends[i] ?? 0, ends[i + 1] ?? 0]);
        const result = cut(value, cuts);
        const inside = (at: number) => cuts.some(([start, end]) => at >= start && at < end);
        assert.equal(result.text, [...value.text].filter((_, at) => !inside(at)).join(''));
        assert.deepEqual(
          result.holes.map(({ name, at }) => [name, at]),
          value.holes.map(({ name, at }) => [
            name,
            at - cuts.reduce((sum, [start, end]) => sum + Math.max(0, Math.min(end, at) - start), 0),
          ]),
        );
      }),
    );
  });
});
