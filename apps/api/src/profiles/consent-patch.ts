import type { JsonObject } from '#conditions';
import type { ConsentChange } from '#enrollments';
import type { FieldError } from '#faults';
import { pointer } from '#journey';
import { shortened } from '../http/json-fault';
import { invalidRequest } from '../http/validation';

/** Topics that one patch may speak of. */
export const MOST_TOPICS = 200;

/**
 * The changes that a patch of consent asks for: `{ "<topic>": { "email": "granted" } }`.
 * @throws UserError 400 `invalid-request`, telling every part that is none
 */
export function consentChangesOf(patch: JsonObject): readonly ConsentChange[] {
  const topics = Object.entries(patch);
  if (topics.length > MOST_TOPICS) {
    const message = `must have at most ${MOST_TOPICS} topics`;
    throw invalidRequest([{ path: '/consent', code: 'too-many', message }]);
  }
  const errors: FieldError[] = [];
  const changes: ConsentChange[] = [];
  for (const [topic, said] of topics) {
    if (typeof said !== 'object' || said === null || Array.isArray(said)) {
      errors.push(wrong([topic], 'not-an-object', 'must be an object, such as {"email": "granted"}'));
      continue;
    }
    for (const [channel, state] of Object.entries(said)) {
      if (channel !== 'email') errors.push(wrong([topic, channel], 'unknown-field', 'is no channel'));
      else if (state === 'granted' || state === 'denied' || state === null)
        changes.push({ topic, channel, state });
      else errors.push(wrong([topic, channel], 'not-an-option', 'must be one of granted, denied, null'));
    }
  }
  if (errors.length > 0) throw invalidRequest(errors);
  return changes;
}

function wrong(keys: readonly string[], code: string, message: string): FieldError {
  return { path: pointer(['consent', ...keys.map(shortened)]), code, message };
}
