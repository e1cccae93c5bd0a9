// Where the text of a prompt stands in its source. The laws are checked for every fixture as well: fixtures.test.ts, corpus.test.ts.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodePython, decodeScript } from '../../../src/core/prompts/code/languages/escapes';
import type { Prompt } from '../../../src/core/prompts/prompt';
import { sourceMap } from '../../../src/core/prompts/sourceMap';
import { checkMap, markMap } from '../../support/sourceMaps';
import { finders } from './assets';

/** The marks of the prompts of a source. */
async function marksOf(path: string, source: string): Promise<string[]> {
  const finder = (await finders.open({ path, languageId: '' })) ?? assert.fail(path);
  const { prompts } = finder.find(source);
  finder.dispose();
  return prompts.map((prompt) => markMap(source, prompt));
}

const wholeSource = (source: string, text: string, holes: Prompt['holes'] = []) => ({
  ...{ span: { start: 0, end: source.length }, text, holes },
});

describe('source map', () => {
  const cases: readonly (readonly [what: string, path: string, source: string, marks: string])[] = [
    [
      'escapes, doubled braces and holes',
      'a.py',
      'SYSTEM_PROMPT = f"Say \\"no\\"\\tto {user.name!r} in {{json}}, café\\u0301 \\U0001F600."',
      '⟨f"⟩Say ~\\"~no~\\"~~\\t~to [{user.name!r}] in ~{{~json~}}~, café~\\u0301~ ~\\U0001F600~.⟨"⟩',
    ],
    [
      'literals side by side',
      'a.py',
      'SYSTEM_PROMPT = ("You are a friend "\n    f"of {name}, " + other + " and all the others.")',
      '⟨"⟩You are a friend ⟨"\n    f"⟩of [{name}], ⟨" + ⟩[other]⟨ + "⟩ and all the others.⟨"⟩',
    ],
    [
      'indentation that is removed',
      'a.py',
      'SYSTEM_PROMPT = textwrap.dedent("""\\\n    You are terse.\n\n      - In {two} words.\n    """)',
      '⟨"""\\\n    ⟩You are terse.\n\n⟨    ⟩  - In {two} words.\n⟨    """⟩',
    ],
    [
      'lines that are joined',
      'a.ts',
      "const SYSTEM_PROMPT = ['You are terse.', `Be kind to ${people}.`].join('\\n\\n');",
      "⟨'⟩You are terse.+', `+Be kind to [${people}].⟨`⟩",
    ],
    [
      'holes that are named behind the text',
      'a.go',
      'const systemPrompt = "x"\nvar prompt = fmt.Sprintf("You speak %s and %d%% of %s.", a, b, c)',
      '⟨"⟩You speak [%s] and [%d]~%%~ of [%s].⟨"⟩',
    ],
  ];
  for (const [what, path, source, marks] of cases) {
    it(what, async () => assert.deepEqual((await marksOf(path, source)).slice(-1), [marks]));
  }

  it('a folded block, an entity, and a line end that is none of the text', () => {
    const yaml = '>\n  You fold\n  two lines.\n';
    assert.equal(markMap(yaml, wholeSource(yaml, 'You fold two lines.\n')), '⟨>\n  ⟩You fold~\n  ~two lines.\n');
    assert.equal(
      markMap('a &lt; b &amp;&#x41;', wholeSource('a &lt; b &amp;&#x41;', 'a < b &A')),
      'a ~&lt;~ b ~&amp;~~&#x41;~',
    );
    assert.equal(markMap('"a\r\n b"', wholeSource('"a\r\n b"', 'a\n b')), '⟨"⟩a~\r\n~ b⟨"⟩');
  });

  it('a text that the source does not say at all stands nowhere', () => {
    assert.equal(checkMap('NAME', wholeSource('NAME', 'other text')).added, 10);
    assert.deepEqual(sourceMap('', wholeSource('', '')), { segments: [], holes: [] });
  });

  it('an escaped backslash before an escape', () => {
    const rest = ':é😀 and whatever follows that leaves no doubt at all';
    assert.equal(markMap(`<\\\\\\n${rest}`, wholeSource(`<\\\\\\n${rest}`, `<\\\n${rest}`)), `<~\\\\~~\\n~${rest}`);
  });

  it('random literals of Python and TypeScript: every escape is one', () => {
    const plain = fc.stringMatching(/^[a-z .,:(){}\né天😀-]{1,12}$/u);
    const written = fc.constantFrom('\\n', '\\t', '\\"', '\\\\', '\\x41', '\\u00e9', '\\u5929');
    const literal = fc.array(fc.oneof(plain, written), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(literal, fc.boolean(), (inner, python) => {
        // Of a text of quotes alone nobody could say which of them it is.
        const parts = ['<', ...inner, '>'];
        const source = `"""${parts.join('')}"""`;
        const decode = (inside: string) => (python ? decodePython(inside, false) : decodeScript(inside));
        const prompt = wholeSource(source, parts.map(decode).join(''));
        assert.equal(checkMap(source, prompt).added, 0);
        const escapes = parts.filter((part) => part.startsWith('\\'));
        const found = sourceMap(source, prompt)?.segments.filter(({ kind }) => kind === 'written') ?? [];
        assert.deepEqual(
          found.map(({ span }) => source.slice(span.start, span.end)),
          escapes,
        );
      }),
      { numRuns: 200 },
    );
  });

  it('any two texts have a map or none, and never fail', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', ' ', '\n', '\\', '{', '}', '"', '%', '&', '\r', '😀'),
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, text, fc.array(fc.nat(60), { maxLength: 4 }), (source, sent, places) => {
        const holes = places.filter((at) => at <= sent.length).sort((a, b) => a - b);
        const map = sourceMap(
          source,
          wholeSource(
            source,
            sent,
            holes.map((at) => ({ at, name: 'a' })),
          ),
        );
        const pieces = map?.segments.map(({ at, length }) => sent.slice(at, at + length));
        assert.equal(pieces?.join(''), sent);
      }),
      { numRuns: 200 },
    );
  });

  it('is found, or given up, at any size', () => {
    for (const text of [
      '-'.repeat(300_000),
      'You are a friend of all. '.repeat(200_000),
      '\\n'.repeat(100_000),
      '{{'.repeat(50_000),
    ]) {
      const source = `"${text}"`;
      assert.equal(checkMap(source, wholeSource(source, text)).added, 0);
    }
    assert.equal(
      sourceMap('"ab" + '.repeat(100_000), wholeSource('"ab" + '.repeat(100_000), 'ab'.repeat(100_000))),
      undefined,
    );
  });

  it('many short pieces that are much alike', () => {
    const verbs = 'wash paint name tie row steer lift turn hide find'.split(' ');
    const pieces = Array.from({ length: 40 }, (_, at) => `Rule ${at}: ${verbs[at % verbs.length]} the boat. `);
    for (const between of ['")\n    .append("', '" +\n  "', '", "']) {
      const source = `"${pieces.join(between)}"`;
      assert.deepEqual(checkMap(source, wholeSource(source, pieces.join(''))), { added: 0, unplaced: 0 });
    }
  });

  it('takes time with the length of the text', () => {
    const line = '    Answer "{{name}}" in\\tone of {count} words, as the house style asks for.\n';
    const sent = '    Answer "{name}" in\tone of  words, as the house style asks for.\n';
    const of = (lines: number) => {
      const holes = Array.from({ length: lines }, (_, index) => ({
        name: 'count',
        at: index * sent.length + sent.indexOf('of ') + 3,
      }));
      const prompt = wholeSource(line.repeat(lines), sent.repeat(lines), holes);
      const start = process.cpuUsage().user;
      assert.ok(sourceMap(line.repeat(lines), prompt));
      return process.cpuUsage().user - start;
    };
    of(500);
    const [short, long] = [of(500), of(4000)];
    assert.ok(long < 8 * 4 * short + 50_000, `${short} µs, ${long} µs`);
  });
});
