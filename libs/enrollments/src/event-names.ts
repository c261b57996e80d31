import { noteEventNames, type Database } from '#database';

/** Names that one process remembers to have noted; then it begins anew. */
const MOST_NAMES = 20_000;

/**
 * The names of events that have come, kept for the hints of publish rules. Each process notes a name once: what comes
 * again costs nothing.
 */
export class EventNames {
  private readonly noted = new Set<string>();

  constructor(private readonly database: Database) {}

  /** Notes the names of events that have been committed. */
  async note(workspaceId: string, names: readonly string[]): Promise<void> {
    const fresh = names.filter((name) => !this.noted.has(`${workspaceId}/${name}`));
    if (fresh.length === 0) return;
    if (this.noted.size > MOST_NAMES) this.noted.clear();
    // Before it is done, so that of many events of one name at once, one notes it.
    for (const name of fresh) this.noted.add(`${workspaceId}/${name}`);
    try {
      await noteEventNames(this.database, workspaceId, fresh);
    } catch (error) {
      for (const name of fresh) this.noted.delete(`${workspaceId}/${name}`);
      throw error;
    }
  }
}
