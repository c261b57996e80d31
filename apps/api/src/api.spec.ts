import { EventEmitter, once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Secret } from '#config';
import { startApi, type RunningApi, type Surroundings } from './api';
import { noSurroundings } from './no-surroundings';

const HERE = { host: '127.0.0.1', port: 0 };
const status = async (url: string): Promise<number> => (await fetch(url)).status;

describe('A started API', () => {
  let api: RunningApi;
  afterEach(() => api.close());

  it('listens on one port for all', async () => {
    api = await startApi(noSurroundings, HERE);
    expect(
      await Promise.all([
        status(`${api.url}/livez`),
        status(`${api.url}/docs`),
        status(`${api.url}/v1/topics`),
      ]),
    ).toEqual([200, 200, 401]);
  });

  it('serves probes on a port of their own where it is told to', async () => {
    const ops = await freePort();
    api = await startApi(noSurroundings, { ...HERE, opsPort: ops });
    const urls = [
      `http://127.0.0.1:${ops}/livez`,
      `http://127.0.0.1:${ops}/v1/topics`,
      `${api.url}/livez`,
      `${api.url}/v1/topics`,
    ];
    expect(await Promise.all(urls.map(status))).toEqual([200, 404, 404, 401]);
  });

  it('tells what it measures on that port only, where nobody needs a key', async () => {
    const ops = await freePort();
    api = await startApi(noSurroundings, { ...HERE, opsPort: ops });
    await status(`${api.url}/v1/topics`);
    const metrics = await fetch(`http://127.0.0.1:${ops}/metrics`);
    expect(metrics.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(await metrics.text()).toContain(
      'jornada_http_request_seconds_count{method="GET",route="/v1/topics",status="401"} ',
    );
    expect(await status(`${api.url}/metrics`)).toBe(404);
  });

  it('tells what it measures on the port of all to who runs it, and to nobody else', async () => {
    const key = 'the-key-of-who-runs-the-server-of-this-spec';
    api = await startApi(
      Object.create(noSurroundings, { adminKey: { value: new Secret(key) } }) as Surroundings,
      HERE,
    );
    const asked = (shown?: string): Promise<Response> =>
      fetch(
        `${api.url}/metrics`,
        shown === undefined ? {} : { headers: { authorization: `Bearer ${shown}` } },
      );
    expect((await asked()).status).toBe(401);
    expect((await asked(`${key}x`)).status).toBe(401);
    expect(await (await asked(key)).text()).toContain('jornada_turns_total');
  });

  it('takes no connection any more once it is closed, though one was kept open', async () => {
    api = await startApi(noSurroundings, HERE);
    await status(`${api.url}/livez`);
    await api.close();
    await expect(fetch(`${api.url}/livez`)).rejects.toThrow('fetch failed');
  });
});

describe('An API that is about to stop', () => {
  it('sends away who asks whether it is ready, and serves everybody else', async () => {
    let isLeaving = false;
    const surroundings = {
      ...{ edge: noSurroundings.edge, localWorkspaceId: null, isLeaving: () => isLeaving },
      isTemporalAnswering: () => Promise.resolve(true),
      database: { pool: { query: () => Promise.resolve() } } as never,
    };
    const api = await startApi(surroundings as unknown as Surroundings, HERE);
    const paths = ['/readyz', '/livez', '/v1/topics'];
    const answers = (): Promise<readonly number[]> =>
      Promise.all(paths.map((path) => status(`${api.url}${path}`)));
    expect(await answers()).toEqual([200, 200, 401]);
    isLeaving = true;
    expect(await answers()).toEqual([503, 200, 401]);
    await api.close();
  });
});

describe('An API that is closed while a request is under way', () => {
  it('answers it first', async () => {
    const latch = new EventEmitter();
    const query = (): Promise<unknown> => {
      latch.emit('asked');
      return once(latch, 'open');
    };
    const surroundings: Partial<Surroundings> = {
      edge: noSurroundings.edge,
      localWorkspaceId: null,
      isTemporalAnswering: () => Promise.resolve(true),
      database: { pool: { query } } as never,
    };
    const api = await startApi(surroundings as Surroundings, HERE);
    const asked = once(latch, 'asked');
    const answer = fetch(`${api.url}/readyz`);
    await asked;
    const closed = api.close();
    latch.emit('open');
    expect(await (await answer).json()).toMatchObject({ ready: true });
    await closed;
    await expect(fetch(`${api.url}/livez`)).rejects.toThrow('fetch failed');
  });
});

describe('A port that is taken', () => {
  it.each(['port', 'opsPort'] as const)('as %s: nothing is started', async (which) => {
    const taken = await listening();
    const free = await freePort();
    try {
      const at = { host: '127.0.0.1', port: free, [which]: (taken.address() as AddressInfo).port };
      await expect(startApi(noSurroundings, at)).rejects.toMatchObject({ code: 'EADDRINUSE' });
      await expect(fetch(`http://127.0.0.1:${free}/livez`)).rejects.toThrow('fetch failed');
    } finally {
      taken.close();
    }
  });
});

function listening(): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => resolve(server));
  });
}

async function freePort(): Promise<number> {
  const server = await listening();
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
