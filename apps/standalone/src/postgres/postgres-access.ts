import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** How to get into an embedded PostgreSQL; kept beside it, readable to its owner only. */
export interface PostgresAccess {
  readonly password: string;
  /** Where it listened the last time. */
  readonly port: number | null;
}

const fileIn = (folder: string): string => path.join(folder, 'access.json');

/** What is kept, or a fresh password, which is then kept. */
export function openAccess(folder: string): PostgresAccess {
  try {
    return JSON.parse(readFileSync(fileIn(folder), 'utf8')) as PostgresAccess;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return keepAccess(folder, { password: randomBytes(24).toString('base64url'), port: null });
}

/** Keeps it, whole or not at all. */
export function keepAccess(folder: string, access: PostgresAccess): PostgresAccess {
  const draft = `${fileIn(folder)}.new`;
  writeFileSync(draft, JSON.stringify(access), { mode: 0o600 });
  renameSync(draft, fileIn(folder));
  return access;
}
