import { identifiersOf, type Incoming } from '#enrollments';
import type { Taken } from '../taken';

/** An event whose sender waits for the answer. */
export interface WaitingEvent {
  readonly event: Incoming;
  /** What its person is called, by kind: events with a name in common keep their order. */
  readonly names: readonly string[];
  /** When it came (epoch ms). */
  readonly since: number;
  readonly settle: (outcome: Outcome) => void;
}

/** How the wait ends. What failed may be sent again. */
export type Outcome = Taken | { readonly kind: 'failed'; readonly error: unknown };

/** The names of an event's person; a name of one kind is never one of another. */
export function namesOf(event: Parameters<typeof identifiersOf>[0]): readonly string[] {
  return identifiersOf(event).map(({ kind, value }) => `${kind}\n${value}`);
}
