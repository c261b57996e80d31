import fc from 'fast-check';
import type { Failpoint } from '#delivery';
import { ACTS, type Act } from './scripted-provider';

/** Something that happens to a send and to those who look after it. */
export type Happening =
  /** A worker does what there is to do. */
  | { readonly kind: 'work' }
  /** A worker does so, and is killed when it comes here. */
  | { readonly kind: 'killed'; readonly at: Failpoint }
  /** A worker stops here, holding what it holds, and goes on at `goes-on`, or after everything else. */
  | { readonly kind: 'stopped'; readonly at: Failpoint }
  | { readonly kind: 'goes-on' }
  /** All leases end, all instants to try again come. */
  | { readonly kind: 'time-passes' }
  | { readonly kind: 'sweep' }
  /** So long that what is unknown has been so for more than a day. */
  | { readonly kind: 'a-day-passes' }
  /** The provider has reported whatever it has taken; and, long ago by now, a send that was claimed later. */
  | { readonly kind: 'reports-come' }
  | { readonly kind: 'exit' }
  | { readonly kind: 'opt-out' };

/** What happens to one send, and what its provider does, post by post. */
export interface Schedule {
  readonly dedupes: boolean;
  readonly acts: readonly Act[];
  readonly happenings: readonly Happening[];
}

const somewhere = fc.constantFrom<Failpoint>(
  ...(['before-turn-written', 'before-claim', 'after-claim', 'after-posted', 'after-recorded'] as const),
);
const aWorker = fc.oneof(
  fc.constant<Happening>({ kind: 'work' }),
  somewhere.map((at): Happening => ({ kind: 'killed', at })),
  somewhere.map((at): Happening => ({ kind: 'stopped', at })),
);
const anythingElse = fc.constantFrom(
  ...([
    'goes-on',
    'time-passes',
    'time-passes',
    'sweep',
    'reports-come',
    'a-day-passes',
    'exit',
    'opt-out',
  ] as const),
);

/** What happens is drawn by chance, and so is what the provider does. */
export const anySchedule: fc.Arbitrary<Schedule> = fc.record({
  dedupes: fc.boolean(),
  acts: fc.array(fc.constantFrom(...ACTS), { maxLength: 4 }),
  happenings: fc
    .tuple(
      aWorker,
      fc.array(
        fc.oneof(
          aWorker,
          anythingElse.map((kind): Happening => ({ kind })),
        ),
        { maxLength: 7 },
      ),
    )
    .map(([first, others]) => [first, ...others]),
});
