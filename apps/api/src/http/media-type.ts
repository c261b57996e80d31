import type { FastifyRequest } from 'fastify';

/** `type/subtype`, alone or before parameters (RFC 9110, 8.3.1). */
const READABLE = /^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+\s*(?:;|$)/;

/**
 * Takes a media type that cannot be read for one that nobody knows. Whether that matters, each route says: a person who
 * unsubscribes does so whatever their mail program writes here.
 */
export async function readMediaType({ headers }: FastifyRequest): Promise<void> {
  const type = headers['content-type'];
  if (type !== undefined && !READABLE.test(type.trim())) headers['content-type'] = 'application/octet-stream';
}
