import { randomUUID } from 'node:crypto';
import type { Identifier, KnownIdentifier } from '#database';
import { mayJoin, together, type Claim, type Standing } from '#journey';
import type { Incoming } from './incoming';

/** Who the people of events are, and what has to be written for that. */
export interface Assigned {
  /** The profile of each event, in order; of those that are joined, any one. */
  readonly profileIds: readonly string[];
  /** Whether the person of each event had a userId before it, in order. */
  readonly wasKnown: readonly boolean[];
  /** Kinds of the names of each event that are somebody else's still, in order. */
  readonly unjoined: readonly (readonly string[])[];
  readonly added: readonly (Identifier & { readonly profileId: string })[];
  /** Profiles that are new. */
  readonly created: readonly string[];
  /** Profiles that are there already and are one person. */
  readonly joins: readonly (readonly string[])[];
}

/** A name as it is looked for. */
export function nameOf(identifier: Identifier): string {
  return `${identifier.kind}\n${identifier.value}`;
}

/** All names by which the people of events may be known already. */
export function identifiersOf({
  userId,
  previousId,
  identifiers = [],
  anonymousId,
}: Pick<Incoming, 'userId' | 'previousId' | 'identifiers' | 'anonymousId'>): readonly Identifier[] {
  return [
    ...(userId === null ? [] : [{ kind: 'userId', value: userId }]),
    ...(previousId === undefined
      ? []
      : [
          { kind: 'userId', value: previousId },
          { kind: 'anonymousId', value: previousId },
        ]),
    ...identifiers,
    ...(anonymousId === null ? [] : [{ kind: 'anonymousId', value: anonymousId }]),
  ];
}

/** Whether who somebody is hangs on more than a look at the names: those of one event are not of one profile all. */
export function hasToDecide(incoming: readonly Incoming[], found: readonly KnownIdentifier[]): boolean {
  const known = new Map(found.map((one) => [nameOf(one), one.profileId]));
  return incoming.some((event) => {
    const names = identifiersOf(event);
    const owners = new Set(names.map((name) => known.get(nameOf(name))));
    return names.length > 1 && (owners.size > 1 || owners.has(undefined));
  });
}

const NOBODY: Standing = { users: 0, named: 0, reachable: false };

/** Attributes that reach a person. */
const REACHING = ['email', 'phone'];

/**
 * Decides who each event's person is, in order: later events see what earlier ones joined. The userId counts first, then
 * the other names in order; a name that nobody has becomes this person's, one that another has joins the two, where it may.
 * @param standings of all profiles that were found, where there is something to decide
 */
export function assignPeople(
  incoming: readonly Incoming[],
  found: readonly KnownIdentifier[],
  standings: ReadonlyMap<string, Standing>,
): Assigned {
  const people = new People(found, standings);
  const steps = incoming.map((event) => people.take(event));
  const users = people.storedUsers();
  return {
    profileIds: steps.map((step) => people.leaderOf(step.id)),
    wasKnown: steps.map((step) => step.wasKnown || users.has(people.leaderOf(step.id))),
    unjoined: steps.map((step) => step.unjoined),
    added: people.added.map((one) => ({ ...one, profileId: people.leaderOf(one.profileId) })),
    created: people.created(),
    joins: people.joins(),
  };
}

/** People as they become known while events are looked at. */
class People {
  readonly added: (Identifier & { profileId: string })[] = [];
  private readonly owners = new Map<string, string>();
  private readonly standings: Map<string, Standing>;
  /** Profiles by the one that they are joined to. */
  private readonly leaders = new Map<string, string>();
  private readonly stored = new Set<string>();
  private readonly users: string[] = [];

  constructor(found: readonly KnownIdentifier[], standings: ReadonlyMap<string, Standing>) {
    this.standings = new Map(standings);
    for (const one of found) {
      this.owners.set(nameOf(one), one.profileId);
      this.stored.add(one.profileId);
      if (one.isUser) this.users.push(one.profileId);
      if (!this.standings.has(one.profileId))
        this.standings.set(one.profileId, { ...NOBODY, users: one.isUser ? 1 : 0 });
    }
  }

  take(event: Incoming): { readonly id: string; readonly wasKnown: boolean; readonly unjoined: string[] } {
    const claim = claimOf(event);
    const user = event.userId === null ? null : { kind: 'userId', value: event.userId };
    const others = this.othersOf(event);
    const owned = others.flatMap((name) => this.ownerOf(name) ?? []);
    const host =
      user === null
        ? owned[0]
        : (this.ownerOf(user) ?? owned.find((guest) => mayJoin(null, this.standingOf(guest), claim)));
    const id = host ?? this.create();
    const wasKnown = this.standingOf(id).users > 0;
    const names = user === null ? others : [user, ...others];
    const unjoined = names.flatMap((name) => (this.giveTo(id, name, claim) ? [] : [name.kind]));
    this.noteAddress(id, event);
    return { id, wasKnown, unjoined: claim.introduces === null ? [] : unjoined };
  }

  leaderOf(id: string): string {
    const leader = this.leaders.get(id);
    return leader === undefined ? id : this.leaderOf(leader);
  }

  /** The people who have had a userId before all of this. */
  storedUsers(): ReadonlySet<string> {
    return new Set(this.users.map((id) => this.leaderOf(id)));
  }

  created(): readonly string[] {
    return [...this.standings.keys()].filter((id) => !this.stored.has(id) && !this.leaders.has(id));
  }

  joins(): readonly (readonly string[])[] {
    const groups = new Map<string, string[]>();
    for (const id of this.stored) {
      const leader = this.leaderOf(id);
      groups.set(leader, [...(groups.get(leader) ?? []), id]);
    }
    return [...groups.values()].filter((group) => group.length > 1);
  }

  /** The names of an event but its userId. A former name is a userId if it is known as one, else an anonymousId. */
  private othersOf({ previousId, identifiers = [], anonymousId }: Incoming): readonly Identifier[] {
    const asUser = { kind: 'userId', value: previousId ?? '' };
    const asVisitor = { kind: 'anonymousId', value: previousId ?? '' };
    const former = this.owners.has(nameOf(asUser)) ? asUser : asVisitor;
    return [
      ...(previousId === undefined ? [] : [former]),
      ...identifiers,
      ...(anonymousId === null ? [] : [{ kind: 'anonymousId', value: anonymousId }]),
    ];
  }

  private ownerOf(name: Identifier): string | null {
    const owner = this.owners.get(nameOf(name));
    return owner === undefined ? null : this.leaderOf(owner);
  }

  private standingOf(id: string): Standing {
    return this.standings.get(this.leaderOf(id)) ?? NOBODY;
  }

  private create(): string {
    const id = randomUUID();
    this.standings.set(id, NOBODY);
    return id;
  }

  /** @returns whether the name is this person's now */
  private giveTo(id: string, name: Identifier, claim: Claim): boolean {
    const owner = this.ownerOf(name);
    const leader = this.leaderOf(id);
    if (owner === leader) return true;
    if (owner === null) {
      this.owners.set(nameOf(name), leader);
      this.added.push({ ...name, profileId: leader });
      this.standings.set(leader, together([this.standingOf(leader), standingBy(name)]));
      return true;
    }
    if (!mayJoin(this.standingOf(leader), this.standingOf(owner), claim)) return false;
    this.join(leader, owner);
    return true;
  }

  /** A profile that is stored stays, so that nothing is made only to be merged away. */
  private join(a: string, b: string): void {
    const [leader, other] = this.stored.has(a) ? [a, b] : [b, a];
    this.standings.set(leader, together([this.standingOf(a), this.standingOf(b)]));
    this.leaders.set(other, leader);
  }

  private noteAddress(id: string, { traits }: Incoming): void {
    if (traits === null || !REACHING.some((name) => Object.hasOwn(traits, name))) return;
    const leader = this.leaderOf(id);
    this.standings.set(leader, { ...this.standingOf(leader), reachable: true });
  }
}

function claimOf({ type, sentWith }: Incoming): Claim {
  const introduces = type === 'identify' || type === 'alias' ? type : null;
  return { introduces, sentWith: sentWith ?? 'server' };
}

function standingBy({ kind }: Identifier): Standing {
  if (kind === 'userId') return { ...NOBODY, users: 1 };
  return kind === 'anonymousId' ? NOBODY : { ...NOBODY, named: 1 };
}
