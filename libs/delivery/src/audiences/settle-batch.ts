import {
  endBatch,
  halveBatch,
  inTransaction,
  keepBatch,
  noteAdded,
  noteRemoved,
  noteTold,
  orderedId,
  type Database,
  type Told,
  type Transaction,
} from '#database';
import type { Outcome } from './networks/network.contract';
import type { Task } from './synchronisation';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** The longest pauses before a destination is told again that failed before, and before it is asked how far it is (ms). */
const LONGEST_PAUSE = 60 * MINUTE;
const LONGEST_WAIT = 30 * MINUTE;

/** What has come of telling a destination a batch. */
export interface Settled {
  readonly workspaceId: string;
  readonly audience: string;
  readonly destination: string;
  readonly does: 'add' | 'remove';
  readonly people: number;
  readonly outcome: Outcome['kind'];
  /** What went wrong; null = nothing. */
  readonly code: string | null;
}

/**
 * Writes down what has come of a batch. Somebody else has taken it meanwhile: then nothing, for they will find out.
 * @param now epoch ms
 */
export async function settleBatch(
  database: Database,
  task: Task,
  outcome: Outcome,
  now: number,
): Promise<Settled> {
  const { destination, batch, members } = task;
  await inTransaction(database, async (tx) => {
    if (await settle(tx, task, outcome, now))
      await noteTold(tx, destination.id, toldOf(task, outcome, now), now);
  });
  const { workspaceId, audience, key } = destination;
  return {
    ...{ workspaceId, audience, destination: key, does: batch.does, people: members.length },
    ...{ outcome: outcome.kind, code: 'code' in outcome ? outcome.code : null },
  };
}

/** @returns whether the batch was still ours */
async function settle(tx: Transaction, task: Task, outcome: Outcome, now: number): Promise<boolean> {
  const { batch } = task;
  switch (outcome.kind) {
    case 'done':
      if (!(await endBatch(tx, batch))) return false;
      await (batch.does === 'add' ? noteAdded(tx, batch.id) : noteRemoved(tx, batch.id, null));
      return true;
    case 'working':
      return keepBatch(tx, batch, outcome.receipt, now + pauseAfter(batch.attempt, MINUTE, LONGEST_WAIT));
    case 'stopped':
      return keepBatch(tx, batch, batch.receipt, now);
    case 'lost':
      return keepBatch(tx, batch, null, nextTry(task, null, now));
    case 'later':
      return keepBatch(tx, batch, batch.receipt, nextTry(task, outcome.retryAt, now));
    case 'refused':
      return endBatch(tx, batch).then(async (isOurs) => {
        if (isOurs) await refuse(tx, task, outcome.reason, now);
        return isOurs;
      });
  }
}

/** A network does not say whom of a batch it refuses: each half is told on its own, until it is one who is refused. */
async function refuse(
  tx: Transaction,
  { destination, batch, members }: Task,
  reason: string,
  now: number,
): Promise<void> {
  if (members.length <= 1) return noteRemoved(tx, batch.id, reason);
  const ids = members.map(({ id }) => id);
  const middle = Math.ceil(ids.length / 2);
  const halves = [ids.slice(0, middle), ids.slice(middle)].map((profileIds) => ({
    id: orderedId(now),
    profileIds,
  }));
  await halveBatch(tx, destination, batch, halves, now);
}

function toldOf(task: Task, outcome: Outcome, now: number): Told {
  const { kind } = outcome;
  if (kind === 'done' || kind === 'working' || kind === 'refused')
    return { restUntil: now, done: kind === 'done', trouble: null };
  const sentence = `${NAMES[task.destination.kind] ?? 'It'} was told in vain: ${outcome.reason}.`;
  const restUntil = kind === 'later' ? nextTry(task, outcome.retryAt, now) : now;
  return { restUntil, done: false, trouble: { code: outcome.code, sentence, stops: kind === 'stopped' } };
}

const NAMES: Readonly<Record<string, string>> = { meta: 'Meta', google: 'Google', webhook: 'The endpoint' };

/** @param retryAt when it asked to be told again (epoch ms); null = it did not */
function nextTry({ destination }: Task, retryAt: number | null, now: number): number {
  return Math.max(retryAt ?? 0, now + pauseAfter(destination.failures, 5 * SECOND, LONGEST_PAUSE));
}

/** Twice as long each time (ms). */
function pauseAfter(times: number, first: number, longest: number): number {
  return Math.min(first * 2 ** Math.min(times, 20), longest);
}
