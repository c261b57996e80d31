import {
  bumpProfiles,
  deleteSuppression,
  findOwners,
  inTransaction,
  leaveAudiences,
  lockProfiles,
  putSuppression,
  type Suppression,
  type Transaction,
} from '#database';
import { UserError } from '#faults';
import type { Engine } from './engine';

/**
 * Suppresses an e-mail address. No claim after the answer goes out to a person whose e-mail it is. Safe to repeat: of
 * two reasons, the graver one stays.
 *
 * First the suppression is committed, then its owners are looked for: whoever makes the address theirs in between is
 * judged with the suppression already there. An address that a person is written to by another attribute than `email`
 * is suppressed too, but a send that is being claimed at this very moment may still leave.
 * @param now epoch ms
 */
export async function suppressAddress(
  engine: Engine,
  workspaceId: string,
  suppression: {
    readonly address: string;
    readonly reason: 'manual' | 'unsubscribed' | 'bounced' | 'complained';
    readonly source: string;
  },
  now: number,
): Promise<Suppression> {
  const stored = await putSuppression(engine.database, workspaceId, suppression, now);
  await tellOwners(engine, workspaceId, stored.address, async (tx, owners) => {
    await leaveAudiences(tx, workspaceId, owners, `the address is suppressed (${stored.reason})`, now);
  });
  return stored;
}

/**
 * Lets an e-mail address be written to again, as far as its owners consent.
 * @param seals of the address
 * @throws UserError 404 `suppression-not-found`
 */
export async function releaseAddress(
  engine: Engine,
  workspaceId: string,
  address: string,
  seals: readonly Uint8Array[],
): Promise<void> {
  if (!(await deleteSuppression(engine.database, workspaceId, address, seals))) throw suppressionNotFound();
  await tellOwners(engine, workspaceId, address);
}

/** The answer where an address is not suppressed. */
export function suppressionNotFound(): UserError {
  return new UserError({
    status: 404,
    code: 'suppression-not-found',
    detail: 'This address is not suppressed in this workspace.',
    hint: 'List the suppressed addresses with GET /v1/suppressions.',
  });
}

/** Waits for claims under way on what was known before, and lets no turn that was decided on it be written. */
async function tellOwners(
  engine: Engine,
  workspaceId: string,
  address: string,
  also: (tx: Transaction, owners: readonly string[]) => Promise<void> = async () => {},
): Promise<void> {
  await inTransaction(engine.database, async (tx) => {
    const owners = await findOwners(tx, workspaceId, address);
    if (owners.length === 0) return;
    await lockProfiles(tx, owners);
    await bumpProfiles(tx, workspaceId, owners);
    await also(tx, owners);
  });
}
