// Words that keep a statement on the index it was written for. PostgreSQL counts a table's rows only after a minute,
// and a prepared statement keeps its plan until then: what was planned for an empty table reads all of a full one.

/** At the end of a subquery that must be asked for each row on its own, by its index, and not be turned into a join. */
export const ONE_BY_ONE = 'OFFSET 0';

/** A condition that is only checked on rows found otherwise: no index, partial or not, is matched to it. */
export function unindexed(condition: string): string {
  return `(${condition}) IS TRUE`;
}
