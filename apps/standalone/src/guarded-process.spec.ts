import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { endOf } from './child-end';
import { askToEnd, identify, isRunning, spawnGuarded } from './setup';
import { eventually } from './testing/eventually';
import { crash, firstLineOf, startProgram } from './testing/node-program';

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

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
