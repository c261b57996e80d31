import type { Database } from '../database';

/** A named statement as it goes to PostgreSQL. */
export interface NamedStatement {
  readonly name: string;
  readonly text: string;
}

/**
 * Lets a spec see, and change, every named statement that a database's connections run: what holds, must be shown to
 * hold by what breaks without it. To be called before the first statement; production knows of no such thing.
 */
export function rewriteStatements(
  database: Database,
  rewrite: (statement: NamedStatement) => NamedStatement,
): void {
  database.pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    const rewritten = (first: unknown, ...others: unknown[]): unknown =>
      query(isNamed(first) ? { ...first, ...rewrite(first) } : first, ...others);
    Object.assign(client, { query: rewritten });
  });
}

function isNamed(first: unknown): first is NamedStatement {
  return typeof first === 'object' && first !== null && 'name' in first && 'text' in first;
}
