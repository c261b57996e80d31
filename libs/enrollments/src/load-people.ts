import {
  readEventsSince,
  readPeople,
  type OpenJourneyRow,
  type StoredRun,
  type Transaction,
} from '#database';
import type { JsonObject } from '#conditions';
import type { KnownRun, Memory, Occurrence, OpenJourney, PastEntries, Rest, Run } from '#journey';
import type { Engine } from './engine';
import type { Incoming } from './incoming';

/** How long after entry a goal may still be reached by a run that has ended: the longest window a journey may name. */
const GOALS_REMEMBERED_MS = 366 * 86_400_000;

/** One person while `record` folds events: loaded under the lock, changed in memory, written back at the end. */
export interface LoadedPerson {
  readonly id: string;
  /** As they are stored. */
  readonly stored: JsonObject;
  attributes: JsonObject;
  attributeTimes: { readonly [attribute: string]: number };
  lastEventAt: number | null;
  changed: boolean;
  runs: readonly LoadedRun[];
  entries: readonly PastEntries[];
  /** Events at or after the oldest incoming one, by their own clock. */
  history: readonly Occurrence[];
  /** Events of the transaction at hand, in order: the database does not count them yet. */
  unsaved: readonly Occurrence[];
}

/** A run of a loaded person, with what it takes to write it back. */
export interface LoadedRun extends KnownRun {
  readonly logSeq: number;
}

/** People and the journeys that the events at hand may enter. */
export interface Loaded {
  /** Those of the messageIds that are new. */
  readonly fresh: ReadonlySet<string>;
  readonly people: ReadonlyMap<string, LoadedPerson>;
  readonly open: readonly OpenJourney[];
}

/** Loads everything that judging events of locked people may need, and notes their messageIds. */
export async function loadPeople(
  engine: Engine,
  tx: Transaction,
  workspaceId: string,
  events: readonly { readonly event: Incoming; readonly profileId: string }[],
): Promise<Loaded> {
  const ids = [...new Set(events.map((one) => one.profileId))];
  const oldest = Math.min(...events.map((one) => one.event.timestamp));
  const stored = await readPeople(tx, workspaceId, {
    messageIds: [...new Set(events.map((one) => one.event.messageId))].toSorted(),
    profileIds: ids,
    eventNames: [...new Set(events.map((one) => one.event.name))],
    goalsSince: oldest - GOALS_REMEMBERED_MS,
  });
  const { entries } = stored;
  const runs: Awaited<ReturnType<typeof loadRun>>[] = [];
  for (const run of stored.runs) runs.push(await loadRun(engine, tx, workspaceId, run));
  const open: OpenJourney[] = [];
  for (const row of stored.open) open.push(await loadOpenJourney(engine, tx, row));
  const people = stored.profiles.map((profile): LoadedPerson => ({
    id: profile.id,
    stored: profile.attributes,
    attributes: profile.attributes,
    attributeTimes: profile.attributeTimes,
    lastEventAt: null,
    changed: false,
    runs: runs.filter((run) => run.profileId === profile.id).map((run) => run.known),
    entries: entries.filter((entry) => entry.profileId === profile.id),
    history: [],
    unsaved: [],
  }));
  return {
    fresh: new Set(stored.fresh),
    people: new Map(people.map((person) => [person.id, person])),
    open,
  };
}

/** Loads the events of a person that are not older than `since` (epoch ms), where an event came late. */
export async function loadHistory(
  tx: Transaction,
  profileId: string,
  since: number,
): Promise<readonly Occurrence[]> {
  const events = await readEventsSince(tx, profileId, since);
  return events.map(({ name, properties, timestamp, receivedAt, messageId, source }) => ({
    name,
    properties,
    timestamp,
    acceptedAt: receivedAt,
    messageId,
    source: source as Occurrence['source'],
  }));
}

async function loadOpenJourney(engine: Engine, tx: Transaction, row: OpenJourneyRow): Promise<OpenJourney> {
  return { ...row, journey: await engine.journeys.read(row.journeyId, row.version, tx) };
}

async function loadRun(
  engine: Engine,
  tx: Transaction,
  workspaceId: string,
  stored: StoredRun,
): Promise<{ profileId: string; known: LoadedRun }> {
  const journey = await engine.journeys.read(stored.journeyId, stored.version, tx);
  const { journeyId, version, goalAt, won, logSeq } = stored;
  const active = stored.state === 'active';
  return {
    profileId: stored.profileId,
    known: { journeyId, version, journey, run: runOf(workspaceId, stored), active, goalAt, won, logSeq },
  };
}

/** A run as the interpreter sees it, from its row. What the row holds was written from these very types. */
export function runOf(
  workspaceId: string,
  stored: {
    readonly id: string;
    readonly profileId: string;
    readonly entryKey: string;
    readonly trigger: JsonObject;
    readonly enteredAt: number;
    readonly step: string;
    readonly rest: JsonObject | null;
    readonly memory: JsonObject;
  },
): Run {
  return {
    id: stored.id,
    workspaceId,
    profileId: stored.profileId,
    entryKey: stored.entryKey,
    trigger: stored.trigger as unknown as Occurrence,
    enteredAt: stored.enteredAt,
    step: stored.step,
    rest: stored.rest as unknown as Rest | null,
    memory: stored.memory as unknown as Memory,
  };
}
