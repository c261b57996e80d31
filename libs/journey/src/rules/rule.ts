import type { ContentFindings } from '../content-findings';
import type { Journey } from '../journey.schema';
import type { Problem } from '../problem';

/** What of the workspace a rule may look at. */
export interface Surroundings {
  readonly templates: ReadonlySet<string>;
  readonly topics: ReadonlySet<string>;
  readonly journeys: ReadonlySet<string>;
  readonly audiences: ReadonlySet<string>;
  /** What is known of what steps say, by the key of its wording; nothing of what nobody has looked into. */
  readonly contents: ReadonlyMap<string, ContentFindings>;
  /** The names of events that have come; none where none has come yet. */
  readonly events: ReadonlySet<string>;
  /** When the journey is checked (epoch ms). */
  readonly now: number;
}

/** Problems told of one rule at most; more would not be read. */
export const MOST_FINDINGS = 100;

/** A problem, as the rule that finds it says it. */
export type Finding = Omit<Problem, 'rule'>;

/** One publish rule: its name, and what it finds. */
export interface Rule {
  readonly name: string;
  find(journey: Journey, surroundings: Surroundings): readonly Finding[];
}
