import type { Need } from '#conditions';
import { readHistory, type Connection } from '#database';
import {
  engagementNames,
  isMeant,
  meantBy,
  sinceOf,
  tally,
  type Counted,
  type Lookout,
  type Occurrence,
} from '#journey';

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
): Promise<Counted> {
  const queries = needs.map((need) => ({
    name: need.did,
    since: sinceOf(need, history),
    most: need.where === null ? need.atLeast : MOST_DETAILED,
    detailed: need.where !== null,
    source: engagementNames.has(need.did) ? 'jornada' : null,
  }));
  const matches = await readHistory(connection, history.profileId, queries);
  return tally(
    needs,
    (need, index) => [
      ...matches
        .filter(({ query, properties }) => query === index && isMeant(need, properties ?? {}, history))
        .map(({ timestamp }) => timestamp),
      ...meantBy(need, history.unsaved, history).map(({ timestamp }) => timestamp),
    ],
    history,
  );
}
