import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runTool, SetupError } from '../setup';
import { childEnvironment } from '../child-environment';
import { type PostgresHome } from './postgres-home';

/** The folder of the database itself, inside PostgreSQL's folder. */
export const clusterIn = (folder: string): string => path.join(folder, 'cluster');

/**
 * Makes the database cluster if there is none: UTF-8, sorted the same on every system, with one account, `jornada`,
 * that has the password.
 * @throws SetupError when it cannot be made, or another PostgreSQL made the one that is there
 */
export async function ensureCluster(
  home: PostgresHome,
  password: string,
  persistent: boolean,
): Promise<void> {
  const cluster = clusterIn(home.folder);
  if (existsSync(cluster)) {
    checkVersion(cluster, home.binaries.version);
    return;
  }
  // Made under another name first, so that a cluster that stands is whole.
  const draft = `${cluster}.new`;
  rmSync(draft, { recursive: true, force: true });
  const passwordFile = path.join(home.folder, 'password.new');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (home.account) chownSync(passwordFile, home.account.uid, home.account.gid);
  try {
    await runTool({
      log: () => undefined,
      what: 'Making the database',
      failed: 'The embedded PostgreSQL could not make its database: initdb failed',
      command: home.binaries.initdb,
      args: [
        ...[`--pgdata=${draft}`, '--username=jornada', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
        ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
        ...(persistent ? [] : ['--no-sync']),
      ],
      env: childEnvironment(),
      ...(home.account ? { uid: home.account.uid, gid: home.account.gid } : {}),
    });
    renameSync(draft, cluster);
  } finally {
    rmSync(passwordFile);
  }
}

function checkVersion(cluster: string, version: string): void {
  const [theirs, ours] = [
    readFileSync(path.join(cluster, 'PG_VERSION'), 'utf8').trim(),
    version.split('.')[0],
  ];
  if (theirs === ours) return;
  throw new SetupError(
    `The database in ${cluster} belongs to PostgreSQL ${theirs}, and this release of Jornada brings ${ours}: start the release that made it, or choose another folder with JORNADA_DATA.`,
  );
}
