import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** Where both contenders' actions arrive: an HTTP server that takes `{ id }` and notes when. */
export interface Sink {
  readonly url: string;
  /** How many have arrived so far. */
  count(): number;
  /** How many arrived again, which none should. */
  repeats(): number;
  /** Settles when the action of this run arrives, with the instant by `performance.now()`. */
  arrivalOf(id: string): Promise<number>;
  close(): Promise<void>;
}

/** Opens a sink on a free port of this machine. */
export async function openSink(): Promise<Sink> {
  const arrived = new Map<string, number>();
  const awaited = new Map<string, (at: number) => void>();
  let repeats = 0;
  const arrive = (id: string, at: number): void => {
    if (arrived.has(id)) repeats += 1;
    else arrived.set(id, at);
    awaited.get(id)?.(at);
    awaited.delete(id);
  };
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const at = performance.now();
    json(request)
      .then((body) => arrive((body as { readonly id: string }).id, at))
      .then(() => response.writeHead(202).end())
      .catch(() => response.writeHead(400).end());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    count: () => arrived.size,
    repeats: () => repeats,
    arrivalOf: (id) => {
      const at = arrived.get(id);
      return at === undefined ? new Promise((resolve) => awaited.set(id, resolve)) : Promise.resolve(at);
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
