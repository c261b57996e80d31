import type { FastifyReply, FastifyRequest } from 'fastify';

/** The routes that pages of other sites call: Segment's. A key is in each request, no cookie ever. */
const SEGMENT =
  /^\/v1\/(track|identify|page|screen|group|alias|batch|import|[tipsgab]|projects\/[^/?]+\/settings)([?]|$)/;
const HEADERS = 'authorization, content-type, anonymousid, x-retry-count';
const DAY = 86_400;

/** Whether a URL is one of Segment's protocol. */
export function isSegmentAddress(url: string): boolean {
  return SEGMENT.test(url);
}

/**
 * Lets pages of other sites send events, and answers the browser that asks first. It asks without a key: a key that is
 * for some sites only narrows the answer down.
 */
export async function crossOrigin(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (!isSegmentAddress(request.url)) return;
  reply.headers({
    'access-control-allow-origin': '*',
    // What the browser client obeys.
    'access-control-expose-headers': 'retry-after',
    vary: 'origin',
  });
  if (request.method !== 'OPTIONS') return;
  await reply
    .code(204)
    .headers({
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': HEADERS,
      'access-control-max-age': DAY,
    })
    .send();
}
