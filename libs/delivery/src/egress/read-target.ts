import { isIP } from 'node:net';

/** Where a request goes. */
export interface Target {
  readonly url: URL;
  /** The name or the address, without the brackets of IPv6. */
  readonly host: string;
  readonly port: number;
  /** Whether the host is an address already. */
  readonly isAddress: boolean;
}

/** Ports below this belong to services that do not speak HTTP, but for its own two. */
const FIRST_FREE_PORT = 1024;

/**
 * Reads where a request goes; null where that cannot be asked: another scheme, credentials, the port of another service.
 * The URL standard (https://url.spec.whatwg.org) has read odd forms of addresses by then: `0x7f.1` is 127.0.0.1.
 */
export function readTarget(text: string): Target | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null;
  if (url.username !== '' || url.password !== '') return null;
  const own = url.protocol === 'https:' ? 443 : 80;
  const port = url.port === '' ? own : Number(url.port);
  if (port !== 80 && port !== 443 && port < FIRST_FREE_PORT) return null;
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return { url, host, port, isAddress: isIP(host) !== 0 };
}
