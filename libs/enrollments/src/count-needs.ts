import type { Facts, Need } from '#conditions';
import { readHistory, type Connection } from '#database';
import { countOccurrences, engagementNames, isMeant, sinceOf, type Lookout, type Occurrence } from '#journey';

/** Counts by the key of their need. */
export type Counts = Facts['counts'];

/** Events of one name that are looked into one by one, where a `did` says which of them count. */
const MOST_DETAILED = 10_000;

/** Whose history, and what happened in the transaction at hand that is not stored yet. */
export interface History extends Lookout {
  readonly profileId: string;
  readonly unsaved: readonly Occurrence[];
}

/** Counts what conditions need of a person's history, in one look at the database. */
export async function countNeeds(
  connection: Connection,
  needs: readonly Need[],
  history: History,
): Promise<Counts> {
  const queries = needs.map((need) => ({
    name: need.did,
    since: sinceOf(need, history),
    most: need.where === null ? need.atLeast : MOST_DETAILED,
    detailed: need.where !== null,
    source: engagementNames.has(need.did) ? 'jornada' : null,
  }));
  const matches = await readHistory(connection, history.profileId, queries);
  const unsaved = countOccurrences(needs, history.unsaved, history);
  const counts = needs.map((need, index) => {
    const stored = matches.filter(
      ({ query, properties }) => query === index && isMeant(need, properties ?? {}, history),
    );
    return [need.key, stored.length + (unsaved[need.key] ?? 0)] as const;
  });
  return Object.fromEntries(counts);
}
