import { describeInstant } from '../instants';
import { reached } from './bounds';
import type { ImaginedWorld } from './imagined-world';
import type { Moment, SimulatedEnrollment, Simulation } from './simulation';
import type { ToldRun } from './told-run';

/**
 * What has happened in an imagined world, told as a timeline.
 * @param last when the last thing of the script happened (epoch ms)
 * @param isCut whether more would have happened
 */
export function tellSimulation(
  world: ImaginedWorld,
  { from, last, isCut }: { readonly from: number; readonly last: number; readonly isCut: boolean },
): Simulation {
  const momentOf = clockOf(world);
  return {
    from,
    until: Math.max(last, ...world.runs.map(({ log }) => log.at(-1)?.at ?? from)),
    enrollments: world.runs.map((run) => enrollmentOf(run, world, momentOf)),
    refusals: world.refusals.map(({ at, reason, because }) => ({ ...momentOf(at), reason, because })),
    stopped: isCut ? reached[world.bound ?? 'years'] : null,
  };
}

function enrollmentOf(
  told: ToldRun,
  world: ImaginedWorld,
  momentOf: (at: number) => Moment,
): SimulatedEnrollment {
  const { run, end, goalAt, log } = told;
  return {
    key: run.entryKey,
    state: end?.state ?? 'active',
    because: end?.because ?? null,
    step: run.step,
    rest: end === null ? run.rest : null,
    enteredAt: run.enteredAt,
    endedAt: end === null ? null : (log.findLast(({ did }) => did === 'ended')?.at ?? null),
    goalAt,
    log: log.map((entry) => ({ ...entry, ...momentOf(entry.at) })),
    sends: world.sends
      .filter(({ runId }) => runId === run.id)
      .map(({ at, command, answer: { outcome, reason } }) => ({
        ...momentOf(at),
        command,
        outcome,
        reason,
      })),
  };
}

/** Tells instants on the person's clock; each is written once, however many things happen at it. */
function clockOf({ zones }: ImaginedWorld): (at: number) => Moment {
  const told = new Map<number, Moment>();
  return (at) => {
    const zone = zones.findLast(({ since }) => since <= at)?.zone ?? 'UTC';
    const moment = told.get(at) ?? { at, local: describeInstant(at, zone) };
    told.set(at, moment);
    return moment;
  };
}
