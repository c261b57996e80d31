import type { EnrollmentRef } from './contract';

/** What an enrollment rests on after it was moved as far as it could go. Instants are epoch milliseconds. */
export type Resting =
  | { readonly kind: 'ended' }
  /** It can still move: call again. */
  | { readonly kind: 'again' }
  /** Until an instant, or until it is woken. */
  | { readonly kind: 'until'; readonly at: number | null; readonly label: string }
  /** A send that could not go out at once: deliver it. */
  | { readonly kind: 'deliver'; readonly sendId: string };

/** Run as a local activity: one round trip to PostgreSQL, no events but a marker. */
export interface EnrollmentActivities {
  /** Moves an enrollment as far as it can go now. Safe to repeat. `now` (epoch ms) only where time is skipped. */
  advance(ref: EnrollmentRef, now: number | null): Promise<Resting>;
}

/** Run as regular activities: retried by Temporal, visible on its page. */
export interface DeliveryActivities {
  /** Sends out one planned send; returns when the ledger knows what became of it. */
  deliver(ref: EnrollmentRef, sendId: string): Promise<void>;
}
