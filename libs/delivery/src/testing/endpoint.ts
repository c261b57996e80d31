import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that an endpoint got. */
export interface Got {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A real server that notes who called, and does as it is told. */
export interface Endpoint {
  readonly port: number;
  readonly got: readonly Got[];
  /** Connections made to it, whether anything was said or not. */
  readonly connections: () => number;
  close(): Promise<void>;
}

type Behaviour = (response: ServerResponse, got: Got, place: number) => void;

/** Opens an endpoint. @param behave what it does with the nth request; 200 and {} where nothing is said */
export async function openEndpoint(
  behave: Behaviour = (response) => response.end('{}'),
  host = '127.0.0.1',
): Promise<Endpoint> {
  const got: Got[] = [];
  let connections = 0;
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const { method = '', url: path = '', headers } = request;
    const one = { method, path, headers, body: Buffer.concat(chunks).toString() };
    behave(response, one, got.push(one) - 1);
  };
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });
  server.on('connection', () => (connections += 1));
  server.listen(0, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    got,
    connections: () => connections,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
