import type { FastifyRequest } from 'fastify';
import type { Need } from './needs';

/** What a route needs that a key opens. */
export type KeyNeed = Extract<Need, 'secret' | 'write' | 'address'>;

/** The key a request shows; null where it shows none. `secret` routes take it as Bearer only. */
export function shownKey(request: FastifyRequest, need: KeyNeed): string | null {
  if (need === 'address') return (request.params as { readonly writeKey?: string }).writeKey ?? null;
  const [scheme = '', credentials = ''] = (request.headers.authorization ?? '').trim().split(/ +/, 2);
  if (scheme.toLowerCase() === 'bearer') return credentials;
  if (need === 'secret') return null;
  if (scheme.toLowerCase() === 'basic') return userNameOf(credentials);
  const inBody: unknown = (request.body as { readonly writeKey?: unknown } | undefined)?.writeKey;
  return typeof inBody === 'string' ? inBody : null;
}

function userNameOf(credentials: string): string {
  return Buffer.from(credentials, 'base64').toString('utf8').split(':', 1)[0] ?? '';
}
