import type { Database } from '#database';
import type { RecipientLinks } from '#links';
import type { Renderer } from '#templates';
import type { Permits } from './permits';
import type { Provider } from './provider';

/** What sending runs on. */
export interface Delivery {
  readonly database: Database;
  readonly renderer: Renderer;
  readonly provider: Provider;
  /** Makes the links that recipients touch. */
  readonly links: RecipientLinks;
  /** Posts at once per provider key; left out: as many as there are callers. */
  readonly permits?: Permits;
  /** How long a claim holds (ms); left out: `LEASE`. */
  readonly lease?: number;
}

/** How long the provider may take over one message (ms). */
export const POST_DEADLINE = 10_000;

/**
 * How long a claim holds (ms): nobody else posts the send within it. Longer than any activity may run; and a claim that
 * is half as old is not posted any more, so that the clocks of two machines may differ by half a minute.
 */
export const LEASE = 90_000;

/** How long a run waits for proof of what became of an unknown send before it goes on (ms). */
export const UNKNOWN_REST = 15 * 60_000;

/** After how long without evidence an unknown send is given up (ms). */
export const GIVE_UP_AFTER = 24 * 3_600_000;

/** How long a claim of this delivery holds (ms). */
export function leaseOf(delivery: Delivery): number {
  return delivery.lease ?? LEASE;
}

/** The key under which a workspace's posts share permits; null = they are not limited. */
export function permitKeyOf(delivery: Delivery, workspaceId: string): string | null {
  return delivery.provider.keyOf?.(workspaceId) ?? null;
}

/** Until when nobody posts for this workspace (epoch ms); null = its key is not paused. */
export function pauseOf(delivery: Delivery, workspaceId: string): number | null {
  const key = permitKeyOf(delivery, workspaceId);
  return key === null ? null : (delivery.permits?.pausedUntil(key) ?? null);
}

/** Whether a post for this workspace could begin now, as far as permits go. */
export function hasPermit(delivery: Delivery, workspaceId: string): boolean {
  const key = permitKeyOf(delivery, workspaceId);
  return key === null || (delivery.permits?.isFree(key) ?? true);
}
