// Many accounts inside a real editor: connected, joined, kept apart, disconnected; keys in the secret store only.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import * as vscode from 'vscode';
import { type AccountWish, connectAccount, disconnectAccount, firstRead } from '../../src/host/spend/connectAccount';
import type { LocalSpend } from '../../src/host/spend/localLogs';
import { Spend } from '../../src/host/spend/spend';
import { localSpend } from '../../src/node/localSpend';
import { openSpendStore } from '../../src/node/openSpendStore';
import { ProviderServer } from '../usageServer/providers';
import { UsageServer } from '../usageServer/server';

const settings = () => vscode.workspace.getConfiguration('promptMeter');
const set = (name: string, value: unknown) => settings().update(name, value, vscode.ConfigurationTarget.Global);

async function until(what: string, holds: () => boolean, ms = 20_000): Promise<void> {
  const end = Date.now() + ms;
  while (!holds()) {
    if (Date.now() > end) assert.fail(`not within ${ms} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('many accounts in the editor', function () {
  this.timeout(60_000);
  let folder = '';
  let openai: UsageServer;
  let anthropic: ProviderServer;
  let spend: Spend;
  const secrets = new Map<string, string>();
  const marks = new Map<string, unknown>();
  const lines: string[] = [];

  function open(local?: LocalSpend): Spend {
    const changed = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
    const context = {
      secrets: {
        get: async (key: string) => secrets.get(key),
        store: async (key: string, value: string) => {
          secrets.set(key, value);
          changed.fire({ key });
        },
        delete: async (key: string) => {
          secrets.delete(key);
          changed.fire({ key });
        },
        onDidChange: changed.event,
      },
      globalState: {
        get: (key: string) => marks.get(key),
        update: async (key: string, value: unknown) =>
          void (value === undefined ? marks.delete(key) : marks.set(key, value)),
      },
    } as unknown as vscode.ExtensionContext;
    const say = (text: string) => lines.push(text);
    const log = { debug: say, info: say, warn: say, error: say, trace: say } as unknown as vscode.LogOutputChannel;
    return new Spend(context, log, false, (warn) => openSpendStore(path.join(folder, 'storage'), warn), local);
  }

  function wish(
    sourceId: string,
    origin: string,
    key: string | undefined,
    change: Partial<AccountWish> = {},
  ): AccountWish {
    const spendSource = spend.spendSources.find(({ source }) => source.id === sourceId) ?? assert.fail(sourceId);
    return { spendSource, address: { origin, basePath: '' }, key, label: undefined, beside: false, ...change };
  }

  async function connect(wanted: AccountWish): Promise<string> {
    const id = (await connectAccount(spend, wanted)) ?? assert.fail('not kept');
    const state = await firstRead(spend, id, 10_000);
    assert.equal(state?.reading.kind, 'ok', inspect(state?.reading));
    return id;
  }

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'prompt-meter-accounts-'));
    openai = await UsageServer.start();
    anthropic = await ProviderServer.start({ kind: 'anthropic', now: Date.now });
    secrets.clear();
    marks.clear();
    await set('demo.url', undefined);
    await set('usage.openaiUrl', openai.origin);
    spend = open();
  });
  afterEach(async () => {
    spend.dispose();
    await set('usage.openaiUrl', undefined);
    await openai.stop();
    await anthropic.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const openaiKey = 'sk-admin-canary-51d0aa';
  const anthropicKey = 'sk-ant-admin01-canary-77';

  it('joins an OpenAI and an Anthropic account, and forgets one without the other', async () => {
    const first = await connect(wish('openai', openai.origin, openaiKey));
    assert.equal(first, 'openai');
    const one = spend.state.figures?.total ?? assert.fail();
    const second = await connect(wish('anthropic', anthropic.origin, anthropicKey));
    const sources = spend.state.sources ?? [];
    assert.deepEqual(
      sources.map(({ sourceId }) => sourceId),
      ['openai', 'anthropic'],
    );
    const other = sources[1]?.total ?? assert.fail();
    assert.ok(other > 0n);
    assert.equal(spend.state.figures?.total, one + other);
    assert.equal(secrets.size, 2);
    await disconnectAccount(spend, second);
    assert.deepEqual(
      (spend.state.sources ?? []).map(({ sourceId }) => sourceId),
      ['openai'],
    );
    assert.equal(spend.state.figures?.total, one);
    assert.equal(secrets.size, 1);
    const seen = anthropic.seen.length;
    await spend.refresh();
    await until('another read of the first', () => spend.state.reading.kind === 'ok');
    assert.equal(anthropic.seen.length, seen);
  });

  it('keeps several accounts of one source apart, and shows one beside the total', async () => {
    await connect(wish('openai', openai.origin, openaiKey));
    const total = spend.state.figures?.total ?? assert.fail();
    await connect(wish('openai', openai.origin, 'sk-admin-second', { label: 'team B' }));
    assert.equal(spend.state.figures?.total, (2n * total) as typeof total);
    assert.deepEqual(
      (spend.state.sources ?? []).map(({ label }) => label),
      [undefined, 'team B'],
    );
    await connect(wish('anthropic', anthropic.origin, anthropicKey, { beside: true }));
    assert.equal(spend.state.figures?.total, (2n * total) as typeof total);
  });

  it('finds the accounts again in another window, each with its own key only', async () => {
    await connect(wish('openai', openai.origin, openaiKey));
    await connect(wish('anthropic', anthropic.origin, anthropicKey));
    const { total } = spend.state.figures ?? assert.fail();
    spend.dispose();
    spend = open();
    await until('the figures', () => spend.state.figures?.total === total);
    for (const request of anthropic.seen) assert.deepEqual(request.headersWith('sk-admin'), []);
    for (const request of openai.seen) assert.deepEqual(request.headersWith('sk-ant'), []);
  });

  it('takes the key that was stored before there could be many', async () => {
    secrets.set('promptMeter.key.openai', JSON.stringify({ key: openaiKey, origin: openai.origin, savedAt: 1 }));
    marks.set('promptMeter.key.openai', { origin: openai.origin, savedAt: 1 });
    spend.dispose();
    spend = open();
    await until('the figures', () => spend.state.figures !== undefined);
    assert.deepEqual(
      (spend.state.sources ?? []).map(({ id }) => id),
      ['openai'],
    );
  });

  it('connects nothing when the secret store keeps nothing', async () => {
    const set1 = secrets.set;
    secrets.set = () => secrets;
    try {
      assert.equal(await connectAccount(spend, wish('anthropic', anthropic.origin, anthropicKey)), undefined);
    } finally {
      secrets.set = set1;
    }
    assert.deepEqual(spend.list.all(), []);
    assert.equal(anthropic.seen.length, 0);
  });

  it('sums logs of this machine after they were connected, not before', async () => {
    const before = process.env.CLAUDE_CONFIG_DIR;
    process.env.CLAUDE_CONFIG_DIR = path.resolve(__dirname, '../../../test/fixtures/no such folder');
    try {
      spend.dispose();
      spend = open(localSpend(path.resolve(__dirname, '../../../dist'), path.join(folder, 'storage'), process.env));
      const id = (await connectAccount(spend, wish('claude-code', '', undefined))) ?? assert.fail();
      const state = await firstRead(spend, id, 10_000);
      assert.deepEqual(state?.reading, { kind: 'unreadable', detail: 'there are no logs' });
      assert.equal(secrets.size, 0);
    } finally {
      if (before === undefined) delete process.env.CLAUDE_CONFIG_DIR;
      else process.env.CLAUDE_CONFIG_DIR = before;
    }
  });

  it('lets no key out: state, marks, log', async () => {
    await connect(wish('openai', openai.origin, openaiKey));
    await connect(wish('anthropic', anthropic.origin, anthropicKey));
    const all = [inspect(spend.state, { depth: 9 }), inspect([...marks], { depth: 9 }), ...lines].join('\n');
    assert.ok(all.length > 1000);
    assert.doesNotMatch(all, /canary/);
  });
});
