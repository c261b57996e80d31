import type { FastifyRequest } from 'fastify';

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/;
const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;
/** What a proxy adds: behind one on this machine every call comes from it. */
const ADDED_BY_PROXIES = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
];

/**
 * Whether a request comes from this very machine, asked for as such. The Host header counts too: a page whose name was
 * pointed at 127.0.0.1 (DNS rebinding) sends its own.
 */
export function isLocal(request: FastifyRequest): boolean {
  const { socket, headers } = request.raw;
  if (!LOOPBACK.test(socket.remoteAddress ?? '')) return false;
  if (!LOCAL_HOST.test(headers.host ?? '')) return false;
  return !ADDED_BY_PROXIES.some((name) => name in headers);
}
