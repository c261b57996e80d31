import { randomUUID } from 'node:crypto';
import type { JsonObject } from '#conditions';
import type { Engine } from './engine';
import { record } from './record';

/**
 * Patches the attributes of a person by RFC 7396, making the person where there is none. It goes through `record` like
 * any event, so that what waits for a change of the profile hears of it.
 */
export async function patchProfile(engine: Engine, workspaceId: string, userId: string, attributes: JsonObject, now: number): Promise<void> {
  await record(
    engine,
    workspaceId,
    [
      {
        messageId: randomUUID(),
        type: 'patch',
        name: 'Profile Patched',
        properties: {},
        traits: attributes,
        merges: true,
        context: null,
        userId,
        anonymousId: null,
        timestamp: now,
        source: 'client',
      },
    ],
    now,
  );
}
