// Brings the database up to date and ends: for whoever does that once before the processes of a release start.
import { loadEnvFile, readConfig } from '#config';
import { migrate } from '#database';
import { openLog } from '#telemetry';

async function main(): Promise<void> {
  loadEnvFile();
  const config = readConfig(process.env);
  await migrate(config.databaseUrl.reveal());
  openLog('migrate', (line) => process.stdout.write(line), config.logLevel).info(
    'the database is up to date',
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
