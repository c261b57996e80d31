import type { Identifier } from '#database';
import type { JsonObject } from '#conditions';
import type { Occurrence, RefusalReason, TriggerCall } from '#journey';

/** An event as it comes to `record`: checked, but not yet known to be new. Instants are epoch milliseconds. */
export interface Incoming {
  readonly messageId: string;
  readonly type:
    'track' | 'identify' | 'page' | 'screen' | 'group' | 'alias' | 'engagement' | 'patch' | 'trigger';
  readonly name: string;
  readonly properties: JsonObject;
  /** Attributes that it sets; a null removes one. */
  readonly traits: JsonObject | null;
  /** Whether traits that are objects are merged into what is there (RFC 7396) rather than put in its place. */
  readonly merges?: boolean;
  readonly context: JsonObject | null;
  /** Who did it: at least one name is there. */
  readonly userId: string | null;
  readonly anonymousId: string | null;
  /** Only of type `alias`: another name of who `userId` names, a userId or an anonymousId. */
  readonly previousId?: string;
  /** More names of who did it: an e-mail address, a phone number, their id in another system. */
  readonly identifiers?: readonly Identifier[];
  readonly timestamp: number;
  readonly source: Occurrence['source'];
  /** The kind of key it came with, where it came from outside. A browser key is public: see `guardKnown`. */
  readonly sentWith?: 'browser' | 'server' | 'secret';
  /** Only of type `trigger`: which journey it means to begin. */
  readonly call?: TriggerCall;
  /** Only of what a step puts on record: how many such steps have followed from one another. */
  readonly depth?: number;
}

/** What became of one incoming event. */
export interface Recorded {
  readonly messageId: string;
  readonly status: 'accepted' | 'duplicate';
  readonly profileId: string;
  /** Enrollments that it began, woke and ended, by id. */
  readonly began: readonly string[];
  readonly woke: readonly string[];
  readonly ended: readonly string[];
  /** Attributes that it would have changed and was not allowed to. */
  readonly kept?: readonly string[];
  /** Kinds of those of its names that are somebody else's, whom it was not allowed to join. */
  readonly unjoined?: readonly string[];
  /** Journeys that it might have begun and did not, by key, and why. */
  readonly refused: readonly {
    readonly journey: string;
    readonly reason: RefusalReason;
    readonly because: string;
  }[];
}
