import { addDuration, parseDuration } from '#conditions';
import { decideEntry, type EntryDecision } from './decide-entry';
import { arrived, factsOf, hears, isGenuine } from './hearing';
import { isLate } from './lateness';
import { GOAL_WINDOW } from './outcome-rules.schema';
import type { KnownRun, OpenJourney, PastEntries, Person } from './person';
import type { Occurrence } from './run';
import { standingOf, stepOf } from './standing';
import { semanticsOf } from './step-table';

/** A run that an occurrence concerns, and why. */
export interface Concern {
  readonly runId: string;
  readonly because: string;
}

/** What one occurrence means for one person's runs. The parts work in this order. */
export interface Reaction {
  readonly goals: readonly Concern[];
  readonly exits: readonly Concern[];
  readonly wins: readonly (Concern & { readonly path: string })[];
  readonly entries: readonly (Extract<EntryDecision, { kind: 'enter' }> & { readonly open: OpenJourney })[];
  readonly refusals: readonly (Extract<EntryDecision, { kind: 'refuse' }> & { readonly open: OpenJourney })[];
}

/**
 * Decides what an occurrence means for a person: goals, then exits, then waits, then entries. A run that it ends is
 * not woken by it, and a run that it enters is neither ended nor woken by it. Goals are counted by the event's own
 * time; history, that is imported events and those older than the journey's `maxAge`, ends, wakes and enters nobody.
 * Pure; the profile already has the occurrence applied.
 */
export function react(person: Person, occurrence: Occurrence): Reaction {
  const goals = person.runs.flatMap((known) => goalOf(known, person, occurrence));
  if (occurrence.source === 'import') return { goals, exits: [], wins: [], entries: [], refusals: [] };
  const active = person.runs.filter((known) => known.active);
  const exits = active.flatMap((known) => exitOf(known, person, occurrence));
  const ended = new Set(exits.map((exit) => exit.runId));
  const wins = active
    .filter((known) => !known.won && !ended.has(known.run.id))
    .flatMap((known) => winOf(known, person, occurrence));
  const after = { ...person, entries: person.entries.map((entry) => withoutEnded(entry, person, ended)) };
  const decisions = person.open
    .filter((open) => isTriggeredBy(open, occurrence))
    .map((open) => ({ ...decideEntry(open, after, occurrence), open }));
  return {
    goals,
    exits,
    wins,
    entries: decisions.flatMap((decision) => (decision.kind === 'enter' ? [decision] : [])),
    refusals: decisions.flatMap((decision) => (decision.kind === 'refuse' ? [decision] : [])),
  };
}

/** Once per run, in its window from entry, whether it is still active or not. */
function goalOf(
  { journey, run, goalAt }: KnownRun,
  person: Person,
  occurrence: Occurrence,
): readonly Concern[] {
  const { goal } = journey;
  if (!goal || goalAt !== null || occurrence.timestamp < run.trigger.timestamp) return [];
  const facts = factsOf(person, occurrence, journey, run);
  const window = parseDuration(goal.within ?? GOAL_WINDOW);
  if (!window || occurrence.timestamp > addDuration(run.enteredAt, window, facts.zone)) return [];
  const { heard, because } = hears(goal, occurrence, run, facts);
  return heard ? [{ runId: run.id, because }] : [];
}

function exitOf({ journey, run }: KnownRun, person: Person, occurrence: Occurrence): readonly Concern[] {
  const facts = factsOf(person, occurrence, journey, run);
  if (isLate(journey, occurrence, facts.zone)) return [];
  for (const rule of journey.exit ?? []) {
    const { heard, because } = hears(rule, occurrence, run, facts);
    if (heard) return [{ runId: run.id, because: rule.reason ?? because }];
  }
  return [];
}

/** An event that is accepted at or after the deadline of a wait loses to its timeout, even if the engine was down. */
function winOf({ journey, run }: KnownRun, person: Person, occurrence: Occurrence): Reaction['wins'] {
  const step = stepOf(journey, run.step);
  const semantics = step && semanticsOf(step);
  if (!step || !semantics?.hear || run.rest?.kind !== 'wait') return [];
  if (run.rest.until !== null && occurrence.acceptedAt >= run.rest.until) return [];
  const { profile, zone, counts } = person;
  const standing = standingOf(journey, run, { now: occurrence.acceptedAt, profile, zone, counts });
  if (isLate(journey, occurrence, standing.facts.zone)) return [];
  const judged = { ...standing, facts: { ...standing.facts, event: occurrence.properties } };
  const path = semantics.hear(step, occurrence, judged);
  return path === null ? [] : [{ runId: run.id, path, because: arrived(occurrence) }];
}

/** A call of the trigger API begins the journey that it names, and no other; an event never begins one of the API's. */
function isTriggeredBy({ journey: { key, trigger } }: OpenJourney, occurrence: Occurrence): boolean {
  if (occurrence.call) return 'api' in trigger && occurrence.call.journey === key;
  return 'event' in trigger && trigger.event === occurrence.name && isGenuine(occurrence);
}

/** Entries as they stand once the runs that this occurrence ends have ended. */
function withoutEnded(entry: PastEntries, person: Person, ended: ReadonlySet<string>): PastEntries {
  const gone = person.runs.filter(
    ({ run, journeyId }) => ended.has(run.id) && journeyId === entry.journeyId && run.entryKey === entry.key,
  );
  return { ...entry, active: entry.active - gone.length };
}
