// X.509 certificates for tests, made on the spot: nothing secret is checked in. Only what a TLS client looks at.
import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

export interface CertificateOptions {
  /** The host it is for: a name or an IPv4 address. */
  readonly host: string;
  /** Epoch ms. */
  readonly from?: number;
  readonly until?: number;
  /** Who signs it; itself when absent. */
  readonly by?: Authority;
}

export interface Authority extends Certificate {
  readonly privateKey: KeyObject;
  readonly name: string;
}

const day = 86_400_000;

/** A new authority. */
export function makeAuthority(name: string): Authority {
  return build({ name, host: undefined, isAuthority: true, from: Date.now() - day, until: Date.now() + day });
}

/** A server's certificate. */
export function makeCertificate({ host, from, until, by }: CertificateOptions): Certificate {
  const span = { from: from ?? Date.now() - day, until: until ?? Date.now() + day };
  return build({ name: host, host, isAuthority: false, by, ...span });
}

interface Build {
  readonly name: string;
  readonly host: string | undefined;
  readonly isAuthority: boolean;
  readonly by?: Authority | undefined;
  readonly from: number;
  readonly until: number;
}

function build({ name, host, isAuthority, by, from, until }: Build): Authority {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = seq(oid(1, 2, 840, 10045, 4, 3, 2));
  const serial = Buffer.from(
    `01${Date.now().toString(16).padStart(12, '0')}${Math.floor(Math.random() * 65536)
      .toString(16)
      .padStart(4, '0')}`,
    'hex',
  );
  const extensions = [
    ...(host === undefined ? [] : [extension(oid(2, 5, 29, 17), seq(hostName(host)))]),
    ...(isAuthority ? [extension(oid(2, 5, 29, 19), seq(der(0x01, Buffer.from([0xff]))))] : []),
  ];
  const body = seq(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    algorithm,
    distinguishedName(by?.name ?? name),
    seq(time(from), time(until)),
    distinguishedName(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, seq(...extensions)),
  );
  const signature = createSign('sha256')
    .update(body)
    .sign(by?.privateKey ?? privateKey);
  const whole = seq(body, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
  // an empty line before the end would end the text too early
  const lines = whole.toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  return {
    name,
    privateKey,
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function seq(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function oid(first: number, second: number, ...rest: readonly number[]): Buffer {
  const bytes = [first * 40 + second];
  for (const part of rest) {
    const groups = [part & 127];
    for (let left = part >> 7; left > 0; left >>= 7) groups.unshift((left & 127) | 128);
    bytes.push(...groups);
  }
  return der(0x06, Buffer.from(bytes));
}

function distinguishedName(name: string): Buffer {
  return seq(der(0x31, seq(oid(2, 5, 4, 3), der(0x0c, Buffer.from(name)))));
}

function time(instant: number): Buffer {
  return der(0x18, Buffer.from(`${new Date(instant).toISOString().replace(/[-:T]|\..*/g, '')}Z`));
}

function extension(id: Buffer, content: Buffer): Buffer {
  return seq(id, der(0x04, content));
}

function hostName(host: string): Buffer {
  const numbers = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(host);
  return numbers ? der(0x87, Buffer.from(numbers.slice(1).map(Number))) : der(0x82, Buffer.from(host));
}
