import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** Posts JSON to one address over connections that stay open. */
export interface Poster {
  /** @returns the status of the answer */
  post(
    path: string,
    body: object,
    headers?: { readonly [name: string]: string },
    method?: 'POST' | 'PUT',
  ): Promise<number>;
  close(): void;
}

/** Opens connections to an `http://host:port`, as many as are needed at once. */
export function openPoster(url: string): Poster {
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 256 });
  const { hostname, port } = new URL(url);
  const post: Poster['post'] = (path, body, headers = {}, method = 'POST') =>
    new Promise((resolve, reject) => {
      const bytes = Buffer.from(JSON.stringify(body));
      const sent = request(
        {
          ...{ agent, hostname, port, path, method },
          headers: { 'content-type': 'application/json', 'content-length': bytes.length, ...headers },
        },
        (answer) => {
          text(answer).then(() => resolve(answer.statusCode ?? 0), reject);
        },
      );
      sent.once('error', reject);
      sent.end(bytes);
    });
  return { post, close: () => agent.destroy() };
}
