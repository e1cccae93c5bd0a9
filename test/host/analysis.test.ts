// The worker dies, hangs, or never starts: hints come back, or the editor goes on without them.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { FromWorker, ToWorker } from '../../src/core/session/protocol';
import { Analysis, type HintsEvent } from '../../src/host/hints/analysis';
import type { WorkerPort } from '../../src/host/hints/workerKeeper';
import { startWorkerThread } from '../../src/node/workerPort';
import { eventually } from './eventually';

const dist = path.resolve(__dirname, '../../../dist');
const text = 'SYSTEM_PROMPT = "You are a kind assistant who answers every question in one short sentence."\n';
const kind = { path: 'a.py', languageId: 'python' };

describe('the analysis worker', () => {
  let folder: string;
  let log: vscode.LogOutputChannel;
  let analysis: Analysis | undefined;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'prompt-meter-'));
    log = vscode.window.createOutputChannel('Prompt Meter test', { log: true });
  });
  afterEach(() => analysis?.dispose());
  after(() => {
    rmSync(folder, { recursive: true });
    log.dispose();
  });

  /** Starts with the given ports, in order, then with real workers; opens one document. */
  function start(...first: (() => WorkerPort)[]): { hints: HintsEvent[]; started: () => number } {
    let started = 0;
    const hints: HintsEvent[] = [];
    const next = () => (first[started++] ?? (() => startWorkerThread(dist)))();
    analysis = new Analysis(next, { defaultModel: 'gpt-5-mini', prices: {} }, log, { answerMs: 3500, restMs: 50 });
    analysis.onDidHint((event) => hints.push(event));
    analysis.openDocument('test:a', () => ({ kind, version: 3, text }));
    return { hints, started: () => started };
  }

  /** A thread that does this with everything it is asked. */
  function thread(reaction: string): WorkerPort {
    writeFileSync(
      path.join(folder, 'worker.js'),
      `require('node:worker_threads').parentPort.on('message', () => { ${reaction} });`,
    );
    return startWorkerThread(folder);
  }
  const mortal = () => thread('process.exit(3)');
  const silent = () => thread('');

  const oneHint = (hints: HintsEvent[]) =>
    eventually(
      () => hints,
      (all) => all.length > 0,
    );

  it('answers', async () => {
    const { hints } = start();
    const [event] = await oneHint(hints);
    assert.equal(event?.version, 3);
    assert.equal(event?.hints.prompts.length, 1);
  });

  it('is not believed about a document that was closed, when another one was opened under its name', () => {
    const sent: ToWorker[] = [];
    let answer: (message: FromWorker) => void = () => {};
    const port: WorkerPort = {
      post: (message) => sent.push(message),
      onMessage: (listener) => {
        answer = listener;
      },
      onExit: () => {},
      end: () => {},
    };
    const { hints } = start(() => port);
    const openings = () => sent.flatMap((message) => (message.type === 'open' ? [message.opening ?? 0] : []));
    const [first = 0] = openings();
    const late = {
      type: 'hints',
      key: 'test:a',
      version: 3,
      hints: { prompts: [], requests: [], problems: [] },
    } as const;
    analysis?.closeDocument('test:a');
    answer({ ...late, opening: first });
    analysis?.openDocument('test:a', () => ({ kind, version: 3, text: 'another text' }));
    answer({ ...late, opening: first });
    assert.equal(hints.length, 0);
    answer({ ...late, opening: openings()[1] ?? 0 });
    assert.equal(hints.length, 1);
  });

  it('is started again when it dies, and gets the open documents again', async () => {
    const { hints, started } = start(mortal);
    await oneHint(hints);
    assert.equal(started(), 2);
  });

  it('is started again when it passes its deadline', async () => {
    const { hints, started } = start(silent);
    await oneHint(hints);
    assert.equal(started(), 2);
  });

  it('loses a document that ended it twice, and nothing else', async () => {
    const { started } = start(mortal, mortal);
    await eventually(started, (count) => count === 2);
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(started(), 2);
    const more: HintsEvent[] = [];
    analysis?.onDidHint((event) => more.push(event));
    analysis?.openDocument('test:b', () => ({ kind, version: 1, text }));
    await oneHint(more);
    assert.deepEqual(
      more.map((event) => event.key),
      ['test:b'],
    );
  });

  it('answers an estimate with nothing when it dies over it', async () => {
    start(mortal);
    assert.deepEqual(await analysis?.estimate({ kind: 'texts', texts: ['a'] }, []), []);
  });
});
