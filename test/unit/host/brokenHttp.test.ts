// R26: servers that speak no proper HTTP. Every one of them becomes a failure with a reason, in time, and nothing is left open.
import assert from 'node:assert/strict';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { httpLimits, httpReader } from '../../../src/host/http';

const ok = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';

/** What a server sends, and what it is taken for. */
const cases: readonly [name: string, reply: string, kind: 'unreadable' | 'offline', detail: RegExp][] = [
  [
    'two lengths',
    `${ok}content-length: 2\r\ncontent-length: 3\r\n\r\n{}`,
    'unreadable',
    /^not a proper HTTP reply: HPE_/,
  ],
  ['length and chunks', `${ok}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n{}`, 'unreadable', /proper HTTP/],
  ['a length in letters', `${ok}content-length: two\r\n\r\n{}`, 'unreadable', /proper HTTP/],
  ['a bad chunk', `${ok}transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`, 'unreadable', /proper HTTP/],
  ['NUL in a header', `${ok}x-a: a\0b\r\ncontent-length: 2\r\n\r\n{}`, 'unreadable', /proper HTTP/],
  ['40 KB of headers', `${ok}x-a: ${'a'.repeat(40_000)}\r\ncontent-length: 2\r\n\r\n{}`, 'unreadable', /proper HTTP/],
  ['no HTTP', 'SSH-2.0-OpenSSH_9.0\r\n', 'unreadable', /proper HTTP/],
  ['HTTP 0.9', '{"object":"page"}', 'unreadable', /proper HTTP/],
  ['compressed garbage', `${ok}content-encoding: gzip\r\ncontent-length: 4\r\n\r\nnope`, 'unreadable', /proper HTTP/],
  ['a cut body', `${ok}content-length: 200\r\n\r\n{"a":`, 'offline', /.+/],
  ['nothing', '', 'offline', /.+/],
];

describe('broken HTTP', () => {
  for (const [name, reply, kind, detail] of cases) {
    it(`is a failure with a reason: ${name}`, async () => {
      const sockets = new Set<Socket>();
      const server = createServer((socket) => {
        sockets.add(socket);
        socket.on('close', () => sockets.delete(socket));
        socket.on('error', () => {});
        socket.once('data', () => socket.end(Buffer.from(reply, 'latin1')));
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const limits = { ...httpLimits, deadlineMs: 2_000 };
      const answer = await httpReader(`http://127.0.0.1:${port}`, undefined, limits).getJson('/', []);
      assert.equal(answer.kind, kind, JSON.stringify(answer));
      assert.match('detail' in answer ? answer.detail : '', detail);
      for (let tries = 0; sockets.size > 0 && tries < 100; tries++) await new Promise((go) => setTimeout(go, 10));
      assert.equal(sockets.size, 0, 'no connection is left open');
      server.close();
    });
  }

  it('survives a flood of interim replies', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => {
        socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(10_000));
        socket.end(`${ok}content-length: 2\r\n\r\n{}`);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const answer = await httpReader(`http://127.0.0.1:${port}`, undefined).getJson('/', []);
    assert.ok(answer.kind === 'answered' || answer.kind === 'unreadable', JSON.stringify(answer));
    server.close();
  });
});
