import { readFileSync, statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { PostgresServer } from '../../apps/standalone/src/postgres/postgres-server';

/** How long PostgreSQL may take to hear of a setting, or to write its log (ms). */
const SETTLES = 500;

/** Counts the SQL statements that Jornada sends while `work` runs: BEGIN and COMMIT too, Temporal's not. */
export async function countStatements(
  postgres: PostgresServer,
  work: () => Promise<void>,
): Promise<ReadonlyMap<string, number>> {
  const client = new Client({ connectionString: postgres.url('jornada') });
  await client.connect();
  const set = async (name: string, value: string): Promise<void> => {
    await client.query(`ALTER SYSTEM SET ${name} = ${value}`);
    await client.query('SELECT pg_reload_conf()');
    await pause(SETTLES);
  };
  try {
    await set('log_line_prefix', "'%a|'");
    const from = statSync(postgres.logFile).size;
    await set('log_min_duration_statement', '0');
    await work();
    await set('log_min_duration_statement', '-1');
    return countIn(readFileSync(postgres.logFile).subarray(from).toString());
  } finally {
    await client.end();
  }
}

/** Statements by name, or by how they begin. A prepared one is logged when it is parsed, bound and executed. */
function countIn(log: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const lines = /^jornada\|LOG: {2}duration: \S+ ms {2}(?:execute (\S+): |statement: )\s*(.{0,60})/gm;
  for (const [, name, text] of log.matchAll(lines)) {
    const called = name === undefined || name === '<unnamed>' ? (text ?? '') : name;
    counts.set(called, (counts.get(called) ?? 0) + 1);
  }
  return counts;
}
