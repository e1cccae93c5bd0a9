// Checks the address of a usage server. A key is bound to an origin, so an address is an origin and nothing more. No vscode here.

export type Origin =
  | { readonly origin: string }
  | { readonly problem: 'notAnAddress' | 'notHttps' | 'extras' | 'forbiddenHost' };

/**
 * The origin an address names. Refused: anything but https (http only for this machine itself), user names, paths, queries and
 * fragments, and hosts that only reach the local network's own machinery (link-local, multicast, unspecified).
 */
export function originOf(address: string): Origin {
  let url: URL;
  try {
    url = new URL(address.trim());
  } catch {
    return { problem: 'notAnAddress' };
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
    return { problem: 'notHttps' };
  if (url.username || url.password || url.pathname !== '/' || /[?#@]/.test(address)) return { problem: 'extras' };
  return isForbidden(url.hostname) ? { problem: 'forbiddenHost' } : { origin: url.origin };
}

/** Where a source is asked: an origin, and what stands before every path there, empty or `/prometheus`. */
export interface Address {
  readonly origin: string;
  readonly basePath: string;
}

/** An address that may have a path. The end that people paste though the paths of the source hold it already is left out. */
export function addressOf(typed: string, pastedPath = ''): Address | Extract<Origin, { readonly problem: string }> {
  const match = /^([a-z]+:\/\/[^/?#\\]+)(\/[\w.~/-]*)?$/i.exec(typed.trim());
  const result = originOf(match?.[1] ?? typed);
  if (!('origin' in result)) return result;
  const path = (match?.[2] ?? '').replace(/\/+$/, '');
  const isPasted = pastedPath !== '' && path.endsWith(pastedPath);
  return { origin: result.origin, basePath: isPasted ? path.slice(0, -pastedPath.length) : path };
}

/** True for `http://` or `https://` at this machine: the only place a demo server may be. */
export function isLoopbackOrigin(origin: string): boolean {
  return isLoopback(new URL(origin).hostname);
}

/** `hostname` as URL gives it: numbers in any spelling are already dotted, IPv6 is in brackets. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** Link-local (cloud metadata), this-network, multicast and reserved IPv4; unspecified, link-local, multicast, metadata and mapped IPv6. */
function isForbidden(hostname: string): boolean {
  const ipv4 = /^(\d{1,3})\.(\d{1,3})\.\d{1,3}\.\d{1,3}$/.exec(hostname);
  if (ipv4) {
    const first = Number(ipv4[1]);
    return first === 0 || first >= 224 || (first === 169 && ipv4[2] === '254');
  }
  return /^\[(::|fe[89ab][0-9a-f]:.*|ff[0-9a-f]{2}:.*|fd00:ec2::254|::ffff:.*)\]$/.test(hostname);
}
