import { randomUUID } from 'node:crypto';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { meters } from '#telemetry';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerUnknownLink, isRecipientAddress } from '../recipients/unknown-link';
import { answerConnectionError } from './answer-connection-error';
import { answerError } from './answer-error';
import { bodyLimitOf, MAX_BODY_BYTES } from './body-rule';
import { crossOrigin } from './cross-origin';
import { readMediaType } from './media-type';
import { PROBLEM_TYPE } from './problem';
import { readBody } from './read-body';
import { RouteTable } from './route-table';

/** How long a client may take (ms). */
export interface Patience {
  /** Until all headers are there, and until the whole request is. */
  readonly headers: number;
  readonly request: number;
  /** How often that is looked at. */
  readonly looks: number;
}

const usual: Patience = { headers: 10_000, request: 20_000, looks: 2_000 };
const KEEP_ALIVE = 65_000;
const LONGEST_PARAMETER = 600;

/** The HTTP server under Nest, with our limits and our way of reading bodies, and the table of its routes. */
export function buildServer(
  trustedProxies: readonly string[] = [],
  patience = usual,
): {
  readonly adapter: FastifyAdapter;
  readonly routes: RouteTable;
} {
  const adapter = new FastifyAdapter({
    bodyLimit: MAX_BODY_BYTES,
    // Whom a call came from is what the connection says, or what a proxy says that is known.
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    genReqId: () => randomUUID(),
    requestTimeout: patience.request,
    connectionTimeout: 0,
    keepAliveTimeout: KEEP_ALIVE,
    http: { headersTimeout: patience.headers, connectionsCheckingInterval: patience.looks },
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
    clientErrorHandler: answerConnectionError,
    // What the router refuses before any route is known.
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
      if (isRecipientAddress(request.url)) {
        answerUnknownLink(reply.headers(securityHeaders));
        return;
      }
      const { status, body, headers } = answerError(error, request.id);
      void reply
        .code(status)
        .headers({ ...headers, ...securityHeaders })
        .type(PROBLEM_TYPE)
        .send(JSON.stringify(body));
    },
  });
  const server = adapter.getInstance<FastifyInstance>();
  const routes = RouteTable.of(server);
  server.addHook('onRoute', (route) => {
    route.bodyLimit = bodyLimitOf(route.config);
  });
  server.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...securityHeaders, 'x-request-id': request.id });
  });
  server.addHook('onRequest', crossOrigin);
  server.addHook('onResponse', async ({ method, routeOptions }, { statusCode, elapsedTime }) => {
    const route = routeOptions.url ?? 'none';
    meters.httpSeconds.observe({ method, route, status: statusCode }, elapsedTime / 1_000);
  });
  server.addHook('onRequest', readMediaType);
  // An expectation that nobody knows is no reason to refuse (RFC 9110, 10.1.1); Node would, without a word.
  server.server.on('checkExpectation', (...call) => server.server.emit('request', ...call));
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (request: FastifyRequest, raw: Buffer) =>
    readBody(request, raw),
  );
  return { adapter, routes };
}

const securityHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};
