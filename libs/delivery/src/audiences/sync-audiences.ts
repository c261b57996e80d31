import { inTransaction, relayMemberships } from '#database';
import { openSecrets } from './destination-secrets';
import type { List, NetworkKind, Outcome } from './networks/network.contract';
import { settleBatch, type Settled } from './settle-batch';
import { clockOf, DEADLINE, TOO_LATE, type Synchronisation, type Task } from './synchronisation';
import { takeTask, type NoTask } from './take-task';

/** Memberships passed on at once. */
const MOST_RELAYED = 5_000;

/** What a round has come to. Nothing of a person is in it. */
export interface SyncRound {
  /** Memberships passed on to their destinations. */
  readonly relayed: number;
  readonly settled: readonly Settled[];
  /** Whether there may be more to do at once. */
  readonly isMore: boolean;
}

/**
 * One round: passes changed memberships on, then tends to as many destinations as may be tended at once, each by one batch at
 * most. Several workers share the work; what one of them leaves undone, another finds.
 * @param atOnce destinations at most
 */
export async function syncAudiences(sync: Synchronisation, atOnce: number): Promise<SyncRound> {
  const relayed = await relayMemberships(sync.database, MOST_RELAYED);
  const ends = await Promise.allSettled(Array.from({ length: atOnce }, () => tendDestination(sync)));
  const tended = ends.map((end) => {
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  });
  return {
    relayed,
    settled: tended.filter((one) => typeof one === 'object'),
    isMore: relayed === MOST_RELAYED || tended.some((one) => one !== 'idle'),
  };
}

async function tendDestination(sync: Synchronisation): Promise<Settled | NoTask> {
  const now = clockOf(sync);
  const task = await inTransaction(sync.database, (tx) => takeTask(sync.networks, tx, now()));
  if (typeof task === 'string') return task;
  if (now() - task.since > TOO_LATE) return 'idle';
  return settleBatch(sync.database, task, await tell(sync, task), now());
}

async function tell({ networks, seals }: Synchronisation, task: Task): Promise<Outcome> {
  const { destination, batch, members } = task;
  const { workspaceId, audience, topic } = destination;
  // What is stored was sorted out when it was connected.
  const settings = destination.settings as List['settings'];
  const secrets = openSecrets(seals, destination, destination.secrets);
  if (secrets === null) {
    const reason = 'its credentials cannot be read with the master key of now, and have to be given again';
    return { kind: 'stopped', code: 'credentials-unreadable', reason };
  }
  const network = networks[destination.kind as NetworkKind];
  const list = { workspaceId, audience, settings, secrets, consented: topic !== null };
  const signal = AbortSignal.timeout(DEADLINE);
  if (batch.receipt !== null) return network.ask(list, batch.receipt, signal);
  return network.put(list, { id: batch.id, does: batch.does, members }, signal);
}
