// R30: the editor's own proxy setting, a real proxy and a real TLS server on this machine. The server's certificate is not one to trust,
// so nothing is sent through the tunnel; the proxy must never see the key.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { makeCertificate } from '../certificates';
import { ConnectProxy } from '../support/connectProxy';
import { Surroundings, set, until } from './surroundings';

const canary = 'sk-admin-canary-proxy-30';
const origin = 'https://usage.example.test';
const setProxy = (value: string | undefined) =>
  vscode.workspace.getConfiguration('http').update('proxy', value, vscode.ConfigurationTarget.Global);

describe('spend behind a proxy', function () {
  this.timeout(60_000);
  const heard: string[] = [];
  const server = createServer(makeCertificate({ host: 'usage.example.test' }), (request, response) => {
    heard.push(JSON.stringify(request.headers));
    response.end('{}');
  });
  let proxy: ConnectProxy;
  let world: Surroundings;

  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    proxy = await ConnectProxy.start((server.address() as AddressInfo).port);
    world = new Surroundings(await mkdtemp(path.join(tmpdir(), 'prompt-meter-proxy-')));
    await set('usage.openaiUrl', origin);
    await setProxy(`http://somebody:secret-word@${proxy.address}`);
  });
  after(async () => {
    await setProxy(undefined);
    await set('usage.openaiUrl', undefined);
    await proxy.stop();
    server.close();
    await rm(world.folder, { recursive: true, force: true });
  });

  it('asks through it, never shows it the key, and names it where it refuses or is gone', async () => {
    const spend = world.open();
    await spend.keys.save({ key: canary, origin, savedAt: Date.now() });
    await spend.begin();
    const readAnew = async (what: string) => {
      const { reading } = spend.state;
      assert.equal((await spend.refresh()).kind, 'started');
      await until(what, () => spend.state.reading !== reading);
      return spend.state.reading;
    };
    const tunnelled = await readAnew('an answer through the tunnel');
    assert.deepEqual(proxy.asked.slice(0, 1), ['usage.example.test:443']);
    assert.ok(tunnelled.kind === 'unreadable', JSON.stringify(tunnelled));
    assert.match(tunnelled.detail, /^the connection is not safe: /);
    proxy.refusal = 407;
    const refused = await readAnew('a refusal of the proxy');
    assert.deepEqual(refused, { kind: 'offline', proxy: proxy.address });
    await proxy.stop();
    const gone = await readAnew('no proxy');
    assert.deepEqual(gone, { kind: 'offline', proxy: proxy.address });
    assert.ok(!proxy.seen.includes('canary'));
    assert.deepEqual(heard, []);
    const told = JSON.stringify([spend.state.reading, world.lines]);
    assert.ok(!told.includes('secret-word') && !told.includes('canary'), told);
    assert.ok(
      world.lines.some((line) => line.includes('the proxy answered 407')),
      world.lines.join('\n'),
    );
    spend.dispose();
  });
});
