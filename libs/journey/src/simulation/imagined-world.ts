import type { JsonObject, Need } from '#conditions';
import { advance, type Situation, type Turn, type Variants } from '../advance';
import type { AttributeState } from '../attributes/apply-traits';
import { takeTraits } from '../attributes/take-traits';
import { chooseZone } from '../choose-zone';
import type { Command, RecordCommand, SendCommand } from '../command';
import { describeRecording } from '../describe-recording';
import { countOccurrences, type Counted } from '../history';
import { deriveId } from '../ids';
import type { LogEntry } from '../log';
import type { OpenJourney, PastEntries } from '../person';
import { react, type Reaction } from '../react';
import { reactionNeeds } from '../reaction-needs';
import { emptyMemory, type Occurrence, type Recording, type Run, type Settlement } from '../run';
import { MOST_TURNS, MOST_WORDS, WORDS_OF_ENTRY, type Bound } from './bounds';
import { occurrenceOf, type ImaginedEvent, type RecordedEvent } from './imagined-event';
import { earlier } from '../watching';
import { toldOf, type ToldRun } from './told-run';

/** What becomes of a send. */
export interface Answer extends Settlement {
  /** How long the ledger takes to settle it (ms). */
  readonly takes: number;
  /** Why it does not leave at once, in words, where it does not. */
  readonly held?: string;
}

/** Where and when a send is asked for. */
export interface Asked {
  /** Epoch ms. */
  readonly now: number;
  /** The zone of the person. */
  readonly zone: string;
  /** What was sent to the person before. */
  readonly earlier: readonly ToldSend[];
}

/** What an imagined world begins with. */
export interface Beginning {
  readonly open: readonly OpenJourney[];
  /** Which person it is: others take other paths of splits. */
  readonly profileId?: string | undefined;
  /** The person's attributes. */
  readonly profile: JsonObject;
  /** What the person did before. */
  readonly history?: readonly Occurrence[];
  /** The workspace's zone. */
  readonly zone: string;
  /** What becomes of a send that is asked for. */
  readonly answer: (send: SendCommand, asked: Asked) => Answer;
}

/** A send that was asked for, when (epoch ms), and what becomes of it. */
export interface ToldSend {
  readonly at: number;
  readonly runId: string;
  readonly command: SendCommand;
  readonly answer: Answer;
}

/** An entry that was refused, and when (epoch ms). */
export type ToldRefusal = Reaction['refusals'][number] & { readonly at: number };

/** A send that leaves at once. */
export const ACCEPTED: Answer = { outcome: 'accepted', reason: null, takes: 0 };

/**
 * One imagined person on a virtual clock: hosts `react` and `advance` the way production does, in memory. Events are
 * folded in order (profile, goals, exits, waits, entries); runs are looked at when they are due. A journey without end
 * is not followed for ever: what is due beyond a bound does not happen.
 */
export class ImaginedWorld {
  runs: readonly ToldRun[] = [];
  readonly sends: ToldSend[] = [];
  readonly refusals: ToldRefusal[] = [];
  /** Every turn that was taken, as the interpreter answered it. */
  readonly turns: Turn[] = [];
  /** What each of them looked at, with the counts that it needed. */
  readonly situations: Situation[] = [];
  /** The person's zones, and since when (epoch ms). */
  readonly zones: { readonly since: number; readonly zone: string }[] = [];
  private words = 0;
  /** What the person was given by chance, by journey. */
  private readonly variants = new Map<string, Variants>();
  private person: AttributeState = { attributes: {}, attributeTimes: {} };
  private entries: readonly Omit<PastEntries, 'active'>[] = [];
  private history: readonly Occurrence[];

  constructor(private readonly beginning: Beginning) {
    this.takeSaying({ traits: beginning.profile, merges: true, timestamp: -Infinity }, -Infinity);
    this.history = beginning.history ?? [];
  }

  /** The bound that this world has come to; null = it goes on. */
  get bound(): Bound | null {
    if (this.turns.length >= MOST_TURNS) return 'turns';
    return this.words >= MOST_WORDS ? 'words' : null;
  }

  /** Takes an event, as `record` does, and looks at every run that it concerns. */
  accept(event: ImaginedEvent, now: number): void {
    this.passTo(now);
    if (this.bound) return;
    this.record({ ...event, messageId: `message-${this.history.length + 1}` }, now);
    this.passTo(now);
  }

  /** Folds an event as `record` does; runs that it concerns are due then. */
  private record(event: RecordedEvent, now: number): Reaction {
    const occurrence = occurrenceOf(event, now);
    const { timestamp } = occurrence;
    this.takeSaying({ ...event, timestamp }, now);
    const person = {
      profile: this.person.attributes,
      zone: this.beginning.zone,
      runs: this.runs,
      open: this.beginning.open,
      entries: this.pastEntries(),
      laterEvents: this.history.filter((one) => one.timestamp >= timestamp),
      counts: {},
      touched: Object.keys(event.traits ?? {}),
    };
    this.history = [...this.history, occurrence];
    const { counts } = this.count(reactionNeeds(person, occurrence), now);
    const reaction = react({ ...person, counts }, occurrence);
    this.runs = this.runs.map((run) => toldOf(run, reaction, occurrence));
    for (const entry of reaction.entries) this.enter(entry, occurrence);
    this.refusals.push(...reaction.refusals.map((refusal) => ({ ...refusal, at: now })));
    return reaction;
  }

  /** Lets time go by: every run that becomes due is looked at, at its own instant, in order. */
  passTo(now: number): void {
    for (let next = this.nextDue(); next && next.dueAt <= now && !this.bound; next = this.nextDue())
      this.look(next.run, next.dueAt);
  }

  /** The run that is to be looked at next, and when (epoch ms); null where nothing is due any more. */
  nextDue(): { readonly run: ToldRun; readonly dueAt: number } | null {
    const due = this.runs.flatMap((run) =>
      run.active && run.dueAt !== null ? [{ run, dueAt: run.dueAt }] : [],
    );
    return due.toSorted((a, b) => a.dueAt - b.dueAt)[0] ?? null;
  }

  private takeSaying(saying: Parameters<typeof takeTraits>[1], now: number): void {
    const after = takeTraits(this.person, saying);
    if (after === this.person && this.zones.length > 0) return;
    this.person = after;
    this.zones.push({ since: now, zone: this.zone() });
  }

  private enter({ open, key, because }: Reaction['entries'][number], occurrence: Occurrence): void {
    const { acceptedAt: now, messageId } = occurrence;
    const run: Run = {
      id: runIdOf(open.journeyId, messageId),
      workspaceId: 'workspace',
      profileId: this.beginning.profileId ?? 'person',
      entryKey: key,
      trigger: occurrence,
      enteredAt: now,
      step: open.journey.start,
      rest: null,
      memory: emptyMemory,
    };
    const log: LogEntry[] = [{ at: now, step: null, kind: null, visit: 0, did: 'entered', because }];
    const { journeyId, version, journey } = open;
    const told = { journeyId, version, journey, run, log, active: true, goalAt: null, won: false };
    this.runs = [...this.runs, { ...told, end: null, winner: null, dueAt: now }];
    const past = this.entries.find((entry) => entry.journeyId === journeyId && entry.key === key);
    const entry = { journeyId, key, count: (past?.count ?? 0) + 1, lastEnteredAt: now };
    this.entries = [...this.entries.filter((one) => one !== past), entry];
  }

  private look(known: ToldRun, now: number): void {
    const turn = this.take(known, this.situationOf(known, now));
    if (turn.log.length === 0 && turn.until !== null && turn.until <= now) {
      throw new Error(`a run at '${known.run.step}' was due, but did not move`);
    }
    this.turns.push(turn);
    this.variants.set(known.journeyId, { ...this.variants.get(known.journeyId), ...turn.variants });
    for (const { because } of turn.log) this.words += because.length + WORDS_OF_ENTRY;
    known.log.push(...turn.log);
    const moved = {
      ...known,
      run: turn.run,
      end: turn.end,
      active: turn.end === null,
      winner: null,
      won: false,
      dueAt: turn.until,
    };
    this.runs = this.runs.map((run) => (run === known ? moved : run));
    for (const command of turn.commands) this.carryOut(moved, command, now);
  }

  private carryOut(known: ToldRun, command: Command, now: number): void {
    switch (command.kind) {
      case 'send': {
        const asked = { now, zone: this.zone(), earlier: this.sends };
        const send = { at: now, runId: known.run.id, command, answer: this.beginning.answer(command, asked) };
        this.sends.push(send);
        known.log.push(...heldBack(send, known.log.at(-1)));
        return this.change(known.run.id, { dueAt: earlier(now + send.answer.takes, known.dueAt) });
      }
      case 'record': {
        const recorded = this.recordOf(command, now);
        const { rest } = known.run;
        if (rest?.kind !== 'record') throw new Error('who asks for a record rests on it');
        return this.change(known.run.id, { run: { ...known.run, rest: { ...rest, recorded } }, dueAt: now });
      }
    }
  }

  /** What it means for the journeys of this world; one that it names and that is not among them, begins. */
  private recordOf(
    { call, messageId, name, properties, traits, depth }: RecordCommand,
    now: number,
  ): Recording {
    const said = { name, properties, traits, source: 'journey', timestamp: null, messageId, depth } as const;
    const reaction = this.record(call ? { ...said, call } : said, now);
    const isHere = this.beginning.open.some(({ journey }) => journey.key === call?.journey);
    const began = reaction.entries.map(({ open }) => runIdOf(open.journeyId, messageId));
    const elsewhere = call && !isHere ? [runIdOf(call.journey, messageId)] : [];
    const refusals = reaction.refusals.map(({ open, ...why }) => ({ journey: open.journey.key, ...why }));
    return describeRecording(call, [...began, ...elsewhere], refusals);
  }

  /** Changes a run that goes on, wherever it stands now. */
  private change(runId: string, fields: Partial<ToldRun>): void {
    this.runs = this.runs.map((one) => (one.run.id === runId && one.active ? { ...one, ...fields } : one));
  }

  /** A turn with the counts that it needs: where some are missing, they are loaded, and it is taken again. */
  private take(known: ToldRun, situation: Situation): Turn {
    const turn = advance(known.journey, known.run, situation);
    if (turn.needs.length === 0) {
      this.situations.push(situation);
      return turn;
    }
    const more = this.count(turn.needs, situation.now);
    const counts = { ...situation.counts, ...more.counts };
    return this.take(known, { ...situation, counts, fades: { ...situation.fades, ...more.fades } });
  }

  private count(needs: readonly Need[], now: number): Counted {
    return countOccurrences(needs, this.history, { now, zone: this.zone() });
  }

  /** The zone in which the person's days are counted, whatever journeys say. */
  private zone(): string {
    const { attributes: profile } = this.person;
    return chooseZone({ journey: undefined, profile, workspace: this.beginning.zone }).zone;
  }

  private situationOf({ run, winner, journeyId }: ToldRun, now: number): Situation {
    const profile = this.person.attributes;
    const variants = this.variants.get(journeyId) ?? {};
    const situation = { now, profile, zone: this.beginning.zone, counts: {}, won: winner, variants };
    const { rest } = run;
    const sent =
      rest?.kind === 'send' ? this.sends.find((one) => one.command.sendId === rest.sendId) : undefined;
    if (!sent) return { ...situation, send: null };
    const { takes, ...settlement } = sent.answer;
    const until = sent.at + takes;
    return {
      ...situation,
      send: until <= now ? { kind: 'settled', ...settlement } : { kind: 'open', until },
    };
  }

  private pastEntries(): readonly PastEntries[] {
    const isUnder = (entry: Omit<PastEntries, 'active'>, { active, journeyId, run }: ToldRun): boolean =>
      active && journeyId === entry.journeyId && run.entryKey === entry.key;
    return this.entries.map((entry) => ({
      ...entry,
      active: this.runs.filter((run) => isUnder(entry, run)).length,
    }));
  }
}

/** A message that has to wait for its hour says so in the log, as in production. */
function heldBack({ at, command, answer }: ToldSend, asking: LogEntry | undefined): readonly LogEntry[] {
  const { step, visit, sendId } = command;
  const place = { at, step, kind: asking?.kind ?? null, visit, did: 'rested' as const };
  return answer.held === undefined ? [] : [{ ...place, because: answer.held, detail: { sendId } }];
}

/** The id of the run that an event begins; events of an imagined world are `message-1`, `message-2`, ... */
export function runIdOf(journey: string, messageId: string): string {
  return deriveId('enrollment', 'workspace', journey, 'person', messageId);
}
