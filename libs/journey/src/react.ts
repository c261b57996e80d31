import { addDuration, evaluate, hangsOnTime, parseDuration, type Condition, type Facts } from '#conditions';
import { isTouched, type Change } from './change';
import { decideEntry, type EntryDecision } from './decide-entry';
import { arrived, factsOf, hears, isTriggeredBy, UNHEARD, type Happened, type Hearing } from './hearing';
import type { Journey } from './journey.schema';
import { isLate } from './lateness';
import { GOAL_WINDOW } from './outcome-rules.schema';
import type { KnownRun, OpenJourney, PastEntries, Person } from './person';
import type { Occurrence } from './run';
import { factsOfRun, standingOf, stepOf } from './standing';
import { semanticsOf } from './step-table';
import { changeBy, reasonOfExit, viewOf, watchedBy } from './watching';

/** A run that an occurrence concerns, and why. */
export interface Concern {
  readonly runId: string;
  readonly because: string;
}

/** What one occurrence means for one person's runs. The parts work in this order. */
export interface Reaction {
  readonly goals: readonly Concern[];
  readonly exits: readonly Concern[];
  readonly wins: readonly (Concern & { readonly path: string; readonly event: string | null })[];
  /** Waits whose time begins anew, and when it is over then (epoch ms). */
  readonly restarts: readonly (Concern & { readonly until: number })[];
  /** Runs that are to be looked at again, by id: when something becomes of them by time alone may have changed. */
  readonly looks: readonly string[];
  readonly entries: readonly (Extract<EntryDecision, { kind: 'enter' }> & { readonly open: OpenJourney })[];
  readonly refusals: readonly (Extract<EntryDecision, { kind: 'refuse' }> & { readonly open: OpenJourney })[];
}

/**
 * Decides what an occurrence means for a person: goals, then exits, then waits, then entries. A run that it ends is
 * not woken by it, and a run that it enters is neither ended nor woken by it. Goals are counted by the event's own
 * time; history, that is imported events and those older than the journey's `maxAge`, ends, wakes and enters nobody,
 * but by what it changed: conditions are judged on the person as they are. Pure; the profile already has the
 * occurrence applied.
 */
export function react(person: Person, occurrence: Occurrence): Reaction {
  const goals = person.runs.flatMap((known) => goalOf(known, person, occurrence));
  const active = person.runs.filter((known) => known.active);
  const exits = active.flatMap((known) => exitOf(known, person, occurrence));
  const ended = new Set(exits.map((exit) => exit.runId));
  const going = active.filter((known) => !ended.has(known.run.id));
  const waits = going.filter((known) => !known.won).flatMap((known) => waitOf(known, person, occurrence));
  const wins = waits.flatMap((wait) => ('path' in wait ? [wait] : []));
  const after = { ...person, entries: person.entries.map((entry) => withoutEnded(entry, person, ended)) };
  const decisions = person.open
    .filter((open) => occurrence.source !== 'import' && isTriggeredBy(open.journey, occurrence))
    .map((open) => ({ ...decideEntry(open, after, occurrence), open }));
  return {
    goals,
    exits,
    wins,
    restarts: waits.flatMap((wait) => ('until' in wait ? [wait] : [])),
    looks: going.filter((known) => needsLook(known, person, occurrence)).map(({ run }) => run.id),
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
  const { isNews, change } = happenedTo(journey, person, occurrence, facts.zone);
  for (const rule of journey.exit ?? []) {
    const { heard, because } =
      'if' in rule
        ? seen(rule, change, factsOfRun(journey, run, viewOf(person, occurrence)))
        : isNews
          ? hears(rule, occurrence, run, facts)
          : UNHEARD;
    if (heard) return [{ runId: run.id, because: rule.reason ?? because }];
  }
  return [];
}

function seen(
  { if: condition, reason }: { readonly if: Condition; readonly reason?: string | undefined },
  change: Change,
  facts: Facts,
): Hearing {
  if (!isTouched(condition, change)) return UNHEARD;
  const { holds, because } = evaluate(condition, facts);
  return { heard: holds, because: reasonOfExit(reason, because) };
}

/**
 * What an occurrence means for a wait: it wins one of its paths, or begins its time anew. What is accepted at or after
 * the deadline of a wait loses to its timeout, even if the engine was down.
 */
function waitOf(
  { journey, run }: KnownRun,
  person: Person,
  occurrence: Occurrence,
): readonly (Reaction['wins'][number] | Reaction['restarts'][number])[] {
  const step = stepOf(journey, run.step);
  const semantics = step && semanticsOf(step);
  if (!step || !semantics?.hear || run.rest?.kind !== 'wait') return [];
  if (run.rest.until !== null && occurrence.acceptedAt >= run.rest.until) return [];
  const standing = standingOf(journey, run, viewOf(person, occurrence));
  const happened = happenedTo(journey, person, occurrence, standing.facts.zone);
  const path = semantics.hear(step, happened, standing);
  const because = arrived(occurrence);
  if (path !== null) return [{ runId: run.id, path, because, event: occurrence.messageId }];
  const until = semantics.restart?.(step, happened, standing) ?? null;
  return until === null ? [] : [{ runId: run.id, until, because: `${because}: its time begins anew` }];
}

function happenedTo(journey: Journey, person: Person, occurrence: Occurrence, zone: string): Happened {
  const isNews = occurrence.source !== 'import' && !isLate(journey, occurrence, zone);
  return { occurrence, isNews, change: changeBy(person, occurrence) };
}

/** Whether an instant at which a condition of this run is to be judged again may have moved. */
function needsLook({ journey, run }: KnownRun, person: Person, occurrence: Occurrence): boolean {
  const change = changeBy(person, occurrence);
  return watchedBy(journey, run, viewOf(person, occurrence)).some(
    ({ condition }) => hangsOnTime(condition) && isTouched(condition, change),
  );
}

/** Entries as they stand once the runs that this occurrence ends have ended. */
function withoutEnded(entry: PastEntries, person: Person, ended: ReadonlySet<string>): PastEntries {
  const gone = person.runs.filter(
    ({ run, journeyId }) => ended.has(run.id) && journeyId === entry.journeyId && run.entryKey === entry.key,
  );
  return { ...entry, active: entry.active - gone.length };
}
