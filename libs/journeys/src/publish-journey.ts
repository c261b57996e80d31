import { countActive, publishVersion, type Database } from '#database';
import { UserError } from '#faults';
import { TRIGGER_CALL, type Journey, type Problem } from '#journey';
import { findProblems, requireJourney } from './check-document';
import { findJourney } from './find-journey';

/** A frozen version, and the warnings that did not stop it. */
export interface Published {
  readonly version: number;
  readonly problems: readonly Problem[];
}

/**
 * Freezes the draft as the next version and lets people enter it. Those who are inside stay on theirs.
 * @throws UserError 404 `journey-not-found`; 409 `journey-stopping`; 422 `not-a-journey`, `journey-has-problems`, with them
 */
export async function publishJourney(
  database: Database,
  workspaceId: string,
  key: string,
): Promise<Published> {
  const stored = await findJourney(database, workspaceId, key);
  if (stored.draft === null) throw new Error('a journey without a draft is deleted, and was not found');
  if (stored.state === 'stopped' && (await countActive(database, stored.id)) > 0) {
    throw new UserError({
      status: 409,
      code: 'journey-stopping',
      detail: `People are still being taken out of journey '${key}', which was stopped.`,
      hint: 'Try again in some seconds.',
    });
  }
  const journey = requireJourney(stored.draft);
  const problems = await findProblems(database, workspaceId, journey);
  const errors = problems.filter((problem) => problem.severity === 'error');
  if (errors.length > 0) {
    throw new UserError({
      status: 422,
      code: 'journey-has-problems',
      detail: `Journey '${key}' cannot be published: ${errors[0]?.sentence ?? ''}`,
      hint: errors[0]?.hint ?? '',
      errors: errors.map(({ path, rule, sentence }) => ({ path, code: rule, message: sentence })),
      more: { problems },
    });
  }
  const version = await publishVersion(database, workspaceId, {
    journeyId: stored.id,
    document: stored.draft,
    name: journey.name,
    triggerEvent: triggerEventOf(journey),
  });
  return { version, problems };
}

/** The name of the events among which `record` looks for those that begin the journey. */
function triggerEventOf({ trigger }: Journey): string | null {
  if ('event' in trigger) return trigger.event;
  return 'api' in trigger ? TRIGGER_CALL : null;
}
