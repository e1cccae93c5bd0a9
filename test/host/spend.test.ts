// The spend line inside a real editor: real settings, files, events and HTTP; only the secret store is the test's own.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import * as vscode from 'vscode';
import { addUsd, usd, zeroUsd } from '../../src/core/money';
import { appendPlain } from '../../src/host/plainMarkdown';
import type { Spend } from '../../src/host/spend/spend';
import { registerStatusBar } from '../../src/host/spend/statusBar';
import { UsageServer } from '../usageServer/server';
import { Surroundings, set, until } from './surroundings';

const canary = 'sk-admin-canary-51d0aa';

describe('spend in the editor', function () {
  this.timeout(60_000);
  let server: UsageServer;
  let world: Surroundings;
  let opened: vscode.Disposable[] = [];

  beforeEach(async () => {
    server = await UsageServer.start();
    world = new Surroundings(await mkdtemp(path.join(tmpdir(), 'prompt-meter-spend-')));
    await set('demo.url', undefined);
    await set('usage.openaiUrl', server.origin);
  });

  afterEach(async () => {
    for (const disposable of opened) disposable.dispose();
    opened = [];
    await set('demo.url', undefined);
    await set('usage.openaiUrl', undefined);
    await server.stop();
    await rm(world.folder, { recursive: true, force: true });
  });

  function open(browserHost = false): Spend {
    const spend = world.open(browserHost);
    opened.push(spend, registerStatusBar(spend));
    return spend;
  }

  async function openWithKey(): Promise<Spend> {
    const spend = open();
    await spend.keys.save({ key: canary, origin: server.origin, savedAt: Date.now() });
    await spend.begin();
    await spend.refresh();
    await until('the first figures', () => spend.state.reading.kind === 'ok');
    return spend;
  }

  it('asks nothing without a key, and reads once one is stored', async () => {
    const spend = open();
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(spend.state.reading.kind, 'noKey');
    assert.equal(spend.state.nextPollAt, undefined);
    assert.equal(server.seen.filter((request) => request.headersWith('canary').length > 0).length, 0);
    await spend.keys.save({ key: canary, origin: server.origin, savedAt: Date.now() });
    await until('figures after the key was stored', () => spend.state.figures !== undefined);
    assert.ok((spend.state.figures?.total ?? 0n) > 0n);
    assert.equal(spend.state.sessionSpend, 0n);
    assert.ok((spend.state.nextPollAt ?? 0) > Date.now());
  });

  it('shows demo data from the demo server, labelled, without any stored key', async () => {
    const spend = await openWithKey();
    await set('usage.openaiUrl', undefined);
    server.seen.length = 0;
    await set('demo.url', server.origin);
    await until('demo figures', () => spend.state.demo && spend.state.figures !== undefined);
    assert.equal(spend.state.origin, server.origin);
    assert.ok(server.seen.length > 0);
    assert.ok(server.seen.every((request) => request.headersWith('canary').length === 0));
    await set('demo.url', undefined);
    await until('the real world again', () => !spend.state.demo);
    assert.equal(spend.state.figures, undefined);
  });

  it('keeps the last good figures through every failure, each with its own state', async () => {
    const spend = await openWithKey();
    const { figures } = spend.state;
    const failures: [scenario: string, kind: string][] = [
      ['403', 'keyRefused'],
      ['500', 'unreadable'],
      ['truncated', 'unreadable'],
      ['redirect', 'unreadable'],
      ['reset', 'offline'],
      ['429-retry', 'rateLimited'],
    ];
    for (const [scenario, kind] of failures) {
      const { reading } = spend.state;
      server.scenario = scenario;
      assert.equal((await spend.refresh()).kind, 'started');
      await until(`an answer to ${scenario}`, () => spend.state.reading !== reading);
      assert.equal(spend.state.reading.kind, kind);
      assert.deepEqual(spend.state.figures, figures);
    }
    server.scenario = 'normal';
    const asked = server.seen.length;
    assert.equal((await spend.refresh()).kind, 'held');
    assert.equal(server.seen.length, asked);
  });

  it('shows a new window the last good figures at once, and does not ask again for them', async () => {
    const first = await openWithKey();
    const file = path.join(world.folder, 'storage', 'spend-openai.json');
    await until('stored figures', () => world.secrets.size > 0);
    for (let tries = 0; tries < 100 && !(await readFile(file, 'utf8').catch(() => '')); tries++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    first.dispose();
    const asked = server.seen.length;
    const second = open();
    await until('stored figures in the second window', () => second.state.figures !== undefined, 3000);
    assert.deepEqual(second.state.figures, first.state.figures);
    assert.equal(second.state.reading.kind, 'reading');
    assert.equal(second.state.sessionSpend, undefined);
    assert.equal(server.seen.length, asked);
  });

  it('keeps the silence the provider asked for in every window', async () => {
    const first = await openWithKey();
    server.scenario = '429-retry';
    await first.refresh();
    await until('the limit', () => first.state.reading.kind === 'rateLimited');
    const second = open();
    await until('stored figures in the second window', () => second.state.nextPollAt !== undefined);
    const asked = server.seen.length;
    await second.refresh();
    await until('the limit in the second window', () => second.state.reading.kind === 'rateLimited');
    assert.equal(server.seen.length, asked);
    assert.deepEqual(second.state.figures, first.state.figures);
  });

  it('notices that the secret store lost the key, and reads again when it is back', async () => {
    const spend = await openWithKey();
    const [[name, secret] = ['', '']] = world.secrets;
    world.secrets.clear();
    await spend.refresh();
    await until('the key is missed', () => spend.state.reading.kind === 'keyLost');
    assert.ok(spend.state.figures);
    world.secrets.set(name, secret);
    await spend.refresh();
    await until('the key is back', () => spend.state.reading.kind === 'ok');
  });

  async function storedText(): Promise<string> {
    const folder = path.join(world.folder, 'storage', 'ledger', 'v1');
    const names = (await readdir(folder)).filter((name) => name.endsWith('.jsonl'));
    return (await Promise.all(names.map((name) => readFile(path.join(folder, name), 'latin1')))).join('');
  }

  it('forgets everything when the key is removed', async () => {
    const spend = await openWithKey();
    const account = spend.keys.account(spend.state.origin) ?? assert.fail();
    const model = spend.state.figures?.models[0]?.model ?? assert.fail();
    await until('stored', async () => (await storedText()).includes(model));
    await spend.keys.remove();
    await until('no key', () => spend.state.reading.kind === 'noKey' && spend.state.figures === undefined);
    await spend.forget(account);
    assert.equal((await storedText()).includes(model), false);
  });

  it('adds what was entered by hand, with no account and with one', async () => {
    const day = `${new Date().toISOString().slice(0, 7)}-01`;
    await set('manualSpend', [{ name: 'Another provider', usd: 20, day }, { name: 'no amount' }]);
    try {
      const alone = open();
      assert.equal(alone.state.figures?.total, usd('20'));
      assert.equal(alone.state.reading.kind, 'ok');
      const spend = await openWithKey();
      const [reported] = spend.state.sources ?? [];
      assert.equal(spend.state.figures?.total, addUsd(reported?.total ?? zeroUsd, usd('20') ?? zeroUsd));
      assert.ok(world.lines.some((line) => line.includes('manualSpend[1]')));
    } finally {
      await set('manualSpend', undefined);
    }
  });

  it('reads no spend in the browser host, but shows demo data there', async () => {
    const spend = open(true);
    assert.equal(spend.state.reading.kind, 'unsupported');
    await set('demo.url', server.origin);
    await until('demo figures', () => spend.state.demo && spend.state.figures !== undefined);
  });

  it('lets the key out nowhere: log, state, files, marks', async () => {
    const spend = await openWithKey();
    for (const scenario of ['401', 'wrong-shape', 'reset']) {
      server.scenario = scenario;
      await spend.refresh();
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    const storage = path.join(world.folder, 'storage');
    const entries = await readdir(storage, { recursive: true, withFileTypes: true });
    const names = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
    const files = await Promise.all(names.map((name) => readFile(name, 'utf8')));
    assert.ok(files.length > 1);
    const everything = [world.lines, files, [...world.marks], inspect(spend.state, { depth: 9 })]
      .flat(2)
      .map(String)
      .join('\n');
    assert.ok(everything.length > 1000 && world.lines.length > 2);
    assert.ok(!everything.includes('canary-51d0aa'));
  });

  it('keeps names from outside plain text in tooltips', () => {
    const names = [
      '[a](command:x)',
      'https://evil.test/a',
      'www.evil.test',
      'me@evil.test',
      '<img src=x>',
      '![i](http://x)',
      '`c` **b**',
      '&lt;b&gt;',
    ];
    for (const name of names) {
      const { value } = appendPlain(new vscode.MarkdownString(), name);
      assert.doesNotMatch(value, /https:|www\.|[^\\]@|(^|[^\\])[[\]`*!(]|(^|[^\\])[<&]/, value);
    }
  });
});
