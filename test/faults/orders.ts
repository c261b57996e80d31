import type { Failpoint } from '#delivery';

/** How the addresses begin of those for whom a busy provider has no room. */
export const LATER = 'later-';

/** How many at each failpoint. */
export type Counts = { readonly [at in Failpoint]?: number };

/** Each failpoint with its number. */
export function countsIn(counts: Counts): readonly (readonly [Failpoint, number])[] {
  return Object.entries(counts) as [Failpoint, number][];
}

/** What a spec tells a process of the fault tests. */
export type Order = { readonly number: number } & (
  | /** Holds so many more arrivals at failpoints. */ { readonly kind: 'hold'; readonly most: Counts }
  | /** Lets go of so many of those who are held. */ { readonly kind: 'let-go'; readonly of: Counts }
  | /** Lets go of all that are held, and holds nobody any more. */ { readonly kind: 'release' }
    /** Whether the provider has no room for those who are to be delivered later. */
  | { readonly kind: 'busy'; readonly isBusy: boolean }
);

/** What such a process tells the spec. */
export type Notice =
  /** The order with this number is followed from now on. */
  | { readonly kind: 'followed'; readonly number: number }
  /** Somebody is held. */
  | { readonly kind: 'held'; readonly at: Failpoint };
