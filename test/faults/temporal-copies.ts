import { soon } from '../e2e/soon';
import type { Temporal } from '../setup/temporal';
import { runStatement } from '../setup/database';

/**
 * Copies the databases of a Temporal server that does not run.
 * @param adminUrl of the PostgreSQL that they are in
 */
export async function copyDatabases({ databases }: Temporal, adminUrl: string): Promise<void> {
  for (const name of databases) {
    await runStatement(adminUrl, `DROP DATABASE IF EXISTS ${name}_copy`);
    // A database can be copied once its last session has noticed that its client is gone.
    await soon(`${name} is copied`, () =>
      runStatement(adminUrl, `CREATE DATABASE ${name}_copy TEMPLATE ${name} STRATEGY FILE_COPY`).then(
        () => true,
        () => false,
      ),
    );
  }
}

/** Puts the copies in the place of the databases: Temporal has forgotten what came after. */
export async function putBack({ databases }: Temporal, adminUrl: string): Promise<void> {
  for (const name of databases) {
    await runStatement(adminUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    await runStatement(adminUrl, `ALTER DATABASE ${name}_copy RENAME TO ${name}`);
  }
}
