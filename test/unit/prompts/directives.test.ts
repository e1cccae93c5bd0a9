// What the words of a comment for Prompt Meter mean.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Directive, parseDirective } from '../../../src/core/prompts/directives';
import { english, translated } from '../../../src/core/words';

function read(comment: string): Directive {
  const directive = parseDirective(comment);
  assert.ok(directive, comment);
  return directive;
}

const problems = (comment: string) => read(comment).problems.map(({ sentence }) => translated(sentence, english));

describe('a comment for Prompt Meter', () => {
  it('is found by its words only', () => {
    assert.equal(parseDirective('# ignore'), undefined);
    assert.equal(parseDirective('# prompt-meter ignore'), undefined);
    assert.equal(read('# prompt-meter: ignore').ignore, 'line');
    assert.equal(read('// prompt-meter: ignore-line').ignore, 'line');
    assert.equal(read('<!-- prompt-meter: ignore-next-line -->').ignore, 'next-line');
    assert.equal(read('/* prompt-meter:ignore-file*/').ignore, 'file');
    assert.deepEqual(problems('{# prompt-meter: ignore #}'), []);
    assert.deepEqual(problems('{{!-- prompt-meter: ignore --}}'), []);
  });

  it('forces a prompt with a model and a role', () => {
    const { force, model, role, span } = read('  // prompt-meter: prompt model=openai/gpt-4o role=developer\nmodel=no');
    assert.equal(force, true);
    assert.deepEqual(model, { value: 'openai/gpt-4o', span: { start: 26, end: 45 } });
    assert.equal(role?.value, 'system');
    assert.deepEqual(span, { start: 5, end: 60 });
  });

  it('states a rate, limits and samples', () => {
    const { rate, limits, samples } = read('# prompt-meter: 1,000/day maxTokens=2_000 maxCostUsd=0.01 topic="a b" n=3');
    assert.deepEqual(rate?.value, { count: 1000, per: 'day' });
    assert.equal(limits.maxTokens?.value, 2000);
    assert.equal(limits.maxCostUsd?.value, '0.01');
    assert.deepEqual(
      samples.map(({ name, value }) => [name, value]),
      [
        ['topic', 'a b'],
        ['n', '3'],
      ],
    );
    assert.deepEqual(read('# prompt-meter: 2.5k/hours').rate?.value, { count: 2500, per: 'hour' });
  });

  it('takes what stands behind -- as a reason', () => {
    assert.deepEqual(problems('# prompt-meter: ignore -- shown to people'), []);
  });

  it('names words it does not know', () => {
    assert.match(problems('# prompt-meter: ignroe')[0] ?? '', /"ignroe"/);
    assert.match(problems('# prompt-meter: prompt role=boss')[0] ?? '', /"boss" is no role/);
    assert.match(problems('# prompt-meter: maxTokens=many')[0] ?? '', /"many"/);
    assert.match(problems('# prompt-meter: maxCostUsd=1e9')[0] ?? '', /"1e9"/);
    assert.match(problems('# prompt-meter: 0/day')[0] ?? '', /"0\/day"/);
    assert.match(problems('# prompt-meter:')[0] ?? '', /says nothing/);
    assert.equal(problems(`# prompt-meter: ${'x '.repeat(100_000)}`).length, 65);
  });

  it('gives spans inside the text for any text, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.nat(50), (text, offset) => {
        const { span, problems: found, samples } = parseDirective(`prompt-meter:${text}`, offset) ?? read('');
        for (const each of [span, ...found.map((p) => p.span), ...samples.map((s) => s.span)]) {
          assert.ok(each.start >= offset && each.start <= each.end && each.end <= offset + text.length + 13);
        }
      }),
    );
  });
});
