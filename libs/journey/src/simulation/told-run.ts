import type { End, Situation } from '../advance';
import type { LogEntry } from '../log';
import type { KnownRun } from '../person';
import type { Concern, Reaction } from '../react';
import type { Occurrence } from '../run';
import { restarted } from '../run';
import { visitOf } from '../standing';

/** A run of an imagined world, with everything that happened to it. */
export interface ToldRun extends KnownRun {
  readonly end: End | null;
  /** Turns are added to it in place: a run may take thousands. */
  readonly log: LogEntry[];
  /** When it is looked at next (epoch ms); null = only when something happens. */
  readonly dueAt: number | null;
  readonly winner: Situation['won'];
}

/** A run after what an event means for it; an ended one is not looked at again, a woken one at once. */
export function toldOf(known: ToldRun, reaction: Reaction, { acceptedAt: now }: Occurrence): ToldRun {
  const of = <C extends Concern>(concerns: readonly C[]): C | undefined =>
    concerns.find((concern) => concern.runId === known.run.id);
  const [goal, exit, win] = [of(reaction.goals), of(reaction.exits), of(reaction.wins)];
  const restart = of(reaction.restarts);
  const isDue = reaction.looks.includes(known.run.id) || restart !== undefined;
  const place = { at: now, step: known.run.step, kind: null, visit: visitOf(known.run) };
  const log: readonly LogEntry[] = [
    ...(goal ? [{ ...place, did: 'decided' as const, because: `goal reached: ${goal.because}` }] : []),
    ...(exit ? [{ ...place, did: 'ended' as const, because: exit.because }] : []),
    ...(win ? [{ ...place, did: 'woken' as const, because: win.because }] : []),
    ...(restart ? [{ ...place, did: 'rested' as const, because: restart.because }] : []),
  ];
  return {
    ...known,
    ...(isDue && { dueAt: now }),
    ...(restart && { run: restarted(known.run, restart.until) }),
    ...(goal && { goalAt: now }),
    ...(exit && { active: false, end: { state: 'exited', because: exit.because }, dueAt: null }),
    ...(win && { won: true, winner: { path: win.path, event: win.event }, dueAt: now }),
    log: [...known.log, ...log],
  };
}
