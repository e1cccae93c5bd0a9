// The list of connected accounts: survives whatever stands in global state, keeps order, holds no key.
import assert from 'node:assert/strict';
import { addressOf } from '../../../src/host/address';
import { AccountList, type StoredAccount } from '../../../src/host/spend/accountList';

const account: StoredAccount = {
  id: 'anthropic-1',
  sourceId: 'anthropic',
  label: 'team B',
  origin: 'https://api.anthropic.com',
  basePath: '',
  savedAt: 5,
  isKeyless: false,
  beside: false,
};

function listWith(value: unknown) {
  const marks = new Map<string, unknown>([['promptMeter.accounts', value]]);
  const memento = {
    get: (name: string) => marks.get(name),
    update: async (name: string, next: unknown) => void marks.set(name, next),
  };
  return new AccountList(memento as ConstructorParameters<typeof AccountList>[0]);
}

describe('the list of accounts', () => {
  it('keeps accounts in order, replaces by id and forgets', async () => {
    const list = listWith(undefined);
    const second = { ...account, id: 'litellm-2', label: undefined };
    await list.save(account);
    await list.save(second);
    assert.deepEqual(list.all(), [account, second]);
    await list.save({ ...account, label: 'new' });
    assert.deepEqual(
      list.all().map(({ label }) => label),
      [undefined, 'new'],
    );
    await list.remove('litellm-2');
    await list.remove('anthropic-1');
    assert.deepEqual(list.all(), []);
  });

  it('leaves out what cannot be an account', () => {
    const wrong = [
      null,
      7,
      'x',
      [],
      {},
      { ...account, id: '../x' },
      { ...account, savedAt: '5' },
      { ...account, id: 'A B' },
    ];
    assert.deepEqual(listWith([...wrong, account]).all(), [account]);
    for (const value of [undefined, null, {}, 'x', 5]) assert.deepEqual(listWith(value).all(), []);
    assert.ok(listWith(Array.from({ length: 1000 }, () => account)).all().length <= 50);
  });
});

describe('the address of a server', () => {
  it('is an origin and a path, without what people paste behind it', () => {
    assert.deepEqual(addressOf('https://llm.corp.test/v1/', '/v1'), { origin: 'https://llm.corp.test', basePath: '' });
    assert.deepEqual(addressOf('http://127.0.0.1:9090/prometheus'), {
      origin: 'http://127.0.0.1:9090',
      basePath: '/prometheus',
    });
  });

  it('is refused with user names, queries, fragments, and without TLS beyond this machine', () => {
    const wrong = [
      'http://corp.test',
      'https://a:b@corp.test',
      'https://corp.test/#x',
      'https://corp.test/?k=1',
      'ftp://x',
      '',
    ];
    wrong.push(
      'http://127.0.0.1.evil.test',
      'https://169.254.169.254',
      'https://0.0.0.0',
      'https://[::ffff:127.0.0.1]',
    );
    for (const address of wrong) assert.ok('problem' in addressOf(address), address);
  });
});
