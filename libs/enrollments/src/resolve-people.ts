import {
  addIdentifiers,
  createProfiles,
  findIdentifiers,
  lockProfiles,
  overtaken,
  readStandings,
  type Identifier,
  type KnownIdentifier,
  type Transaction,
} from '#database';
import type { Standing } from '#journey';
import { assignPeople, hasToDecide, identifiersOf, nameOf, type Assigned } from './assign-people';
import type { Incoming } from './incoming';

/** Tries before giving up on identifiers that other transactions keep adding. */
const MOST_TRIES = 5;

/** The people of events: locked. */
export interface Resolved extends Pick<Assigned, 'profileIds' | 'wasKnown' | 'unjoined'> {
  /** Profiles that are one person, and are still to be merged. */
  readonly joins: Assigned['joins'];
  /** The newest event timestamp known of each profile that is locked. */
  readonly locked: ReadonlyMap<string, number | null>;
}

/**
 * Finds the person of each event, making those that are new, and locks them: resolve, lock, check again. Whatever was
 * decided on may have changed while the locks were waited for, and then all of it is done anew.
 * @throws where others overtook it: `inTransaction` begins again
 */
export async function resolvePeople(
  tx: Transaction,
  workspaceId: string,
  incoming: readonly Incoming[],
  now: number,
): Promise<Resolved> {
  const identifiers = distinct(incoming.flatMap(identifiersOf));
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    const found = await findIdentifiers(tx, workspaceId, identifiers);
    if (found.some((one) => one.isGone)) throw overtaken();
    const stored = [...new Set(found.map((one) => one.profileId))].toSorted();
    const standings = hasToDecide(incoming, found)
      ? await standingsOf(tx, stored)
      : new Map<string, Standing>();
    const assigned = assignPeople(incoming, found, standings);
    const { added, created } = assigned;
    const locked = lockedOf(found);
    if (added.length === 0 && locked.size === stored.length) return { ...assigned, locked };
    if (added.length === 0 || (await addIdentifiers(tx, workspaceId, added.toSorted(byName)))) {
      if (created.length > 0) await createProfiles(tx, workspaceId, created.toSorted(), new Date(now));
      const old = await lock(tx, stored);
      await checkAgain(tx, standings, added);
      return { ...assigned, locked: new Map([...created.map((id) => [id, null] as const), ...old]) };
    }
  }
  throw overtaken();
}

async function lock(
  tx: Transaction,
  ids: readonly string[],
): Promise<readonly (readonly [string, number | null])[]> {
  if (ids.length === 0) return [];
  const heads = await lockProfiles(tx, ids);
  if (heads.some((head) => !head.isLive)) throw overtaken();
  return heads.map((head) => [head.id, head.lastEventAt]);
}

/** What was decided on is as it was, but for the names that were added since. */
async function checkAgain(
  tx: Transaction,
  before: ReadonlyMap<string, Standing>,
  added: Assigned['added'],
): Promise<void> {
  if (before.size === 0) return;
  for (const [id, now] of await standingsOf(tx, [...before.keys()])) {
    const own = added.filter((one) => one.profileId === id);
    const users = own.filter((one) => one.kind === 'userId').length;
    const named = own.filter((one) => one.kind !== 'userId' && one.kind !== 'anonymousId').length;
    const then = before.get(id);
    const sameNames = then?.users === now.users - users && then.named === now.named - named;
    if (!sameNames || then.reachable !== now.reachable) throw overtaken();
  }
}

async function standingsOf(tx: Transaction, ids: readonly string[]): Promise<Map<string, Standing>> {
  const rows = await readStandings(tx, ids);
  return new Map(rows.map(({ id, ...standing }) => [id, standing]));
}

function lockedOf(found: readonly KnownIdentifier[]): ReadonlyMap<string, number | null> {
  return new Map(found.filter((one) => one.locked).map((one) => [one.profileId, one.lastEventAt]));
}

function distinct(identifiers: readonly Identifier[]): readonly Identifier[] {
  return [...new Map(identifiers.map((one) => [nameOf(one), one])).values()];
}

function byName(a: Identifier, b: Identifier): number {
  return nameOf(a) < nameOf(b) ? -1 : 1;
}
