import type { Journey } from '../journey.schema';
import type { Problem } from '../problem';
import { TRIGGER_CALL } from '../run';
import { loopWithoutWait } from '../rules/loop-without-wait';
import type { Script } from './script.schema';

/** What there is where nothing is known: loops hang on no surroundings. */
const NOWHERE = {
  templates: new Set<string>(),
  topics: new Set<string>(),
  audiences: new Set<string>(),
  events: new Set<string>(),
  journeys: new Set<string>(),
  contents: new Map<string, never>(),
  now: 0,
};

/** Why this script cannot be played with this journey; null where it can. */
export function findMisfit(journey: Journey, script: Script): Problem | null {
  const begins = beginningOf(journey);
  if (begins === null) {
    return misfit(
      'trigger-not-simulated',
      '/trigger',
      'Only journeys that an event or the API begins can be simulated.',
      'Give the journey a trigger like { "event": "Cart Updated" }.',
    );
  }
  const hint = `Give it as "event": { "name": ${JSON.stringify(begins)}, "properties": {} }.`;
  if (!script.event) {
    return misfit(
      'event-missing',
      '/event',
      `Nobody enters without '${begins}', the event of the trigger.`,
      hint,
    );
  }
  if (script.event.name !== begins) {
    const sentence = `'${script.event.name}' is not the event of the trigger, '${begins}'.`;
    return misfit('event-differs', '/event/name', sentence, hint);
  }
  // It could not be published, and one turn of it could go on for very long.
  return loopIn(journey);
}

const loops = new WeakMap<Journey, Problem | null>();

/** A loop in which nobody waits; found once for a journey, however many people it is simulated with. */
function loopIn(journey: Journey): Problem | null {
  const known = loops.get(journey);
  if (known !== undefined) return known;
  const [loop] = loopWithoutWait.find(journey, NOWHERE);
  const found = loop ? { rule: loopWithoutWait.name, ...loop } : null;
  loops.set(journey, found);
  return found;
}

/** The name of the event that begins a journey; null where no event does. */
function beginningOf({ trigger }: Journey): string | null {
  if ('event' in trigger) return trigger.event;
  return 'api' in trigger ? TRIGGER_CALL : null;
}

function misfit(rule: string, path: string, sentence: string, hint: string): Problem {
  return { rule, severity: 'error', step: null, path, sentence, hint };
}
