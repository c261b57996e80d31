import {
  findDestination,
  FROM_THE_FIRST,
  inTransaction,
  leaveDestination,
  pauseDestination,
  refillDestination,
  type AudienceDestination,
  type Database,
  type Transaction,
} from '#database';
import { UserError } from '#faults';
import { destinationLeaving, type DestinationRef } from './connect-destination';

/** What can be done with a destination. */
export type DestinationChange =
  /** Nobody is told until it is resumed. */
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  /** Everybody is told of once more: for a list that was changed by others. */
  | { readonly kind: 'refresh' }
  /** It ends: when everybody has been taken out of its list; or at once, and the list stays as it is. */
  | { readonly kind: 'disconnect'; readonly empty: boolean };

/**
 * Changes a destination.
 * @param now epoch ms
 * @returns it, changed
 * @throws UserError 404 `destination-not-found`; 409 `destination-leaving`
 */
export async function keepDestination(
  database: Database,
  workspaceId: string,
  ref: DestinationRef,
  change: DestinationChange,
  now: number,
): Promise<AudienceDestination> {
  return inTransaction(database, async (tx) => {
    const found = await findDestination(tx, workspaceId, ref, 'locked');
    if (!found) throw destinationNotFound(ref);
    await apply(tx, found, change, now);
    return (await findDestination(tx, workspaceId, ref)) ?? found;
  });
}

async function apply(
  tx: Transaction,
  { id, key, state }: AudienceDestination,
  change: DestinationChange,
  now: number,
): Promise<void> {
  switch (change.kind) {
    case 'disconnect':
      return leaveDestination(tx, id, change.empty && state !== 'forgotten' ? 'leaving' : 'forgotten', now);
    case 'refresh':
      if (state !== 'active') throw destinationLeaving(key);
      return refillDestination(tx, id, FROM_THE_FIRST);
    case 'pause':
    case 'resume':
      if (state === 'forgotten') throw destinationLeaving(key);
      return pauseDestination(tx, id, change.kind === 'pause' ? 'owner' : null, now);
  }
}

/** The answer where an audience has no such destination. */
export function destinationNotFound({ audience, key }: DestinationRef): UserError {
  return new UserError({
    ...{ status: 404, code: 'destination-not-found' },
    detail: `The audience '${audience}' has no destination '${key}'.`,
    hint: `List its destinations with GET /v1/audiences/${audience}/destinations.`,
  });
}
