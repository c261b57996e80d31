import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type LockHolder, SetupError, takeLock } from './setup';

/** Goes up when a release puts other things into the data folder, or the same ones elsewhere. */
const LAYOUT = '1';
const LOCK = 'lock';
const VERSION = 'version';

/** The folder that holds everything which survives a restart. While it is open, it is this process's alone. */
export interface DataFolder {
  readonly path: string;
  /** Tells a second start where this one serves. */
  announce(url: string): void;
  close(): void;
}

/**
 * Opens the data folder, and makes it where it is missing.
 * @throws SetupError when another process has it open, another release made it, or it holds other things
 */
export function openDataFolder(folder: string): DataFolder {
  const place = path.resolve(folder);
  const isNew = mkdirSync(place, { recursive: true, mode: 0o700 }) !== undefined;
  // As root, PostgreSQL runs under an account of its own, and must get through to its folder.
  if (isNew && process.getuid?.() === 0) chmodSync(place, 0o711);
  const lock = takeLock(path.join(place, LOCK));
  if (!lock.taken) throw new SetupError(isOpenElsewhere(place, lock.holder));
  try {
    checkLayout(place);
  } catch (error) {
    lock.release();
    throw error;
  }
  return { path: place, announce: (url) => lock.note({ url }), close: lock.release };
}

function isOpenElsewhere(place: string, { pid, host, details }: LockHolder): string {
  const url = details['url'];
  const where = typeof url === 'string' ? `, serving ${url}` : ', which is starting or stopping';
  return `Jornada is already running with the data folder ${place} (process ${pid} on ${host}${where}): stop it, or set JORNADA_DATA to another folder and PORT to another port.`;
}

function checkLayout(place: string): void {
  const file = path.join(place, VERSION);
  const found = readOrNull(file);
  if (found === LAYOUT) return;
  if (found !== null) {
    throw new SetupError(
      `The data folder ${place} was made by another release of Jornada (its layout is ${JSON.stringify(found.slice(0, 20))}, this release's is "${LAYOUT}"): start that release, or set JORNADA_DATA to another folder.`,
    );
  }
  const others = readdirSync(place).filter((name) => !name.startsWith(LOCK));
  if (others.length > 0) {
    throw new SetupError(
      `The folder ${place} holds other things, such as ${JSON.stringify(others[0])}: set JORNADA_DATA to an empty folder, for example JORNADA_DATA=.jornada.`,
    );
  }
  writeFileSync(file, `${LAYOUT}\n`);
}

function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}
