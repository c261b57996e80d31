// Processes whose start fails once some of what they need is open.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { packageRoot } from '../../apps/standalone/src/package-root';
import { openTestDatabase, type TestDatabase } from '../setup/database';

/** Nobody listens there. */
const NOWHERE = '127.0.0.1:1';

describe('a process that cannot start says why and ends, so that it is started again', () => {
  let database: TestDatabase;
  let busy: Server;
  beforeAll(async () => {
    database = await openTestDatabase();
    busy = createServer().listen(0, '127.0.0.1');
    await once(busy, 'listening');
  });
  afterAll(async () => {
    busy.close();
    await database.close();
  });

  async function endOf(app: 'api' | 'worker'): Promise<{ readonly code: unknown; readonly said: string }> {
    const child = spawn(process.execPath, [path.join(packageRoot(), 'dist/apps', app, 'src/main.js')], {
      env: {
        PATH: process.env['PATH'] ?? '',
        DATABASE_URL: database.url,
        TEMPORAL_ADDRESS: NOWHERE,
        JORNADA_MASTER_KEY: randomBytes(32).toString('base64url'),
        HOST: '127.0.0.1',
        PORT: String((busy.address() as AddressInfo).port),
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = await once(child, 'close');
    return { code, said };
  }

  test('a worker without Temporal', async () => {
    expect(await endOf('worker')).toEqual({
      code: 1,
      said: `Temporal does not answer at ${NOWHERE}: Connection refused\n`,
    });
  });

  test('an API whose port is taken', async () => {
    const { code, said } = await endOf('api');
    expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining('address already in use') });
  });
});
