import { createServer } from 'node:net';
import { findFreePort, findFreePorts, isPortFree } from './free-ports';

async function listening(work: (port: number) => Promise<void>): Promise<void> {
  const server = createServer();
  const port = await findFreePort();
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  try {
    await work(port);
  } finally {
    await new Promise((done) => server.close(done));
  }
}

describe('free ports', () => {
  it('are free, all different, and none that systems give to outgoing connections', async () => {
    const ports = await findFreePorts(50);
    expect(new Set(ports).size).toBe(50);
    for (const port of ports) expect([port < 32_768, await isPortFree(port)]).toEqual([true, true]);
  });

  it('a port that is listened on is not', async () => {
    await listening(async (port) => expect(await isPortFree(port)).toBe(false));
  });

  it('a wish is granted where it can be', async () => {
    const wished = await findFreePort();
    expect(await findFreePort(wished)).toBe(wished);
    await listening(async (taken) => {
      const other = await findFreePort(taken);
      expect([other === taken, await isPortFree(other)]).toEqual([false, true]);
    });
  });
});
