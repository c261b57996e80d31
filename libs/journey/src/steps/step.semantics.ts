import type { Condition, Facts, Json, JsonObject } from '#conditions';
import type { Command } from '../command';
import type { Did } from '../log';
import type { Happened, Listener } from '../hearing';
import type { Recording, Rest, Run, Settlement } from '../run';
import type { EmailContent } from './email/email-content.schema';
import type { Utm } from '../utm.schema';
import type { Kind, StepOf } from './step.schema';

/** An edge of a step, and where it is written in the step (keys of a JSON pointer). */
export interface Edge {
  readonly at: readonly (string | number)[];
  readonly next: string | null;
  /** Whether it may be taken on arrival, though a stay takes time otherwise. */
  readonly atOnce?: boolean;
}

/** Something a step names that must exist in the workspace. */
export interface Reference {
  readonly what: 'template' | 'topic' | 'audience' | 'journey';
  readonly key: string;
  readonly at: readonly (string | number)[];
}

/** What a step writes to people, and where that is written in the step. */
export interface Wording {
  /** What the host keeps it under: of a saved template its key. */
  readonly key: string;
  /** Null = it is that of a saved template. */
  readonly content: EmailContent | null;
  readonly at: readonly (string | number)[];
}

/** A path that a step reads, and where it is written in the step. */
export interface Read {
  readonly path: string;
  readonly at: readonly (string | number)[];
}

/** A condition of a step, and where it is written in the step. */
export interface StepCondition {
  readonly condition: Condition;
  readonly at: readonly (string | number)[];
  /** The event on whose arrival it is judged; absent = when the person comes to the step. */
  readonly of?: string;
}

/** What a step may look at when a person stands at it. */
export interface Standing {
  /** The key of the journey. */
  readonly journey: string;
  /** What the journey says of UTM. */
  readonly utm?: Utm | null | undefined;
  readonly stepId: string;
  /** 1 on the first visit. */
  readonly visit: number;
  readonly run: Run;
  readonly facts: Facts;
  /** The path that this person was given here by chance before, in this enrollment or another. */
  readonly variant?: string | undefined;
  /** Notes to add to the reason where it speaks of time: zones that do not exist and were passed over. */
  readonly notes: readonly string[];
}

/** What a rest came to. */
export type Resolution =
  | { readonly kind: 'elapsed' }
  | { readonly kind: 'won'; readonly path: string; readonly event: string | null }
  | ({ readonly kind: 'settled' } & Settlement)
  | ({ readonly kind: 'recorded' } & Recording);

/** What a step answers: go on, rest, or end; `fail` where a limit ends it. `because` is for a marketer to read. */
export type StepResult =
  | {
      readonly kind: 'go';
      readonly next: string | null;
      readonly did: Did;
      readonly because: string;
      readonly outputs?: JsonObject;
      /** The path that the person was given by chance: kept, whatever becomes of the shares. */
      readonly variant?: string;
      /** All variables of the run from then on; as they are where nothing is said. */
      readonly variables?: JsonObject;
      readonly detail?: JsonObject;
    }
  | {
      readonly kind: 'rest';
      readonly rest: Rest;
      readonly because: string;
      readonly commands?: readonly Command[];
      readonly detail?: JsonObject;
    }
  | { readonly kind: 'exit'; readonly because: string }
  | { readonly kind: 'fail'; readonly because: string };

/** All that a kind means. Shared code asks these; it never asks which kind a step is. */
export interface StepSemantics<S> {
  /** Every way out. */
  edges(step: S): readonly Edge[];
  /** Whether a stay always takes time, so that a loop through it cannot run away; but for edges that say otherwise. */
  takesTime(step: S): boolean;
  /** Whether people stay for ever where nothing happens. */
  waitsForEver?(step: S): boolean;
  /** A date that people wait for, as it is written. */
  date?(step: S): { readonly text: string; readonly at: readonly (string | number)[] } | null;
  /** Every condition it judges, so that what they need can be loaded before, and rules can look into them. */
  conditions?(step: S): readonly StepCondition[];
  /** What of the person's history decides on arrival, besides its conditions. */
  recalls?(step: S, standing: Standing): readonly Condition[];
  /** Every listener for an event, and where it is written in the step. */
  listens?(step: S): readonly (Listener & { readonly at: readonly (string | number)[] })[];
  references?(step: S): readonly Reference[];
  wording?(step: S): Wording;
  /** How it divides people, in percent by path. */
  shares?(step: S): readonly number[];
  /** The variables of the run that it sets; without a value where that is known only when somebody comes. */
  sets?(step: S): readonly { readonly name: string; readonly value?: Json }[];
  /** The paths that it reads, besides those in its conditions. */
  reads?(step: S): readonly Read[];
  /** The names under which it leaves something to later steps. */
  readonly leaves?: readonly string[];
  /** Whether it sends marketing without naming the topic whose consent it needs. */
  lacksTopic?(step: S): boolean;
  /** Whether it sends marketing to an address that is not the person's own. */
  writesToOthers?(step: S): boolean;
  /** The time zone the step names. */
  zone?(step: S): string | undefined;
  arrive(step: S, standing: Standing): StepResult;
  /** What the step rested on has come about. Kinds that never rest leave it out. */
  resume?(step: S, standing: Standing, resolution: Resolution): StepResult;
  /** Which of its paths, if any, is won by what has happened while the run rests here. */
  hear?(step: S, happened: Happened, standing: Standing): string | null;
  /** The conditions that win one of its paths as soon as they hold, while the run rests here. */
  watches?(step: S): readonly Condition[];
  /** Which of its paths, if any, is won by what holds now, while the run rests here. */
  see?(step: S, standing: Standing): string | null;
  /** When the rest is over (epoch ms) if this occurrence begins its time anew; null where it does not. */
  restart?(step: S, happened: Happened, standing: Standing): number | null;
}

/** One semantics for each kind: the compiler names a kind that was forgotten. */
export type SemanticsTable = { readonly [K in Kind]: StepSemantics<StepOf[K]> };
