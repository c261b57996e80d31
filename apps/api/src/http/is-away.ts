/** Codes of errors that mean that the database, or the way to it, is away or full: the same may go through later. */
const AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
  'EAI_AGAIN',
  // PostgreSQL: shutting down, starting up, out of connections, read-only after a failover, a lock that did not come
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '25006',
  '55P03',
  '40P01',
  '40001',
  // Prisma: not reached, timed out, connection closed, no free connection, a conflict
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2034',
]);
const AWAY_MESSAGE = /^(timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|Can't reach database)/;
const DEEPEST = 5;

/** Whether an error, or what caused it, is that something we need is away or busy. */
export function isAway(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > DEEPEST) return false;
  const { code, message, cause, errors } = error as { code?: unknown; message?: unknown; cause?: unknown; errors?: unknown };
  if (typeof code === 'string' && (AWAY.has(code) || code.startsWith('08'))) return true;
  if (typeof message === 'string' && AWAY_MESSAGE.test(message)) return true;
  // Several addresses of one host that all refuse come as an AggregateError.
  return isAway(cause, depth + 1) || (Array.isArray(errors) && errors.some((one) => isAway(one, depth + 1)));
}
