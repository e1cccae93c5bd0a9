// Settings of the spend line: user values only, garbage gives the default and a named problem.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { formatUsd } from '../../../src/core/money';
import { readSpendSettings } from '../../../src/host/spend/spendSettings';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const properties = Object.assign(
  {},
  ...manifest.contributes.configuration.map((part: { properties: object }) => part.properties),
);

function settingsWith(user: Record<string, unknown>, workspace: Record<string, unknown> = {}) {
  return readSpendSettings((name) => ({
    defaultValue: properties[`promptMeter.${name}`].default,
    globalValue: user[name],
    workspaceValue: workspace[name],
    workspaceFolderValue: workspace[name],
  }));
}

describe('spend settings', () => {
  it('has the defaults of the manifest', () => {
    const settings = settingsWith({});
    assert.equal(settings.cap && formatUsd(settings.cap), '$120.00');
    assert.equal(settings.intervalMs, 300_000);
    assert.equal(settings.openaiOrigin, 'https://api.openai.com');
    assert.equal(settings.demoOrigin, undefined);
    assert.deepEqual(settings.problems, []);
  });

  it('cannot be changed by a workspace, and says so in the manifest', () => {
    const hostile = {
      'cap.usd': 99999,
      'usage.pollMinutes': 999,
      'usage.openaiUrl': 'https://evil.test',
      'demo.url': 'http://127.0.0.1:1',
    };
    assert.deepEqual(settingsWith({}, hostile), settingsWith({}));
    for (const name of Object.keys(hostile)) assert.equal(properties[`promptMeter.${name}`].scope, 'application');
  });

  it('takes what a person sets', () => {
    const settings = settingsWith({ 'cap.usd': 0, 'usage.pollMinutes': 0.1, 'demo.url': ' http://127.0.0.1:4010 ' });
    assert.equal(settings.cap, undefined);
    assert.equal(settings.intervalMs, 60_000);
    assert.equal(settings.demoOrigin, 'http://127.0.0.1:4010');
    assert.deepEqual(settings.problems, []);
  });

  it('gives the default and a problem that names the setting for anything else', () => {
    const garbage = [Number.NaN, Number.POSITIVE_INFINITY, -1, 1e300, '120', true, [], {}, [5], { a: 1 }];
    for (const name of ['cap.usd', 'usage.pollMinutes', 'usage.openaiUrl', 'demo.url']) {
      for (const value of garbage) {
        if (typeof value === 'string' && name.includes('rl')) continue;
        const settings = settingsWith({ [name]: value });
        assert.equal(settings.problems.length, 1, `${name} ${String(value)}`);
        assert.ok(settings.problems[0]?.includes(`promptMeter.${name}`));
        assert.deepEqual({ ...settings, problems: [] }, settingsWith({}));
      }
    }
  });

  it('reads nothing at all when the address cannot be used, and runs no demo off this machine', () => {
    for (const address of [
      'http://api.openai.com',
      'https://user@api.openai.com',
      'https://api.openai.com/v1',
      'nonsense',
    ]) {
      const { openaiOrigin, problems } = settingsWith({ 'usage.openaiUrl': address });
      assert.equal(openaiOrigin, undefined);
      assert.match(problems[0] ?? '', /promptMeter\.usage\.openaiUrl/);
      assert.ok(!problems[0]?.includes(address));
    }
    for (const address of [
      'https://127.0.0.1:1',
      'http://192.168.0.1',
      'https://evil.test',
      'http://127.0.0.1:1/path',
      'x',
    ]) {
      const { demoOrigin, problems } = settingsWith({ 'demo.url': address });
      assert.equal(demoOrigin, undefined, address);
      assert.match(problems[0] ?? '', /promptMeter\.demo\.url/);
    }
  });
});
