/** A plain JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A plain JSON object. */
export type JsonObject = { readonly [key: string]: Json };

/**
 * Everything a condition may look at: plain data, gathered by the host.
 * `now` is epoch milliseconds; `zone` an IANA zone that is known to be valid.
 */
export interface Facts {
  readonly now: number;
  readonly zone: string;
  /** Attributes of the person as they are now. */
  readonly profile: JsonObject;
  /** Properties of the event that made the person enter. */
  readonly trigger: JsonObject;
  /** Properties of the event being judged; where none is, those of the trigger event. */
  readonly event: JsonObject;
  /** Variables of this enrollment. */
  readonly run: JsonObject;
  /** Outputs of earlier steps, by step id. */
  readonly steps: JsonObject;
  /** How often each counted thing happened, by the `key` of its need. Absent = not loaded yet. */
  readonly counts: { readonly [needKey: string]: number };
  /** When counts fall by time alone (epoch ms), by the same keys: the oldest event counted leaves its window. */
  readonly fades?: { readonly [needKey: string]: number } | undefined;
}
