// Fetching price data from real servers on this machine: what is followed, how long it is waited for, how much is read.
import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetchPriceFile, priceAddress } from '../../../src/host/prompts/priceFile';

async function served(listener: RequestListener, limits = { deadlineMs: 2000, bodyBytes: 1000 }) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return await fetchPriceFile(`http://127.0.0.1:${port}/data.json`, limits);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('the file of prices', () => {
  it('is read as text, and the request says nothing about who asks', async () => {
    let headers: Record<string, unknown> = {};
    const answer = await served((request, response) => {
      headers = request.headers;
      response.setHeader('content-type', 'text/plain').end('[1, "é"]');
    });
    assert.deepEqual(answer, { text: '[1, "é"]' });
    for (const name of ['authorization', 'cookie', 'referer']) assert.equal(headers[name], undefined);
  });

  it('is not followed to another place', async () => {
    let asked = 0;
    const answer = await served((_, response) => {
      asked++;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    assert.equal(asked, 1);
    assert.match(JSON.stringify(answer), /^\{"problem":"a redirect to 127\.0\.0\.1:\d+, which is not followed"\}$/);
  });

  it('may not be too big, whatever its header says', async () => {
    const answer = await served((_, response) => response.end('x'.repeat(1001)));
    assert.deepEqual(answer, { problem: 'the reply is too big' });
    const endless = await served((_, response) => {
      const more = () => response.write('x'.repeat(500), () => setImmediate(more));
      more();
    });
    assert.deepEqual(endless, { problem: 'the reply is too big' });
  });

  it('may not take too long, before or within the reply', async () => {
    const limits = { deadlineMs: 100, bodyBytes: 1000 };
    const late = { problem: 'no complete reply within 0.1 s' };
    assert.deepEqual(await served(() => {}, limits), late);
    assert.deepEqual(await served((_, response) => void response.write('['), limits), late);
  });

  it('must be there, whole and UTF-8', async () => {
    assert.deepEqual(await served((_, response) => response.writeHead(404).end('[]')), {
      problem: 'the server answered 404',
    });
    const cut = await served((_, response) => {
      response.setHeader('content-length', 100).write('[');
      setTimeout(() => response.destroy(), 20);
    });
    assert.ok('problem' in cut);
    assert.deepEqual(await served((_, response) => response.end(Buffer.from([0xff, 0xfe, 0xff]))), {
      problem: 'the reply is not UTF-8',
    });
  });

  it('comes over https only', async () => {
    assert.equal(new URL(priceAddress).protocol, 'https:');
    assert.deepEqual(await fetchPriceFile('http://prices.example/data.json'), { problem: 'the address is not https' });
  });

  it('is not there without a connection', async () => {
    assert.ok('problem' in (await fetchPriceFile('http://127.0.0.1:1/data.json')));
  });
});
