import type { OpenPublish, Placement, StandingBefore, StandingRun } from '#database';
import { isUnderWay } from './is-under-way';

/** What becomes of one run that a publish speaks of. */
export type Fate =
  /** It ended, or went on, before its turn came. */
  | { readonly kind: 'ended' }
  | { readonly kind: 'left'; readonly because: string }
  /** Its message may be leaving: look again. */
  | { readonly kind: 'later' }
  | { readonly kind: 'exits'; readonly because: string }
  | {
      readonly kind: 'moves';
      readonly placement: Placed;
      readonly targetStay: number;
      readonly before: StandingBefore;
      readonly because: string;
    }
  /** It was still to be moved when the publish was undone. */
  | { readonly kind: 'kept' }
  /** It has left the step that it was moved to. */
  | { readonly kind: 'stayed' }
  | { readonly kind: 'returns'; readonly placement: Placed; readonly because: string };

type Placed = Omit<Placement, 'id' | 'logged'>;

/** Decides what a publish does with a run, or its undo, wherever that run is by now. */
export function decideFate(publish: OpenPublish, run: StandingRun, now: number): Fate {
  if (publish.state === 'applying') return decideMove(publish, run, now);
  return run.planned.state === 'waiting' ? { kind: 'kept' } : decideReturn(publish, run, now);
}

/** Only who still is in the very stay that the publish saw is moved or taken out. */
function decideMove({ id, version }: OpenPublish, run: StandingRun, now: number): Fate {
  const { planned } = run;
  if (run.state !== 'active') return { kind: 'ended' };
  const from = `version ${planned.version}, step '${planned.step}'`;
  if (run.version !== planned.version || run.step !== planned.step || run.stay !== planned.stay)
    return { kind: 'left', because: `not moved by publish ${id}: had left ${from} before` };
  if (planned.policy === 'exit')
    return { kind: 'exits', because: `taken out by the publish of version ${version}: stood at ${from}` };
  if (isUnderWay(run.send, now)) return { kind: 'later' };
  const target = planned.target ?? '';
  const isUnsent = run.send?.state === 'PLANNED' || run.send?.state === 'HELD';
  const unsent = isUnsent ? '; the message that had not left will not' : '';
  return {
    kind: 'moves',
    placement: { version, step: target, rest: null, wait: null, dueAt: run.parked ? null : now },
    targetStay: planned.targetVisits + 1,
    // A message that does not leave now would not leave later either: who is put back comes to its step anew.
    before: { rest: isUnsent ? null : run.rest, wait: run.wait },
    because: `moved from ${from} to version ${version}, step '${target}', by publish ${id}${unsent}`,
  };
}

/** Only who still is in the stay that the move began is put back. A wait goes on to the end that it had. */
function decideReturn({ id, version }: OpenPublish, run: StandingRun, now: number): Fate {
  const { planned } = run;
  const isThere = run.version === version && run.step === planned.target && run.stay === planned.targetStay;
  if (run.state !== 'active' || !isThere || !planned.before) return { kind: 'stayed' };
  if (isUnderWay(run.send, now)) return { kind: 'later' };
  const { rest, wait } = planned.before;
  return {
    kind: 'returns',
    // It is looked at once: what it waits for may have come about meanwhile. If not, it is due when its wait ends.
    placement: {
      ...{ version: planned.version, step: planned.step, rest, wait },
      dueAt: run.parked ? null : now,
    },
    because: `put back to version ${planned.version}, step '${planned.step}', as publish ${id} was undone`,
  };
}
