// Tokens of the text that is sent, over the source that says it.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodePython } from '../../../src/core/prompts/code/languages/escapes';
import type { Prompt } from '../../../src/core/prompts/prompt';
import { sourceMap } from '../../../src/core/prompts/sourceMap';
import { partShown, type ShownToken, shownTokens } from '../../../src/core/session/shownTokens';
import type { Encoding } from '../../../src/core/tokens/encoding';
import { ourEncoding } from '../../support/encodings';

/** A source of Python literals side by side with holes between them, and the prompt that it is. */
function pythonPrompt(literals: readonly (readonly string[])[]): { source: string; prompt: Prompt } {
  const text = literals.map((parts) => decodePython(parts.join(''), false).replace('{{', '{'));
  const holes = text
    .slice(0, -1)
    .map((_, index) => ({ name: `h${index}`, at: text.slice(0, index + 1).join('').length }));
  const code = literals.map((parts) => `"""${parts.join('')}"""`);
  const source = code.map((literal, index) => (index === 0 ? literal : ` + h${index - 1} + ${literal}`)).join('');
  const span = { start: 3, end: 3 + source.length };
  const prompt = { span, role: 'user' as const, text: text.join(''), holes, confidence: 'high' as const };
  return { source: `p =${source}`, prompt };
}

describe('shown tokens', () => {
  let encoding: Encoding;
  before(async () => {
    encoding = await ourEncoding('o200k_base');
  });

  /** The tokens of a prompt that touch a part of its document, else all of them. */
  function shown(source: string, prompt: Prompt, from = 0, to = source.length): ShownToken[] {
    const map = sourceMap(source, prompt) ?? assert.fail('no map');
    const part = partShown(map.segments, from, to);
    const encoded = encoding.encodeAround(prompt.text, part.start, part.end) ?? assert.fail('no tokens');
    return shownTokens(prompt.text, encoded, map, part);
  }
  const placesOf = (source: string, tokens: readonly ShownToken[]) =>
    tokens.map(({ places }) => places.map(({ start, end }) => source.slice(start, end)).join('|'));

  it('stand where the source says them: over escapes whole, on both sides of a hole, not over what is not sent', () => {
    const { source, prompt } = pythonPrompt([['Say \\"no\\" to un'], ['believable 天\\u5730 {{x}}.\\n']]);
    assert.deepEqual(placesOf(source, shown(source, prompt)), [
      ...['Say', ' \\"', 'no', '\\"', ' to', ' un|believable', ' 天', '\\u5730', ' {{', 'x', '}}', '.\\n'],
    ]);
  });

  it('of any prompt: in order, all of its text, as many as its count', () => {
    const part = fc.constantFrom(
      'un',
      'believ',
      'able',
      ' the',
      ' ',
      '\\n',
      '\\t',
      '\\"',
      '\\x41',
      '\\u5929',
      '\\U0001F600',
      '天地',
      '🫠',
      '{{',
      '.',
    );
    const literal = fc.array(part, { minLength: 1, maxLength: 12 }).map((parts) => ['<', ...parts, '>']);
    fc.assert(
      fc.property(fc.array(literal, { minLength: 1, maxLength: 3 }), fc.nat(80), fc.nat(80), (literals, a, b) => {
        const { source, prompt } = pythonPrompt(literals);
        const all = shown(source, prompt);
        assert.equal(all.map(({ text }) => text).join(''), prompt.text);
        assert.equal(all.flatMap(({ ids }) => ids).length, encoding.count(prompt.text).tokens);
        const places = all.flatMap((token) => token.places);
        for (const [index, { start, end }] of places.entries()) {
          assert.ok(start >= (places[index - 1]?.end ?? prompt.span.start) && end > start && end <= prompt.span.end);
        }
        for (const { written, places: own, text } of all)
          if (!written) assert.equal(own.map(({ start, end }) => source.slice(start, end)).join(''), text);
        for (const [index, { turn }] of all.entries()) assert.equal(turn, index % 2);
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const some = shown(source, prompt, from, to);
        const touching = all.filter((token) => token.places.some(({ start, end }) => end > from && start < to));
        for (const token of touching)
          assert.ok(some.some(({ places: own }) => own.some(({ end }) => end === token.places.at(-1)?.end)));
      }),
      { numRuns: 200 },
    );
  });
});
