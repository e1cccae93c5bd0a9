// T22, T24, T25: what is sent over TLS, and that nothing is when the server cannot be trusted. Another process asks, since the
// authorities that Node trusts are chosen at its start.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SecureContextOptions } from 'node:tls';
import { promisify } from 'node:util';
import { openai } from '../../../src/core/usage/openai';
import { httpReader } from '../../../src/host/http';
import { makeAuthority, makeCertificate } from '../../certificates';

const canary = 'sk-admin-canary-tls-90';
const [, , mode, origin = ''] = process.argv;

if (mode === 'ask') {
  const { getJson } = httpReader(origin, openai.keyHeader(canary));
  void getJson('/v1/organization/costs', []).then((answer) => process.stdout.write(JSON.stringify(answer)));
} else
  describe('TLS', function () {
    this.timeout(60_000);
    const day = 86_400_000;
    const authority = makeAuthority('test authority');
    let folder = '';
    let servers: Server[] = [];
    let heard: string[] = [];

    beforeEach(() => {
      folder = mkdtempSync(path.join(tmpdir(), 'tls-'));
      writeFileSync(path.join(folder, 'authority.pem'), authority.cert);
      heard = [];
    });
    afterEach(() => {
      for (const server of servers) server.close();
      servers = [];
      rmSync(folder, { recursive: true });
    });

    async function listen(options: SecureContextOptions): Promise<string> {
      const server = createServer(options, (request, response) => {
        heard.push(JSON.stringify(request.headers));
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      });
      servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    }

    async function ask(place: string, environment: NodeJS.ProcessEnv = {}) {
      const env = { ...process.env, NODE_EXTRA_CA_CERTS: path.join(folder, 'authority.pem'), ...environment };
      const { stdout } = await promisify(execFile)(process.execPath, [__filename, 'ask', place], { env });
      return JSON.parse(stdout) as { kind: string; detail?: string; status?: number };
    }

    it('sends the key in one header to a server that can be trusted', async () => {
      const place = await listen(makeCertificate({ host: '127.0.0.1', by: authority }));
      assert.equal((await ask(place)).status, 200);
      assert.deepEqual(
        heard.map((headers) => headers.split('canary').length - 1),
        [1],
      );
    });

    const cases: readonly [name: string, make: () => SecureContextOptions, code: RegExp][] = [
      ['signed by itself', () => makeCertificate({ host: '127.0.0.1' }), /SELF_SIGNED/],
      [
        'signed by an unknown authority',
        () => makeCertificate({ host: '127.0.0.1', by: makeAuthority('stranger') }),
        /UNABLE_TO/,
      ],
      [
        'expired',
        () =>
          makeCertificate({ host: '127.0.0.1', by: authority, from: Date.now() - 9 * day, until: Date.now() - day }),
        /CERT_HAS_EXPIRED/,
      ],
      [
        'not valid yet',
        () =>
          makeCertificate({ host: '127.0.0.1', by: authority, from: Date.now() + day, until: Date.now() + 9 * day }),
        /CERT_NOT_YET_VALID/,
      ],
      [
        'of another host',
        () => makeCertificate({ host: 'api.openai.com', by: authority }),
        /ERR_TLS_CERT_ALTNAME_INVALID/,
      ],
      [
        'of another address',
        () => makeCertificate({ host: '127.0.0.2', by: authority }),
        /ERR_TLS_CERT_ALTNAME_INVALID/,
      ],
      [
        'of a server that only speaks TLS 1.1',
        () => ({
          ...makeCertificate({ host: '127.0.0.1', by: authority }),
          minVersion: 'TLSv1',
          maxVersion: 'TLSv1.1',
          ciphers: 'DEFAULT@SECLEVEL=0',
        }),
        /TLS|SSL|EPROTO/,
      ],
    ];
    for (const [name, make, code] of cases) {
      it(`sends nothing where the certificate is ${name}`, async () => {
        const { kind, detail = '' } = await ask(await listen(make()));
        assert.equal(kind, 'unreadable');
        assert.match(detail, /^the connection is not safe: /);
        assert.match(detail, code);
        assert.deepEqual(heard, []);
      });
    }

    it('takes the page of a network that wants a sign-in for being offline', async () => {
      const pages = [
        '<html>Sign in</html>',
        '<!doctype html><meta http-equiv=refresh content="0;url=http://portal.test">',
        '',
      ];
      for (const [index, type] of ['text/html', 'text/html; charset=utf-8', 'application/xhtml+xml'].entries()) {
        const server = createHttpServer((_, response) =>
          response.writeHead(200, { 'content-type': type }).end(pages[index]),
        );
        servers.push(server);
        await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
        const { getJson } = httpReader(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, undefined);
        const answer = await getJson('/v1/organization/costs', []);
        assert.ok(answer.kind === 'offline', answer.kind);
        assert.match(answer.detail, /sign-in/);
      }
    });
  });
