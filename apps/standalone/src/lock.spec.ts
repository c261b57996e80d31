import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { identify, isRunning, takeLock, waitForLock } from './setup';
import { crash, firstLineOf, startProgram } from './testing/node-program';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jornada-lock-'));
  file = path.join(folder, 'inside', 'lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a lock', () => {
  it('is taken where nobody holds it, also in a folder that is still missing', () => {
    expect(takeLock(file)).toMatchObject({ taken: true });
  });

  it('is refused while somebody holds it, with what that one said about itself', () => {
    const first = takeLock(file, { purpose: 'a test' });
    if (first.taken) first.note({ url: 'http://localhost:3000' });
    expect(takeLock(file)).toMatchObject({
      taken: false,
      holder: { pid: process.pid, details: { purpose: 'a test', url: 'http://localhost:3000' } },
    });
  });

  it('can be taken again once it was released', () => {
    const first = takeLock(file);
    if (first.taken) first.release();
    expect(takeLock(file).taken).toBe(true);
  });

  it('released twice does not take it from the next one', () => {
    const first = takeLock(file);
    if (!first.taken) throw new Error('not taken');
    first.release();
    takeLock(file);
    first.release();
    expect(takeLock(file).taken).toBe(false);
  });

  it('leaves nothing beside it', () => {
    const lock = takeLock(file);
    if (lock.taken) lock.note({ url: 'x' });
    expect(readdirSync(path.dirname(file))).toEqual(['lock']);
  });

  it('can be read by its owner only', () => {
    takeLock(file);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid });
    expect(isRunning(identify())).toBe(true);
  });
});

describe('a lock that was left behind', () => {
  it('by a process that was killed is taken over', async () => {
    const holder = startProgram(
      `setup.takeLock(${JSON.stringify(file)}); console.log('held'); setInterval(() => {}, 1e6)`,
    );
    expect(await firstLineOf(holder)).toBe('held');
    expect(takeLock(file)).toMatchObject({ taken: false, holder: { pid: holder.pid } });
    await crash(holder);
    expect(takeLock(file).taken).toBe(true);
  });

  it.each([
    ['by a process whose pid another one has by now', () => ({ ...identify(), born: 'long ago' }), true],
    ['by a pid that nobody has', () => ({ ...identify(), pid: 2 ** 30 }), true],
    ['by a process that still runs', () => identify(), false],
    [
      'by a process of another machine, which may still run',
      () => ({ ...identify(), host: `not-${hostname()}` }),
      false,
    ],
    ['half written, in a power cut', () => '{"pid":', true],
    ['empty', () => '', true],
    ['as something else', () => [1, 2, 3], true],
    ['as null', () => null, true],
  ])('%s: taken over: %#', (_, left, isTakenOver) => {
    takeLock(file);
    const content = left();
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    expect(takeLock(file).taken).toBe(isTakenOver);
  });

  it('is taken over by one of many that try at once, and by the others after it', async () => {
    takeLock(file);
    writeFileSync(file, JSON.stringify({ ...identify(), pid: 2 ** 30 }));
    const inside = JSON.stringify(path.join(folder, 'inside', 'someone'));
    const programs = Array.from({ length: 6 }, () =>
      startProgram(`
        const { mkdirSync, rmdirSync } = require('node:fs');
        (async () => {
          for (let round = 0; round < 10; round++) {
            const lock = await setup.waitForLock(${JSON.stringify(file)});
            mkdirSync(${inside}); // fails where two are inside
            rmdirSync(${inside});
            lock.release();
          }
          console.log('never met anybody');
        })();`),
    );
    const told = await Promise.all(programs.map(firstLineOf));
    expect(told).toEqual(programs.map(() => 'never met anybody'));
  });
});

describe('waiting for a lock', () => {
  it('says once for whom, and then takes it', async () => {
    const first = takeLock(file);
    const waitedFor: number[] = [];
    const waiting = waitForLock(file, {
      onWait: ({ pid }) => {
        waitedFor.push(pid);
        if (first.taken) first.release();
      },
    });
    await expect(waiting).resolves.toHaveProperty('release');
    expect(waitedFor).toEqual([process.pid]);
  });

  it('can be given up', async () => {
    takeLock(file);
    const waiting = waitForLock(file, { signal: AbortSignal.abort() });
    await expect(waiting).rejects.toThrow(/abort/i);
  });
});
