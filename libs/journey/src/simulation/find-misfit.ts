import type { Journey } from '../journey.schema';
import type { Problem } from '../problem';
import { loopWithoutWait } from '../rules/loop-without-wait';
import type { Script } from './script.schema';

/** Why this script cannot be played with this journey; null where it can. */
export function findMisfit(journey: Journey, script: Script): Problem | null {
  const { trigger } = journey;
  if (!('event' in trigger)) {
    return misfit(
      'trigger-not-simulated',
      '/trigger',
      'Only journeys that an event begins can be simulated.',
      'Give the journey a trigger like { "event": "Cart Updated" }.',
    );
  }
  const hint = `Give it as "event": { "name": ${JSON.stringify(trigger.event)}, "properties": {} }.`;
  if (!script.event) {
    const sentence = `Nobody enters without '${trigger.event}', the event of the trigger.`;
    return misfit('event-missing', '/event', sentence, hint);
  }
  if (script.event.name !== trigger.event) {
    const sentence = `'${script.event.name}' is not the event of the trigger, '${trigger.event}'.`;
    return misfit('event-differs', '/event/name', sentence, hint);
  }
  // It could not be published, and one turn of it could go on for very long.
  const [loop] = loopWithoutWait.find(journey, { templates: new Set(), topics: new Set() });
  return loop ? { rule: loopWithoutWait.name, ...loop } : null;
}

function misfit(rule: string, path: string, sentence: string, hint: string): Problem {
  return { rule, severity: 'error', step: null, path, sentence, hint };
}
