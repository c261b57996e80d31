import type { Need } from '#conditions';
import {
  advance,
  emptyMemory,
  enrollmentIdOf,
  react,
  reactionNeeds,
  restarted,
  takeTraits,
  type Concern,
  type Counted,
  type End,
  type LogEntry,
  type Occurrence,
  type OpenJourney,
  type Reaction,
  type Run,
} from '#journey';
import type { Incoming } from './incoming';
import type { LoadedPerson, LoadedRun } from './load-people';

/** The name under which people's history tells that somebody merged them. */
export const PROFILES_MERGED = 'Profiles Merged';

/** An enrollment that an event began. */
export interface Begun {
  readonly open: OpenJourney;
  readonly profileId: string;
  readonly run: Run;
  readonly end: End | null;
  readonly log: readonly LogEntry[];
  /** When it wants to be looked at (epoch ms). */
  readonly dueAt: number | null;
}

/** What one event came to, for one person. */
export interface Folded {
  readonly occurrence: Occurrence;
  readonly reaction: Reaction;
  readonly begun: readonly Begun[];
}

/** Who and when, for folding. */
export interface FoldContext {
  readonly workspaceId: string;
  /** The workspace's zone. */
  readonly zone: string;
  readonly open: readonly OpenJourney[];
  readonly now: number;
  /** Counts what conditions need of the person's history. */
  readonly count: (person: LoadedPerson, needs: readonly Need[]) => Promise<Counted>;
}

/**
 * Folds one new event into a loaded person: attributes first, then what it means for the person's runs, as `react`
 * says. The person is changed in memory, so that the next event of the same transaction sees it.
 */
export async function foldEvent(
  person: LoadedPerson,
  event: Incoming,
  context: FoldContext,
): Promise<Folded> {
  const occurrence = occurrenceOf(event, context.now);
  applyToProfile(person, event);
  person.unsaved = [...person.unsaved, occurrence];
  const known = {
    profile: person.attributes,
    zone: context.zone,
    runs: person.runs,
    open: context.open,
    entries: person.entries,
    laterEvents: person.history.filter(
      (one) => one.timestamp >= occurrence.timestamp && one.messageId !== occurrence.messageId,
    ),
    counts: {},
    touched: Object.keys(event.traits ?? {}),
  };
  const needs = reactionNeeds(known, occurrence);
  const counts = needs.length === 0 ? {} : (await context.count(person, needs)).counts;
  const reaction = react({ ...known, counts }, occurrence);
  applyConcerns(person, reaction, occurrence);
  const begun = reaction.entries.map((entry) => begin(person, entry, occurrence, context));
  applyEntries(person, begun, occurrence);
  person.history = [...person.history, occurrence];
  person.lastEventAt = Math.max(person.lastEventAt ?? -Infinity, occurrence.timestamp);
  return { occurrence, reaction, begun };
}

/**
 * Folds an event that happened to another profile of the same person, before the two became one: it may reach the goals
 * of these runs, end them, or win what they have been waiting for since before it came. It enters nobody.
 */
export async function foldPast(
  person: LoadedPerson,
  runs: readonly LoadedRun[],
  occurrence: Occurrence,
  context: FoldContext,
): Promise<Folded> {
  const waiting = runs.map((run) => ({ ...run, won: run.won || !waitedFor(run, occurrence) }));
  return foldOver(person, { runs: waiting, hasJoined: false }, occurrence, context);
}

/** Folds that two profiles became one: every condition that a run is under is judged on the joined person as it is now. */
export async function foldJoined(person: LoadedPerson, context: FoldContext): Promise<Folded> {
  const { now } = context;
  const joined: Occurrence = {
    ...{
      name: PROFILES_MERGED,
      properties: {},
      timestamp: now,
      acceptedAt: now,
      messageId: '',
      source: 'jornada',
    },
  };
  const folded = await foldOver(person, { runs: person.runs, hasJoined: true }, joined, context);
  // No event did it: there is none to name.
  const wins = folded.reaction.wins.map((win) => ({ ...win, event: null }));
  return { ...folded, reaction: { ...folded.reaction, wins } };
}

async function foldOver(
  person: LoadedPerson,
  { runs, hasJoined }: { readonly runs: readonly LoadedRun[]; readonly hasJoined: boolean },
  occurrence: Occurrence,
  context: FoldContext,
): Promise<Folded> {
  const known = {
    ...{ profile: person.attributes, zone: context.zone, runs, hasJoined },
    ...{ open: [], entries: [], laterEvents: [], counts: {}, touched: [] },
  };
  const needs = reactionNeeds(known, occurrence);
  const counts = needs.length === 0 ? {} : (await context.count(person, needs)).counts;
  const reaction = react({ ...known, counts }, occurrence);
  applyConcerns(person, reaction, occurrence);
  return { occurrence, reaction, begun: [] };
}

function waitedFor({ run }: LoadedRun, occurrence: Occurrence): boolean {
  return run.rest !== null && run.rest.since <= occurrence.acceptedAt;
}

function occurrenceOf(event: Incoming, now: number): Occurrence {
  const { name, properties, timestamp, messageId, source, call, depth } = event;
  const occurrence = { name, properties, timestamp, acceptedAt: now, messageId, source };
  return { ...occurrence, ...(call && { call }), ...(depth !== undefined && { depth }) };
}

function applyToProfile(person: LoadedPerson, event: Incoming): void {
  const after = takeTraits(person, sayingOf(person, event));
  if (after === person) return;
  person.attributes = after.attributes;
  person.attributeTimes = after.attributeTimes;
  person.changed = true;
}

/** What a step of a journey says is true from then on, whatever a clock that was ahead has dated later. */
function sayingOf({ attributeTimes }: LoadedPerson, event: Incoming): Incoming {
  if (event.source !== 'journey' || event.traits === null) return event;
  const { traits } = event;
  const times = Object.entries(attributeTimes).flatMap(([name, at]) =>
    Object.hasOwn(traits, name) ? [at] : [],
  );
  return { ...event, timestamp: Math.max(event.timestamp, ...times) };
}

function applyConcerns(person: LoadedPerson, reaction: Reaction, occurrence: Occurrence): void {
  const has = (concerns: readonly Concern[], run: LoadedRun): boolean =>
    concerns.some((concern) => concern.runId === run.run.id);
  person.entries = person.entries.map((entry) => {
    const ended = person.runs.filter(
      (run) =>
        run.journeyId === entry.journeyId && run.run.entryKey === entry.key && has(reaction.exits, run),
    );
    return { ...entry, active: entry.active - ended.length };
  });
  person.runs = person.runs.map((run) => ({
    ...run,
    run: restartedBy(reaction, run.run),
    goalAt: has(reaction.goals, run) ? occurrence.acceptedAt : run.goalAt,
    active: run.active && !has(reaction.exits, run),
    won: run.won || has(reaction.wins, run),
  }));
}

function restartedBy({ restarts }: Reaction, run: Run): Run {
  const restart = restarts.find(({ runId }) => runId === run.id);
  return restart ? restarted(run, restart.until) : run;
}

/** Begins an enrollment, and takes it as far as it can go without asking anything of the world: a leading wait is taken here. */
function begin(
  person: LoadedPerson,
  entry: Reaction['entries'][number],
  occurrence: Occurrence,
  context: FoldContext,
): Begun {
  const { open } = entry;
  const { workspaceId } = context;
  const run: Run = {
    id: enrollmentIdOf({
      ...{ workspaceId, journeyId: open.journeyId },
      ...{ profileId: person.id, messageId: occurrence.messageId },
    }),
    workspaceId,
    profileId: person.id,
    entryKey: entry.key,
    trigger: occurrence,
    enteredAt: context.now,
    step: open.journey.start,
    rest: null,
    memory: emptyMemory,
  };
  const entered: LogEntry = {
    at: context.now,
    step: null,
    kind: null,
    visit: 0,
    did: 'entered',
    because: entry.because,
  };
  const situation = {
    now: context.now,
    profile: person.attributes,
    zone: context.zone,
    counts: {},
    won: null,
    send: null,
  };
  const turn = advance(open.journey, run, situation);
  // What a split gives hangs on what the person was given before, which a turn of its own reads.
  const isGiven = Object.keys(turn.variants).length > 0;
  if (turn.commands.length > 0 || turn.needs.length > 0 || isGiven)
    return { open, profileId: person.id, run, end: null, log: [entered], dueAt: context.now };
  return {
    open,
    profileId: person.id,
    run: turn.run,
    end: turn.end,
    log: [entered, ...turn.log],
    dueAt: turn.end ? null : turn.until,
  };
}

function applyEntries(person: LoadedPerson, begun: readonly Begun[], occurrence: Occurrence): void {
  for (const { open, run, end, log } of begun) {
    const active = end === null;
    person.runs = [...person.runs, { ...open, run, active, goalAt: null, won: false, logSeq: log.length }];
    const past = person.entries.find(
      (entry) => entry.journeyId === open.journeyId && entry.key === run.entryKey,
    );
    const others = person.entries.filter((entry) => entry !== past);
    const count = (past?.count ?? 0) + 1;
    const running = (past?.active ?? 0) + (active ? 1 : 0);
    person.entries = [
      ...others,
      {
        journeyId: open.journeyId,
        key: run.entryKey,
        count,
        active: running,
        lastEnteredAt: occurrence.acceptedAt,
      },
    ];
  }
}
