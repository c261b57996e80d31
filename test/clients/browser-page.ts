// A page of somebody's shop with Segment's browser client in it, as its package is published, on a site of its own.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { createReadStream, existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const CLIENT = path.join(__dirname, '../../node_modules/@segment/analytics-next/dist/umd');

const PAGE = `<!doctype html><meta charset="utf-8"><title>Shop</title><script src="/index.js"></script>`;

/** A site that serves the page. */
export interface Site {
  /** Under two names, which are two sites to a browser. */
  readonly origins: readonly [string, string];
  close(): Promise<void>;
}

/** Opens the site. */
export async function openSite(): Promise<Site> {
  const server = createServer(({ url = '/' }, answer) => {
    const file = path.join(CLIENT, path.basename(url));
    if (!file.endsWith('.js') || !existsSync(file)) {
      answer.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
      return;
    }
    answer.writeHead(200, { 'content-type': 'text/javascript' });
    createReadStream(file).pipe(answer);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origins: [`http://localhost:${port}`, `http://127.0.0.1:${port}`],
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
