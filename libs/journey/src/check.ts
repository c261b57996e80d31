import type { Journey } from './journey.schema';
import type { Problem } from './problem';
import { rules } from './rules';
import { MOST_FINDINGS, type Surroundings } from './rules/rule';

/** The problems of a journey, by every publish rule, in the order of the rules; the first hundred of each. */
export function checkJourney(journey: Journey, surroundings: Surroundings): readonly Problem[] {
  return rules.flatMap((rule) =>
    rule
      .find(journey, surroundings)
      .slice(0, MOST_FINDINGS)
      .map((found) => ({ rule: rule.name, ...found })),
  );
}
