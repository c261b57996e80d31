import { exportRows, readSuppressionsOf, type Database, type ExportPart } from '#database';
import type { JsonObject } from '#conditions';
import { readProfile } from './read-profile';

const PARTS: readonly ExportPart[] = ['consentLog', 'enrollments', 'refusals', 'sends', 'events'];

/** What we hold, or may hold, and do not export. */
const NOT_INCLUDED = [
  'Events that were rejected: they name nobody for certain.',
  'The content of sends whose rendered bytes are not kept any more.',
  'What a provider keeps of the messages that it was given, such as SendGrid or the mailbox of a development machine.',
  'Backups of the database.',
];

/**
 * Everything that we hold of a person, as the text of one JSON document, piece by piece: a few hundred rows are in memory
 * at a time. It is read part by part: what happens meanwhile may be in one part and not yet in another.
 * @param show the profile as it is answered
 * @returns a stream of text; the person has been found when this answers
 * @throws UserError 404 `profile-not-found`
 */
export async function exportProfile(
  database: Database,
  workspaceId: string,
  ref: string,
  show: (profile: Awaited<ReturnType<typeof readProfile>>) => object,
): Promise<AsyncGenerator<string>> {
  const profile = await readProfile(database, workspaceId, ref);
  return write();

  async function* write(): AsyncGenerator<string> {
    yield `{"exportedAt":${JSON.stringify(new Date())},"profile":${JSON.stringify(show(profile))}`;
    yield `,"suppressions":${JSON.stringify(await readSuppressionsOf(database, workspaceId, addressesOf(profile)))}`;
    for (const part of PARTS) {
      yield `,"${part}":[`;
      let separator = '';
      for await (const rows of exportRows(database, workspaceId, profile.id, part)) {
        yield separator + rows.map((row: JsonObject) => JSON.stringify(row)).join(',');
        separator = ',';
      }
      yield ']';
    }
    yield `,"notIncluded":${JSON.stringify(NOT_INCLUDED)}}`;
  }
}

function addressesOf({ attributes, identifiers }: Awaited<ReturnType<typeof readProfile>>): string[] {
  const { email } = attributes;
  const named = identifiers.filter(({ kind }) => kind === 'email').map(({ value }) => value);
  return typeof email === 'string' ? [...named, email] : named;
}
