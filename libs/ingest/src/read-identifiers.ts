import type { Json, JsonObject } from '#conditions';
import type { Incoming } from '#enrollments';
import { isAddress, readPhone } from '#gate';
import { personIdSchema } from './event.schema';
import type { LeftOut } from './read-traits';

type Identifier = NonNullable<Incoming['identifiers']>[number];

/** The other names of an event's person, and those that are left out. */
export interface ReadIdentifiers {
  readonly identifiers: readonly Identifier[];
  readonly leftOut: readonly LeftOut[];
}

const MOST = 10;

const TYPE = /^[a-z][a-z0-9_.-]{0,49}$/;

/** Types that have members of their own. */
const OWN = new Set(['user_id', 'anonymous_id']);

const HINT = 'Such as { "type": "email", "id": "ana@example.com" }.';

/**
 * Reads the other names of an event's person from `context.externalIds`, as Segment's protocol has them: a type and an id.
 * E-mail addresses and phone numbers are brought to one form. Those of other collections than people are not ours.
 */
export function readIdentifiers(context: JsonObject | null, sentWith: Incoming['sentWith']): ReadIdentifiers {
  const listed = context?.['externalIds'];
  if (!Array.isArray(listed) || listed.length === 0) return { identifiers: [], leftOut: [] };
  if (sentWith === 'browser') {
    const reason = 'A browser key cannot name people by external ids. The rest of the event was taken.';
    const hint = 'Send it from your server, with a server key.';
    return { identifiers: [], leftOut: [{ code: 'needs-server-key', path: PATH, reason, hint }] };
  }
  const identifiers: Identifier[] = [];
  const leftOut: LeftOut[] = [];
  (listed as readonly Json[]).forEach((one, index) => {
    if (isOfAnother(one)) return;
    const identifier = index < MOST ? identifierOf(one) : null;
    if (identifier) identifiers.push(identifier);
    else {
      const reason = `This names nobody: an external id has a type and an id, and there are at most ${MOST}. The rest of the event was taken.`;
      leftOut.push({ code: 'invalid-identifier', path: `${PATH}/${index}`, reason, hint: HINT });
    }
  });
  return { identifiers, leftOut };
}

const PATH = '/context/externalIds';

/** Of accounts, or digested so that it names nobody. */
function isOfAnother(one: Json): boolean {
  if (!isObject(one)) return false;
  const { collection = 'users', encoding = 'none' } = one;
  return collection !== 'users' || encoding !== 'none';
}

function identifierOf(one: Json): Identifier | null {
  if (!isObject(one)) return null;
  const { type, id } = one;
  if (typeof type !== 'string' || typeof id !== 'string' || !TYPE.test(type) || OWN.has(type)) return null;
  const parsed = personIdSchema.safeParse(id);
  const value = parsed.success ? formOf(type, parsed.data) : null;
  return value === null ? null : { kind: type, value };
}

function formOf(type: string, id: string): string | null {
  if (type === 'email') return isAddress(id) ? id.toLowerCase() : null;
  return type === 'phone' ? readPhone(id) : id;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
