import { readSendOrigins, type Identifier, type SendOrigin } from '#database';
import type { JsonObject } from '#conditions';
import type { EngagementName } from '#journey';
import type { Engine } from './engine';
import type { Incoming, Recorded } from './incoming';
import { record } from './record';

/** What came back about a send, from its provider or from its recipient. */
export interface Engagement {
  readonly sendId: string;
  readonly name: EngagementName;
  /** More properties of the event, such as `link`. */
  readonly details: JsonObject;
  /** When it happened (epoch ms). */
  readonly at: number;
  /** The same for the same happening, however often it is told: it works once. */
  readonly messageId: string;
}

/**
 * Records what came back about sends as events of the people they went to, so that journeys can wait for it. What is
 * told of sends that the workspace does not have, or of erased people, is left out.
 * @param now when it was told (epoch ms); nothing has happened later
 * @returns what became of each that was not left out, in order
 */
export async function recordEngagement(
  engine: Engine,
  workspaceId: string,
  engagements: readonly Engagement[],
  now: number,
): Promise<readonly Recorded[]> {
  if (engagements.length === 0) return [];
  const ids = [...new Set(engagements.map((one) => one.sendId))];
  const origins = await readSendOrigins(engine.database, workspaceId, ids);
  const incoming = engagements.flatMap((one) => {
    const origin = origins.get(one.sendId);
    return origin?.name ? [incomingOf(one, origin, origin.name, now)] : [];
  });
  return record(engine, workspaceId, incoming, now);
}

function incomingOf(
  { sendId, name, details, at, messageId }: Engagement,
  { enrollmentId, journey, step }: SendOrigin,
  person: Identifier,
  now: number,
): Incoming {
  return {
    messageId,
    type: 'engagement',
    name,
    properties: { ...details, sendId, enrollmentId, journey, step },
    traits: null,
    context: null,
    // One name is enough, and two could be of two people by now.
    ...{ userId: null, anonymousId: null, identifiers: [person] },
    timestamp: Math.min(at, now),
    // What a robot did stands in the history; journeys go by what people do.
    source: details['robot'] === true ? 'robot' : 'jornada',
  };
}
