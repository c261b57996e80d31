import { findEnrollment, type StoredJourney } from '#database';
import type { JsonObject } from '#conditions';
import { record, type Engine } from '#enrollments';
import { UserError } from '#faults';
import { enrollmentIdOf, TRIGGER_CALL } from '#journey';
import { findJourney } from './find-journey';

/** A call of the trigger API. */
export interface Trigger {
  readonly userId: string;
  /** What the journey reads as `event.*` and `trigger.*`. */
  readonly properties: JsonObject;
  /** The entry key of the run to begin; null = as the journey's entry rule says. */
  readonly key: string | null;
  /** The same call again has the same answer and no further effect. */
  readonly messageId: string;
}

/** Whether the person entered, and why not. */
export type Triggered =
  | { readonly entered: true; readonly enrollmentId: string }
  | { readonly entered: false; readonly because: string };

/**
 * Begins a journey for a person, as its entry rule allows; the person is made where there is none.
 * @throws UserError 404 `journey-not-found`; 409 `journey-not-running`, `journey-not-triggered-by-api`
 */
export async function triggerJourney(
  engine: Engine,
  workspaceId: string,
  journeyKey: string,
  { userId, properties, key, messageId }: Trigger,
  now: number,
): Promise<Triggered> {
  const journey = await findTriggered(engine, workspaceId, journeyKey);
  const [recorded] = await record(
    engine,
    workspaceId,
    [
      {
        ...{ messageId, type: 'trigger', name: TRIGGER_CALL, properties, traits: null, context: null },
        ...{ userId, anonymousId: null, timestamp: now, source: 'client' },
        call: { journey: journeyKey, key },
      },
    ],
    now,
  );
  const refused = recorded?.refused.find((one) => one.journey === journeyKey);
  if (refused) return { entered: false, because: refused.because };
  const profileId = recorded?.profileId ?? '';
  const enrollmentId = enrollmentIdOf({ workspaceId, journeyId: journey.id, profileId, messageId });
  const isThere =
    recorded?.status === 'accepted' || (await findEnrollment(engine.database, workspaceId, enrollmentId));
  if (isThere) return { entered: true, enrollmentId };
  return { entered: false, because: 'this call was made before, and began nothing then' };
}

async function findTriggered(engine: Engine, workspaceId: string, key: string): Promise<StoredJourney> {
  const journey = await findJourney(engine.database, workspaceId, key);
  const { state, publishedVersion } = journey;
  if (publishedVersion === null || state === 'draft' || state === 'stopped') {
    throw new UserError({
      status: 409,
      code: 'journey-not-running',
      detail: `Journey '${key}' is ${state === 'stopped' ? 'stopped' : 'not published'}: nobody can enter it.`,
      hint: 'Publish it with POST /v1/journeys/:key/publish.',
    });
  }
  const { trigger } = await engine.journeys.read(journey.id, publishedVersion);
  if ('api' in trigger) return journey;
  throw new UserError({
    status: 409,
    code: 'journey-not-triggered-by-api',
    detail: `Version ${publishedVersion} of journey '${key}' is not triggered by the API.`,
    hint: 'Give it the trigger { "api": true } and publish, or send the event that triggers it.',
  });
}
