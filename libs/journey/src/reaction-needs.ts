import { missingNeeds, needsOf, type Condition, type Facts, type Need } from '#conditions';
import { isTouched } from './change';
import { factsOf, isTriggeredBy } from './hearing';
import type { Journey } from './journey.schema';
import type { KnownRun, Person } from './person';
import type { Occurrence } from './run';
import { stepOf } from './standing';
import { semanticsOf } from './step-table';
import { changeBy, exitConditions, needsOfWatched, viewOf, watchedBy } from './watching';

/**
 * The counts of the person's history that `react` needs to judge an occurrence, and that the person does not hold yet.
 * The occurrence itself counts: it is judged on the state after it.
 */
export function reactionNeeds(person: Person, occurrence: Occurrence): readonly Need[] {
  const ofOpen = person.open.flatMap(({ journey }) => {
    if (!isTriggeredBy(journey, occurrence)) return [];
    const facts = factsOf(person, occurrence, journey, null);
    const ofTrigger = 'where' in journey.trigger ? missing(journey.trigger.where, facts) : [];
    const ofExits = exitConditions(journey).flatMap((condition) => missing(condition, facts));
    return [...ofTrigger, ...ofExits, ...needsOfKnownExits(journey, person)];
  });
  return [...ofOpen, ...person.runs.flatMap((known) => needsOfRun(known, person, occurrence))];
}

/** What it takes to judge whether an exit is known already. All of it: the run that would be entered is not there yet. */
function needsOfKnownExits({ exit = [] }: Journey, person: Person): readonly Need[] {
  return exit
    .flatMap((rule) => ('event' in rule ? [rule] : []))
    .filter(({ event }) => person.laterEvents.some((later) => later.name === event))
    .flatMap(({ where }) => (where ? needsOf(where) : []))
    .filter((need) => !Object.hasOwn(person.counts, need.key));
}

function needsOfRun({ journey, run }: KnownRun, person: Person, occurrence: Occurrence): readonly Need[] {
  const facts = factsOf(person, occurrence, journey, run);
  const { exit = [], goal } = journey;
  const rules = [...exit.flatMap((rule) => ('event' in rule ? [rule] : [])), ...(goal ? [goal] : [])];
  const change = changeBy(person, occurrence);
  const watched = watchedBy(journey, run, viewOf(person, occurrence)).filter(({ condition }) =>
    isTouched(condition, change),
  );
  const step = stepOf(journey, run.step);
  const waits = step ? (semanticsOf(step).conditions?.(step) ?? []) : [];
  return [
    ...needsOfWatched(watched),
    ...rules.filter(({ event }) => event === occurrence.name).flatMap(({ where }) => missing(where, facts)),
    ...waits.filter(({ of }) => of === occurrence.name).flatMap(({ condition }) => missing(condition, facts)),
  ];
}

function missing(condition: Condition | undefined, facts: Facts): readonly Need[] {
  return condition ? missingNeeds(condition, facts) : [];
}
