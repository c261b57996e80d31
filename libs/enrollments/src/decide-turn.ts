import type { Connection, TurnRead, TurnSend, TurnWrite } from '#database';
import { standingOf, type Delivery, type PreparedSend } from '#delivery';
import {
  advance,
  chooseZone,
  type Counted,
  type Journey,
  type LogEntry,
  type Run,
  type SendStanding,
  type Situation,
  type Turn,
} from '#journey';
import { carryOut, type Carried } from './carry-out';
import { countNeeds } from './count-needs';
import type { Engine } from './engine';
import type { Incoming } from './incoming';
import { isUnderWay } from './is-under-way';
import { runOf } from './load-people';
import type { Rested } from './rested';
import { asJson, logRows, waitOf } from './write-changes';

/** What a turn comes to, before anything is written. */
export type DecidedTurn =
  /** Nothing to do now; and when to look again (epoch ms), where that is not when it was due. */
  | { readonly kind: 'stays'; readonly rested: Rested; readonly dueAt?: number | null }
  /** The claim of the send it rests on is over. */
  | { readonly kind: 'expired'; readonly send: TurnSend }
  | {
      readonly kind: 'turns';
      readonly run: Run;
      readonly write: TurnWrite;
      /** What is recorded in the transaction of the turn; null = nothing. */
      readonly event: Incoming | null;
      readonly rested: Rested;
    };

/** How the label of an enrollment that rests by somebody's decision reads. */
const HELD: Rested = { kind: 'until', at: null, label: 'held' };

/**
 * Decides one turn from what was read: asks the interpreter, and prepares what it asks for.
 * @param connection where more is read: the turn may be inside a transaction
 */
export async function decideTurn(
  engine: Engine,
  delivery: Delivery,
  connection: Connection,
  read: TurnRead,
  now: number,
): Promise<DecidedTurn> {
  // Flags, not bulk updates: a paused journey's people rest until the resume, a stopped one's until they are taken out,
  // parked ones until an operator's retry.
  if (read.parked || read.journeyState !== 'running') return { kind: 'stays', rested: HELD };
  const { send } = read;
  if (send?.state === 'CLAIMED' && send.leaseUntil !== null && send.leaseUntil <= now)
    return { kind: 'expired', send };
  // From the publish on, who is to be moved or taken out takes no turn where they stand. What is being posted settles first.
  if (read.moving && !isUnderWay(send, now)) return { kind: 'stays', rested: HELD };
  const standing = send === null ? null : standingOf(send, now);
  if (standing?.kind === 'deliver' && send)
    return { kind: 'stays', rested: { kind: 'deliver', sendId: send.id } };
  const journey = await engine.journeys.read(read.journeyId, read.version, connection);
  const run = runOf(read.workspaceId, { ...read, id: read.enrollmentId });
  const situation = situationOf(read, standing as SendStanding | null, now);
  const turn = await advanceCounting(connection, journey, run, situation, read);
  if (turn.log.length === 0) return { kind: 'stays', rested: restOf(turn), ...dueAnew(read, turn) };
  const carried = await carryOut(turn.commands, { delivery, connection, read, now });
  const write = writeOf(read, turn, carried, now);
  return { kind: 'turns', run: turn.run, write, event: carried.event, rested: restOf(turn) };
}

/** Loads the counts that the interpreter turns out to need, until it needs no more. */
async function advanceCounting(
  connection: Connection,
  journey: Journey,
  run: Run,
  situation: Situation,
  { profileId }: TurnRead,
): Promise<Turn> {
  const { now, profile } = situation;
  const { zone } = chooseZone({ journey: undefined, profile, workspace: situation.zone });
  let known: Counted = { counts: {}, fades: {} };
  for (;;) {
    const turn = advance(journey, run, { ...situation, ...known });
    if (turn.needs.length === 0) return turn;
    const history = { profileId, now, zone, unsaved: [] };
    const more = await countNeeds(connection, turn.needs, history);
    known = { counts: { ...known.counts, ...more.counts }, fades: { ...known.fades, ...more.fades } };
  }
}

function situationOf(read: TurnRead, send: SendStanding | null, now: number): Situation {
  const won = read.wonPath === null ? null : { path: read.wonPath, event: read.wonEvent };
  return {
    now,
    profile: read.attributes,
    zone: read.workspace.timezone,
    counts: {},
    won,
    send,
    variants: read.variants,
  };
}

function writeOf(read: TurnRead, turn: Turn, { prepared, lookAt }: Carried, now: number): TurnWrite {
  const { run, end } = turn;
  return {
    state: end?.state ?? 'active',
    because: end?.because ?? null,
    step: run.step,
    memory: asJson(run.memory),
    rest: run.rest === null ? null : asJson(run.rest),
    dueAt: end ? null : (lookAt ?? turn.until),
    ended: end !== null,
    log: logRows(run.id, read.logSeq, [...turn.log, ...holdOf(turn, prepared, now)]),
    wait: end ? null : (waitOf(run)[0] ?? null),
    send: prepared?.send ?? null,
    variants: turn.variants,
    reserves: prepared?.reserves === true && prepared.send.state === 'CLAIMED',
  };
}

/** A message that has to wait for its hour says so in the log. */
function holdOf(turn: Turn, prepared: PreparedSend | null, now: number): readonly LogEntry[] {
  if (prepared?.send.state !== 'HELD' || prepared.because === null) return [];
  const { step, visit } = prepared.send;
  const place = { at: now, step, kind: turn.log.at(-1)?.kind ?? null, visit };
  return [{ ...place, did: 'rested', because: prepared.because, detail: { sendId: prepared.send.id } }];
}

/** A wait whose end has moved, or under a condition that time may change, is due at another instant than it was. */
function dueAnew(read: TurnRead, { run, until }: Turn): { readonly dueAt?: number | null } {
  return run.rest?.kind === 'wait' && until !== read.dueAt ? { dueAt: until } : {};
}

function restOf(turn: Turn): Rested {
  if (turn.end) return { kind: 'ended' };
  return { kind: 'until', at: turn.until, label: turn.run.rest?.label ?? '' };
}
