import {
  appendEvents,
  changeRuns,
  insertEnrollments,
  insertLog,
  markEngaged,
  noteRefusals,
  orderedId,
  touchMemberships,
  writeProfiles,
  type LogRow,
  type RunChange,
  type Transaction,
} from '#database';
import type { JsonObject } from '#conditions';
import { visitOf, type EngagementName, type Journey, type LogEntry, type Run } from '#journey';
import type { Begun, Folded } from './fold-event';
import type { Incoming } from './incoming';
import type { LoadedPerson } from './load-people';

/** What a person does who is engaged. */
const ENGAGED: ReadonlySet<string> = new Set<EngagementName>(['Email Opened', 'Email Clicked']);

/** One event, folded. */
export interface FoldedEvent {
  readonly event: Incoming;
  readonly profileId: string;
  /** Attributes that it would have changed and was not allowed to. */
  readonly kept: readonly string[];
  /** Kinds of those of its names that are somebody else's still. */
  readonly unjoined: readonly string[];
  readonly folded: Folded;
}

/**
 * Writes everything a batch of folded events came to. Runs that the batch itself began are written as they ended up.
 * @param judgedAgain what earlier events came to, because people were joined before these
 */
export async function writeChanges(
  tx: Transaction,
  workspaceId: string,
  people: readonly LoadedPerson[],
  events: readonly FoldedEvent[],
  judgedAgain: readonly Folded[],
  now: number,
): Promise<void> {
  await appendEvents(
    tx,
    workspaceId,
    events.map((one) => eventRow(one, now)),
    people,
    now,
  );
  const changed = people.filter((person) => person.changed);
  if (changed.length > 0) await writeProfiles(tx, changed, now);
  const moved = changed.filter(isReachedElsewhere).map(({ id }) => id);
  if (moved.length > 0) await touchMemberships(tx, workspaceId, moved);
  const begun = events.flatMap((one) => one.folded.begun);
  const changes = collectChanges(people, [...judgedAgain, ...events.map((one) => one.folded)]);
  if (begun.length > 0) await insertBegun(tx, workspaceId, begun);
  if (changes.log.length > 0) await insertLog(tx, workspaceId, changes.log);
  if (changes.runs.length > 0) await changeRuns(tx, changes.runs, now);
  const engaged = events.flatMap(({ event }) => engagedRunOf(event));
  if (engaged.length > 0) await markEngaged(tx, workspaceId, engaged, now);
  const refusals = lastRefusals(events);
  if (refusals.length > 0) await noteRefusals(tx, workspaceId, refusals, now);
}

/** Whether somebody has another address or number now, by which ad networks are to know them. */
function isReachedElsewhere({ stored, attributes }: LoadedPerson): boolean {
  return stored['email'] !== attributes['email'] || stored['phone'] !== attributes['phone'];
}

/** The run a message of which was opened or clicked by a person. */
function engagedRunOf({ type, name, source, properties }: Incoming): readonly string[] {
  const { enrollmentId } = properties;
  const isMeant = type === 'engagement' && source === 'jornada' && ENGAGED.has(name);
  return isMeant && typeof enrollmentId === 'string' ? [enrollmentId] : [];
}

function eventRow(
  { event, profileId }: FoldedEvent,
  now: number,
): Parameters<typeof appendEvents>[2][number] {
  const { type, name, properties, context, timestamp, messageId, source } = event;
  return { id: orderedId(now), profileId, type, name, properties, context, timestamp, messageId, source };
}

async function insertBegun(tx: Transaction, workspaceId: string, begun: readonly Begun[]): Promise<void> {
  const rows = begun.map(({ open, profileId, run, end, log, dueAt }) => ({
    id: run.id,
    journeyId: open.journeyId,
    version: open.version,
    profileId,
    entryKey: run.entryKey,
    again: againOf(open.journey),
    state: end?.state ?? 'active',
    because: end?.because ?? null,
    step: run.step,
    memory: asJson(run.memory),
    rest: run.rest === null ? null : asJson(run.rest),
    trigger: asJson(run.trigger),
    logSeq: log.length,
    dueAt,
    enteredAt: run.enteredAt,
    endedAt: end === null ? null : run.enteredAt,
  }));
  const log = begun.flatMap(({ run, log }) => logRows(run.id, 0, log));
  const waits = begun.flatMap(({ run }) => waitOf(run));
  await insertEnrollments(tx, workspaceId, rows, log, waits);
}

/** The wait that a run rests on, as a row; nothing where it rests on none. */
export function waitOf(
  run: Run,
): readonly { enrollmentId: string; step: string; visit: number; since: number; until: number | null }[] {
  if (run.rest?.kind !== 'wait') return [];
  const { since, until } = run.rest;
  return [{ enrollmentId: run.id, step: run.step, visit: visitOf(run), since, until }];
}

/** Log entries as rows, numbered from `first`. */
export function logRows(enrollmentId: string, first: number, log: readonly LogEntry[]): readonly LogRow[] {
  return log.map((entry, index) => ({
    ...entry,
    enrollmentId,
    seq: first + index,
    detail: entry.detail ?? null,
  }));
}

function collectChanges(
  people: readonly LoadedPerson[],
  folds: readonly Folded[],
): { runs: readonly RunChange[]; log: readonly LogRow[] } {
  const runs = new Map<string, { -readonly [K in keyof RunChange]: RunChange[K] }>();
  const log: LogRow[] = [];
  const known = new Map(people.flatMap((person) => person.runs.map((run) => [run.run.id, run])));
  const change = (id: string, entry: LogEntry | null, fields: Partial<RunChange>): void => {
    const of = runs.get(id) ?? unchanged(id);
    const entries = entry ? [entry] : [];
    log.push(...logRows(id, (known.get(id)?.logSeq ?? 0) + of.logged, entries));
    runs.set(id, { ...of, ...fields, logged: of.logged + entries.length });
  };
  for (const { reaction, occurrence } of folds) {
    const entryOf = (id: string, did: LogEntry['did'], because: string): LogEntry => {
      const run = known.get(id)?.run;
      return {
        at: occurrence.acceptedAt,
        step: run?.step ?? null,
        kind: null,
        visit: run ? visitOf(run) : 0,
        did,
        because,
      };
    };
    for (const goal of reaction.goals)
      change(goal.runId, entryOf(goal.runId, 'decided', `goal reached: ${goal.because}`), {
        goalAt: occurrence.acceptedAt,
      });
    for (const exit of reaction.exits)
      change(exit.runId, entryOf(exit.runId, 'ended', exit.because), { exited: exit.because });
    for (const win of reaction.wins)
      change(win.runId, entryOf(win.runId, 'woken', win.because), {
        wonPath: win.path,
        wonEvent: win.event,
      });
    for (const { runId, because, until } of reaction.restarts)
      change(runId, entryOf(runId, 'rested', because), { restUntil: until, isDue: true });
    for (const id of reaction.looks) change(id, null, { isDue: true });
  }
  return { runs: [...runs.values()], log };
}

/** A run to which nothing has happened. */
export function unchanged(id: string): RunChange {
  const nothing = { goalAt: null, exited: null, wonPath: null, wonEvent: null };
  return { id, logged: 0, ...nothing, restUntil: null, isDue: false };
}

function lastRefusals(events: readonly FoldedEvent[]): Parameters<typeof noteRefusals>[2] {
  const refusals = events.flatMap(({ profileId, folded }) =>
    folded.reaction.refusals.map(({ open, reason, because }) => ({
      journeyId: open.journeyId,
      profileId,
      reason,
      because,
    })),
  );
  return [...new Map(refusals.map((one) => [`${one.journeyId}/${one.profileId}`, one])).values()];
}

/** The form of the entry rule that the unique indexes look at. */
function againOf(journey: Journey): string {
  const again = journey.entry?.again ?? 'afterEnd';
  return typeof again === 'string' ? again : 'after';
}

/** Plain data of our own types, as JSON. */
export function asJson(value: object): JsonObject {
  return value as unknown as JsonObject;
}
