import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from '../setup';

/** Whom PostgreSQL runs as, where it cannot be ourselves. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL's own account where it has one, else the one that owns nothing. */
const NAMES = ['postgres', 'nobody'];

/**
 * PostgreSQL refuses to run as root. Who is root therefore lends it another account; nothing on the system is changed
 * for that. null: it runs as ourselves.
 */
export function accountForPostgres(): Account | null {
  if (process.getuid?.() !== 0) return null;
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const wanted of NAMES) {
    const [name, , uid, gid] = accounts.find(([candidate]) => candidate === wanted) ?? [];
    if (name !== undefined) return { name, uid: Number(uid), gid: Number(gid) };
  }
  throw new SetupError(
    `PostgreSQL does not run as root, and this system has no account named ${NAMES.join(' or ')}: start Jornada as somebody else, or set DATABASE_URL.`,
  );
}

/** May the account pass through every folder down to this one, and into it? */
export function canEnter(account: Account, folder: string): boolean {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const { mode, uid, gid } = statSync(at);
    const mayPass = uid === account.uid ? mode & 0o100 : gid === account.gid ? mode & 0o010 : mode & 0o001;
    if (mayPass === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}
