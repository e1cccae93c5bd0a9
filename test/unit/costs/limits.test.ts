// Limits over the whole estimate line: real files, real counts, real prices.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { analyse, type DocumentHints, type EstimateSettings } from '../../../src/core/costs/analyse';
import type { Limit } from '../../../src/core/costs/limits';
import { type Usd, usd } from '../../../src/core/money';
import { bundledPrice } from '../../../src/core/prices/bundledPrices';
import type { PriceLookup } from '../../../src/core/prices/price';
import { readPromptFile } from '../../../src/core/prompts/files/dotprompt';
import { readPromptYaml } from '../../../src/core/prompts/files/promptYaml';
import { readPrompty } from '../../../src/core/prompts/files/prompty';
import { Finders } from '../../../src/core/prompts/finders';
import type { Detection } from '../../../src/core/prompts/prompt';
import { english, translated } from '../../../src/core/words';

/** One token for each word: figures that can be read off the text. */
const count = (text: string) => ({
  tokens: text.split(/\s+/).filter(Boolean).length,
  exact: true,
  errorPercent: undefined,
});

function hintsOf(detection: Detection, more: Partial<EstimateSettings> = {}): DocumentHints {
  const settings = { count, price: bundledPrice, defaultModel: 'gpt-5-mini', now: Date.UTC(2026, 10, 21) };
  return analyse(detection, { ...settings, ...more });
}

const project = (limit: { kind: 'tokens'; most: number } | { kind: 'cost'; most: Usd }): Limit => ({
  ...limit,
  origin: { kind: 'project', path: 'prompt-meter.json', rule: 0, span: { start: 0, end: 0 } },
});

const verdicts = ({ limits = [] }: DocumentHints) =>
  limits.map(({ status, limit, actual, subject }) => [status, limit.kind, subject, actual, limit.most]);

const prompt = (head: string, body = 'Sort these nine words by mood and say why.') =>
  `---\nmodel: gpt-4o\n${head}---\n${body}\n`;

describe('limits', () => {
  it('in the head of a file hold for its request, framing included', () => {
    const text = prompt('maxTokens: 12\nmaxCostUsd: 0.00001\n');
    const hints = hintsOf(readPromptFile(text));
    assert.equal(hints.requests[0]?.count.tokens, 9 + 7);
    assert.deepEqual(verdicts(hints), [
      ['broken', 'tokens', 'request', 16, 12],
      ['broken', 'cost', 'request', usd('0.00004'), usd('0.00001')],
    ]);
    const [{ limit, span } = assert.fail()] = hints.limits ?? [];
    assert.equal(text.slice(limit.origin.span.start, limit.origin.span.end), '12');
    assert.equal(text.slice(span.start, span.end), 'Sort these nine words by mood and say why.');
  });

  it('are kept up to the limit itself', () => {
    assert.equal(verdicts(hintsOf(readPromptFile(prompt('maxTokens: 16\n'))))[0]?.[0], 'kept');
    assert.equal(verdicts(hintsOf(readPromptFile(prompt('maxTokens: 15\n'))))[0]?.[0], 'broken');
  });

  it('may stand below promptMeter, where another tool owns the names', () => {
    const text = prompt('maxTokens: 900\npromptMeter:\n  maxTokens: 12\n  callsPerDay: 40\n');
    const hints = hintsOf(readPromptFile(text));
    assert.equal(hints.limits?.[0]?.limit.most, 12);
    assert.deepEqual(hints.requests[0]?.rate, { count: 40, per: 'day' });
  });

  it('that make no sense are named and left out', () => {
    const { limits, problems } = hintsOf(readPromptFile(prompt('maxTokens: -3\nmaxCostUsd: much\n')));
    assert.equal(limits, undefined);
    assert.deepEqual(
      problems.map(({ sentence }) => translated(sentence, english)),
      [
        '"maxTokens" must be a whole number above 0, not "-3".',
        '"maxCostUsd" must be a number of dollars such as 0.01, not "much".',
      ],
    );
  });

  it('on a lower bound are broken when the bound breaks them, else kept at least', () => {
    const text = prompt('maxTokens: 12\n', 'Sort this: {{letter}}');
    const [kept] = hintsOf(readPromptFile(text)).limits ?? [];
    assert.deepEqual([kept?.status, kept?.atLeast], ['kept', true]);
    const [broken] = hintsOf(readPromptFile(text.replace('12', '8'))).limits ?? [];
    assert.deepEqual([broken?.status, broken?.atLeast], ['broken', true]);
  });

  it('in dollars without a known price are unknown, never kept', () => {
    const text = prompt('maxCostUsd: 0\n').replace('gpt-4o', 'house-model-7');
    assert.deepEqual(verdicts(hintsOf(readPromptFile(text))), [['unknown', 'cost', 'request', undefined, 0n]]);
  });

  it('of several on one request the tightest is told', () => {
    const text = prompt('maxTokens: 100\n');
    const limits = [project({ kind: 'tokens', most: 10 }), project({ kind: 'tokens', most: 50 })];
    assert.deepEqual(verdicts(hintsOf(readPromptFile(text), { limits })), [['broken', 'tokens', 'request', 16, 10]]);
  });

  it('count what each call costs whatever its size', () => {
    const perCall = usd('0.01') ?? assert.fail();
    const price: PriceLookup = (model, at) => {
      const found = bundledPrice(model, at);
      return found && { ...found, perCall };
    };
    const { requests, limits } = hintsOf(readPromptFile(prompt('maxCostUsd: 0.01\n')), { price });
    assert.equal(requests[0]?.cost, usd('0.01004'));
    assert.equal(limits?.[0]?.status, 'broken');
  });

  it('are not told where none are set', () => {
    assert.equal(hintsOf(readPromptFile(prompt(''))).limits, undefined);
  });
});

describe('sample values', () => {
  const holed = 'Sort this: {{letter}}';

  it('of a dotprompt head fill the holes', () => {
    const text = prompt('input:\n  default:\n    letter: I am glad\n', holed);
    const { prompts, requests } = hintsOf(readPromptFile(text));
    assert.deepEqual(prompts[0]?.samples, {
      rows: 1,
      least: { tokens: 5, cost: usd('0.0000125') },
      most: { tokens: 5, cost: usd('0.0000125') },
    });
    assert.equal(requests[0]?.samples?.most.tokens, 5 + 7);
    assert.equal(requests[0]?.count.tokens, 2 + 7);
  });

  it('of several examples make an interval', () => {
    const text = prompt('input:\n  examples:\n    - letter: one\n    - letter: one two three\n    - other: 7\n', holed);
    const { samples } = hintsOf(readPromptFile(text)).prompts[0] ?? {};
    assert.deepEqual([samples?.rows, samples?.least.tokens, samples?.most.tokens], [2, 3, 5]);
  });

  it('of Prompty are read in both of its shapes', () => {
    const old = 'sample:\n  letter: I am glad\n';
    const now = 'inputs:\n  letter:\n    type: string\n    sample: I am glad\n';
    const listed = 'inputs:\n  - name: letter\n    default: I am glad\n';
    for (const head of [old, now, listed]) {
      const text = `---\nname: x\n${head}---\nsystem:\nSort.\nuser:\nThis: {{letter}}\n`;
      assert.equal(hintsOf(readPrompty(text)).prompts[1]?.samples?.most.tokens, 4, head);
    }
  });

  it('of GitHub Models are its test data', () => {
    const text =
      'messages:\n  - role: user\n    content: "Sort this: {{letter}}"\ntestData:\n  - letter: a b\n  - letter: a b c d\n';
    const { samples } = hintsOf(readPromptYaml(text)).prompts[0] ?? {};
    assert.deepEqual([samples?.least.tokens, samples?.most.tokens], [4, 6]);
  });

  it('that lack one hole make no figure', () => {
    const text = prompt('input:\n  default:\n    letter: I am glad\n', `${holed} for {{user.name}}`);
    assert.equal(hintsOf(readPromptFile(text)).prompts[0]?.samples, undefined);
    const whole = hintsOf(readPromptFile(text), { samples: { defaults: {}, rows: [{ user: { name: 'Ann Lee' } }] } });
    assert.equal(whole.prompts[0]?.samples?.most.tokens, 8);
  });

  it('never reach what objects inherit', () => {
    const text = prompt('', 'Say {{constructor}} and {{__proto__.x}} and {{toString}}.');
    assert.equal(
      hintsOf(readPromptFile(text), { samples: { defaults: {}, rows: [{}] } }).prompts[0]?.samples,
      undefined,
    );
  });

  it('decide about limits', () => {
    const text = prompt('maxTokens: 10\ninput:\n  default:\n    letter: I am glad today\n', holed);
    const [verdict] = hintsOf(readPromptFile(text)).limits ?? [];
    assert.deepEqual([verdict?.status, verdict?.actual, verdict?.withSamples], ['broken', 13, true]);
  });
});

describe('comments', () => {
  const call = (head: string, inside = '', behind = '') =>
    `${head}client.chat.completions.create(model="gpt-4o", messages=[${behind}\n    ${inside}{"role": "user", "content": f"Sort this: {letter}"},\n])\n`;
  const finders = new Finders((name) => readFile(path.join('dist', name)));

  async function hintsIn(text: string): Promise<DocumentHints> {
    const finder = await finders.open({ path: 'a.py', languageId: '' });
    return hintsOf(finder?.find(text) ?? assert.fail());
  }

  it('above a call, or on its line, are for the request', async () => {
    for (const text of [
      call('# prompt-meter: maxTokens=5 maxCostUsd=0.5\n'),
      call('', '', '  # prompt-meter: maxTokens=5 maxCostUsd=0.5'),
    ]) {
      const hints = await hintsIn(text);
      assert.deepEqual(verdicts(hints), [
        ['broken', 'tokens', 'request', 9, 5],
        ['kept', 'cost', 'request', usd('0.0000225'), usd('0.5')],
      ]);
      const { origin } = hints.limits?.[0]?.limit ?? assert.fail();
      assert.equal(text.slice(origin.span.start, origin.span.end), 'maxTokens=5');
    }
  });

  it('beside a prompt are for that prompt', async () => {
    const hints = await hintsIn(call('', '# prompt-meter: maxTokens=2\n    '));
    assert.deepEqual(verdicts(hints), [['kept', 'tokens', 'prompt', 2, 2]]);
    const constant = '# prompt-meter: maxTokens=2\nSYSTEM_PROMPT = "Sort these letters by mood, please."\n';
    assert.deepEqual(verdicts(await hintsIn(constant)), [['broken', 'tokens', 'prompt', 6, 2]]);
  });

  it('give values to holes and calls to requests', async () => {
    const { requests, prompts } = await hintsIn(call('# prompt-meter: 1000/day letter="I am glad"\n'));
    assert.deepEqual(requests[0]?.rate, { count: 1000, per: 'day' });
    assert.equal(prompts[0]?.samples?.most.tokens, 5);
    assert.equal(requests[0]?.samples?.most.tokens, 12);
  });

  it('win over the head of a file', async () => {
    const text =
      '---\nmodel: gpt-4o\ncallsPerDay: 3\ninput:\n  default:\n    letter: a b c d\n---\n{{! prompt-meter: 9/day letter=a }}\nSort this: {{letter}}\n';
    const finder = await finders.open({ path: 'a.prompt', languageId: '' });
    const { requests, prompts } = hintsOf(finder?.find(text) ?? assert.fail());
    assert.deepEqual(requests[0]?.rate, { count: 9, per: 'day' });
    assert.equal(prompts[0]?.samples?.most.tokens, 3);
  });
});
