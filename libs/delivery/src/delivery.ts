import type { Database } from '#database';
import type { RecipientLinks } from '#links';
import type { Renderer } from '#templates';
import type { Carrier } from './carrier';
import type { Permits } from './permits';
import type { Provider } from './provider';

/** What sending runs on. */
export interface Delivery {
  readonly database: Database;
  readonly renderer: Renderer;
  /** Carries messages. */
  readonly provider: Provider;
  /** Carries webhooks. */
  readonly webhooks: Carrier;
  /** Makes the links that recipients touch. */
  readonly links: RecipientLinks;
  /** Posts at once per provider key; left out: as many as there are callers. */
  readonly permits?: Permits;
  /** How long a claim holds (ms); left out: `LEASE`. */
  readonly lease?: number;
  /** How old a report must be to prove something of another send (ms); left out: `EVIDENCE_AFTER`. */
  readonly evidenceAfter?: number;
}

/** How long the provider may take over one message (ms). */
export const POST_DEADLINE = 10_000;

/**
 * How long a claim holds (ms): nobody else posts the send within it. Longer than any activity may run; and a claim that
 * is half as old is not posted any more, so that the clocks of two machines may differ by half a minute.
 */
export const LEASE = 90_000;

/** How long a run waits for proof of what became of an unknown send before it goes on, where no reports come (ms). */
export const UNKNOWN_REST = 15 * 60_000;

/**
 * How old the report of a later send must be before it proves that an unknown one, of which there is none, was never taken
 * (ms): reports overtake one another.
 */
export const EVIDENCE_AFTER = 3_600_000;

/** After how long without evidence an unknown send is given up (ms). */
export const GIVE_UP_AFTER = 24 * 3_600_000;

/** How long a claim of this delivery holds (ms). */
export function leaseOf(delivery: Delivery): number {
  return delivery.lease ?? LEASE;
}

/** Until when nobody posts under this key (epoch ms); null = it is not paused. */
export function pauseOf(delivery: Delivery, key: string | null): number | null {
  return key === null ? null : (delivery.permits?.pausedUntil(key) ?? null);
}

/** Whether a post under this key could begin now, as far as permits go. */
export function hasPermit(delivery: Delivery, key: string | null): boolean {
  return key === null || (delivery.permits?.isFree(key) ?? true);
}
