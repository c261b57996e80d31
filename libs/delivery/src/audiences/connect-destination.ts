import { randomUUID } from 'node:crypto';
import type { Seals } from '#config';
import {
  changeDestination,
  createDestination,
  findDestination,
  FROM_THE_FIRST,
  inTransaction,
  type AudienceDestination,
  type Database,
  type Transaction,
} from '#database';
import { UserError } from '#faults';
import { sealSecrets } from './destination-secrets';
import { listOf, type WishedDestination } from './wished-destination';

/** A destination of an audience, by its key. */
export interface DestinationRef {
  readonly audience: string;
  readonly key: string;
}

/**
 * Connects an audience to a list, or changes how a list that it is connected to is told: with other credentials, say, after
 * which it goes on at once.
 * @param now epoch ms
 * @throws UserError 422 `credentials-missing`; 409 `destination-differs`, `destination-leaving`, `list-in-use`
 */
export async function connectDestination(
  database: Database,
  seals: Seals,
  workspaceId: string,
  ref: DestinationRef,
  wish: WishedDestination,
  now: number,
): Promise<void> {
  const { list, settings, secrets } = listOf(wish);
  await inTransaction(database, async (tx) => {
    const found = await findDestination(tx, workspaceId, ref, 'locked');
    if (found) return change(tx, seals, workspaceId, found, wish, now);
    if (!secrets) throw credentialsMissing(wish.kind);
    const id = randomUUID();
    const sealed = sealSecrets(seals, { workspaceId, id }, secrets);
    const created = { ...ref, id, kind: wish.kind, list, settings, secrets: sealed };
    if (!(await createDestination(tx, workspaceId, created, FROM_THE_FIRST, now))) throw listInUse();
  });
}

async function change(
  tx: Transaction,
  seals: Seals,
  workspaceId: string,
  found: AudienceDestination,
  wish: WishedDestination,
  now: number,
): Promise<void> {
  const { list, settings, secrets } = listOf(wish);
  if (found.kind !== wish.kind || found.list !== list) throw destinationDiffers(found.key);
  if (found.state !== 'active') throw destinationLeaving(found.key);
  const sealed = secrets ? sealSecrets(seals, { workspaceId, id: found.id }, secrets) : found.secrets;
  await changeDestination(tx, found.id, { settings, secrets: sealed }, now);
}

function credentialsMissing(kind: string): UserError {
  return new UserError({
    ...{ status: 422, code: 'credentials-missing' },
    detail: `To connect a list of ${kind}, its credentials are needed.`,
    hint: 'Give them as "credentials". They are kept sealed, and shown to nobody.',
    errors: [{ path: '/credentials', code: 'missing', message: 'is missing' }],
  });
}

function destinationDiffers(key: string): UserError {
  return new UserError({
    ...{ status: 409, code: 'destination-differs' },
    detail: `The destination '${key}' is another list.`,
    hint: 'Connect the new list under another key, and disconnect this one: who is in it, is taken out there.',
  });
}

/** The answer where a destination is being ended. */
export function destinationLeaving(key: string): UserError {
  return new UserError({
    ...{ status: 409, code: 'destination-leaving' },
    detail: `The destination '${key}' is being disconnected.`,
    hint: 'Wait until it is gone, or leave its list as it is: DELETE with ?empty=false.',
  });
}

function listInUse(): UserError {
  return new UserError({
    ...{ status: 409, code: 'list-in-use' },
    detail: 'This list is connected already, to another audience or under another key.',
    hint: 'Give each audience a list of its own: two in one list would undo each other.',
  });
}
