import {
  changeRuns,
  insertLog,
  inTransaction,
  lockProfiles,
  notePeople,
  placeRuns,
  readOwners,
  readStanding,
  takePeople,
  type OpenPublish,
  type PersonOutcome,
  type PersonState,
  type StandingRun,
  type Transaction,
} from '#database';
import { decideFate, type Fate } from './decide-move';
import type { Engine } from './engine';
import type { Poke } from './poke';
import { logRows, unchanged } from './write-changes';

/** How long a run is left alone whose message may be leaving (ms). */
const LOOK_AGAIN = 2_000;

/** One run, and what becomes of it. */
interface Fated {
  readonly run: StandingRun;
  readonly fate: Fate;
}

/**
 * Moves some of the people of a publish, or puts them back, in one transaction with everything that tells of it. Safe to
 * run in many processes at once, and again after a crash at any point.
 * @param state whom to take: those of whom this has become so far
 * @returns how many were looked at
 */
export async function movePeople(
  engine: Engine,
  publish: OpenPublish,
  state: Extract<PersonState, 'waiting' | 'moved'>,
  { limit, now }: { readonly limit: number; readonly now: number },
): Promise<number> {
  const { taken, fated } = await inTransaction(engine.database, async (tx) => {
    const ids = await takePeople(tx, publish, state, { limit, now });
    if (ids.length === 0) return { taken: 0, fated: [] };
    const owners = await readOwners(tx, ids);
    const runs = await readLocked(tx, publish, ids, owners);
    const decided = runs.map((run) => ({ run, fate: decideFate(publish, run, now) }));
    await writeFates(tx, publish, decided, now);
    const fates = new Map(decided.map((one) => [one.run.id, one.fate]));
    const outcomes = ids.map((id) => outcomeOf(id, owners.has(id) ? fates.get(id) : GONE, state, now));
    await notePeople(tx, publish.id, outcomes, now);
    return { taken: ids.length, fated: decided };
  });
  engine.poke(fated.flatMap((one) => pokeOf(publish, one, now)));
  return taken;
}

/** An enrollment that is not there any more has ended. */
const GONE: Fate = { kind: 'ended' };

/** Locks the people first, then looks. Whom another transaction has given another owner meanwhile is left for later. */
async function readLocked(
  tx: Transaction,
  publish: OpenPublish,
  enrollmentIds: readonly string[],
  owners: ReadonlyMap<string, string>,
): Promise<readonly StandingRun[]> {
  const lockedProfiles = [...new Set(owners.values())].toSorted();
  await lockProfiles(tx, lockedProfiles);
  return readStanding(tx, publish.id, { enrollmentIds, lockedProfiles });
}

async function writeFates(
  tx: Transaction,
  publish: OpenPublish,
  fated: readonly Fated[],
  now: number,
): Promise<void> {
  const log = fated.flatMap((one) => logOf(publish, one, now));
  if (log.length > 0) await insertLog(tx, publish.workspaceId, log);
  const placements = fated.flatMap(({ run, fate }) =>
    'placement' in fate ? [{ ...fate.placement, id: run.id, logged: 1 }] : [],
  );
  if (placements.length > 0) await placeRuns(tx, placements, now);
  const changes = fated.flatMap(({ run, fate }) => {
    if (fate.kind !== 'exits' && fate.kind !== 'left') return [];
    const exited = fate.kind === 'exits' ? fate.because : null;
    return [{ ...unchanged(run.id), logged: 1, exited }];
  });
  if (changes.length > 0) await changeRuns(tx, changes, now);
}

const STATE_OF: { readonly [K in Exclude<Fate['kind'], 'later'>]: PersonState } = {
  ended: 'ended',
  left: 'left',
  exits: 'exited',
  moves: 'moved',
  kept: 'kept',
  stayed: 'stayed',
  returns: 'returned',
};

function outcomeOf(
  enrollmentId: string,
  fate: Fate | undefined,
  state: PersonState,
  now: number,
): PersonOutcome {
  const noted = { enrollmentId, lookAt: now, targetStay: null, before: null };
  if (!fate || fate.kind === 'later') return { ...noted, state, lookAt: now + LOOK_AGAIN };
  if (fate.kind !== 'moves') return { ...noted, state: STATE_OF[fate.kind] };
  return { ...noted, state: 'moved', targetStay: fate.targetStay, before: fate.before };
}

/** What the person's log tells of it. */
function logOf(publish: OpenPublish, { run, fate }: Fated, now: number): ReturnType<typeof logRows> {
  if (!('because' in fate)) return [];
  const entry = {
    ...{ at: now, step: run.step, kind: null, visit: run.stay, because: fate.because },
    ...{ did: fate.kind === 'exits' ? ('ended' as const) : ('decided' as const) },
    detail: { publishId: publish.id },
  };
  return logRows(run.id, run.logSeq, [entry]);
}

/** Whoever was moved, put back or taken out has something to do; who was kept, where their time came meanwhile. */
function pokeOf({ workspaceId, journey }: OpenPublish, { run, fate }: Fated, now: number): readonly Poke[] {
  const version = 'placement' in fate ? fate.placement.version : run.version;
  const isLate = fate.kind === 'kept' && run.state === 'active' && run.dueAt !== null && run.dueAt <= now;
  const isMoved = 'placement' in fate || fate.kind === 'exits';
  return isMoved || isLate ? [{ workspaceId, enrollmentId: run.id, journey, version, begin: null }] : [];
}
