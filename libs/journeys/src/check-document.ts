import { lookIntoContents, type ContentShelf } from '#content';
import { listEventNames, listReferables } from '#database';
import { UserError } from '#faults';
import { checkJourney, readJourney, type Journey, type Problem } from '#journey';

/** Every problem of a document: what keeps it from being a journey, else what the publish rules find in this workspace. */
export async function checkJourneyDocument(
  shelf: ContentShelf,
  workspaceId: string,
  document: unknown,
): Promise<{ readonly problems: readonly Problem[] }> {
  const reading = readJourney(document);
  if (reading.kind === 'not-a-journey') return { problems: reading.problems };
  return { problems: await findProblems(shelf, workspaceId, reading.journey) };
}

/** What the publish rules find in a journey, in this workspace. */
export async function findProblems(
  shelf: ContentShelf,
  workspaceId: string,
  journey: Journey,
): Promise<readonly Problem[]> {
  const [referables, events, contents] = await Promise.all([
    listReferables(shelf.database, workspaceId),
    listEventNames(shelf.database, workspaceId),
    lookIntoContents(shelf, workspaceId, journey),
  ]);
  return checkJourney(journey, { ...referables, events, contents, now: Date.now() });
}

/** Reads a document as a journey. @throws UserError 422 `not-a-journey`, with every problem */
export function requireJourney(document: unknown): Journey {
  const reading = readJourney(document);
  if (reading.kind === 'journey') return reading.journey;
  const count = reading.problems.length;
  throw new UserError({
    status: 422,
    code: 'not-a-journey',
    detail:
      `The document is not a journey: ${count === 1 ? 'one problem' : `${count} problems`}. ${reading.problems[0]?.sentence ?? ''}`.trim(),
    hint: reading.problems[0]?.hint ?? 'See docs/journey-language.md.',
    errors: reading.problems.map(({ path, rule, sentence }) => ({ path, code: rule, message: sentence })),
    more: { problems: reading.problems },
  });
}

/** Reads a document as the journey of a key. @throws UserError 422 `not-a-journey`; 422 `key-differs` */
export function requireJourneyOf(key: string, document: unknown): Journey {
  const journey = requireJourney(document);
  if (journey.key === key) return journey;
  throw new UserError({
    status: 422,
    code: 'key-differs',
    detail: `The document's key is '${journey.key}', the URL's is '${key.slice(0, 100)}'.`,
    hint: 'Use the same key in both.',
    errors: [{ path: '/key', code: 'key-differs', message: 'differs from the key in the URL' }],
  });
}
