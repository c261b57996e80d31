import type { Listener } from '../hearing';
import type { Journey } from '../journey.schema';
import { semanticsOf } from '../step-table';

/** What listens for an event, and where it is written (keys of a JSON pointer). */
export interface PlacedListener extends Listener {
  readonly at: readonly PropertyKey[];
  /** Null = it is of the journey as a whole. */
  readonly step: string | null;
}

/** Everything in a journey that listens for an event once people are in it: exits, the goal, and what its steps wait for. */
export function listenersOf({ exit = [], goal, steps }: Journey): readonly PlacedListener[] {
  return [
    ...exit.flatMap((rule, index) => ('event' in rule ? [{ ...rule, at: ['exit', index], step: null }] : [])),
    ...(goal ? [{ ...goal, at: ['goal'], step: null }] : []),
    ...Object.entries(steps).flatMap(([id, step]) =>
      (semanticsOf(step).listens?.(step) ?? []).map((listener) => ({
        ...listener,
        at: ['steps', id, ...listener.at],
        step: id,
      })),
    ),
  ];
}
