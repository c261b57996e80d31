import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isAnswering, openDatabase } from '#database';
import { findFreePort, isPortFree } from '../free-ports';
import { commandLine, identify, isRunning, SetupError } from '../setup';
import { eventually } from '../testing/eventually';
import { type PostgresServer, startPostgres } from './postgres-server';

let parent: string;
let folder: string;
const started: PostgresServer[] = [];

async function start(
  options: { readonly port?: number; readonly persistent?: boolean } = {},
): Promise<PostgresServer> {
  const server = await startPostgres({ folder, persistent: true, ...options });
  started.push(server);
  return server;
}

async function answers(server: PostgresServer, url = server.url('postgres')): Promise<boolean> {
  const database = openDatabase({ url, poolSize: 1 });
  try {
    return await isAnswering(database);
  } finally {
    await database.close();
  }
}

beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'jornada-postgres-'));
  chmodSync(parent, 0o711);
  folder = path.join(parent, 'postgres');
});
afterEach(async () => {
  for (const server of started.splice(0)) await server.stop();
  rmSync(parent, { recursive: true });
});

describe('an embedded PostgreSQL', () => {
  it('starts, answers to its password only, and stops without a trace', async () => {
    const server = await start();
    const postgres = identify(server.pid);
    expect(await answers(server)).toBe(true);
    expect(await answers(server, server.url('postgres').replace(server.password, 'guess'))).toBe(false);
    expect(commandLine(server.pid)).not.toContain(server.password);
    await server.stop();
    expect(isRunning(postgres)).toBe(false);
    expect(await isPortFree(server.port)).toBe(true);
    expect(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })).not.toContain(folder);
  });

  it('listens on this machine only', async () => {
    const { port } = await start();
    expect(await isPortFree(port, '127.0.0.1')).toBe(false);
    expect(await isPortFree(port, '127.0.0.2')).toBe(true);
  });

  it('keeps its password, readable to its owner only, its port and its data from one start to the next', async () => {
    const first = await start();
    await first.stop();
    expect(statSync(path.join(folder, 'access.json')).mode & 0o077).toBe(0);
    const marker = path.join(folder, 'cluster', 'PG_VERSION');
    const { birthtimeMs } = statSync(marker);
    const second = await start();
    expect(second).toMatchObject({ port: first.port, password: first.password });
    expect(statSync(marker).birthtimeMs).toBe(birthtimeMs);
    expect(await answers(second)).toBe(true);
  });

  it('takes another port when its last one is taken meanwhile', async () => {
    const first = await start();
    await first.stop();
    const other = createServer();
    await new Promise<void>((listening) => other.listen(first.port, '127.0.0.1', listening));
    try {
      const second = await start();
      expect(second.port).not.toBe(first.port);
      expect(await answers(second)).toBe(true);
    } finally {
      await new Promise((closed) => other.close(closed));
    }
  });

  it('says in one sentence when the port it must have is taken', async () => {
    const port = await findFreePort();
    const other = createServer();
    await new Promise<void>((listening) => other.listen(port, '127.0.0.1', listening));
    try {
      await expect(start({ port })).rejects.toThrow(
        new SetupError(`The embedded PostgreSQL cannot listen on port ${port}: it is already in use.`),
      );
    } finally {
      await new Promise((closed) => other.close(closed));
    }
  });

  it('for a test is gone with its folder when it stops', async () => {
    const server = await start({ persistent: false });
    expect(await answers(server)).toBe(true);
    await server.stop();
    expect(existsSync(folder)).toBe(false);
  });
});

describe('after a crash', () => {
  it('of PostgreSQL, it says so, and starts again with everything', async () => {
    const first = await start();
    first.kill();
    expect(await first.ended).toBe('SIGKILL');
    const second = await start();
    expect(await answers(second)).toBe(true);
  });

  it('one that was left over is stopped before the next starts', async () => {
    const leftover = await start();
    const postgres = identify(leftover.pid);
    const next = await start();
    expect(isRunning(postgres)).toBe(false);
    expect(await answers(next)).toBe(true);
  });

  it('a pid that somebody else has by now does not keep it from starting, nor is that one stopped', async () => {
    const first = await start();
    first.kill();
    await first.ended;
    const pidFile = path.join(folder, 'cluster', 'postmaster.pid');
    const [, ...rest] = readFileSync(pidFile, 'utf8').split('\n');
    writeFileSync(pidFile, [process.pid, ...rest].join('\n'));
    expect(await answers(await start())).toBe(true);
  });

  it('in the middle of making the database, it is made anew', async () => {
    await (await start()).stop();
    const cluster = path.join(folder, 'cluster');
    execFileSync('mv', [cluster, `${cluster}.new`]);
    rmSync(path.join(`${cluster}.new`, 'base'), { recursive: true });
    expect(await answers(await start())).toBe(true);
    expect(existsSync(`${cluster}.new`)).toBe(false);
  });
});

describe('what another release left', () => {
  it('is said in one sentence, and not touched', async () => {
    await (await start()).stop();
    writeFileSync(path.join(folder, 'cluster', 'PG_VERSION'), '11\n');
    await expect(start()).rejects.toThrow(
      /^The database in .+ belongs to PostgreSQL 11, and this release .+\.$/,
    );
    expect(readFileSync(path.join(folder, 'cluster', 'PG_VERSION'), 'utf8')).toBe('11\n');
  });
});

describe('a folder that closed folders keep from the account of PostgreSQL', () => {
  const isRoot = process.getuid?.() === 0;

  it(
    isRoot ? 'is served all the same, from outside of them' : 'is our own, and so is not closed to it',
    async () => {
      chmodSync(parent, 0o700);
      const server = await start({ persistent: false });
      expect(await answers(server)).toBe(true);
      await server.stop();
      await eventually('nothing is left', () => !existsSync(folder));
      expect(existsSync(folder)).toBe(false);
    },
  );
});
