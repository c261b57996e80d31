import {
  changeRuns,
  insertLog,
  readJoining,
  joinMemberships,
  touchMemberships,
  writeConsents,
  writeJoined,
  type ConsentBy,
  type JoiningRow,
  type JoiningRunRow,
  type LogRow,
  type RunChange,
  type Transaction,
} from '#database';
import { mergePeople, type JoinedPerson, type JoiningPerson } from '#journey';
import type { Poke } from './poke';
import { logRows } from './write-changes';

/** Profiles that have become one person. */
export interface Joint {
  /** The one that stays. */
  readonly id: string;
  readonly lastEventAt: number | null;
  /** Of each profile, itself included: under which ids its events are kept, and its runs that go on. */
  readonly sides: readonly { readonly ids: readonly string[]; readonly runIds: ReadonlySet<string> }[];
  /** To tell Temporal of the runs that ended. */
  readonly pokes: readonly Poke[];
}

const BY_MERGE: ConsentBy = { source: 'merge', actor: '', textVersion: null };

/** The reason of a run that has ended because its person turned out to be another, who is in the journey already. */
const MERGED = 'merged';

const GOES_ON = 'two profiles became one person: goes on with the attributes and the history of both';

/**
 * Makes locked profiles one person: attributes, names, runs, messages, consent and its log. Their history is followed, not
 * rewritten. Messages keep their ids. What waits is to be judged again by who called.
 * @param now epoch ms
 */
export async function joinPeople(
  tx: Transaction,
  workspaceId: string,
  profileIds: readonly string[],
  now: number,
): Promise<Joint> {
  const rows = await readJoining(tx, profileIds);
  const joined = mergePeople(rows.map(joiningOf));
  await endLeavers(tx, workspaceId, rows, joined, now);
  const losers = rows.flatMap(({ id }) => (id === joined.id ? [] : [id]));
  await writeJoined(tx, { ...joined, losers }, now);
  await writeConsents(tx, { workspaceId, profileId: joined.id }, joined.consents, BY_MERGE, now);
  await joinMemberships(tx, workspaceId, { id: joined.id, losers }, now);
  await touchMemberships(tx, workspaceId, [joined.id]);
  const left = new Set(joined.leavers.map((one) => one.runId));
  return {
    id: joined.id,
    lastEventAt: joined.lastEventAt,
    sides: rows.map(({ id, also, runs }) => ({
      ids: [id, ...also],
      runIds: new Set(runs.map((run) => run.id)),
    })),
    pokes: rows.flatMap(({ runs }) =>
      runs.flatMap((run): readonly Poke[] => (left.has(run.id) ? [pokeOf(workspaceId, run)] : [])),
    ),
  };
}

function joiningOf({ users, named, reachable, ...row }: JoiningRow): JoiningPerson {
  return { ...row, standing: { users, named, reachable } };
}

/** Ends the runs that leave, and says to those that go on with whose history: no turn that did not know is written. */
async function endLeavers(
  tx: Transaction,
  workspaceId: string,
  rows: readonly JoiningRow[],
  joined: JoinedPerson,
  now: number,
): Promise<void> {
  const reasons = new Map(joined.leavers.map((one) => [one.runId, one.because]));
  const active = rows.flatMap((row) => row.runs.filter((run) => run.active));
  if (active.length === 0) return;
  const log = active.flatMap((run) => logOf(run, reasons.get(run.id), now));
  await insertLog(tx, workspaceId, log);
  const changes = active.map((run): RunChange => ({
    ...{ id: run.id, logged: 1, goalAt: null, wonPath: null, wonEvent: null, restUntil: null },
    isDue: false,
    exited: reasons.has(run.id) ? MERGED : null,
  }));
  await changeRuns(tx, changes, now);
}

function logOf(
  { id, step, logSeq }: JoiningRunRow,
  leaves: string | undefined,
  now: number,
): readonly LogRow[] {
  const entry = { at: now, step, kind: null, visit: 0 };
  return logRows(id, logSeq, [
    leaves === undefined
      ? { ...entry, did: 'decided', because: GOES_ON }
      : { ...entry, did: 'ended', because: `${MERGED}: ${leaves}` },
  ]);
}

function pokeOf(workspaceId: string, { id, journey, version }: JoiningRunRow): Poke {
  return { workspaceId, enrollmentId: id, journey, version, begin: null };
}
