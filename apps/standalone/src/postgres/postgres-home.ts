import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { type Account, accountForPostgres, canEnter } from './postgres-account';
import { binariesIn, findPostgresBinaries, type PostgresBinaries } from './postgres-binaries';

/** Where PostgreSQL runs: its programs, its folder, and as whom. */
export interface PostgresHome {
  readonly binaries: PostgresBinaries;
  /** Free of links. */
  readonly folder: string;
  readonly account: Account | null;
}

/** Where root keeps things that another account must reach. */
const OUTSIDE = '/var/lib/jornada';

/**
 * Makes the folder, and sees to it that PostgreSQL can reach it and its programs. Only for root is that a question:
 * below a closed folder, such as /root, the account lent to PostgreSQL reaches nothing, so there the programs are copied
 * and the folder becomes a link to one that stands outside.
 */
export function openPostgresHome(folder: string): PostgresHome {
  const account = accountForPostgres();
  const binaries = findPostgresBinaries();
  mkdirSync(path.dirname(folder), { recursive: true });
  if (account === null) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return { binaries, folder: realpathSync(folder), account };
  }
  if (!canEnter(account, path.dirname(folder)) && !existsSync(folder)) linkOutside(folder);
  mkdirSync(folder, { recursive: true });
  const real = realpathSync(folder);
  chownSync(real, account.uid, account.gid);
  return {
    binaries: canEnter(account, binaries.home) ? binaries : copyOutside(binaries),
    folder: real,
    account,
  };
}

function linkOutside(folder: string): void {
  const outside = path.join(OUTSIDE, `postgres-${randomUUID()}`);
  mkdirSync(outside, { recursive: true });
  chmodSync(OUTSIDE, 0o755);
  if (lstatSync(folder, { throwIfNoEntry: false })) rmSync(folder);
  symlinkSync(outside, folder);
}

/** Copied under another name first, so that a copy that stands is whole. */
function copyOutside(binaries: PostgresBinaries): PostgresBinaries {
  const home = path.join(OUTSIDE, `postgres-programs-${binaries.version}`);
  if (!existsSync(home)) {
    mkdirSync(OUTSIDE, { recursive: true });
    chmodSync(OUTSIDE, 0o755);
    const draft = `${home}.${process.pid}`;
    cpSync(binaries.home, draft, { recursive: true, verbatimSymlinks: true });
    openToAll(draft);
    if (existsSync(home)) rmSync(draft, { recursive: true });
    else renameSync(draft, home);
  }
  return { ...binariesIn(home), version: binaries.version };
}

/** Whatever the umask was when they were installed, everybody may read the programs and run what can be run. */
function openToAll(at: string): void {
  const { mode } = lstatSync(at);
  chmodSync(at, mode & 0o100 ? 0o755 : 0o644);
  for (const entry of readdirSync(at, { withFileTypes: true })) {
    const inside = path.join(at, entry.name);
    if (entry.isDirectory()) openToAll(inside);
    else if (entry.isFile()) chmodSync(inside, lstatSync(inside).mode & 0o100 ? 0o755 : 0o644);
  }
}
