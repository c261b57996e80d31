import type { JsonObject, Need } from '#conditions';
import { advance, type Situation, type Turn } from '../advance';
import { chooseZone } from '../choose-zone';
import type { SendCommand } from '../command';
import { countOccurrences } from '../history';
import { deriveId } from '../ids';
import type { LogEntry } from '../log';
import type { OpenJourney, PastEntries } from '../person';
import { react, type Reaction } from '../react';
import { reactionNeeds } from '../reaction-needs';
import { emptyMemory, type Occurrence, type Outcome, type Run } from '../run';
import type { ImaginedEvent } from './imagined-event';
import { toldOf, type ToldRun } from './told-run';

/** What becomes of the sends of a step. */
export interface Answer {
  readonly outcome: Outcome;
  readonly reason: string | null;
  /** How long the ledger takes to settle it (ms). */
  readonly takes: number;
}

/** What a story begins with. */
export interface Beginning {
  readonly open: readonly OpenJourney[];
  readonly profile: JsonObject;
  /** The workspace's zone. */
  readonly zone: string;
  /** By step id; a send of any other step is accepted at once. */
  readonly answers: ReadonlyMap<string, Answer>;
}

/** A send that was asked for, and when (epoch ms). */
export interface ToldSend {
  readonly at: number;
  readonly command: SendCommand;
}

const ACCEPTED: Answer = { outcome: 'accepted', reason: null, takes: 0 };

/**
 * One person on a virtual clock: hosts `react` and `advance` the way production does. Events are folded in order
 * (profile, goals, exits, waits, entries); runs are looked at when they are due; everything that is kept between two
 * turns goes through JSON, as through a database.
 */
export class ImaginedWorld {
  runs: readonly ToldRun[] = [];
  sends: readonly ToldSend[] = [];
  refusals: Reaction['refusals'] = [];
  /** Every turn that was taken, as the interpreter answered it. */
  turns: readonly Turn[] = [];
  private profile: JsonObject;
  private entries: readonly PastEntries[] = [];
  private history: readonly Occurrence[] = [];

  constructor(private readonly beginning: Beginning) {
    this.profile = beginning.profile;
  }

  /** Takes an event, as `record` does, and looks at every run that it concerns. */
  accept(event: ImaginedEvent, now: number): void {
    this.passTo(now);
    const { name, properties, source } = event;
    const messageId = `message-${this.history.length + 1}`;
    const timestamp = event.timestamp ?? now;
    const occurrence: Occurrence = { name, properties, timestamp, acceptedAt: now, messageId, source };
    this.profile = withTraits(this.profile, event.traits);
    const person = {
      profile: this.profile,
      zone: this.beginning.zone,
      runs: this.runs,
      open: this.beginning.open,
      entries: this.entries,
      laterEvents: this.history.filter((one) => one.timestamp >= timestamp),
      counts: {},
    };
    this.history = [...this.history, occurrence];
    const reaction = react(
      { ...person, counts: this.count(reactionNeeds(person, occurrence), now) },
      occurrence,
    );
    this.runs = this.runs.map((run) => toldOf(run, reaction, occurrence));
    this.entries = this.entries.map((entry) => ({ ...entry, active: this.activeUnder(entry) }));
    for (const entry of reaction.entries) this.enter(entry, occurrence);
    this.refusals = [...this.refusals, ...reaction.refusals];
    this.passTo(now);
  }

  /** Lets time go by: every run that becomes due is looked at, at its own instant, in order. */
  passTo(now: number): void {
    for (let next = this.nextDue(now); next; next = this.nextDue(now)) this.look(next.run, next.dueAt);
  }

  private nextDue(now: number): { readonly run: ToldRun; readonly dueAt: number } | null {
    const due = this.runs.flatMap((run) =>
      run.active && run.dueAt !== null ? [{ run, dueAt: run.dueAt }] : [],
    );
    const first = due.toSorted((a, b) => a.dueAt - b.dueAt)[0];
    return first && first.dueAt <= now ? first : null;
  }

  private enter({ open, key, because }: Reaction['entries'][number], occurrence: Occurrence): void {
    const { acceptedAt: now, messageId } = occurrence;
    const run: Run = {
      id: runIdOf(open.journeyId, messageId),
      workspaceId: 'workspace',
      entryKey: key,
      trigger: occurrence,
      enteredAt: now,
      step: open.journey.start,
      rest: null,
      memory: emptyMemory,
    };
    const log: readonly LogEntry[] = [{ at: now, step: null, kind: null, visit: 0, did: 'entered', because }];
    const { journeyId, version, journey } = open;
    const told = { journeyId, version, journey, run, log, active: true, goalAt: null, won: false };
    this.runs = [...this.runs, { ...told, end: null, winner: null, dueAt: now }];
    const isSame = (entry: PastEntries): boolean => entry.journeyId === journeyId && entry.key === key;
    const count = (this.entries.find(isSame)?.count ?? 0) + 1;
    const entry = { journeyId, key, count, active: 0, lastEnteredAt: now };
    this.entries = [
      ...this.entries.filter((one) => !isSame(one)),
      { ...entry, active: this.activeUnder(entry) },
    ];
  }

  private look(known: ToldRun, now: number): void {
    const taken = this.take(known, this.situationOf(known, now));
    if (taken.log.length === 0 && taken.until !== null && taken.until <= now) {
      throw new Error(`a run at '${known.run.step}' was due, but did not move`);
    }
    this.turns = [...this.turns, taken];
    const turn = throughJson(taken);
    this.sends = [...this.sends, ...turn.commands.map((command) => ({ at: now, command }))];
    const moved = {
      ...known,
      run: turn.run,
      log: [...known.log, ...turn.log],
      end: turn.end,
      active: turn.end === null,
      winner: null,
      won: false,
      dueAt: turn.commands.length > 0 ? this.settledAt(turn.run) : turn.until,
    };
    this.runs = this.runs.map((run) => (run === known ? moved : run));
    this.entries = this.entries.map((entry) => ({ ...entry, active: this.activeUnder(entry) }));
  }

  /** A turn with the counts that it needs: where some are missing, they are loaded, and it is taken again. */
  private take(known: ToldRun, situation: Situation): Turn {
    const turn = advance(known.journey, known.run, situation);
    if (turn.needs.length === 0) return turn;
    const counts = { ...situation.counts, ...this.count(turn.needs, situation.now) };
    return this.take(known, { ...situation, counts });
  }

  private count(needs: readonly Need[], now: number): Situation['counts'] {
    const zone = chooseZone({
      journey: undefined,
      profile: this.profile,
      workspace: this.beginning.zone,
    }).zone;
    return countOccurrences(needs, this.history, { now, zone });
  }

  private situationOf(known: ToldRun, now: number): Situation {
    const { profile } = this;
    const { rest, step } = known.run;
    const situation = { now, profile, zone: this.beginning.zone, counts: {}, won: known.winner };
    if (rest?.kind !== 'send') return { ...situation, send: null };
    const { outcome, reason } = this.answerOf(step);
    const until = this.settledAt(known.run);
    return {
      ...situation,
      send: until <= now ? { kind: 'settled', outcome, reason } : { kind: 'open', until },
    };
  }

  private settledAt({ rest, step }: Run): number {
    return (rest?.since ?? 0) + this.answerOf(step).takes;
  }

  private answerOf(step: string): Answer {
    return this.beginning.answers.get(step) ?? ACCEPTED;
  }

  private activeUnder({ journeyId, key }: Pick<PastEntries, 'journeyId' | 'key'>): number {
    const isUnder = (one: ToldRun): boolean => one.journeyId === journeyId && one.run.entryKey === key;
    return this.runs.filter((one) => one.active && isUnder(one)).length;
  }
}

/** The id of the run that an event begins; events of a story are `message-1`, `message-2`, ... */
export function runIdOf(journey: string, messageId: string): string {
  return deriveId('enrollment', 'workspace', journey, 'person', messageId);
}

function withTraits(profile: JsonObject, traits: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries({ ...profile, ...traits }).filter(([, value]) => value !== null));
}

/** What is left of a value when it was written to a database and read again. */
function throughJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
