// Logs of this machine as an account: found without being read, summed in a worker, remembered in the storage folder.
import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monthOf } from '../../../src/core/budget/period';
import { addUsd, usd } from '../../../src/core/money';
import { localSpend } from '../../../src/node/localSpend';

const now = Date.UTC(2026, 10, 21, 12);
const line = (id: number, day: string, model = 'claude-haiku-4-5') =>
  `${JSON.stringify({
    type: 'assistant',
    timestamp: `${day}T10:00:00.000Z`,
    requestId: `r${id}`,
    message: { id: `m${id}`, model, usage: { input_tokens: 1_000_000, output_tokens: 1_000_000 } },
  })}\n`;

describe('local spend', () => {
  let root: string;
  let before: string | undefined;
  const file = () => path.join(root, 'claude/projects/-p/a.jsonl');
  const storage = () => path.join(root, 'storage');

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'prompt-meter-local-'));
    before = process.env.CLAUDE_CONFIG_DIR;
    process.env.CLAUDE_CONFIG_DIR = path.join(root, 'claude');
    process.env.CODEX_HOME = path.join(root, 'no codex here');
    mkdirSync(path.dirname(file()), { recursive: true });
  });
  afterEach(() => {
    if (before === undefined) delete process.env.CLAUDE_CONFIG_DIR;
    else process.env.CLAUDE_CONFIG_DIR = before;
    delete process.env.CODEX_HOME;
    rmSync(root, { recursive: true });
  });

  async function read() {
    const { logSources } = localSpend(path.resolve('dist'), storage(), process.env);
    const { source } = logSources.find((each) => each.source.id === 'claude-code') ?? assert.fail();
    const getJson = () => assert.fail('nobody is asked');
    return source.read({ getJson, period: monthOf(now), now });
  }

  it('finds logs without reading them', async () => {
    const local = localSpend('nowhere', storage(), process.env);
    assert.deepEqual(await local.foundLogs(), []);
    writeFileSync(file(), 'not JSON at all');
    assert.deepEqual(await local.foundLogs(), ['claude-code']);
  });

  it('sums a month at list prices, day by day, and goes on from what it remembers', async () => {
    writeFileSync(file(), line(1, '2026-11-03') + line(2, '2026-10-31') + line(3, '2026-11-20'));
    const first = await read();
    assert.ok(first.kind === 'read', first.kind);
    assert.equal(first.days.length, 21);
    // 1 + 5 dollars per million tokens of input and output
    assert.deepEqual(
      first.costs.map(({ day, cost }) => [day, cost]),
      [
        ['2026-11-03', usd(6)],
        ['2026-11-20', usd(6)],
      ],
    );
    assert.equal(first.tokens[0]?.inputTokens, 1_000_000);
    assert.ok(readdirSync(path.join(storage(), 'logs')).length > 0);
    appendFileSync(file(), line(4, '2026-11-21') + line(3, '2026-11-20'));
    const second = await read();
    assert.ok(second.kind === 'read');
    assert.equal(addUsd(...second.costs.map(({ cost }) => cost)), usd(18));
  });

  it('says what it knows no price of, instead of counting it as nothing', async () => {
    writeFileSync(file(), line(1, '2026-11-03') + line(2, '2026-11-04', 'no-such-model-9'));
    const read1 = await read();
    assert.ok(read1.kind === 'read');
    assert.deepEqual(
      read1.setAside.map(({ day, name }) => [day, name]),
      [['2026-11-04', 'no-such-model-9']],
    );
    assert.equal(read1.costs.length, 1);
  });

  it('is unreadable without logs', async () => {
    assert.equal((await read()).kind, 'unreadable');
  });

  it('refuses to send keys where servers are not checked', () => {
    const unsafe = (value: string) => localSpend('', '', { NODE_TLS_REJECT_UNAUTHORIZED: value }).unsafeTls();
    assert.match(unsafe('0') ?? '', /NODE_TLS_REJECT_UNAUTHORIZED/);
    assert.equal(unsafe('1'), undefined);
    assert.equal(localSpend('', '', {}).unsafeTls(), undefined);
  });
});
