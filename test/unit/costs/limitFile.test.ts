import assert from 'node:assert/strict';
import { type LimitFile, limitsFor, readLimitFile } from '../../../src/core/costs/limitFile';
import { english, translated } from '../../../src/core/words';

const read = (value: unknown) =>
  readLimitFile(typeof value === 'string' ? value : JSON.stringify(value), '/p/prompt-meter.json');
const said = ({ problems }: LimitFile) =>
  problems.map(({ bad, key, sentence }) => `${bad ? 'bad' : 'unknown'} ${key}: ${translated(sentence, english)}`);

describe('the project file', () => {
  it('gives each file its limits and a model', () => {
    const file = read({
      limits: [
        { files: 'prompts/**', maxTokens: 2000, maxCostUsd: '0.01', model: 'gpt-5-mini' },
        { files: ['*.py', '*.ts'], maxCostUsd: 0.5 },
      ],
    });
    assert.deepEqual(said(file), []);
    const { limits, model } = limitsFor(file, 'prompts/a.prompt');
    assert.deepEqual(
      limits.map(({ kind, most }) => [kind, most]),
      [
        ['tokens', 2000],
        ['cost', 10_000_000_000n],
      ],
    );
    assert.equal(model, 'gpt-5-mini');
    assert.deepEqual(
      limitsFor(file, 'deep/a.ts').limits.map(({ most }) => most),
      [500_000_000_000n],
    );
    assert.deepEqual(limitsFor(file, 'a.go'), { limits: [], model: undefined });
  });

  it('says where each limit is written', () => {
    const text = '{"limits": [{"files": "a", "maxTokens": 2000}]}';
    const [limit] = limitsFor(read(text), 'a').limits;
    const { span } = limit?.origin ?? { span: { start: 0, end: 0 } };
    assert.equal(text.slice(span.start, span.end), '2000');
  });

  it('names unknown keys, ignores them, and uses the rest', () => {
    const file = read({ limits: [{ files: '*', maxTokens: 5, maxToken: 9 }], url: 'https://example.com', run: 'rm' });
    assert.deepEqual(said(file), [
      'unknown url: is not known and is ignored',
      'unknown run: is not known and is ignored',
      'unknown limits[0].maxToken: is not known and is ignored',
    ]);
    assert.equal(limitsFor(file, 'x').limits.length, 1);
  });

  it('shows an unknown key where it is written, and a refused value where that is', () => {
    const text = '{ "limits": [{ "files": "*", "modle": "x", "maxTokens": -1 }] }';
    const places = read(text).problems.map(({ span }) => text.slice(span.start, span.end));
    assert.deepEqual(places.sort(), ['"modle"', '-1']);
  });

  it('refuses values that make no sense, and uses the rest', () => {
    const file = read({
      limits: [
        { files: '*', maxTokens: -1, maxCostUsd: 'much', model: 'no model' },
        { files: '../up', maxTokens: 1 },
        { files: 'https://example.com', maxTokens: 1 },
        7,
        { maxTokens: 1 },
        { files: '*', maxTokens: 3 },
      ],
    });
    assert.deepEqual(said(file), [
      'bad limits[0].maxTokens: must be a whole number above 0',
      'bad limits[0].maxCostUsd: must be a number of dollars such as "0.01"',
      'bad limits[0].model: must be the id of a model',
      'bad limits[1].files: must stay below the folder of this file',
      'bad limits[2].files: must be a pattern of files, not an address',
      'bad limits[3]: must be an object',
      'bad limits[4].files: must name files, such as "prompts/**"',
    ]);
    assert.deepEqual(
      limitsFor(file, 'x').limits.map(({ most }) => most),
      [3],
    );
  });

  it('that is no JSON, no object, too large or too deep is one bad problem', () => {
    const deep = `{"limits":${'['.repeat(5_000)}${']'.repeat(5_000)}}`;
    for (const text of ['', '{', '[]', '7', '"x"', 'null', deep, `{"x":"${'y'.repeat(300_000)}"}`, '{"limits":{}}']) {
      const { rules, problems } = read(text);
      assert.deepEqual([rules, problems.map(({ bad }) => bad)], [[], [true]], text.slice(0, 40));
    }
    assert.deepEqual(read('{}'), { rules: [], problems: [] });
    assert.equal(read('\uFEFF{"limits":[{"files":"*","maxTokens":1}]}').rules.length, 1);
  });
});
