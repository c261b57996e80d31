import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { type Log, runTool, waitForLock } from '../setup';
import { packageRoot } from '../package-root';
import { downloadedServerFile } from './temporal-programs';

/**
 * Lets Temporal's SDK download the command `temporal`, and keeps it for every start after.
 * @returns the program
 * @throws SetupError when it cannot be had, without the internet for one
 */
export async function downloadTemporal({
  log,
  signal,
}: {
  readonly log: Log;
  readonly signal?: AbortSignal;
}): Promise<string> {
  const program = downloadedServerFile();
  const folder = path.dirname(program);
  mkdirSync(folder, { recursive: true });
  const lock = await waitForLock(path.join(folder, 'download.lock'), {
    onWait: ({ pid }) =>
      log(`Another start (process ${pid}) is downloading the Temporal server; waiting for it ...`),
    ...(signal ? { signal } : {}),
  });
  try {
    if (existsSync(program)) return program;
    await runTool({
      log,
      what: 'Downloading the Temporal server',
      failed: 'The Temporal server could not be downloaded',
      command: process.execPath,
      args: [path.join(packageRoot(), 'apps/standalone/setup/download-temporal.cjs'), program],
      cwd: packageRoot(),
      ...(signal ? { signal } : {}),
    });
    return program;
  } finally {
    lock.release();
  }
}
