import type { Journey } from './journey.schema';
import type { Problem } from './problem';
import { rules } from './rules';
import type { Surroundings } from './rules/rule';

/** Every problem of a journey, by every publish rule, in the order of the rules. */
export function checkJourney(journey: Journey, surroundings: Surroundings): readonly Problem[] {
  return rules.flatMap((rule) =>
    rule.find(journey, surroundings).map((found) => ({ rule: rule.name, ...found })),
  );
}
