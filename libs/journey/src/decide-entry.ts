import { addDuration, evaluate, parseDuration, type Facts } from '#conditions';
import { arrived, factsOf, hears, keyAt } from './hearing';
import { isLate, maxAgeOf } from './lateness';
import type { OpenJourney, PastEntries, Person } from './person';
import { emptyMemory, type Occurrence, type Run } from './run';
import { exitHolding } from './watching';

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

/** Decides whether an occurrence of the trigger's event lets the person into a journey. The first reason not to, counts. */
export function decideEntry(open: OpenJourney, person: Person, occurrence: Occurrence): EntryDecision {
  const { journey, paused } = open;
  const facts = factsOf(person, occurrence, journey, null);
  const where = 'event' in journey.trigger ? journey.trigger.where : undefined;
  const judged = where && evaluate(where, facts);
  if (judged && !judged.holds) return refuse('condition-not-met', judged.because);
  if (isLate(journey, occurrence, facts.zone)) {
    return refuse('event-too-old', `the event is older than ${maxAgeOf(journey)}`);
  }
  if (paused) return refuse('journey-paused', 'the journey is paused');
  const keyPath = journey.entry?.key;
  const key = occurrence.call?.key ?? (keyPath === undefined ? '' : keyAt(facts, keyPath));
  if (key === null) {
    return refuse('entry-key-missing', `there is no value at '${keyPath ?? ''}' that could be the entry key`);
  }
  const past = person.entries.find((entry) => entry.journeyId === open.journeyId && entry.key === key);
  const tooOften = past && past.count > 0 ? refuseAgain(open, past, facts) : null;
  if (tooOften) return tooOften;
  const exit = knownExit(open, person, occurrence, key);
  if (exit !== null) return refuse('exit-already-known', `${exit} is already known`);
  const holding = exitHolding(journey, facts);
  if (holding !== null) return refuse('exit-already-known', `would leave at once: ${holding}`);
  const because = judged ? `${arrived(occurrence)}: ${judged.because}` : arrived(occurrence);
  return { kind: 'enter', key, because };
}

function refuse(reason: RefusalReason, because: string): EntryDecision {
  return { kind: 'refuse', reason, because };
}

function refuseAgain(open: OpenJourney, past: PastEntries, facts: Facts): EntryDecision | null {
  const again = open.journey.entry?.again ?? 'afterEnd';
  if (again === 'always') return null;
  if (again === 'never')
    return refuse('entered-before', 'has entered before, and the journey is entered only once');
  if (again === 'afterEnd')
    return past.active > 0 ? refuse('still-active', 'is in the journey already') : null;
  const pause = parseDuration(again.after);
  if (!pause || addDuration(past.lastEnteredAt, pause, facts.zone) <= facts.now) return null;
  return refuse('entered-too-recently', `entered less than ${again.after} ago`);
}

/** The name of an exit event at or after the trigger's timestamp that is already known; null = none. */
function knownExit(open: OpenJourney, person: Person, occurrence: Occurrence, key: string): string | null {
  const rules = open.journey.exit ?? [];
  if (rules.length === 0) return null;
  const entering: Run = {
    id: '',
    workspaceId: '',
    profileId: '',
    entryKey: key,
    trigger: occurrence,
    enteredAt: occurrence.acceptedAt,
    step: open.journey.start,
    rest: null,
    memory: emptyMemory,
  };
  const found = person.laterEvents.find((later) => {
    const facts = factsOf(person, later, open.journey, entering);
    return rules.some((rule) => 'event' in rule && hears(rule, later, entering, facts).heard);
  });
  return found?.name ?? null;
}
