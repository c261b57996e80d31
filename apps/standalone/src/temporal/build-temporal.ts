import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type Log, runTool, waitForLock } from '../setup';
import { packageRoot } from '../package-root';
import { builtServerFile } from './temporal-programs';

/**
 * Builds our own server and keeps it for every start after. Of two that build at once, one waits for the other's.
 * @returns the program
 * @throws SetupError when Go fails
 */
export async function buildTemporal(
  go: string,
  { log, signal }: { readonly log: Log; readonly signal?: AbortSignal },
): Promise<string> {
  const program = builtServerFile();
  const folder = path.dirname(program);
  mkdirSync(folder, { recursive: true });
  const lock = await waitForLock(path.join(folder, 'build.lock'), {
    onWait: ({ pid }) =>
      log(`Another start (process ${pid}) is building the Temporal server; waiting for it ...`),
    ...(signal ? { signal } : {}),
  });
  const draft = `${program}.${process.pid}`;
  try {
    if (existsSync(program)) return program;
    let packages = 0;
    await runTool({
      log,
      what: 'Building the Temporal server with Go (only this once; minutes)',
      failed: 'The Temporal server could not be built: go build failed',
      command: go,
      args: ['build', '-v', '-trimpath', '-ldflags', '-s -w', '-o', draft, '.'],
      cwd: path.join(packageRoot(), 'apps', 'temporal'),
      env: { ...process.env, GOWORK: 'off' },
      onOutput: (text) => (packages += text.split('\n').length - 1),
      detail: () => `${packages} of about 1,800 packages`,
      ...(signal ? { signal } : {}),
    });
    renameSync(draft, program);
    return program;
  } finally {
    rmSync(draft, { force: true });
    lock.release();
  }
}
