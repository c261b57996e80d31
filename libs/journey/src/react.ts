import { addDuration, evaluate, parseDuration } from '#conditions';
import { decideEntry, type EntryDecision } from './decide-entry';
import { factsOf, hears } from './hearing';
import type { KnownRun, OpenJourney, Person } from './person';
import type { Occurrence } from './run';
import { standingOf } from './advance';
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

/** How old an event may be and still enter or wake anyone, unless the journey says otherwise. */
const DEFAULT_MAX_AGE = '24h';

/**
 * Decides what an occurrence means for a person: goals, then exits, then waits, then entries. A run that it ends is
 * not woken by it, and a run that it enters is neither ended nor woken by it. Pure; the profile already has the
 * occurrence applied. Imported events change history only.
 */
export function react(person: Person, occurrence: Occurrence): Reaction {
  if (occurrence.source === 'import') return { goals: [], exits: [], wins: [], entries: [], refusals: [] };
  const goals = person.runs.flatMap((known) => goalOf(known, person, occurrence));
  const exits = person.runs.filter((known) => known.active).flatMap((known) => exitOf(known, person, occurrence));
  const ended = new Set(exits.map((exit) => exit.runId));
  const waiting = person.runs.filter((known) => known.active && !known.won && !ended.has(known.run.id));
  const wins = waiting.flatMap((known) => winOf(known, person, occurrence));
  const after = { ...person, entries: person.entries.map((entry) => withoutEnded(entry, person, ended)) };
  const decisions = person.open.flatMap((open) => entryOf(open, after, occurrence));
  return {
    goals,
    exits,
    wins,
    entries: decisions.flatMap((d) => (d.kind === 'enter' ? [d] : [])),
    refusals: decisions.flatMap((d) => (d.kind === 'refuse' ? [d] : [])),
  };
}

function goalOf(known: KnownRun, person: Person, occurrence: Occurrence): readonly Concern[] {
  const { goal } = known.journey;
  if (!goal || known.goalAt !== null) return [];
  if (occurrence.timestamp < known.run.trigger.timestamp) return [];
  if (goal.within !== undefined) {
    const window = parseDuration(goal.within);
    if (!window || occurrence.timestamp > addDuration(known.run.enteredAt, window, person.zone)) return [];
  }
  const { heard, because } = hears(goal, occurrence, known.run, factsOf(person, occurrence, known.run));
  return heard ? [{ runId: known.run.id, because }] : [];
}

function exitOf(known: KnownRun, person: Person, occurrence: Occurrence): readonly Concern[] {
  if (isLate(known.journey, person, occurrence)) return [];
  const facts = factsOf(person, occurrence, known.run);
  for (const rule of known.journey.exit ?? []) {
    const { heard, because } = hears(rule, occurrence, known.run, facts);
    if (heard) return [{ runId: known.run.id, because: rule.reason ?? because }];
  }
  return [];
}

function winOf(known: KnownRun, person: Person, occurrence: Occurrence): Reaction['wins'] {
  const { run, journey } = known;
  if (run.rest?.kind !== 'wait' || isLate(journey, person, occurrence)) return [];
  if (run.rest.until !== null && occurrence.acceptedAt >= run.rest.until) return [];
  const step = journey.steps[run.step];
  const semantics = step && semanticsOf(step);
  if (!step || !semantics?.hear) return [];
  const standing = standingOf(journey, run, { now: occurrence.acceptedAt, profile: person.profile, zone: person.zone, counts: person.counts });
  const path = semantics.hear(step, occurrence, { ...standing, facts: { ...standing.facts, event: occurrence.properties } });
  return path === null ? [] : [{ runId: run.id, path, because: `${occurrence.name} arrived` }];
}

function entryOf(open: OpenJourney, person: Person, occurrence: Occurrence): readonly (EntryDecision & { open: OpenJourney })[] {
  const { trigger } = open.journey;
  if (!('event' in trigger) || trigger.event !== occurrence.name) return [];
  const facts = factsOf(person, occurrence, null);
  const judged = trigger.where ? evaluate(trigger.where, facts) : { holds: true, because: '' };
  const arrived = `${occurrence.name} arrived`;
  if (!judged.holds) {
    return [{ kind: 'refuse', reason: 'condition-not-met', because: judged.because, open }];
  }
  const because = judged.because === '' ? arrived : `${arrived}: ${judged.because}`;
  if (isLate(open.journey, person, occurrence)) {
    const maxAge = open.journey.entry?.maxAge ?? DEFAULT_MAX_AGE;
    return [{ kind: 'refuse', reason: 'event-too-old', because: `the event is older than ${maxAge}`, open }];
  }
  return [{ ...decideEntry(open, person, occurrence, facts, because), open }];
}

function isLate(journey: OpenJourney['journey'], person: Person, occurrence: Occurrence): boolean {
  const maxAge = parseDuration(journey.entry?.maxAge ?? DEFAULT_MAX_AGE);
  return maxAge !== null && addDuration(occurrence.timestamp, maxAge, person.zone) < occurrence.acceptedAt;
}

/** Entries as they stand once the runs that this occurrence ends have ended. */
function withoutEnded(entry: Person['entries'][number], person: Person, ended: ReadonlySet<string>): Person['entries'][number] {
  const gone = person.runs.filter(
    (known) => ended.has(known.run.id) && known.journeyId === entry.journeyId && known.run.entryKey === entry.key,
  );
  return { ...entry, active: entry.active - gone.length };
}
