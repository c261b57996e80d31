import type { RecordCommand } from '../command';
import { recordIdOf } from '../ids';
import type { Standing, StepResult } from './step.semantics';

/** How many steps may follow from one another, each putting on record what begins the next journey. */
export const DEEPEST = 10;

/** How soon a journey has to react for its steps to count as following from what began it (ms). */
const SOON = 86_400_000;

/** What a step puts on record. */
type Asked = Pick<RecordCommand, 'type' | 'name' | 'properties'> &
  Partial<Pick<RecordCommand, 'traits' | 'call'>>;

/**
 * Asks to put something on record about the person, and rests until that is done. Journeys that begin one another
 * without end are stopped: the one that would go deeper than `DEEPEST` within a day each time, fails.
 * @param said what the step does, in words; and what it rests on, for lists
 */
export function askToRecord(
  { journey, stepId, visit, run, facts }: Standing,
  asked: Asked,
  said: { readonly because: string; readonly label: string },
): StepResult {
  const { now } = facts;
  const followed = now - run.enteredAt < SOON ? (run.trigger.depth ?? 0) : 0;
  if (followed >= DEEPEST) {
    const because = `${DEEPEST} journeys have begun one another already: this could go on for ever`;
    return { kind: 'fail', because };
  }
  const command: RecordCommand = {
    ...{ kind: 'record', messageId: recordIdOf(run.id, stepId, visit), journey, step: stepId },
    ...{ traits: null, call: null, ...asked, depth: followed + 1 },
  };
  const rest = { kind: 'record', since: now, recorded: null, label: `${said.label} (${stepId})` } as const;
  return { kind: 'rest', rest, because: said.because, commands: [command] };
}
