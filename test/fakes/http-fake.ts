// A service on this machine that does as a real one would, and goes wrong when it is told to.
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BROKEN_ANSWER, type Fault } from './sendgrid/faults';

/** A request, read. */
export interface FakeRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

export interface FakeAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json: unknown;
}

export interface HttpFake {
  readonly url: string;
  /** Every request that came, in order. */
  readonly got: readonly FakeRequest[];
  /** What happens to the next requests, one after the other. */
  misbehave(...faults: readonly Fault[]): void;
  /** Nobody is there any more. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

/** @param serve what it does with a request, and answers */
export async function openHttpFake(serve: (request: FakeRequest) => FakeAnswer): Promise<HttpFake> {
  const faults: Fault[] = [];
  const got: FakeRequest[] = [];
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const { method = '', headers } = request;
      const url = new URL(request.url ?? '', 'http://fake');
      const one = { method, url, headers, text: Buffer.concat(chunks).toString('utf8') };
      got.push(one);
      const fault = faults.shift();
      if (fault?.kind === 'hang') return;
      if (fault?.accepted) serve(one);
      if (fault?.kind === 'reset') return void request.socket.end(BROKEN_ANSWER);
      const answered = fault
        ? { status: fault.status, json: {}, ...(fault.headers && { headers: fault.headers }) }
        : serve(one);
      const type = { 'content-type': 'application/json' };
      response
        .writeHead(answered.status, { ...type, ...answered.headers })
        .end(JSON.stringify(answered.json));
    };
    void answer().catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = async (): Promise<void> => {
    if (!server.listening) return;
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    got,
    misbehave: (...more) => void faults.push(...more),
    stop,
    close: stop,
  };
}

/** The body of a request, where it is a JSON object. */
export function jsonOf({ text }: FakeRequest): Readonly<Record<string, unknown>> | null {
  try {
    const read = JSON.parse(text) as unknown;
    return typeof read === 'object' && read !== null && !Array.isArray(read)
      ? (read as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}
