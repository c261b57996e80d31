import type { Json, JsonObject } from '#conditions';

/** How an enrollment's send came out, as journeys see it. */
export type Outcome = 'accepted' | 'refused' | 'failed' | 'unknown';

/** What became of a send, and why. */
export interface Settlement {
  readonly outcome: Outcome;
  /** A stable code, or what the provider said. */
  readonly reason: string | null;
  /** The same in words, where there are better ones. */
  readonly because?: string | null;
  /** What was answered, where anything was. */
  readonly reply?: WebhookReply | null;
}

/** What an endpoint answered. */
export interface WebhookReply {
  readonly status: number;
  /** JSON where it is JSON, else text; absent where there is none, or more than is kept. */
  readonly body?: Json;
}

/** What became of something that a run put on record. */
export interface Recording {
  /** The enrollment that it began in the journey it named; null where it named none, or nobody entered. */
  readonly began: string | null;
  /** Why the person did not enter that journey: a stable code, and in words. */
  readonly refused: { readonly reason: string; readonly because: string } | null;
}

/**
 * What an enrollment rests on between two turns. Instants are epoch milliseconds.
 * A wait ends when its time is over or one of the things it listens for has happened; a send, when it is settled; a
 * record, as soon as somebody looks: it was committed with the turn that asked for it.
 */
export type Rest =
  | { readonly kind: 'wait'; readonly since: number; readonly until: number | null; readonly label: string }
  | { readonly kind: 'send'; readonly since: number; readonly sendId: string; readonly label: string }
  | {
      readonly kind: 'record';
      readonly since: number;
      readonly recorded: Recording | null;
      readonly label: string;
    };

/** The event that made the person enter, or is being judged. Instants are epoch milliseconds. */
export interface Occurrence {
  readonly name: string;
  readonly properties: JsonObject;
  /** When it happened; serves windows only. */
  readonly timestamp: number;
  /** When it was accepted; the order of things. */
  readonly acceptedAt: number;
  readonly messageId: string;
  /** Who says so: a client, an import of history, Jornada itself (engagement; of a robot's), or a step of a journey. */
  readonly source: 'client' | 'import' | 'jornada' | 'robot' | 'journey';
  /** Only of a call of the trigger API: which journey it means to begin. */
  readonly call?: TriggerCall;
  /** Only of what a step put on record: how many such steps have followed from one another to come to it. */
  readonly depth?: number;
}

/** A call of the trigger API, or a step that starts a journey, means one journey. */
export interface TriggerCall {
  /** The journey's key. */
  readonly journey: string;
  /** The entry key of the run to begin; null = as the journey's entry rule says. */
  readonly key: string | null;
  /** The key of the journey whose step starts it; absent = the API does. */
  readonly by?: string;
}

/** The name under which calls of the trigger API stand in a person's history. */
export const TRIGGER_CALL = 'Journey Triggered';

/** What the interpreter carries from turn to turn. Plain JSON: it survives a database. */
export interface Memory {
  /** How often each step was visited. Never falls: send ids derive from it. */
  readonly visits: { readonly [step: string]: number };
  /** Outputs of steps, by step id. */
  readonly outputs: { readonly [step: string]: JsonObject };
  readonly variables: JsonObject;
}

/** One person's passage, as the interpreter sees it. */
export interface Run {
  readonly id: string;
  readonly workspaceId: string;
  readonly profileId: string;
  readonly entryKey: string;
  readonly trigger: Occurrence;
  readonly enteredAt: number;
  /** Where the person stands. */
  readonly step: string;
  /** What the run rests on there; null = about to arrive. */
  readonly rest: Rest | null;
  readonly memory: Memory;
}

/** A run whose wait is over at another instant (epoch ms). */
export function restarted(run: Run, until: number): Run {
  return run.rest?.kind === 'wait' ? { ...run, rest: { ...run.rest, until } } : run;
}

/** The memory of a run that has just entered. */
export const emptyMemory: Memory = { visits: {}, outputs: {}, variables: {} };
