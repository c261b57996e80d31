import {
  beginBatch,
  countBatches,
  dropDueness,
  fillDestination,
  freeDestination,
  orderedId,
  readBatch,
  readDueCopies,
  removeDestination,
  takeBatch,
  takeDestination,
  type AudienceCopy,
  type TakenDestination,
  type ToldMember,
  type Transaction,
} from '#database';
import type { Network, NetworkKind, Networks } from './networks/network.contract';
import { nextMove } from './next-move';
import { LEASE, type Task } from './synchronisation';

/** Rows looked at or removed at once. */
const MOST_ROWS = 10_000;

/** Batches that a network may be working on at once. */
const MOST_BATCHES = 20;

/** What taking a task came to, where there is nothing to tell: something was prepared; or there was nothing to do. */
export type NoTask = 'prepared' | 'idle';

/**
 * Takes the next thing that some destination is to be told: a batch that waits, else one that is formed of what is due. Nobody
 * else takes that destination until the lease ends.
 * @param now epoch ms
 */
export async function takeTask(networks: Networks, tx: Transaction, now: number): Promise<Task | NoTask> {
  const destination = await takeDestination(tx, now, now + LEASE);
  if (!destination) return 'idle';
  const prepared = await takeWaiting(tx, destination, now);
  const task = prepared ?? (await formBatch(networks[destination.kind as NetworkKind], tx, destination, now));
  if (typeof task === 'string') await freeDestination(tx, destination.id, now);
  return task;
}

/** Null where nothing waits. */
async function takeWaiting(
  tx: Transaction,
  destination: TakenDestination,
  now: number,
): Promise<Task | 'prepared' | null> {
  const { id, state, isFilling } = destination;
  if (state === 'forgotten') {
    await removeDestination(tx, id, MOST_ROWS);
    return 'prepared';
  }
  const batch = await takeBatch(tx, id, now);
  if (batch) return { destination, batch, members: await readBatch(tx, batch.id), since: now };
  if (!isFilling) return null;
  await fillDestination(tx, id, MOST_ROWS);
  return 'prepared';
}

async function formBatch(
  network: Network,
  tx: Transaction,
  destination: TakenDestination,
  now: number,
): Promise<Task | NoTask> {
  const { id, state } = destination;
  const open = await countBatches(tx, id);
  if (open >= MOST_BATCHES) return 'idle';
  const copies = await readDueCopies(tx, destination, network.most);
  if (copies.length === 0) {
    if (state === 'leaving' && open === 0) await removeDestination(tx, id, MOST_ROWS);
    return 'idle';
  }
  const { idle, remove, add } = sortOut(copies, network, state === 'active');
  if (idle.length > 0) await dropDueness(tx, id, idle);
  const [does, told] = remove.length > 0 ? (['remove', remove] as const) : (['add', add] as const);
  if (told.length === 0) return 'prepared';
  const batch = { id: orderedId(now), does, attempt: 1, receipt: null };
  await beginBatch(tx, destination, batch, told, now);
  return { destination, batch, members: await readBatch(tx, batch.id), since: now };
}

interface Sorted {
  readonly idle: { readonly profileId: string; readonly isOver: boolean }[];
  readonly remove: ToldMember[];
  readonly add: ToldMember[];
}

/** @param isActive whether the destination is to hold anybody */
function sortOut(copies: readonly AudienceCopy[], network: Network, isActive: boolean): Sorted {
  const sorted: Sorted = { idle: [], remove: [], add: [] };
  for (const copy of copies) {
    const { profileId, isLive, address: email, number: phone } = copy;
    const wants = isActive && isLive ? copy.wants : 'out';
    const move = nextMove({ ...copy, wants }, wants === 'in' ? network.identify({ email, phone }) : null);
    if (move.kind === 'rest') sorted.idle.push({ profileId, isOver: move.over });
    else sorted[move.kind].push({ profileId, ...move.identity });
  }
  return sorted;
}
