// Which addresses may get a key.
import assert from 'node:assert/strict';
import { isLoopbackOrigin, originOf } from '../../../src/host/address';

describe('address of a usage server', () => {
  it('accepts https origins, and http at this machine', () => {
    const good: [address: string, origin: string][] = [
      ['https://api.openai.com', 'https://api.openai.com'],
      [' https://API.openai.com:443/ ', 'https://api.openai.com'],
      ['https://proxy.example:8443', 'https://proxy.example:8443'],
      ['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
      ['http://localhost:1', 'http://localhost:1'],
      ['http://[::1]:99/', 'http://[::1]:99'],
      ['http://0x7f.1:80', 'http://127.0.0.1'],
    ];
    for (const [address, origin] of good) assert.deepEqual(originOf(address), { origin });
    assert.ok(isLoopbackOrigin('http://127.9.9.9:1') && !isLoopbackOrigin('https://api.openai.com'));
  });

  it('refuses everything else and says why', () => {
    const bad: [address: string, problem: string][] = [
      ['', 'notAnAddress'],
      ['api.openai.com', 'notAnAddress'],
      ['http://api.openai.com', 'notHttps'],
      ['http://127.0.0.1.evil.test', 'notHttps'],
      ['http://localhost.evil.test', 'notHttps'],
      ['http://10.0.0.1', 'notHttps'],
      ['ftp://127.0.0.1', 'notHttps'],
      ['javascript:alert(1)', 'notHttps'],
      ['https://user@api.openai.com', 'extras'],
      ['https://user:pass@api.openai.com', 'extras'],
      ['https://@api.openai.com', 'extras'],
      ['https://api.openai.com/v1', 'extras'],
      ['https://api.openai.com/?x', 'extras'],
      ['https://api.openai.com/#x', 'extras'],
      ['https://api.openai.com#', 'extras'],
      ['https://169.254.169.254', 'forbiddenHost'],
      ['https://2852039166', 'forbiddenHost'],
      ['https://0xa9.0xfe.0xa9.0xfe', 'forbiddenHost'],
      ['https://0.0.0.0', 'forbiddenHost'],
      ['https://224.0.0.1', 'forbiddenHost'],
      ['https://[::]', 'forbiddenHost'],
      ['https://[::ffff:169.254.169.254]', 'forbiddenHost'],
      ['https://[fe80::1]', 'forbiddenHost'],
      ['https://[fd00:ec2::254]', 'forbiddenHost'],
    ];
    for (const [address, problem] of bad) assert.deepEqual(originOf(address), { problem }, address);
  });
});
