import type { Database } from '#database';
import type { RecipientLinks } from '#links';
import type { Renderer } from '#templates';
import type { MailAccounts } from './accounts/mail-accounts';
import type { Carrier } from './carrier';
import type { Pauses } from './pauses';
import type { Permits } from './permits';
import type { Provider } from './provider';

/** What sending runs on. */
export interface Delivery {
  readonly database: Database;
  readonly renderer: Renderer;
  /** Carries messages, but those of workspaces that have an account of their own. */
  readonly provider: Provider;
  /** Accounts of workspaces; left out: none has one. */
  readonly accounts?: MailAccounts;
  /** Carries webhooks. */
  readonly webhooks: Carrier;
  /** Makes the links that recipients touch. */
  readonly links: RecipientLinks;
  /** Posts at once; left out: as many as there are callers. */
  readonly permits?: Permits;
  /** Who is left alone for a while; left out: nobody. */
  readonly pauses?: Pauses;
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

/** Sees what other processes have changed since: who is left alone, and who carries what. Never inside a transaction. */
export async function lookAround({ pauses, accounts }: Delivery): Promise<void> {
  await Promise.all([pauses?.refresh(), accounts?.refresh()]);
}
