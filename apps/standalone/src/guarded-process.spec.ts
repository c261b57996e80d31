import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { endOf } from './child-end';
import { askToEnd, createLog, identify, isRunning, runTool, SetupError, spawnGuarded } from './setup';
import { eventually } from './testing/eventually';
import { crash, firstLineOf, startProgram } from './testing/node-program';

const quiet = (): void => undefined;
let folder: string;

beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'jornada-guard-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('a guarded process', () => {
  it('is the program itself: its pid, its output, its exit code', async () => {
    const child = spawnGuarded(process.execPath, ['-e', 'console.log(process.pid); process.exit(7)'], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const ended = endOf(child);
    let said = '';
    child.stdout?.on('data', (text: Buffer) => (said += text.toString()));
    expect(await ended).toBe('exit code 7');
    await eventually('its output is here', () => said.trim() === String(child.pid));
    expect(said.trim()).toBe(String(child.pid));
  });

  it('tells what could not be started', async () => {
    expect(await endOf(spawnGuarded(path.join(folder, 'nothing'), []))).toBe('exit code 127');
  });

  it.each(['TERM', 'INT', 'QUIT'] as const)('is told by SIG%s when it is asked to end', async (endWith) => {
    const child = spawnGuarded(
      process.execPath,
      [
        '-e',
        `process.on('SIG${endWith}', () => process.exit(3)); console.log('up'); setInterval(() => {}, 1e6)`,
      ],
      { endWith, stdio: ['pipe', 'pipe', 'ignore'] },
    );
    const ended = endOf(child);
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    askToEnd(child);
    expect(await ended).toBe('exit code 3');
  });

  it('ends when whoever started it is killed', async () => {
    const parent = startProgram(`
      const child = setup.spawnGuarded(process.execPath, ['-e', 'setInterval(() => {}, 1e6)']);
      console.log(child.pid);`);
    const child = identify(Number(await firstLineOf(parent)));
    expect(isRunning(child)).toBe(true);
    await crash(parent);
    await eventually('the child has ended', () => !isRunning(child));
    expect(isRunning(child)).toBe(false);
  });

  it('takes its own children along where the whole group is guarded', async () => {
    const pidFile = path.join(folder, 'pid');
    const parent = startProgram(`
      setup.spawnGuarded('/bin/sh', ['-c', ${JSON.stringify(`sleep 1000 & echo $! > ${pidFile}; wait`)}], { wholeGroup: true });
      setInterval(() => {}, 1e6);`);
    const pid = await eventually('the grandchild runs', () => Number(readOrEmpty(pidFile)));
    const grandchild = identify(pid);
    await crash(parent);
    await eventually('the grandchild has ended', () => !isRunning(grandchild));
    expect(isRunning(grandchild)).toBe(false);
  });

  it('does not end by a Ctrl-C in the terminal, which goes to our process group', async () => {
    const parent = startProgram(`
      const child = setup.spawnGuarded(process.execPath, ['-e', 'setInterval(() => {}, 1e6)']);
      const { execFileSync } = require('node:child_process');
      const groupOf = (pid) => execFileSync('ps', ['-o', 'pgid=', '-p', pid], { encoding: 'utf8' }).trim();
      console.log(groupOf(String(child.pid)) === groupOf(String(process.pid)) ? 'the same group' : 'a group of its own');`);
    expect(await firstLineOf(parent)).toBe('a group of its own');
    await crash(parent);
  });
});

describe('a tool', () => {
  const run = (lines: string, signal?: AbortSignal): Promise<void> =>
    runTool({
      ...{
        log: quiet,
        what: 'Trying',
        failed: 'The try failed',
        command: process.execPath,
        args: ['-e', lines],
      },
      ...(signal ? { signal } : {}),
    });

  it('that ends well says nothing', async () => {
    await expect(run('console.log(1)')).resolves.toBeUndefined();
  });

  it('that fails is one sentence, and the end of what it said', async () => {
    const error = await run(
      `for (let i = 1; i <= 100; i++) console.error('line ' + i); process.exit(9)`,
    ).catch(asError);
    expect(error.message).toBe('The try failed (exit code 9).');
    expect(error.output.split('\n')).toHaveLength(20);
    expect(error.output).toMatch(/^line 81\n[^]*line 100$/);
  });

  it('that is not there is one sentence too', async () => {
    const tool = { log: quiet, what: 'Trying', failed: 'The try failed', command: '/no/such/tool', args: [] };
    expect((await runTool(tool).catch(asError)).message).toBe('The try failed (exit code 127).');
  });

  it('can be given up', async () => {
    const giveUp = new AbortController();
    const running = run('setInterval(() => {}, 1e6)', giveUp.signal).catch(asError);
    giveUp.abort();
    expect((await running).message).toMatch(/^The try failed \(.+\)\.$/);
  });
});

describe('whoever waits', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const wait = async (isTTY: boolean, seconds: number): Promise<string> => {
    const { withProgress } = jest.requireActual<typeof import('./setup')>('./setup');
    let shown = '';
    const stream = { isTTY, columns: 80, write: (text: string) => (shown += text) };
    const done = withProgress(
      createLog(stream as unknown as NodeJS.WritableStream),
      'Building',
      () => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000)),
      () => '12 packages',
    );
    await jest.advanceTimersByTimeAsync(seconds * 1000);
    await done;
    return shown;
  };

  it.each([
    [1, ''],
    [5, 'Building ...\nBuilding: done in 5 s\n'],
    [
      25,
      'Building ...\nBuilding ...  12 s  12 packages\nBuilding ...  22 s  12 packages\nBuilding: done in 25 s\n',
    ],
  ])('%s s without a terminal reads a line now and then', async (seconds, lines) => {
    expect(await wait(false, seconds)).toBe(lines);
  });

  it('at a terminal sees one line that counts, and that is gone in the end', async () => {
    const shown = await wait(true, 4);
    expect(shown).toContain('\r\u001b[2KBuilding ...  3 s  12 packages');
    expect(shown).toMatch(/Building: done in 4 s\n$/);
    expect(shown.split('\n')).toHaveLength(2);
  });
});

function asError(error: unknown): SetupError {
  if (error instanceof SetupError) return error;
  throw error;
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
