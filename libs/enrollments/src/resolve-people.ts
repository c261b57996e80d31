import { randomUUID } from 'node:crypto';
import {
  addIdentifiers,
  createProfiles,
  findIdentifiers,
  type Identifier,
  type KnownIdentifier,
  type Transaction,
} from '#database';
import type { Incoming } from './incoming';

/** Tries before giving up on identifiers that other transactions keep adding. */
const MOST_TRIES = 5;

/** The people of events. */
export interface Resolved {
  /** The profile of each event, in order. */
  readonly profileIds: readonly string[];
  /** Whether the person of each event had a userId before it, in order. */
  readonly wasKnown: readonly boolean[];
  /** The newest event timestamp known of those that are locked already: of all, or of none. */
  readonly locked: ReadonlyMap<string, number | null>;
}

type Known = Map<string, { profileId: string; isUser: boolean }>;

/**
 * Finds the person of each event, making those that are new. A userId names a person; an anonymousId names its person,
 * and is joined to the userId it comes with where it has none yet.
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
    const known: Known = new Map(
      found.map((one) => [nameOf(one), { profileId: one.profileId, isUser: one.isUser }]),
    );
    const { people, wasKnown, added, created } = assign(incoming, known);
    if (added.length === 0) return { profileIds: people, wasKnown, locked: lockedOf(found) };
    if (await addIdentifiers(tx, workspaceId, added.toSorted(byName))) {
      if (created.length > 0) await createProfiles(tx, workspaceId, created.toSorted(), new Date(now));
      return { profileIds: people, wasKnown, locked: new Map() };
    }
  }
  throw new Error('identifiers of these people kept being added by others');
}

function lockedOf(found: readonly KnownIdentifier[]): ReadonlyMap<string, number | null> {
  return new Map(found.filter((one) => one.locked).map((one) => [one.profileId, one.lastEventAt]));
}

/** Decides who each event's person is, in order: later events see what earlier ones joined. */
function assign(
  incoming: readonly Incoming[],
  known: Known,
): {
  people: string[];
  wasKnown: boolean[];
  added: (Identifier & { profileId: string })[];
  created: string[];
} {
  const added: (Identifier & { profileId: string })[] = [];
  const created: string[] = [];
  const wasKnown: boolean[] = [];
  const people = incoming.map((event) => {
    const user = event.userId === null ? null : { kind: 'userId', value: event.userId };
    const anonymous = event.anonymousId === null ? null : { kind: 'anonymousId', value: event.anonymousId };
    const knownUser = user && known.get(nameOf(user));
    const knownAnonymous = anonymous && known.get(nameOf(anonymous));
    const joins = user !== null && !knownUser && knownAnonymous && !knownAnonymous.isUser;
    let profileId = knownUser
      ? knownUser.profileId
      : user === null || joins
        ? knownAnonymous?.profileId
        : undefined;
    wasKnown.push(Boolean(user ? knownUser : knownAnonymous?.isUser));
    if (profileId === undefined) {
      profileId = randomUUID();
      created.push(profileId);
    }
    for (const [identifier, there] of [
      [user, knownUser],
      [anonymous, knownAnonymous],
    ] as const) {
      if (identifier === null || there) continue;
      added.push({ ...identifier, profileId });
      known.set(nameOf(identifier), { profileId, isUser: user !== null });
    }
    if (joins && anonymous) known.set(nameOf(anonymous), { profileId, isUser: true });
    return profileId;
  });
  return { people, wasKnown, added, created };
}

function identifiersOf(event: Incoming): readonly Identifier[] {
  return [
    ...(event.userId === null ? [] : [{ kind: 'userId', value: event.userId }]),
    ...(event.anonymousId === null ? [] : [{ kind: 'anonymousId', value: event.anonymousId }]),
  ];
}

function distinct(identifiers: readonly Identifier[]): readonly Identifier[] {
  return [...new Map(identifiers.map((one) => [nameOf(one), one])).values()];
}

function nameOf(identifier: Identifier): string {
  return `${identifier.kind}\n${identifier.value}`;
}

function byName(a: Identifier, b: Identifier): number {
  return nameOf(a) < nameOf(b) ? -1 : 1;
}
