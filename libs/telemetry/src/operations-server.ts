import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { METRICS_TYPE, showMetrics } from './show-metrics';

/** What a process without routes of its own says to who runs it. */
export interface OperationsServer {
  close(): Promise<void>;
}

/**
 * Serves /livez, /readyz and /metrics, and nothing else: for a port that only who runs the process can reach.
 * @param isReady asked at /readyz
 * @throws Error where the port is taken
 */
export async function serveOperations(
  { host, port }: { readonly host: string; readonly port: number },
  isReady: () => Promise<boolean>,
): Promise<OperationsServer> {
  const server = createServer((request, response) => {
    answer(request, response, isReady).catch(() => response.writeHead(500).end());
  });
  await listening(server, host, port);
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  { method, url = '' }: IncomingMessage,
  response: ServerResponse,
  isReady: () => Promise<boolean>,
): Promise<void> {
  const say = (status: number, type: string, body: string): void => {
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
  };
  const tell = (status: number, body: object): void => say(status, 'application/json', JSON.stringify(body));
  if (method !== 'GET' && method !== 'HEAD') return tell(405, { error: 'only GET' });
  const [path = ''] = url.split('?');
  switch (path) {
    case '/livez':
      return tell(200, { alive: true });
    case '/readyz': {
      const ready = await isReady().catch(() => false);
      return tell(ready ? 200 : 503, { ready });
    }
    case '/metrics':
      return say(200, METRICS_TYPE, await showMetrics());
    default:
      return tell(404, { error: 'here are /livez, /readyz and /metrics' });
  }
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
