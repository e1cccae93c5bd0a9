// What is told to a model, by its words and its place.
import assert from 'node:assert/strict';
import { featuresOf, likelihood, mayBeTold, nowhere } from '../../../src/core/prompts/code/rules/textClassifier';
import { bias, weights } from '../../../src/core/prompts/code/rules/textWeights';
import { textHeads } from '../../../src/core/prompts/code/syntax/textHeads';

const alone = (text: string) => likelihood(text, 0, nowhere);
const order = 'Summarize the following letter in two sentences. Return only the summary, without any explanation.';

describe('texts that a model is told', () => {
  it('are likely by their words', () => {
    assert.ok(alone(order) > 0.9);
    for (const said of [
      'The letter was saved to the folder of the year.',
      'Press any key to go back to the list of letters.',
      'Could not open the letter: the file is in use by another program.',
    ])
      assert.ok(alone(said) < 0.3, said);
  });

  it('are more likely under some names and calls than under others', () => {
    const at = (names: string[], callee: string[]) => likelihood('Which letters came today?', 0, { names, callee });
    assert.ok(at(['question'], []) > at([], []));
    assert.ok(at([], ['agent', 'ask']) > 0.5);
    assert.ok(at([], ['console', 'error']) < at([], []));
    assert.ok(at(['description'], []) < at([], []));
  });

  it('are told by few features, each weighed once', () => {
    const names = weights.map(([name]) => name);
    assert.equal(new Set(names).size, names.length);
    assert.ok(names.length < 1_200 && bias < 0);
    for (const [name, weight] of weights) assert.ok(Number.isFinite(weight) && weight !== 0, name);
  });

  it('are weighed by their first characters', () => {
    const long = featuresOf(`${order} ${'harbour '.repeat(100_000)}`, 0, nowhere);
    assert.ok(long.size < 200);
  });
});

describe('where texts begin in a source', () => {
  const begun = (source: string) => Array.from(textHeads(source, 0, source.length), ({ words }) => words.slice(0, 12));

  it('is behind quotes and in heredocs, not in comments on the program and in what is logged', () => {
    assert.deepEqual(begun('a = "Tell me all about boats."\nb = """\n  Tell me more about boats.\n"""'), [
      'Tell me all ',
      'Tell me more',
    ]);
    assert.deepEqual(begun('text = <<~TEXT\n  Tell me all about the boats.\nTEXT\n'), ['Tell me all ']);
    assert.deepEqual(begun('def f():\n    """Tell me all about the boats."""\n'), []);
    assert.deepEqual(begun('logger.info("Tell me all about the boats.")'), []);
    assert.deepEqual(begun('short("Tell me")'), []);
  });

  it('takes time in proportion to the source', () => {
    for (const piece of ['"', "'a", '<<a\n', '"\n', '" \\\n', 'it "x']) {
      const start = process.cpuUsage().user;
      for (const _ of textHeads(piece.repeat(100_000), 0, piece.length * 100_000));
      assert.ok(process.cpuUsage().user - start < 2_000_000, JSON.stringify(piece));
    }
  });

  it('leaves out what begins like nothing that a model is told', () => {
    assert.ok(mayBeTold('Summarize the following letter'));
    assert.ok(!mayBeTold('Usage: press any key, the error was logged successfully'));
  });
});
