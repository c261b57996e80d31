import { registry } from './meters';
import { describeFault, meters, openLog, serveOperations, showMetrics, watchPokes, watchPool } from '.';

describe('A log', () => {
  const said = (level: Parameters<typeof openLog>[2]): string[] => {
    const lines: string[] = [];
    const log = openLog('worker', (line) => lines.push(line), level);
    for (const one of ['debug', 'info', 'warn', 'error'] as const)
      log[one]('something happened', { count: 1 });
    return lines.map((line) => (JSON.parse(line) as { level: string }).level);
  };

  it.each([
    ['debug', ['debug', 'info', 'warn', 'error']],
    ['info', ['info', 'warn', 'error']],
    ['warn', ['warn', 'error']],
    ['error', ['error']],
  ] as const)('at %s says %j', (level, levels) => {
    expect(said(level)).toEqual(levels);
  });

  it('tells of a fault its name, its code and its place, not its message: that may quote a person', () => {
    const error = Object.assign(new TypeError('ana@example.com is no number'), { code: '22P02' });
    const told = describeFault(error);
    expect(told).toMatchObject({ fault: 'TypeError', code: '22P02' });
    expect(told.stack[0]).toMatch(/^at /);
    expect(JSON.stringify(told)).not.toContain('ana@example.com');
  });
});

describe('Metrics', () => {
  it('are named by convention: ours, in base units, and total where they only grow', () => {
    for (const { name, type } of registry.getMetricsAsArray() as never as {
      name: string;
      type: string;
    }[]) {
      expect(name).toMatch(/^jornada_[a-z][a-z_]+$/);
      expect(name).not.toMatch(/_(ms|millis|milliseconds|kb|mb|count|sum)$/);
      expect([name, String(type) === 'counter']).toEqual([name, name.endsWith('_total')]);
    }
  });

  it('begin at zero, so that a first fault is seen as a change', async () => {
    expect(await showMetrics()).toContain('jornada_events_total{outcome="turned_away"} 0');
  });

  it('show what others keep, all of a kind together', async () => {
    watchPool({ totalCount: 5, idleCount: 3, waitingCount: 0 });
    watchPool({ totalCount: 1, idleCount: 0, waitingCount: 2 });
    watchPokes(() => ({ waiting: 7, lost: 2, reachable: true }));
    watchPokes(() => ({ waiting: 0, lost: 1, reachable: false }));
    const shown = await showMetrics();
    for (const line of [
      'jornada_database_connections{state="busy"} 3',
      'jornada_database_connections{state="idle"} 3',
      'jornada_database_connections{state="waiting"} 2',
      'jornada_pokes_waiting 7',
      'jornada_pokes_lost_total 3',
      'jornada_temporal_reachable 0',
    ])
      expect(shown).toContain(`${line}\n`);
    expect(await showMetrics()).toContain('jornada_pokes_lost_total 3\n');
  });
});

describe('The port of operations', () => {
  it('says whether the process lives, whether it is ready, and what it measures; and nothing else', async () => {
    meters.turns.inc({ outcome: 'rests' });
    let isReady = true;
    const ready = (): Promise<boolean> =>
      isReady ? Promise.resolve(true) : Promise.reject(new Error('away'));
    const port = 20_000 + (process.pid % 20_000);
    const server = await serveOperations({ host: '127.0.0.1', port }, ready);
    const ask = async (path: string, method = 'GET'): Promise<readonly [number, string]> => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method });
      return [answer.status, await answer.text()];
    };
    expect(await ask('/livez')).toEqual([200, '{"alive":true}']);
    expect(await ask('/readyz')).toEqual([200, '{"ready":true}']);
    isReady = false;
    expect(await ask('/readyz')).toEqual([503, '{"ready":false}']);
    expect((await ask('/metrics'))[1]).toContain('jornada_turns_total{outcome="rests"} 1');
    expect((await ask('/v1/topics'))[0]).toBe(404);
    expect((await ask('/metrics', 'POST'))[0]).toBe(405);
    await expect(serveOperations({ host: '127.0.0.1', port }, ready)).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    await server.close();
  });
});
