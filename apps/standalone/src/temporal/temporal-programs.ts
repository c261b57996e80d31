import { execFile } from 'node:child_process';
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { hashOfSources } from '../setup';
import { packageRoot } from '../package-root';
import { cacheFolder } from './cache-folder';
import { type Go, type TemporalSurroundings } from './temporal-ladder';

const SUFFIX = process.platform === 'win32' ? '.exe' : '';

/** Where our own server is kept once it is built: for each state of its sources another place. */
export function builtServerFile(root: string = packageRoot()): string {
  const isSource = (name: string) => /(\.go|^go\.mod|^go\.sum)$/.test(name) && !name.endsWith('_test.go');
  const sources = hashOfSources(root, ['apps/temporal'], isSource).slice(0, 20);
  const place = `${process.platform}-${process.arch}-${sources}`;
  return path.join(cacheFolder(), 'temporal', place, `jornada-temporal${SUFFIX}`);
}

/** Where a downloaded `temporal` is kept. */
export function downloadedServerFile(): string {
  return path.join(
    cacheFolder(),
    'temporal',
    `${process.platform}-${process.arch}-download`,
    `temporal${SUFFIX}`,
  );
}

/** Looks around for everything that the ladder may choose from. */
export async function lookForTemporal(env: NodeJS.ProcessEnv = process.env): Promise<TemporalSurroundings> {
  const module = readFileSync(path.join(packageRoot(), 'apps', 'temporal', 'go.mod'), 'utf8');
  return {
    address: env['TEMPORAL_ADDRESS']?.trim() || null,
    built: ifProgram(builtServerFile()),
    commandLine: onPath('temporal', env),
    go: await askGo(onPath('go', env), env),
    goNeeded: /^go ([\d.]+)$/m.exec(module)?.[1] ?? '0',
    downloaded: ifProgram(downloadedServerFile()),
  };
}

/** Asked in a folder without go.mod, where Go answers for itself instead of fetching what a module wants. */
async function askGo(program: string | null, env: NodeJS.ProcessEnv): Promise<Go | null> {
  if (program === null) return null;
  try {
    const options = { cwd: tmpdir(), env: { ...env, GOWORK: 'off' }, timeout: 20_000 };
    const { stdout } = await promisify(execFile)(
      program,
      ['env', '-json', 'GOVERSION', 'GOTOOLCHAIN'],
      options,
    );
    const { GOVERSION = '', GOTOOLCHAIN = '' } = JSON.parse(stdout) as Record<string, string>;
    const version = /^go(\d+[\d.]*)/.exec(GOVERSION)?.[1];
    return version === undefined ? null : { program, version, fetchesNewer: GOTOOLCHAIN.includes('auto') };
  } catch {
    return null;
  }
}

function onPath(name: string, env: NodeJS.ProcessEnv): string | null {
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  return (
    folders.map((folder) => ifProgram(path.join(folder, name + SUFFIX))).find((file) => file !== null) ?? null
  );
}

function ifProgram(file: string): string | null {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile() ? file : null;
  } catch {
    return null;
  }
}
