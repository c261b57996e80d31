import { inTransaction, type Transaction } from '#database';
import { failpoint } from '#delivery';
import { chooseZone, type Reaction } from '#journey';
import { countNeeds } from './count-needs';
import type { Engine } from './engine';
import { foldEvent, type Begun, type FoldContext, type Folded } from './fold-event';
import type { Incoming, Recorded } from './incoming';
import { guardKnown } from './guard-known';
import { joinPeople, type Joint } from './join-people';
import { judgeAgain } from './judge-again';
import { loadHistory, loadPeople, type Loaded, type LoadedPerson } from './load-people';
import type { Poke } from './poke';
import { resolvePeople, type Resolved } from './resolve-people';
import { writeChanges, type FoldedEvent } from './write-changes';

/**
 * Records events and everything they mean, in one transaction: what this answers is committed. Each event works once
 * per messageId, in the given order, person by person: profile → goals → exits → waits → entries. After the commit,
 * Temporal is told about every enrollment that should move.
 * @param now when the events were accepted (epoch ms)
 * @param lockTimeout how long it may wait for any one lock (ms), as `inTransaction` says; null = as long as it takes
 * @returns what became of each event, in order
 */
export async function record(
  engine: Engine,
  workspaceId: string,
  incoming: readonly Incoming[],
  now: number,
  lockTimeout: number | null = null,
): Promise<readonly Recorded[]> {
  if (incoming.length === 0) return [];
  const zone = await engine.journeys.zoneOf(workspaceId, now);
  const { recorded, pokes } = await inTransaction(
    engine.database,
    (tx) => recordIn(engine, tx, workspaceId, incoming, { now, zone }),
    lockTimeout,
  );
  await failpoint('after-events-committed');
  engine.poke(pokes);
  const isNew = new Set(
    recorded.flatMap(({ status, messageId }) => (status === 'accepted' ? [messageId] : [])),
  );
  const named = incoming.filter(({ messageId }) => isNew.has(messageId)).map(({ name }) => name);
  await engine.eventNames.note(workspaceId, named);
  return recorded;
}

/** When events are accepted (epoch ms), and the zone of their workspace. */
interface When {
  readonly now: number;
  readonly zone: string;
}

async function recordIn(
  engine: Engine,
  tx: Transaction,
  workspaceId: string,
  incoming: readonly Incoming[],
  when: When,
): Promise<{ recorded: readonly Recorded[]; pokes: readonly Poke[] }> {
  const resolved = await resolvePeople(tx, workspaceId, incoming, when.now);
  const joints: Joint[] = [];
  for (const ids of resolved.joins) joints.push(await joinPeople(tx, workspaceId, ids, when.now));
  const { profileIds, lastEvents } = followJoints(resolved, joints);
  const events = incoming.map((event, index) => ({
    ...{ event, profileId: profileIds[index] ?? '', unjoined: resolved.unjoined[index] ?? [] },
    isKnown: resolved.wasKnown[index] === true,
  }));
  return recordOf(engine, tx, workspaceId, events, { joints, lastEvents, ...when });
}

/** An event of a person who is locked. */
interface Placed {
  readonly event: Incoming;
  readonly profileId: string;
  /** Whether who sent it was known before: see `guardKnown`. */
  readonly isKnown: boolean;
  /** Its names that belong to others, and were not joined. */
  readonly unjoined: Resolved['unjoined'][number];
}

/** What events of locked people are recorded on. */
interface Ground extends When {
  /** Profiles that became one in this transaction. */
  readonly joints: readonly Joint[];
  /** The newest event timestamp known of each person (epoch ms). */
  readonly lastEvents: ReadonlyMap<string, number | null>;
}

/**
 * Records events of people who are locked already, in their transaction: what they mean is written, and Temporal is to
 * be told of it after the commit.
 */
export async function recordOf(
  engine: Engine,
  tx: Transaction,
  workspaceId: string,
  events: readonly Placed[],
  { joints, lastEvents, now, zone }: Ground,
): Promise<{ recorded: readonly Recorded[]; pokes: readonly Poke[] }> {
  const loaded = await loadPeople(engine, tx, workspaceId, events);
  const news = firstOfEach(events, loaded.fresh);
  if (news.length === 0 && joints.length === 0)
    return { recorded: events.map(({ event, profileId }) => duplicate(event, profileId)), pokes: [] };
  await loadLateHistories(tx, loaded, news, lastEvents);
  const count: FoldContext['count'] = (person, needs) => {
    const zoneOfPerson = chooseZone({ journey: undefined, profile: person.attributes, workspace: zone }).zone;
    return countNeeds(tx, needs, { profileId: person.id, now, zone: zoneOfPerson, unsaved: person.unsaved });
  };
  const context = { workspaceId, zone, open: loaded.open, now, count };
  const judgedAgain: Folded[] = [];
  for (const joint of joints)
    judgedAgain.push(...(await judgeAgain(tx, joint, personOf(loaded, joint.id), context)));
  const folded: FoldedEvent[] = [];
  for (const { event: whole, profileId, isKnown, unjoined } of news) {
    const person = personOf(loaded, profileId);
    const { event, kept } = guardKnown(whole, isKnown, person.attributes);
    folded.push({ event, profileId, kept, unjoined, folded: await foldEvent(person, event, context) });
  }
  const concerned = new Set([...news.map((one) => one.profileId), ...joints.map((joint) => joint.id)]);
  const people = [...loaded.people.values()].filter((person) => concerned.has(person.id));
  await writeChanges(tx, workspaceId, people, folded, judgedAgain, now);
  await failpoint('before-events-committed');
  const outcomes = new Map(news.map((one, index) => [one, folded[index]]));
  const recorded = events.map((one) => {
    const outcome = outcomes.get(one);
    return outcome ? recordedOf(outcome) : duplicate(one.event, one.profileId);
  });
  const begun = folded.flatMap((one) => one.folded.begun);
  const reactions = [...judgedAgain, ...folded.map((one) => one.folded)].map((one) => one.reaction);
  const pokes = pokesOf(loaded, begun, reactions, { now, workspaceId });
  return { recorded, pokes: [...joints.flatMap((joint) => joint.pokes), ...pokes] };
}

/** Whose the events are, and what is the newest known of each person, once profiles have been joined. */
function followJoints(
  { profileIds, locked }: Resolved,
  joints: readonly Joint[],
): { profileIds: readonly string[]; lastEvents: ReadonlyMap<string, number | null> } {
  const survivors = new Map(
    joints.flatMap(({ id, sides }) => sides.flatMap(({ ids }) => ids.map((one) => [one, id] as const))),
  );
  return {
    profileIds: profileIds.map((id) => survivors.get(id) ?? id),
    lastEvents: new Map([...locked, ...joints.map(({ id, lastEventAt }) => [id, lastEventAt] as const)]),
  };
}

/** Of events with the same new messageId in one batch, the first counts. */
function firstOfEach<T extends { readonly event: Incoming }>(
  events: readonly T[],
  fresh: ReadonlySet<string>,
): readonly T[] {
  const seen = new Set<string>();
  return events.filter(({ event }) => {
    if (!fresh.has(event.messageId) || seen.has(event.messageId)) return false;
    seen.add(event.messageId);
    return true;
  });
}

/** Only where an event is not newer than all that is known of the person, may a later exit event be known already. */
async function loadLateHistories(
  tx: Transaction,
  loaded: Loaded,
  news: readonly { readonly event: Incoming; readonly profileId: string }[],
  lastEvents: ReadonlyMap<string, number | null>,
): Promise<void> {
  for (const person of loaded.people.values()) {
    const last = lastEvents.get(person.id) ?? null;
    person.lastEventAt = last;
    const oldest = Math.min(
      ...news.filter((one) => one.profileId === person.id).map((one) => one.event.timestamp),
    );
    if (loaded.open.length > 0 && last !== null && oldest <= last)
      person.history = await loadHistory(tx, person.id, oldest);
  }
}

function personOf(loaded: Loaded, profileId: string): LoadedPerson {
  const person = loaded.people.get(profileId);
  if (!person) throw new Error(`profile ${profileId} is locked, but has no attributes`);
  return person;
}

function duplicate(event: Incoming, profileId: string): Recorded {
  return {
    messageId: event.messageId,
    status: 'duplicate',
    profileId,
    began: [],
    woke: [],
    ended: [],
    refused: [],
  };
}

function recordedOf({ event, profileId, kept, unjoined, folded }: FoldedEvent): Recorded {
  const { reaction, begun } = folded;
  return {
    messageId: event.messageId,
    status: 'accepted',
    profileId,
    ...(unjoined.length === 0 ? {} : { unjoined }),
    began: begun.map((one) => one.run.id),
    woke: reaction.wins.map((win) => win.runId),
    ended: reaction.exits.map((exit) => exit.runId),
    ...(kept.length > 0 ? { kept } : {}),
    refused: reaction.refusals.map(({ open, reason, because }) => ({
      journey: open.journey.key,
      reason,
      because,
    })),
  };
}

function pokesOf(
  loaded: Loaded,
  begun: readonly Begun[],
  reactions: readonly Reaction[],
  { now, workspaceId }: { readonly now: number; readonly workspaceId: string },
): readonly Poke[] {
  const begins = new Map(begun.map((one) => [one.run.id, one]));
  const touched = new Set(
    reactions.flatMap(({ exits, wins, restarts, looks }) => [
      ...[...exits, ...wins, ...restarts].map((concern) => concern.runId),
      ...looks,
    ]),
  );
  return [...loaded.people.values()].flatMap((person) =>
    person.runs.flatMap((known): readonly Poke[] => {
      const { run, journey, version, active } = known;
      const fresh = begins.get(run.id);
      if (fresh ? !active : !touched.has(run.id)) return [];
      const begin = fresh ? { at: fresh.dueAt ?? now } : null;
      return [{ workspaceId, enrollmentId: run.id, journey: journey.key, version, begin }];
    }),
  );
}
