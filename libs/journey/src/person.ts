import type { JsonObject } from '#conditions';
import type { Journey } from './journey.schema';
import type { Occurrence, Run } from './run';

/** A published journey that people may enter. */
export interface OpenJourney {
  readonly journeyId: string;
  readonly version: number;
  readonly journey: Journey;
  /** Paused journeys enter nobody; it is said in the refusal. */
  readonly paused: boolean;
}

/** A run of the person that an occurrence may concern: active, or ended with its goal still open. */
export interface KnownRun {
  readonly journeyId: string;
  readonly version: number;
  readonly journey: Journey;
  readonly run: Run;
  readonly active: boolean;
  /** When its goal was reached (epoch ms). */
  readonly goalAt: number | null;
  /** Whether the wait it rests on has been won already. */
  readonly won: boolean;
}

/** How one person has entered one journey under one key so far. */
export interface PastEntries {
  readonly journeyId: string;
  readonly key: string;
  readonly count: number;
  readonly active: number;
  /** Epoch ms. */
  readonly lastEnteredAt: number;
}

/** One person, as far as the occurrence at hand may concern them; `react` judges, the host loads and writes. */
export interface Person {
  /** Attributes, with the occurrence already applied. */
  readonly profile: JsonObject;
  /** The workspace's zone. */
  readonly zone: string;
  readonly runs: readonly KnownRun[];
  readonly open: readonly OpenJourney[];
  readonly entries: readonly PastEntries[];
  /** Events already known whose timestamp is at or after that of the occurrence (other than itself). */
  readonly laterEvents: readonly Occurrence[];
  readonly counts: { readonly [needKey: string]: number };
  /** Attributes that the occurrence wrote, by their first names. */
  readonly touched: readonly string[];
  /** Whether two profiles have just become this person, so that all about them may have changed. */
  readonly hasJoined?: boolean;
}
