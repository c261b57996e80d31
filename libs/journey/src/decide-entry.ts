import { addDuration, parseDuration, type Facts } from '#conditions';
import { hears, keyAt, factsOf } from './hearing';
import type { OpenJourney, PastEntries, Person } from './person';
import { emptyMemory, type Occurrence, type Run } from './run';

/** Why somebody was not entered; stable codes. */
export type RefusalReason =
  | 'condition-not-met'
  | 'event-too-old'
  | 'journey-paused'
  | 'entry-key-missing'
  | 'entered-before'
  | 'still-active'
  | 'entered-too-recently'
  | 'exit-already-known';

/** Whether the person enters, under which key, and why or why not. */
export type EntryDecision =
  | { readonly kind: 'enter'; readonly key: string; readonly because: string }
  | { readonly kind: 'refuse'; readonly reason: RefusalReason; readonly because: string };

/** Applies the entry rule of a journey to an occurrence whose trigger condition holds. */
export function decideEntry(
  open: OpenJourney,
  person: Person,
  occurrence: Occurrence,
  facts: Facts,
  because: string,
): EntryDecision {
  if (open.paused) return refuse('journey-paused', 'the journey is paused');
  const { entry } = open.journey;
  const key = entry?.key === undefined ? '' : keyAt(facts, entry.key);
  if (key === null) return refuse('entry-key-missing', `there is no value at '${entry?.key ?? ''}', the entry key`);
  const past = person.entries.find((one) => one.journeyId === open.journeyId && one.key === key);
  const again = past ? refuseAgain(open, past, person, occurrence) : null;
  if (again) return again;
  const exit = knownExit(open, person, occurrence, key);
  return exit === null ? { kind: 'enter', key, because } : refuse('exit-already-known', `${exit} is already known`);
}

function refuse(reason: RefusalReason, because: string): EntryDecision {
  return { kind: 'refuse', reason, because };
}

function refuseAgain(open: OpenJourney, past: PastEntries, person: Person, occurrence: Occurrence): EntryDecision | null {
  const again = open.journey.entry?.again ?? 'afterEnd';
  if (again === 'always' || past.count === 0) return null;
  if (again === 'never') return refuse('entered-before', 'has entered before, and the journey is entered only once');
  if (again === 'afterEnd') return past.active > 0 ? refuse('still-active', 'is in the journey already') : null;
  const pause = parseDuration(again.after);
  if (!pause || addDuration(past.lastEnteredAt, pause, person.zone) <= occurrence.acceptedAt) return null;
  return refuse('entered-too-recently', `entered less than ${again.after} ago`);
}

/** The name of an exit event at or after the trigger's timestamp that is already known; null = none. */
function knownExit(open: OpenJourney, person: Person, occurrence: Occurrence, key: string): string | null {
  const run: Run = {
    id: '',
    workspaceId: '',
    entryKey: key,
    trigger: occurrence,
    enteredAt: occurrence.acceptedAt,
    step: open.journey.start,
    rest: null,
    memory: emptyMemory,
  };
  for (const later of person.laterEvents) {
    const facts = factsOf(person, later, run);
    if ((open.journey.exit ?? []).some((rule) => hears(rule, later, run, facts).heard)) return later.name;
  }
  return null;
}
