import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ThreadPool, type PoolOptions } from './thread.pool';

type Question = 'echo' | 'loop' | 'grow' | 'exit' | 'throw' | 'environment';

const folder = mkdtempSync(join(tmpdir(), 'thread-pool-'));
const obedient = join(folder, 'obedient.cjs');
const broken = join(folder, 'broken.cjs');
const opened: ThreadPool<Question, string>[] = [];

beforeAll(() => {
  writeFileSync(broken, "throw new Error('no such module');");
  writeFileSync(
    obedient,
    `const { parentPort, threadId } = require('node:worker_threads');
     parentPort.on('message', (question) => {
       if (question === 'loop') for (;;);
       if (question === 'grow') for (const kept = []; ; ) kept.push({ n: kept.length });
       if (question === 'exit') process.exit(0);
       if (question === 'throw') throw new Error('oh');
       const answer = question === 'environment' ? Object.keys(process.env).join() : String(threadId);
       parentPort.postMessage({ kind: 'answer', answer });
     });
     parentPort.postMessage({ kind: 'ready' });`,
  );
});

afterEach(() => Promise.all(opened.splice(0).map((pool) => pool.close())));
afterAll(() => rmSync(folder, { recursive: true }));

function open(options: Partial<PoolOptions> = {}): ThreadPool<Question, string> {
  const pool = new ThreadPool<Question, string>({
    file: obedient,
    threads: 1,
    timeoutMs: 300,
    heapMb: 16,
    queueLength: 100,
    ...options,
  });
  opened.push(pool);
  return pool;
}

const answered = { kind: 'answered', answer: expect.any(String) as string };

describe('a pool of threads', () => {
  it('answers more questions than it has threads', async () => {
    const pool = open({ threads: 2 });
    const answers = await Promise.all(Array.from({ length: 50 }, () => pool.ask('echo')));
    expect(answers).toEqual(Array.from({ length: 50 }, () => answered));
  });

  test.each([
    ['loop', 'timeout'],
    ['grow', 'memory'],
    ['exit', 'crash'],
    ['throw', 'crash'],
  ] as const)('survives a thread that answers with %s', async (question, why) => {
    // The time limit is out of the way where it is not what is tried.
    const pool = open(why === 'timeout' ? {} : { timeoutMs: 60_000 });
    const before = await pool.ask('echo');
    const [bad, waiting] = await Promise.all([pool.ask(question), pool.ask('echo')]);
    expect(bad).toEqual({ kind: 'ended', why });
    expect(waiting).toEqual(answered);
    expect(waiting).not.toEqual(before);
  });

  it('lets neighbours go on while one loops', async () => {
    const pool = open({ threads: 2, timeoutMs: 60_000 });
    const loop = Promise.allSettled([pool.ask('loop')]);
    for (let round = 0; round < 20; round += 1) expect(await pool.ask('echo')).toEqual(answered);
    await pool.close();
    expect(await loop).toMatchObject([{ status: 'rejected', reason: { code: 'renderer-closed' } }]);
  });

  it('counts the time from when a thread takes the question, not from when it was asked', async () => {
    const pool = open({ timeoutMs: 300 });
    const answers = await Promise.all([pool.ask('loop'), pool.ask('loop'), pool.ask('echo')]);
    expect(answers).toEqual([{ kind: 'ended', why: 'timeout' }, { kind: 'ended', why: 'timeout' }, answered]);
  });

  it('does not blame a thread for the time that this process itself was busy', async () => {
    const pool = open({ timeoutMs: 50 });
    await pool.ask('echo');
    const asked = pool.ask('echo');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    expect(await asked).toEqual(answered);
  });

  it('refuses what it cannot hold', async () => {
    const pool = open({ queueLength: 2, timeoutMs: 60_000 });
    await pool.ask('echo');
    const held = Promise.allSettled([pool.ask('loop'), pool.ask('echo'), pool.ask('echo')]);
    await expect(pool.ask('echo')).rejects.toMatchObject({ code: 'renderer-busy' });
    await pool.close();
    expect((await held).map(({ status }) => status)).toEqual(Array(3).fill('rejected'));
  });

  it('refuses everything once it is closed', async () => {
    const pool = open();
    await pool.close();
    await expect(pool.ask('echo')).rejects.toMatchObject({ code: 'renderer-closed' });
  });

  it('says so where its threads do not start, and tries again when asked again', async () => {
    const pool = open({ file: broken });
    const message = 'A thread did not start: no such module';
    await expect(pool.ask('echo')).rejects.toMatchObject({ code: 'renderer-not-started', message });
    await expect(pool.ask('echo')).rejects.toMatchObject({ code: 'renderer-not-started', message });
  });

  it('refuses what is not plain data, and goes on', async () => {
    const pool = open();
    const question = (() => 'x') as unknown as Question;
    expect(await pool.ask(question)).toEqual({ kind: 'ended', why: 'not-plain' });
    expect(await pool.ask('echo')).toEqual(answered);
  });

  it('shows its threads no environment', async () => {
    expect(Object.keys(process.env).length).toBeGreaterThan(0);
    expect(await open().ask('environment')).toEqual({ kind: 'answered', answer: '' });
  });
});
