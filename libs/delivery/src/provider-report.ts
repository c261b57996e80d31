import type { ReportRow } from '#database';
import type { JsonObject } from '#conditions';
import type { EngagementName } from '#journey';

/** What a provider reported about a send: a row of its own, and what it means. */
export interface ProviderReport extends ReportRow {
  /** The event of the person that it becomes; null = nothing that a journey hears of. */
  readonly engagement: EngagementName | null;
  /** Properties of that event. */
  readonly details: JsonObject;
  /** Why the address must not be written to any more; null = it may. */
  readonly suppresses: 'bounced' | 'complained' | 'unsubscribed' | null;
}
