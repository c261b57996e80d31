import type { JsonObject } from '#conditions';

/** What a log row says happened. */
export type Did = 'entered' | 'decided' | 'rested' | 'woken' | 'sent' | 'refused' | 'ended';

/** One row of the log a marketer reads: what happened at which step, and why, in words. It may speak of the person: it stays in the database. */
export interface LogEntry {
  readonly at: number;
  readonly step: string | null;
  readonly kind: string | null;
  readonly visit: number;
  readonly did: Did;
  readonly because: string;
  readonly detail?: JsonObject;
}
