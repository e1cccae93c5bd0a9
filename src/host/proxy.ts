// Which proxy stands between this machine and an address, as far as settings or the environment tell. Nobody is asked through it here: the
// host's own fetch knows it. It is named where nothing can be reached. No vscode.
// Source: nodejs.org/api/http.html "Built-in Proxy Support" and code.visualstudio.com/docs/setup/network, read 2026-11-22.
import { isLoopbackOrigin } from './address';

/** What is configured. */
export interface ProxySettings {
  /** Its address, or `host:port`; it may hold a password. Undefined or empty for none. */
  readonly proxy: string | undefined;
  /** Hosts that are reached without it: `example.com` with all below it, `host:port`, or `*`. */
  readonly except: readonly string[];
}

/** `host:port` of the proxy that requests to `origin` go through, without user and password; undefined for none. */
export function proxyFor(origin: string, { proxy = '', except }: ProxySettings): string | undefined {
  if (proxy.trim() === '' || isLoopbackOrigin(origin)) return undefined;
  const { hostname, port } = new URL(origin);
  if (except.some((entry) => isMatch(entry.trim().toLowerCase(), hostname, port || '443'))) return undefined;
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(proxy.trim()) ? proxy.trim() : `http://${proxy.trim()}`;
  return URL.canParse(address) ? new URL(address).host.slice(0, 100) || undefined : undefined;
}

function isMatch(entry: string, hostname: string, port: string): boolean {
  if (entry === '*') return true;
  const [, name = '', ownPort = port] = /^\*?\.?([^:]+)(?::(\d+))?$/.exec(entry) ?? [];
  return name !== '' && ownPort === port && (hostname === name || hostname.endsWith(`.${name}`));
}

/** What the environment says of https addresses. */
export function proxyOfEnvironment(environment: Readonly<Record<string, string | undefined>>): ProxySettings {
  const { https_proxy, HTTPS_PROXY, no_proxy, NO_PROXY } = environment;
  return { proxy: https_proxy || HTTPS_PROXY, except: (no_proxy || NO_PROXY || '').split(/[\s,]+/) };
}
