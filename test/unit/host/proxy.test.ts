// R30: which proxy is named, and what a real one on this machine gets to see.
import assert from 'node:assert/strict';
import { proxyFor, proxyOfEnvironment } from '../../../src/host/proxy';
import { ConnectProxy } from '../../support/connectProxy';
import { askProvider, runSpend } from '../../support/spendRun';
import { goodKeys } from '../../usageServer/providers';

const origin = 'https://api.example.com';
const through = (proxy: string, except: readonly string[] = []) => proxyFor(origin, { proxy, except });

describe('proxy', function () {
  this.timeout(30_000);

  it('is named by host and port alone', () => {
    assert.equal(through('http://user:word@proxy.example:3128/'), 'proxy.example:3128');
    assert.equal(through('proxy.example:8080'), 'proxy.example:8080');
    assert.equal(through(' https://proxy.example '), 'proxy.example');
    assert.equal(through('socks5://127.0.0.1:1080'), '127.0.0.1:1080');
    for (const none of ['', '   ', 'http://', '%', 'http://a b']) assert.equal(through(none), undefined);
  });

  it('does not stand before this machine, nor before hosts that are excepted', () => {
    const proxy = 'proxy.example:1';
    for (const near of ['http://localhost:4000', 'http://127.0.0.1:9', 'https://[::1]'])
      assert.equal(proxyFor(near, { proxy, except: [] }), undefined);
    for (const entry of ['*', 'api.example.com', 'EXAMPLE.com', '.example.com', '*.example.com', 'example.com:443'])
      assert.equal(through(proxy, ['', entry]), undefined, entry);
    for (const entry of ['ample.com', 'other.com', 'example.com:8443', 'api.example.com.evil', '(.*)'])
      assert.equal(through(proxy, [entry]), proxy, entry);
  });

  it('is taken from the environment in either spelling', () => {
    const both = { HTTPS_PROXY: 'a:1', https_proxy: 'b:2', NO_PROXY: 'x.com, y.com' };
    assert.deepEqual(proxyOfEnvironment(both), { proxy: 'b:2', except: ['x.com', 'y.com'] });
    assert.equal(proxyOfEnvironment({ HTTP_PROXY: 'c:3' }).proxy, undefined);
    assert.equal(proxyFor(origin, proxyOfEnvironment({})), undefined);
  });

  it('of the environment is named by the command line where nothing can be reached, and sees no key', async () => {
    const proxy = await ConnectProxy.start(1);
    const environment = {
      OPENAI_ADMIN_KEY: 'sk-admin-canary-30',
      HTTPS_PROXY: `http://me:secret-word@${proxy.address}`,
      HTTP_PROXY: `http://${proxy.address}`,
    };
    const away = await runSpend(['--json', '--source', 'openai', '--base-url', 'https://nowhere.invalid'], environment);
    assert.equal(away.code, 4);
    assert.ok(away.stderr.includes(`the proxy ${proxy.address}`), away.stderr);
    assert.ok(!`${away.stdout}${away.stderr}`.includes('secret-word'));
    const near = await askProvider({ kind: 'litellm' }, ['--from', '2026-01-05', '--to', '2026-01-06'], {
      ...environment,
      LITELLM_API_KEY: goodKeys.litellm,
    });
    assert.equal(near.code, 0, 'this machine is asked without the proxy');
    assert.ok(!proxy.seen.includes('canary') && !proxy.seen.includes(goodKeys.litellm));
    await proxy.stop();
  });
});
