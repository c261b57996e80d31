import { createServer } from 'node:net';

const LOOPBACK = '127.0.0.1';

// Below the range from which systems give ports to outgoing connections (32768 on Linux, 49152 elsewhere): a port from
// there may be taken between being found free and being listened on.
const FIRST = 20_000;
const LAST = 32_000;

/** May this process listen there now? What is free now may be taken a moment later. */
export async function isPortFree(port: number, host = LOOPBACK): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** Different ports of this machine on which nobody listens now. */
export async function findFreePorts(count: number): Promise<readonly number[]> {
  const found = new Set<number>();
  while (found.size < count) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
    if (!found.has(port) && (await isPortFree(port))) found.add(port);
  }
  return [...found];
}

/** The port that is wished for, if there is a wish and it is free, else any free one. */
export async function findFreePort(wished?: number): Promise<number> {
  if (wished !== undefined && (await isPortFree(wished))) return wished;
  const [port = 0] = await findFreePorts(1);
  return port;
}
