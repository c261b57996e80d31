import { request as requestPlainly, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestSecurely } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { EgressAnswer, EgressRequest } from './egress.contract';
import type { Resolved } from './egress-rules';
import type { Target } from './read-target';

/** How much of an answer is read (bytes). */
export const MOST_BODY = 64 * 1024;
const MOST_HEADERS = 16 * 1024;

/** Asks one of the addresses, over a connection of its own, and reads the answer. */
export function exchange(
  { method, headers, body }: EgressRequest,
  { url, host, port, isAddress }: Target,
  addresses: readonly Resolved[],
  signal: AbortSignal,
): Promise<EgressAnswer> {
  const isSecure = url.protocol === 'https:';
  const content = body === null ? null : Buffer.from(body, 'utf8');
  const options: RequestOptions = {
    method,
    host,
    port,
    path: `${url.pathname}${url.search}`,
    headers: { ...headers, host: url.host, ...(content && { 'content-length': content.length }) },
    agent: false,
    lookup: answering(addresses),
    maxHeaderSize: MOST_HEADERS,
    signal,
    // The name in the certificate is the host's, whatever address it stands for.
    ...(isSecure && !isAddress && { servername: host }),
  };
  return new Promise((resolve) => {
    let isAsked = false;
    const end = (reason: string): void =>
      resolve({ kind: isAsked ? 'broken' : 'unsent', reason: signal.aborted ? 'no-answer-in-time' : reason });
    const request = (isSecure ? requestSecurely : requestPlainly)(options);
    request.once('socket', (socket) => {
      socket.once(isSecure ? 'secureConnect' : 'connect', () => (isAsked = true));
    });
    request.once('response', (response) => {
      // From here on, the end of the connection is told by the answer.
      request.off('close', close);
      void read(response).then(resolve, (error: unknown) => end(codeOf(error)));
    });
    request.once('error', (error) => end(codeOf(error)));
    const close = (): void => end('connection-closed');
    request.once('close', close);
    request.end(content ?? undefined);
  });
}

/** Answers with addresses that were judged, whatever is asked: nothing is resolved once more. */
function answering(addresses: readonly Resolved[]): LookupFunction {
  return (_, { all }, callback) => {
    const [first] = addresses;
    if (all) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family ?? 4);
  };
}

async function read(response: IncomingMessage): Promise<EgressAnswer> {
  const chunks: Buffer[] = [];
  let length = 0;
  let cut = false;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    cut = length > MOST_BODY;
    if (cut) break;
  }
  // Leaving the loop early has closed the connection: what is too long is not waited for.
  const { statusCode: status = 0, headers } = response;
  return { kind: 'answered', status, headers, body: Buffer.concat(chunks), cut };
}

function codeOf(error: unknown): string {
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
  return typeof code === 'string' ? code : typeof name === 'string' ? name : 'broken-off';
}
