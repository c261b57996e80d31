// Tries a backup: copies an embedded PostgreSQL while it is written to, starts a second one on the copy, and counts what was
// acknowledged before the copy was complete. Needs a build (npm run build).
//
//   node docs/operations/try-restore.mjs
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

const require = createRequire(import.meta.url);
const { startPostgres } = require('../../dist/apps/standalone/src/postgres/postgres-server.js');
const { migrate, openDatabase } = require('../../dist/libs/database/src/index.js');

const work = mkdtempSync(join(tmpdir(), 'jornada-restore-'));
chmodSync(work, 0o755); // PostgreSQL may run under another account than ours.
const [original, copy] = [join(work, 'original'), join(work, 'copy')];
const DATABASE = 'jornada';

const server = await startPostgres({ folder: original, persistent: true });
await migrate(server.url(DATABASE));
const database = openDatabase({ url: server.url(DATABASE), poolSize: 4 });

let acknowledged = 0;
let isWriting = true;
const writing = write();
await until(() => acknowledged > 200);

const backup = await database.pool.connect();
await backup.query(`SELECT pg_backup_start('a try', fast => true)`);
const cluster = dirname(find(original, 'PG_VERSION'));
copyFiles(original, copy, ['--exclude=postmaster.pid', '--exclude=pg_wal/*']);
await until(() => acknowledged > 400);
const promised = acknowledged;
const { rows } = await backup.query('SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)');
const copied = join(copy, relative(original, cluster));
copyFiles(join(cluster, 'pg_wal'), join(copied, 'pg_wal'), []);
writeFileSync(join(copied, 'backup_label'), rows[0].labelfile, { mode: 0o600 });
execFileSync('chown', ['--reference', join(copied, 'PG_VERSION'), join(copied, 'backup_label')]);
backup.release();

isWriting = false;
await writing;
await database.close();
await server.stop();

const restored = await startPostgres({ folder: copy, persistent: true });
const again = openDatabase({ url: restored.url(DATABASE), poolSize: 2 });
const { rows: found } = await again.pool.query('SELECT count(*)::int AS count FROM event');
await again.close();
await restored.stop();
rmSync(work, { recursive: true, force: true });

const { count } = found[0];
console.log(
  `${promised} events were acknowledged before the copy was complete; ${count} are in it (${acknowledged} were written in all)`,
);
process.exitCode = count >= promised ? 0 : 1;

/** Writes an event after the other; each is acknowledged once it is committed. */
async function write() {
  while (isWriting) {
    await database.pool.query(
      `INSERT INTO event (id, received_at, workspace_id, profile_id, type, name, timestamp, message_id, source)
       VALUES (gen_random_uuid(), now(), gen_random_uuid(), gen_random_uuid(), 'track', 'Seen', now(), gen_random_uuid()::text, 'client')`,
    );
    acknowledged += 1;
  }
}

async function until(isSo) {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** tar keeps owners and modes, and bears with files that change or go while it reads: that is what WAL is for. */
function copyFiles(from, to, options) {
  const script = `mkdir -p "$2" && { tar -C "$1" ${options.map((one) => `'${one}'`).join(' ')} --warning=no-file-changed --warning=no-file-removed -cf - . || [ $? -eq 1 ]; } | tar -C "$2" -xpf -`;
  execFileSync('sh', ['-ec', script, 'sh', from, to]);
}

function find(folder, name) {
  const at = readdirSync(folder, { recursive: true }).filter(
    (file) => file === name || file.endsWith(`/${name}`),
  );
  return join(folder, at.sort((a, b) => a.length - b.length)[0]);
}
