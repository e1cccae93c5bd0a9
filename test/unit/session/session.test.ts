import assert from 'node:assert/strict';
import { bundledPrice } from '../../../src/core/prices/bundledPrices';
import type { Detection, PromptFinder } from '../../../src/core/prompts/prompt';
import type { FromWorker, ToWorker } from '../../../src/core/session/protocol';
import { createSession } from '../../../src/core/session/session';
import type { SessionTools } from '../../../src/core/session/sessionTools';
import type { TextChange } from '../../../src/core/text';

/** Finds each «…» as a prompt of one call on gpt-4o; an opening without an end breaks the text. */
function findMarked(text: string): Detection {
  const spans = [...text.matchAll(/«([^«»]*)»/g)];
  const prompts = spans.map((match) => ({
    span: { start: match.index, end: match.index + match[0].length },
    role: 'user' as const,
    text: match[1] ?? '',
    holes: [],
    confidence: 'high' as const,
  }));
  const requests = prompts.map((prompt, index) => ({
    span: prompt.span,
    kind: 'text' as const,
    prompts: [index],
    partial: false,
    model: { id: 'gpt-4o', span: prompt.span, source: 'call' as const },
  }));
  const broken = (text.match(/«/g) ?? []).length !== (text.match(/»/g) ?? []).length;
  return { prompts, requests, problems: [], broken };
}

class Harness {
  readonly posted: FromWorker[] = [];
  /** Set: no finder can be had. */
  fault: Error | undefined;
  readonly found: (readonly TextChange[] | undefined)[] = [];
  /** Set: the finder puts off what it need not answer at once. */
  slow = false;
  disposed = 0;
  private waiting: (() => void)[] = [];
  private readonly session = createSession(this.tools());

  send(message: ToWorker): void {
    this.session.receive(message);
  }

  open(text: string, version = 1): void {
    this.send({ type: 'open', key: 'a', kind: { path: 'a.py', languageId: 'python' }, version, text });
  }

  change(version: number, length: number, ...changes: TextChange[]): void {
    this.send({ type: 'change', key: 'a', version, changes, length });
  }

  /** Runs what is due, and what that makes due, to the end. */
  async settle(): Promise<void> {
    for (let round = 0; round < 10; round++) {
      const due = this.waiting;
      this.waiting = [];
      for (const work of due) work();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  hints() {
    return this.posted.flatMap((message) => (message.type === 'hints' ? [message] : []));
  }

  private tools(): SessionTools {
    const finder: PromptFinder = {
      find: (text, changes) => {
        this.found.push(changes);
        return findMarked(text);
      },
      findSoon: (text, changes) => (this.slow ? undefined : finder.find(text, changes)),
      dispose: () => {
        this.disposed++;
      },
    };
    return {
      openFinder: () => (this.fault ? Promise.reject(this.fault) : Promise.resolve(finder)),
      loadCounts: () => Promise.resolve(),
      count: (text) => ({ tokens: text.length, exact: true, errorPercent: undefined }),
      encode: (text) => ({
        ...{ encoding: 'letters', own: true },
        tokens: {
          start: 0,
          ids: [...text].map((letter) => letter.charCodeAt(0)),
          ends: [...text].map((_, at) => at + 1),
        },
      }),
      bundledPrice,
      post: (message) => this.posted.push(message),
      later: (work) => this.waiting.push(work),
      now: () => Date.UTC(2026, 10, 21),
    };
  }
}

describe('the analysis session', () => {
  it('keeps the trees of eight documents, and reads a ninth anew', async () => {
    const harness = new Harness();
    const kind = { path: 'a.py', languageId: 'python' };
    for (let n = 0; n < 9; n++) {
      harness.send({ type: 'open', key: `d${n}`, kind, version: 1, text: `«number ${n}»` });
      await harness.settle();
    }
    assert.equal(harness.disposed, 1);
    const change = { start: 1, deleted: 0, inserted: 'x' };
    for (const key of ['d8', 'd0']) {
      harness.send({ type: 'change', key, version: 2, changes: [change], length: 11 });
      await harness.settle();
    }
    assert.deepEqual(harness.found.slice(-2), [[change], undefined]);
    assert.equal(harness.hints().length, 11);
  });

  it('looks again at the other cells of a notebook when one has changed, and no further', async () => {
    const harness = new Harness();
    const kind = { path: '/n/a.ipynb', languageId: 'python' };
    const keys = Array.from({ length: 12 }, (_, n) => `c${n}`);
    for (const key of keys) harness.send({ type: 'open', key, kind, version: 1, text: '«ab»' });
    harness.send({ type: 'open', key: 'other', kind: { ...kind, path: '/n/b.ipynb' }, version: 1, text: '«ab»' });
    await harness.settle();
    const before = harness.found.length;
    harness.send({
      type: 'change',
      key: 'c0',
      version: 2,
      changes: [{ start: 1, deleted: 0, inserted: 'x' }],
      length: 5,
    });
    await harness.settle();
    assert.equal(harness.found.length - before, keys.length);
    harness.send({ type: 'close', key: 'c0' });
    await harness.settle();
    assert.equal(harness.found.length - before, 2 * keys.length - 1);
  });

  it('answers an open document with hints for its version', async () => {
    const harness = new Harness();
    harness.open('x «hello» y', 7);
    await harness.settle();
    const [answer] = harness.hints();
    assert.equal(answer?.version, 7);
    assert.deepEqual(answer?.hints.prompts[0]?.span, { start: 2, end: 9 });
    assert.equal(answer?.hints.prompts[0]?.count.tokens, 5);
  });

  it('hands the finder the changes since it last looked, gathered', async () => {
    const harness = new Harness();
    harness.open('«ab»');
    await harness.settle();
    const first = { start: 1, deleted: 0, inserted: 'x' };
    const second = { start: 2, deleted: 1, inserted: 'yz' };
    harness.change(2, 5, first);
    harness.change(3, 6, second);
    await harness.settle();
    assert.deepEqual(harness.found, [undefined, [first, second]]);
    assert.deepEqual(
      harness.hints().map((answer) => [answer.version, answer.hints.prompts[0]?.count.tokens]),
      [
        [1, 2],
        [3, 4],
      ],
    );
  });

  it('says so when nothing changed but the places', async () => {
    const harness = new Harness();
    harness.open('«ab» «cd»');
    await harness.settle();
    harness.change(2, 12, { start: 4, deleted: 0, inserted: '---' });
    await harness.settle();
    assert.deepEqual(harness.posted.at(-1), { type: 'unchanged', key: 'a', version: 2 });
    harness.change(3, 13, { start: 1, deleted: 0, inserted: 'x' });
    await harness.settle();
    assert.equal(harness.hints().at(-1)?.version, 3);
  });

  it('never answers for a version that is over', async () => {
    const harness = new Harness();
    harness.open('«ab»', 1);
    harness.change(2, 5, { start: 1, deleted: 0, inserted: 'x' });
    await harness.settle();
    assert.deepEqual(
      harness.hints().map((answer) => answer.version),
      [2],
    );
  });

  it('keeps the last good hints while the text is broken, moved and marked, and drops them when it heals', async () => {
    const harness = new Harness();
    harness.open('«one» «two»');
    await harness.settle();
    harness.change(2, 10, { start: 10, deleted: 1, inserted: '' });
    await harness.settle();
    const broken = harness.hints().at(-1)?.hints.prompts;
    assert.deepEqual(
      broken?.map((hint) => [hint.span.start, hint.lastGood]),
      [
        [0, false],
        [6, true],
      ],
    );
    harness.change(3, 11, { start: 0, deleted: 0, inserted: '_' });
    await harness.settle();
    assert.deepEqual(harness.posted.at(-1), { type: 'unchanged', key: 'a', version: 3 });
    harness.change(4, 8, { start: 6, deleted: 5, inserted: '«x' });
    harness.change(5, 9, { start: 8, deleted: 0, inserted: '»' });
    await harness.settle();
    assert.deepEqual(
      harness
        .hints()
        .at(-1)
        ?.hints.prompts.map((hint) => [hint.span.start, hint.lastGood]),
      [
        [1, false],
        [6, false],
      ],
    );
  });

  it('keeps the hints of a text that would take long, and looks when nothing is typed any more', async () => {
    const harness = new Harness();
    harness.open('«a b»');
    await harness.settle();
    harness.slow = true;
    harness.change(2, 7, { start: 0, deleted: 0, inserted: '( ' });
    harness.change(3, 8, { start: 0, deleted: 0, inserted: '(' });
    await harness.settle();
    const answers = harness.posted.slice(1).map((message) => [message.type, 'version' in message && message.version]);
    assert.deepEqual(answers, [
      ['unchanged', 3],
      ['unchanged', 3],
    ]);
    assert.equal(harness.found.length, 2);
    assert.equal(harness.found.at(-1)?.length, 2, 'all changes since the finder last looked');
  });

  it('asks for the text again when it is not the editor’s', async () => {
    const harness = new Harness();
    harness.open('«ab»');
    await harness.settle();
    harness.change(2, 99, { start: 1, deleted: 0, inserted: 'x' });
    assert.deepEqual(harness.posted.at(-1), { type: 'lost', key: 'a' });
    assert.equal(harness.disposed, 1);
  });

  it('says which price of the settings it cannot use, and uses the others', async () => {
    const harness = new Harness();
    harness.send({
      type: 'settings',
      settings: { defaultModel: 'gpt-5-mini', prices: { 'gpt-4o': { input: 1 }, bad: { input: -1 } } },
    });
    harness.open('«ab»');
    await harness.settle();
    assert.deepEqual(harness.posted[0], {
      type: 'settingsProblems',
      problems: ['promptMeter.prices["bad"] input: must not be negative'],
    });
    assert.equal(harness.hints()[0]?.hints.prompts[0]?.price?.source, 'user');
  });

  it('estimates texts for the model of the place, or for those named', async () => {
    const harness = new Harness();
    harness.send({ type: 'settings', settings: { defaultModel: 'gpt-5-mini', prices: {} } });
    harness.open('«ab»');
    await harness.settle();
    const subject = { kind: 'texts', texts: ['abc', 'de'], near: { key: 'a', at: 0 } } as const;
    harness.send({ type: 'estimate', id: 1, subject, models: [] });
    harness.send({ type: 'estimate', id: 2, subject, models: ['gpt-4.1', 'house-model'] });
    await harness.settle();
    const answers = harness.posted.flatMap((message) => (message.type === 'estimated' ? [message] : []));
    assert.deepEqual(
      answers.map((answer) =>
        answer.estimates.map((each) => [each.model.id, each.count.tokens, each.cost !== undefined]),
      ),
      [
        [['gpt-4o', 5, true]],
        [
          ['gpt-4.1', 5, true],
          ['house-model', 5, false],
        ],
      ],
    );
  });

  it('answers and says so when a document cannot be analysed, and tries again at the next edit', async () => {
    const harness = new Harness();
    harness.fault = new Error('python.wasm is missing');
    harness.open('«ab»');
    await harness.settle();
    assert.match(
      harness.posted.flatMap((message) => (message.type === 'log' ? message.message : []))[0] ?? '',
      /python\.wasm/,
    );
    assert.equal(harness.hints()[0]?.hints.problems.length, 1);
    harness.fault = undefined;
    harness.change(2, 5, { start: 1, deleted: 0, inserted: 'x' });
    await harness.settle();
    assert.equal(harness.hints().at(-1)?.hints.prompts.length, 1);
  });

  it('tells what has changed since the committed text, until that is the same', async () => {
    const harness = new Harness();
    harness.open('«ab» «cd»');
    harness.send({ type: 'baseline', key: 'a', text: '«ab» «c»' });
    await harness.settle();
    const changes = () =>
      harness
        .hints()
        .at(-1)
        ?.hints.requests.map(({ change }) => change?.tokens);
    assert.deepEqual(changes(), [undefined, 1]);
    harness.change(2, 11, { start: 1, deleted: 0, inserted: 'xy' });
    await harness.settle();
    assert.deepEqual(changes(), [2, 1]);
    harness.send({ type: 'baseline', key: 'a', text: '«xyab» «cd»' });
    await harness.settle();
    assert.deepEqual(changes(), [undefined, undefined]);
    harness.send({ type: 'baseline', key: 'a', text: '«b» «cd»' });
    harness.send({ type: 'baseline', key: 'a', text: undefined });
    await harness.settle();
    assert.deepEqual(changes(), [undefined, undefined]);
  });

  it('reads a text once and keeps nothing of it', async () => {
    const harness = new Harness();
    const kind = { path: 'b.py', languageId: '' };
    harness.send({ type: 'read', id: 3, kind, text: 'x\n\n «a  b\nc»\n «de»' });
    await harness.settle();
    const [answer] = harness.posted.flatMap((message) => (message.type === 'read' ? [message] : []));
    assert.deepEqual(
      answer?.reading?.prompts.map(({ line, preview, count, model }) => [line, preview, count.tokens, model.id]),
      [
        [2, 'a b c', 6, 'gpt-4o'],
        [4, 'de', 2, 'gpt-4o'],
      ],
    );
    assert.equal(answer?.reading?.requests.length, 2);
    assert.equal(harness.disposed, 1);
    assert.equal(harness.hints().length, 0);
    harness.fault = new Error('python.wasm is missing');
    harness.send({ type: 'read', id: 4, kind, text: '«a»' });
    await harness.settle();
    assert.deepEqual(harness.posted.at(-1), { type: 'read', id: 4, reading: undefined });
  });

  it('tells what a request sends, and shows what a provider has counted until the text changes', async () => {
    const harness = new Harness();
    harness.open('«ab» «cd»');
    await harness.settle();
    harness.send({ type: 'request', id: 5, place: { key: 'a', at: 6 }, model: 'gpt-4.1' });
    harness.send({ type: 'request', id: 6, place: { key: 'nothing', at: 6 } });
    const [answer, none] = harness.posted.flatMap((message) => (message.type === 'request' ? [message] : []));
    assert.equal(none?.request, undefined);
    assert.deepEqual(answer?.request?.messages, [{ role: 'user', text: 'cd' }]);
    assert.equal(answer?.request?.rewrite?.kind, 'copy');
    harness.send({ type: 'counted', counts: [[answer?.request?.hash ?? '', 17]] });
    await harness.settle();
    const counted = () =>
      harness
        .hints()
        .at(-1)
        ?.hints.requests.map((hint) => hint.counted?.tokens);
    assert.deepEqual(counted(), [undefined, 17]);
    harness.change(2, 10, { start: 6, deleted: 0, inserted: 'x' });
    await harness.settle();
    assert.deepEqual(counted(), [undefined, undefined]);
  });

  it('gives the tokens of the prompt at a place as the text is now, and says so where there is none', async () => {
    const harness = new Harness();
    harness.open('x «ab» «cd»');
    const ask = (id: number, at: number) =>
      harness.send({ type: 'tokens', id, subject: { kind: 'prompt' }, near: { key: 'a', at }, from: 0, to: 99 });
    ask(1, 4);
    harness.change(2, 12, { start: 0, deleted: 0, inserted: 'y' });
    await harness.settle();
    ask(2, 8);
    ask(3, 0);
    await harness.settle();
    const answers = harness.posted.flatMap((message) => (message.type === 'tokenised' ? [message] : []));
    const places = answers
      .sort((a, b) => a.id - b.id)
      .map(({ tokens }) =>
        typeof tokens === 'object'
          ? [tokens.version, tokens.model.id, tokens.tokens.map(({ text, places: [place] }) => [text, place?.start])]
          : tokens,
      );
    assert.deepEqual(places, [
      [
        2,
        'gpt-4o',
        [
          ['a', 4],
          ['b', 5],
        ],
      ],
      [
        2,
        'gpt-4o',
        [
          ['c', 9],
          ['d', 10],
        ],
      ],
      'noPrompt',
    ]);
  });

  it('frees a closed document', async () => {
    const harness = new Harness();
    harness.open('«ab»');
    await harness.settle();
    harness.send({ type: 'close', key: 'a' });
    harness.change(2, 5, { start: 1, deleted: 0, inserted: 'x' });
    await harness.settle();
    assert.equal(harness.disposed, 1);
    assert.equal(harness.hints().length, 1);
  });
});
