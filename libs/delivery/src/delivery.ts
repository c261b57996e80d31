import type { Database } from '#database';
import type { Renderer } from '#templates';
import type { Provider } from './provider';

/** What sending runs on. */
export interface Delivery {
  readonly database: Database;
  readonly renderer: Renderer;
  readonly provider: Provider;
}

/** How long the provider may take over one message (ms). */
export const POST_DEADLINE = 10_000;

/** How long a claim holds (ms): nobody else posts the send within it. Longer than any activity may run. */
export const LEASE = 90_000;

/** How long a run waits for proof of what became of an unknown send before it goes on (ms). */
export const UNKNOWN_REST = 15 * 60_000;
