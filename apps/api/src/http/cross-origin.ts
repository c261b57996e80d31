import type { FastifyReply, FastifyRequest } from 'fastify';

/** The routes that pages of other sites post to: Segment's. A key is in each request, no cookie ever. */
const SEGMENT = /^\/v1\/(track|identify|page|screen|group|alias|batch|import|[tipsgab])([?]|$)/;
const HEADERS = 'authorization, content-type, anonymousid, x-retry-count';
const DAY = 86_400;

/** Lets pages of other sites post events, and answers the browser that asks first. */
export async function crossOrigin(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (!SEGMENT.test(request.url)) return;
  reply.header('access-control-allow-origin', '*');
  if (request.method !== 'OPTIONS') return;
  await reply
    .code(204)
    .headers({
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': HEADERS,
      'access-control-max-age': DAY,
    })
    .send();
}
