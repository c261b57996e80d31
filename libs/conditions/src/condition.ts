import type { FieldCondition } from './field-condition.schema';

/** How often something was done, within how long, of which kind. Neither bound = at least once. */
export interface DidCondition {
  readonly did: string;
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
  readonly within?: string | undefined;
  /** Judged for each past event; reads `event.` only. */
  readonly where?: Condition | undefined;
}

/** Whether the person belongs to a segment. */
export interface SegmentCondition {
  readonly segment: string;
}

/** A question about a person, an event or a run, as it is written. */
export type Condition =
  | FieldCondition
  | DidCondition
  | SegmentCondition
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };
