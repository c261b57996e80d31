import { keepContents, type ContentShelf } from '#content';
import { findVersion, listStepsOfVersions, publishVersion, type Standing } from '#database';
import type { Json } from '#conditions';
import { UserError } from '#faults';
import { TRIGGER_CALL, type Journey, type Problem } from '#journey';
import { findProblems, requireJourney } from './check-document';
import { findJourney, journeyNotFound } from './find-journey';
import { planPeople, type PeoplePolicies } from './plan-people';

/** A frozen version, the warnings that did not stop it, and what becomes of the people of earlier ones. */
export interface Published {
  readonly version: number;
  readonly problems: readonly Problem[];
  /** Its progress is told under this id; null where it was only tried. */
  readonly publishId: string | null;
  readonly standing: readonly Standing[];
}

/** How to publish. */
export interface PublishWish {
  readonly people?: PeoplePolicies | undefined;
  /** Answers the same, and changes nothing. */
  readonly dryRun?: boolean | undefined;
  /** The key that publishes; null where nobody's is known. */
  readonly keyId?: string | null | undefined;
}

/**
 * Freezes the draft as the next version and lets people enter it. Those who are inside stay on their version, but for
 * those whom `people` speaks of: the worker moves them, or takes them out.
 * @throws UserError 404 `journey-not-found`; 409 `journey-stopping`, `publish-under-way`; 422 `not-a-journey`,
 *   `journey-has-problems`, `people-have-problems`, with them
 */
export async function publishJourney(
  shelf: ContentShelf,
  workspaceId: string,
  key: string,
  wish: PublishWish = {},
): Promise<Published> {
  const stored = await findJourney(shelf.database, workspaceId, key);
  if (stored.draft === null) throw new Error('a journey without a draft is deleted, and was not found');
  return publishDocument(shelf, workspaceId, key, {
    ...wish,
    journeyId: stored.id,
    document: stored.draft,
    rollbackTo: null,
  });
}

/**
 * Publishes the document of an earlier version again, as a version of its own. The draft stays as it is.
 * @throws UserError as `publishJourney`, and 404 `version-not-found`
 */
export async function rollbackJourney(
  shelf: ContentShelf,
  workspaceId: string,
  key: string,
  { to, ...wish }: PublishWish & { readonly to: number },
): Promise<Published> {
  const { id: journeyId } = await findJourney(shelf.database, workspaceId, key);
  const version = await findVersion(shelf.database, journeyId, to);
  if (version)
    return publishDocument(shelf, workspaceId, key, {
      ...wish,
      journeyId,
      document: version.document,
      rollbackTo: to,
    });
  throw new UserError({
    status: 404,
    code: 'version-not-found',
    detail: `Journey '${key}' has no version ${to}.`,
    hint: 'GET /v1/journeys/:key/versions lists them.',
    errors: [{ path: '/to', code: 'version-not-found', message: 'is no version of the journey' }],
  });
}

interface Document extends PublishWish {
  readonly journeyId: string;
  readonly document: Json;
  readonly rollbackTo: number | null;
}

async function publishDocument(
  shelf: ContentShelf,
  workspaceId: string,
  key: string,
  { journeyId, document, rollbackTo, people = {}, dryRun = false, keyId = null }: Document,
): Promise<Published> {
  const journey = requireJourney(document);
  const problems = await findProblems(shelf, workspaceId, journey);
  const errors = problems.filter((problem) => problem.severity === 'error');
  if (errors.length > 0)
    throw refusal('journey-has-problems', `Journey '${key}' cannot be published`, errors, problems);
  const isAsked = Object.keys(people).length > 0;
  const earlier = isAsked ? await listStepsOfVersions(shelf.database, journeyId) : [];
  const plan = planPeople(people, { earlier, next: journey });
  if (plan.problems.length > 0)
    throw refusal('people-have-problems', 'What is to become of people cannot be', plan.problems);
  if (!dryRun) await keepContents(shelf, workspaceId, journey);
  const publication = { journeyId, document, triggerEvent: triggerEventOf(journey), rollbackTo, keyId };
  const published = await publishVersion(
    shelf.database,
    workspaceId,
    { ...publication, policies: plan.policies },
    { isDry: dryRun, now: Date.now() },
  );
  switch (published.kind) {
    case 'published':
      return { ...published, problems };
    case 'deleted':
      throw journeyNotFound(key);
    case 'stopping':
      throw stillLeaving(key);
    case 'under-way':
      throw underWay(key, published.publishId);
  }
}

function refusal(
  code: string,
  before: string,
  errors: readonly Problem[],
  problems: readonly Problem[] = errors,
): UserError {
  return new UserError({
    status: 422,
    code,
    detail: `${before}: ${errors[0]?.sentence ?? ''}`,
    hint: errors[0]?.hint ?? '',
    errors: errors.map(({ path, rule, sentence }) => ({ path, code: rule, message: sentence })),
    more: { problems },
  });
}

function stillLeaving(key: string): UserError {
  return new UserError({
    status: 409,
    code: 'journey-stopping',
    detail: `People are still being taken out of journey '${key}', which was stopped.`,
    hint: 'Try again in some seconds.',
  });
}

function underWay(key: string, publishId: string): UserError {
  return new UserError({
    status: 409,
    code: 'publish-under-way',
    detail: `People of journey '${key}' are still being moved by publish ${publishId}, or put back.`,
    hint: 'Wait until GET /v1/publishes/:id says that it is done, or publish without `people`.',
    more: { publishId },
  });
}

/** The name of the events among which `record` looks for those that begin the journey. */
function triggerEventOf({ trigger }: Journey): string | null {
  if ('event' in trigger) return trigger.event;
  return 'api' in trigger ? TRIGGER_CALL : null;
}
