import { UserError } from '#faults';
import type { KeyHolder } from '#workspaces';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AddressLimits } from './address-limits';

/**
 * A browser key works only on the sites that it was made for, where it names any, and the answers can be read only there.
 * @throws UserError 403 `origin-not-allowed`
 */
export function requireOrigin(request: FastifyRequest, reply: FastifyReply, holder: KeyHolder): void {
  if (holder.origins.length === 0) return;
  const { origin } = request.headers;
  if (origin !== undefined && holder.origins.includes(origin)) {
    reply.header('access-control-allow-origin', origin);
    return;
  }
  reply.removeHeader('access-control-allow-origin');
  throw new UserError({
    status: 403,
    code: 'origin-not-allowed',
    detail: 'This browser key may not be used from this site.',
    hint: "Add the site to the key's origins.",
  });
}

/**
 * One address may send only so much with a browser key, which anybody can read.
 * @throws UserError 429 `too-many-events`
 */
export function requireLimit(request: FastifyRequest, holder: KeyHolder, limits: AddressLimits): void {
  const retryAfter = limits.note(holder.keyId, request.ip, eventsIn(request.body), Date.now());
  if (retryAfter === 0) return;
  throw new UserError({
    status: 429,
    code: 'too-many-events',
    detail: 'This address has sent more with this browser key than one address may.',
    hint: 'Send the rest after Retry-After. From a server, use the server write key.',
    retryAfter,
  });
}

function eventsIn(body: unknown): number {
  const batch = (body as { readonly batch?: unknown } | undefined)?.batch;
  return Array.isArray(batch) ? Math.max(1, batch.length) : 1;
}
