import { writeRest, type LockedProfile, type Transaction, type TurnRead } from '#database';
import { describeRecording, type Run } from '#journey';
import type { Engine } from './engine';
import type { Incoming } from './incoming';
import type { Poke } from './poke';
import { recordOf } from './record';
import { asJson } from './write-changes';

/** A person who is locked, and the transaction that locked them. */
export interface Held {
  readonly tx: Transaction;
  readonly profile: LockedProfile;
}

/**
 * Records what a turn asks for, in its transaction, once the turn is written: so it may reach the goal of this very run
 * and end it, as any event may; it does not wake it. What came of it is left where the run rests.
 * @returns whom else to tell of it after the commit
 */
export async function recordOfRun(
  engine: Engine,
  { tx, profile }: Held,
  { workspaceId, workspace }: TurnRead,
  run: Run,
  event: Incoming,
  now: number,
): Promise<readonly Poke[]> {
  const placed = { event, profileId: profile.id, isKnown: true, unjoined: [] };
  const { recorded, pokes } = await recordOf(engine, tx, workspaceId, [placed], {
    ...{ now, zone: workspace.timezone },
    joints: [],
    lastEvents: new Map([[profile.id, profile.lastEventAt]]),
  });
  const { began = [], refused = [] } = recorded[0] ?? {};
  const recording = describeRecording(event.call ?? null, began, refused);
  await writeRest(tx, run.id, asJson({ ...run.rest, recorded: recording }));
  return pokes.filter(({ enrollmentId }) => enrollmentId !== run.id);
}
