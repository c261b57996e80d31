import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** A provider that forgets what it has taken, outside of all that is killed; it only counts. */
export interface ForgetfulSink {
  readonly url: string;
  /** How often a send was posted. */
  countOf(sendId: string): number;
  /** How many posts to an address there were. */
  countTo(address: string): number;
  close(): Promise<void>;
}

/** Opens it on a free port of this machine. */
export async function openForgetfulSink(): Promise<ForgetfulSink> {
  const posts: { readonly sendId: string; readonly to: string }[] = [];
  const server = createServer((request, response) => {
    json(request)
      .then((body) => posts.push(body as { sendId: string; to: string }))
      .then(() => response.writeHead(202).end())
      .catch(() => response.writeHead(400).end());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    countOf: (sendId) => posts.filter((post) => post.sendId === sendId).length,
    countTo: (address) => posts.filter((post) => post.to === address).length,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
