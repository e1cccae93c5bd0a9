// Project files and sample values as the worker gets them, and what its hints then say.
import assert from 'node:assert/strict';
import type { DocumentHints } from '../../../src/core/costs/analyse';
import { limitSentence, raisedLimit } from '../../../src/core/hints/limitWords';
import { usd } from '../../../src/core/money';
import { bundledPrice } from '../../../src/core/prices/bundledPrices';
import { readPromptFile } from '../../../src/core/prompts/files/dotprompt';
import { keepLastGood, shiftHints } from '../../../src/core/session/lastGood';
import type { FromWorker, ToWorker } from '../../../src/core/session/protocol';
import { createSession } from '../../../src/core/session/session';
import { english, translated } from '../../../src/core/words';

const count = (text: string) => ({
  tokens: text.split(/\s+/).filter(Boolean).length,
  exact: true,
  errorPercent: undefined,
});
const text = '---\nmodel: gpt-4o\n---\nSort this letter by mood: {{letter}}\n';

/** A session with one open prompt file; `send` answers with all that comes back. */
function session(content = text) {
  const posted: FromWorker[] = [];
  const running = createSession({
    openFinder: () => Promise.resolve({ find: readPromptFile, dispose() {} }),
    loadCounts: () => Promise.resolve(),
    count,
    encode: () => undefined,
    bundledPrice,
    post: (message) => posted.push(message),
    later: (work) => setTimeout(work, 0),
    now: () => Date.UTC(2026, 10, 21),
  });
  const send = async (message: ToWorker): Promise<FromWorker[]> => {
    posted.length = 0;
    running.receive(message);
    await new Promise((resolve) => setTimeout(resolve, 20));
    return [...posted];
  };
  const key = 'file:///p/prompts/a.prompt';
  const open = () =>
    send({ type: 'open', key, kind: { path: '/p/prompts/a.prompt', languageId: '' }, version: 1, text: content });
  return { send, open, key };
}

const hintsIn = (all: readonly FromWorker[]): DocumentHints =>
  all.flatMap((message) => (message.type === 'hints' ? [message.hints] : [])).at(-1) ?? assert.fail('no hints');

const file = (path: string, value: unknown) => ({ key: `file://${path}`, path, text: JSON.stringify(value) });

describe('project files in the worker', () => {
  it('hold for documents below their folder, the nearest first', async () => {
    const { send, open } = session();
    await open();
    const top = file('/p/prompt-meter.json', { limits: [{ files: 'prompts/*', maxTokens: 3 }] });
    const [verdict] = hintsIn(await send({ type: 'projects', files: [top] })).limits ?? [];
    assert.deepEqual([verdict?.status, verdict?.limit.origin.kind], ['broken', 'project']);
    const nearer = file('/p/prompts/prompt-meter.json', { limits: [{ files: '*.prompt', maxTokens: 300 }] });
    const [kept] = hintsIn(await send({ type: 'projects', files: [top, nearer] })).limits ?? [];
    assert.equal(kept?.status, 'kept');
    const other = file('/p/pro/prompt-meter.json', { limits: [{ files: '**', maxTokens: 1 }] });
    assert.equal(hintsIn(await send({ type: 'projects', files: [other] })).limits, undefined);
  });

  it('tell what is wrong in them, and when that is mended', async () => {
    const { send } = session();
    const bad = file('/p/prompt-meter.json', { limits: [{ files: '../x' }], more: 1 });
    const problems = (all: readonly FromWorker[]) =>
      all.flatMap((message) =>
        message.type === 'projectProblems' ? [message.problems.map(({ place, bad }) => [place, bad])] : [],
      );
    assert.deepEqual(problems(await send({ type: 'projects', files: [bad] })), [
      [
        ['more', false],
        ['limits[0].files', true],
      ],
    ]);
    assert.deepEqual(problems(await send({ type: 'projects', files: [] })), [[]]);
  });

  it('name the model where none can be read', async () => {
    const { send, open } = session('Sort this letter by mood.');
    await open();
    const named = file('/p/prompt-meter.json', { limits: [{ files: '**', model: 'gpt-4o' }] });
    const { requests } = hintsIn(await send({ type: 'projects', files: [named] }));
    assert.deepEqual(requests[0]?.model, { id: 'gpt-4o', source: 'project' });
  });

  it('sample values beside a document fill its holes, and empty them again', async () => {
    const { send, open, key } = session();
    await open();
    const rows = JSON.stringify([{ letter: 'a b' }, { letter: 'a b c d' }]);
    const { samples } = hintsIn(await send({ type: 'beside', key, texts: { samples: rows } })).requests[0] ?? {};
    assert.deepEqual([samples?.least.tokens, samples?.most.tokens], [14, 16]);
    assert.equal(hintsIn(await send({ type: 'beside', key, texts: {} })).requests[0]?.samples, undefined);
    const [log] = await send({ type: 'beside', key, texts: { samples: '[[' } });
    assert.equal(log?.type, 'log');
  });

  it('the configuration beside a prompt names its model, as long as it is there', async () => {
    const { send, open, key } = session('Sort this letter by mood.');
    const { requests } = hintsIn(await open());
    const config = JSON.stringify({ execution_settings: { default: { model_id: 'gpt-4o' } } });
    const configured = hintsIn(await send({ type: 'beside', key, texts: { config } }));
    assert.deepEqual(configured.requests[0]?.model, { id: 'gpt-4o', source: 'beside' });
    assert.deepEqual(hintsIn(await send({ type: 'beside', key, texts: {} })).requests[0]?.model, requests[0]?.model);
  });
});

describe('a broken limit', () => {
  const limited = text.replace('---\nSort', 'maxTokens: 5\n---\nSort');

  it('moves along with the text, and so does the place where it is written', async () => {
    const hints = hintsIn(await session(limited).open());
    const moved = shiftHints(hints, [{ start: 0, deleted: 0, inserted: '\n\n' }]);
    const [before, after] = [hints.limits?.[0], moved.limits?.[0]];
    assert.equal(after?.span.start, (before?.span.start ?? 0) + 2);
    assert.equal(after?.limit.origin.span.start, (before?.limit.origin.span.start ?? 0) + 2);
    assert.equal(shiftHints(hints, [{ start: 0, deleted: limited.length, inserted: '' }]).limits?.length, 0);
  });

  it('stays while half-typed code hides its prompt, and goes when the prompt is found within the limit', async () => {
    const hints = hintsIn(await session(limited).open());
    const nothing = { prompts: [], requests: [], problems: [] };
    assert.deepEqual(keepLastGood(hints, nothing).limits, hints.limits);
    const { limits: _, ...kept } = hints;
    assert.equal(keepLastGood(hints, kept).limits, undefined);
  });

  it('in dollars is stated to the last digit: no more than is known, and never as the limit itself', async () => {
    const source = text.replace('---\nSort', 'maxCostUsd: 0.00001\n---\nSort');
    const [verdict] = hintsIn(await session(source).open()).limits ?? [];
    assert.ok(verdict);
    const said = translated(limitSentence({ ...verdict, actual: usd('0.0002975') }), english);
    assert.match(said, /^≥ \$0\.0002975 a call for its input, over the limit of \$0\.00001 \(maxCostUsd\)$/);
  });

  it('says what is too much, and can be raised to what is there', async () => {
    const [verdict] = hintsIn(await session(limited).open()).limits ?? [];
    assert.ok(verdict);
    assert.equal(translated(limitSentence(verdict), english), '≥ 12 tokens, over the limit of 5 (maxTokens)');
    assert.equal(raisedLimit('5', verdict), '12');
    assert.equal(raisedLimit('"5"', verdict), '"12"');
    assert.equal(raisedLimit('maxTokens=5', verdict), 'maxTokens=12');
    for (const other of ['6', '', 'maxTokens', '5 # five', '50'])
      assert.equal(raisedLimit(other, verdict), undefined, other);
  });
});
