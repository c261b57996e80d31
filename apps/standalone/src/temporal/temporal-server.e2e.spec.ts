import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { indexesOf } from '../../../../test/setup/database';
import { startPostgres, type PostgresServer } from '../postgres/postgres-server';
import { identify, isRunning } from '../setup';
import { findTemporalServer } from './find-temporal-server';
import { isServing } from './is-serving';
import { startTemporalServer, type TemporalServer } from './temporal-server';

jest.setTimeout(120_000);

let folder: string;
let postgres: PostgresServer;
let server: TemporalServer;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'jornada-temporal-'));
  chmodSync(folder, 0o711);
  postgres = await startPostgres({ folder: path.join(folder, 'postgres'), persistent: false });
});
afterEach(async () => server.stop());
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true });
});

async function start(ui: boolean, frontend?: number): Promise<TemporalServer> {
  const found = await findTemporalServer({ log: () => undefined, minimumRung: 2 });
  server = await startTemporalServer({
    ...{ server: found, postgres, ui, dataFolder: path.join(folder, 'temporal'), historyShards: 4 },
    ...(frontend === undefined ? {} : { ports: { frontend } }),
  });
  return server;
}

const portOf = ({ address }: TemporalServer): number => Number(address.split(':')[1]);

describe('a Temporal server of ours', () => {
  it('serves, with its page, and stops without a trace', async () => {
    const { address, uiUrl, pid } = await start(true);
    expect(await isServing(address)).toBe(true);
    expect((await fetch(uiUrl ?? '')).status).toBe(200);
    const process = identify(pid ?? 0);
    await server.stop();
    expect([isRunning(process), await isServing(address)]).toEqual([false, false]);
  });

  it('keeps passwords in files that only their owner reads', async () => {
    await start(false);
    for (const file of readdirSync(path.join(folder, 'temporal'))) {
      expect([file, statSync(path.join(folder, 'temporal', file)).mode & 0o077]).toEqual([file, 0]);
    }
  });

  it('keeps those indexes only by which runs are looked up', async () => {
    await start(false);
    expect(await indexesOf(postgres.url('temporal_visibility'), 'executions_visibility')).toEqual([
      ...['by_keyword_01', 'by_keyword_02', 'by_status', 'by_workflow_id', 'by_workflow_type'],
      ...['default_idx', 'executions_visibility_pkey'],
    ]);
  });

  it('that was killed says so, and serves again where it did', async () => {
    const first = await start(false);
    first.kill();
    expect(await first.ended).toBe('SIGKILL');
    const second = await start(false, portOf(first));
    expect(second.address).toBe(first.address);
    expect(await isServing(second.address)).toBe(true);
  });

  it('takes another port where the one wished for is taken', async () => {
    const second = await start(false, postgres.port);
    expect(portOf(second)).not.toBe(postgres.port);
    expect(await isServing(second.address)).toBe(true);
  });
});
