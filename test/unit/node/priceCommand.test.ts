import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const price = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/cli.js', 'price', ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};

describe('prompt-meter price', () => {
  it('prints the bill of a call as JSON, in decimal strings', () => {
    const { status, stdout } = price(
      ...['--json', '--model', 'claude-opus-5-5', '--input', '1000', '--cached', '100'],
      ...['--cache-write', '300', '--cache-write-1h', '100', '--output', '7'],
    );
    assert.equal(status, 0);
    const date = { unit: 'token', priceSource: 'bundled', priceDate: '2026-09-23' };
    assert.deepEqual(JSON.parse(stdout), {
      model: 'claude-opus-5-5',
      provider: 'anthropic',
      parts: [
        { name: 'input', quantity: 600, usdPerMillion: '4', usd: '0.0024', ...date },
        { name: 'cacheRead', quantity: 100, usdPerMillion: '0.2', usd: '0.00002', ...date },
        { name: 'cacheWrite', quantity: 200, usdPerMillion: '5', usd: '0.001', ...date },
        { name: 'cacheWrite1h', quantity: 100, usdPerMillion: '8', usd: '0.0008', ...date },
        { name: 'output', quantity: 7, usdPerMillion: '20', usd: '0.00014', ...date },
      ],
      totalUsd: '0.00436',
    });
  });

  it('looks prices up at the moment of the call', () => {
    const then = price('--json', '--model', 'gpt-5.6-luna', '--input', '1000', '--output', '0', '--at', '2026-07-01');
    assert.equal(JSON.parse(then.stdout).totalUsd, '0.001');
    const later = price('--json', '--model', 'gpt-5.6-luna', '--input', '1000', '--output', '0', '--at', '2026-11-21');
    assert.equal(JSON.parse(later.stdout).totalUsd, '0.0002');
  });

  for (const [named, ...args] of [
    ['gpt-4o-foo', '--model', 'gpt-4o-foo', '--input', '1', '--output', '1'],
    ['nobody', '--model', 'gpt-4o', '--provider', 'nobody', '--input', '1', '--output', '1'],
    ['flex', '--model', 'claude-sonnet-5', '--tier', 'flex', '--input', '1', '--output', '1'],
  ] as const) {
    it(`exits 3 and names ${named} when no price is known`, () => {
      const { status, stdout, stderr } = price('--json', ...args);
      assert.deepEqual([status, stdout], [3, '']);
      assert.match(stderr, new RegExp(named));
    });
  }

  for (const [named, ...args] of [
    ['--model', '--input', '1', '--output', '1'],
    ['--input', '--model', 'gpt-4o', '--output', '1'],
    ['--output', '--model', 'gpt-4o', '--input', '1'],
    ['--input', '--model', 'gpt-4o', '--output', '1', '--input=-1'],
    ['--output', '--model', 'gpt-4o', '--input', '1', '--output', '1.5'],
    ['--cached', '--model', 'gpt-4o', '--input', '1', '--output', '1', '--cached', '2'],
    ['--cache-write', '--model', 'gpt-4o', '--input', '1', '--output', '1', '--cache-write', '2'],
    ['--cache-write-1h', '--model', 'gpt-4o', '--input', '1', '--output', '1', '--cache-write-1h', '1'],
    ['--tier', '--model', 'gpt-4o', '--input', '1', '--output', '1', '--tier', 'fast'],
    ['--at', '--model', 'gpt-4o', '--input', '1', '--output', '1', '--at', '2026-02-30'],
    ['--at', '--model', 'gpt-4o', '--input', '1', '--output', '1', '--at', 'soon'],
  ] as const) {
    it(`exits 2 and names ${named} for ${args.join(' ')}`, () => {
      const { status, stdout, stderr } = price('--json', ...args);
      assert.deepEqual([status, stdout], [2, '']);
      assert.ok(stderr.split('\n')[0]?.includes(named), stderr);
    });
  }

  it('takes the caller’s own prices first, and names the one that cannot be used', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'prompt-meter-'));
    const [own, bad] = ['own.json', 'bad.json'].map((name) => path.join(folder, name)) as [string, string];
    writeFileSync(own, JSON.stringify({ 'openai/gpt-9': { input: 2, output: 10, cacheRead: 0.1 } }));
    writeFileSync(bad, JSON.stringify({ 'gpt-4o': { input: 2500 } }));
    const call = ['--input', '1000', '--cached', '500', '--output', '100'];
    const { parts, totalUsd } = JSON.parse(price('--json', '--model', 'gpt-9', '--prices', own, ...call).stdout);
    assert.deepEqual([totalUsd, parts[0].priceSource], ['0.00205', 'user']);
    assert.equal(price('--model', 'gpt-9', ...call).status, 3);
    const refused = price('--model', 'gpt-4o', '--prices', bad, ...call);
    assert.equal(refused.status, 2);
    assert.match(refused.stderr, /promptMeter\.prices\["gpt-4o"\] input/);
    assert.match(price('--model', 'gpt-9', '--prices', own, '--currency', 'EUR=0.5', ...call).stdout, /EUR 0\.0010/);
    assert.equal(price('--model', 'gpt-4o', '--currency', 'EUR', ...call).status, 2);
    rmSync(folder, { recursive: true });
  });

  it('bills by a formula, in its currency', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'prompt-meter-'));
    const file = path.join(folder, 'costs.json');
    const data = { name: 'data', quantity: 1, unit: 'MB', rate: 0.01 };
    const resource = { name: 'resource', quantity: 1, unit: 'GB', rate: 0.1 };
    writeFileSync(file, JSON.stringify({ seed: { terms: [data, resource] }, bad: { terms: [{ ...data, rate: -1 }] } }));
    const { status, stdout } = price('--json', '--cost-model', `${file}#seed`, '--calls', '10');
    const report = JSON.parse(stdout);
    assert.deepEqual([status, report.totalUsd, report.parts.length], [0, '1.1', 2]);
    const more = price('--json', '--cost-model', `${file}#seed`, '--quantity', 'data=2.5');
    assert.equal(JSON.parse(more.stdout).totalUsd, '0.125');
    const bad = price('--cost-model', `${file}#bad`);
    assert.equal(bad.status, 2);
    assert.match(bad.stderr, /terms\[0\]\.rate/);
    assert.equal(price('--cost-model', `${file}#none`).status, 2);
    rmSync(folder, { recursive: true });
  });
});
