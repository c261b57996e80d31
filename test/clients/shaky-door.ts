// A way to the API that fails as networks and servers do, when it is told to.
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/**
 * What becomes of a call: turned away as one too many, or as by a server that is going down; cut off before it gets
 * through; or cut off on the way back, when its events are committed and its client knows nothing of it.
 */
export type Fault = 'too-many' | 'unavailable' | 'cut-before' | 'cut-after';

/** A door in front of a server. */
export interface ShakyDoor {
  readonly url: string;
  /** The next calls that bring events fail so, one each, in order. */
  shake(...faults: readonly Fault[]): void;
  /** Every call that brings events fails so, until told otherwise. */
  block(fault: Fault | null): void;
  /** How many calls that bring events have got through and been answered. */
  passed(): number;
  /** How many calls have failed so since the door was opened. */
  failed(fault: Fault): number;
  close(): Promise<void>;
}

/** Opens a door to a server. */
export async function openShakyDoor(target: string): Promise<ShakyDoor> {
  const coming: Fault[] = [];
  const failed: Fault[] = [];
  let blocked: Fault | null = null;
  let passed = 0;
  const server = createServer((call, answer) => {
    const fault = call.method === 'POST' ? (coming.shift() ?? blocked) : null;
    if (fault !== null) failed.push(fault);
    switch (fault) {
      case 'too-many':
        return turnAway(call, answer, 429, { 'retry-after': '1' });
      case 'unavailable':
        return turnAway(call, answer, 503);
      case 'cut-before':
        return void call.socket.destroy();
      case 'cut-after':
        return passOn(target, call, (back) => back.resume().on('end', () => call.socket.destroy()));
      case null:
        passed += call.method === 'POST' ? 1 : 0;
        return passOn(target, call, (back) => {
          answer.writeHead(back.statusCode ?? 502, back.headers);
          back.pipe(answer);
        });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    shake: (...faults) => void coming.push(...faults),
    block: (fault) => void (blocked = fault),
    passed: () => passed,
    failed: (fault) => failed.filter((one) => one === fault).length,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function turnAway(call: IncomingMessage, answer: ServerResponse, status: number, headers = {}): void {
  call.resume().on('end', () => {
    // As the API does it, so that a page may read the answer.
    answer.writeHead(status, {
      ...{ ...headers, 'access-control-allow-origin': '*', 'access-control-expose-headers': 'retry-after' },
      'content-type': 'application/problem+json',
    });
    answer.end('{"code":"turned-away","message":"Come again."}');
  });
}

function passOn(target: string, call: IncomingMessage, take: (back: IncomingMessage) => void): void {
  const { method = 'GET', url = '/', headers } = call;
  const onward = request(new URL(url, target), { method, headers }, take);
  onward.on('error', () => call.socket.destroy());
  call.pipe(onward);
}
