import { addDuration, parseDuration, type JsonObject } from '#conditions';
import type { CallCommand, MessageCommand, SendCommand } from '../command';
import type { Journey } from '../journey.schema';
import { readJourney } from '../read-journey';
import type { Outcome, WebhookReply } from '../run';
import type { ImaginedEvent } from '../simulation/imagined-event';
import { ACCEPTED, ImaginedWorld, type Answer } from '../simulation/imagined-world';
import { OK, settledBy } from '../simulation/imagine-reply';
import type { ToldRun } from '../simulation/told-run';
import { instantOfMoment, type Moment } from './moment';
import { tellLine } from './tell-line';

/** A run, as it stands when the story has been told. */
export interface Ending {
  readonly state: 'active' | 'completed' | 'exited' | 'failed';
  readonly because: string | null;
  readonly step: string;
  readonly key: string;
  /** Whether its goal was reached. */
  readonly goal: boolean;
}

/** What is known of a story before it is played. */
interface Known {
  readonly journeys: readonly { readonly journey: Journey; readonly paused: boolean }[];
  readonly profile: JsonObject;
  readonly zone: string;
  readonly answers: ReadonlyMap<string, Answer>;
  /** What happens when; where no event is named, time goes by and the story stops there. */
  readonly script: readonly { readonly event: ImaginedEvent | null; readonly moment: Moment }[];
}

/** How long a story goes on after its last event, where nothing else is said. */
const LONG_ENOUGH: Moment = { kind: 'after', duration: '10y' };

/**
 * A story of one imagined person, told from a script: who the person is, what happens when, and what comes of it.
 * Nothing runs until it is asked for; a story can be continued in several ways.
 */
export class Story {
  constructor(private readonly known: Known) {}

  /** The person's attributes when the story begins. */
  person(profile: JsonObject): Story {
    return this.with({ profile });
  }

  /** The workspace's time zone; UTC where none is given. */
  workspaceIn(zone: string): Story {
    return this.with({ zone });
  }

  /** The journeys let nobody enter. */
  paused(): Story {
    return this.with({ journeys: this.known.journeys.map(({ journey }) => ({ journey, paused: true })) });
  }

  /** What becomes of the sends of a step, and how long that takes; they are accepted at once where nothing is said. */
  send(step: string, outcome: Outcome, reason: string | null = null, takes = '0s'): Story {
    return this.with({
      answers: new Map([...this.known.answers, [step, { outcome, reason, takes: msOf(takes) }]]),
    });
  }

  /** What the endpoint of a step answers; 200 and {} where nothing is said. */
  reply(step: string, reply: WebhookReply): Story {
    const answer = { ...settledBy(reply), takes: 0 };
    return this.with({ answers: new Map([...this.known.answers, [step, answer]]) });
  }

  /** An event arrives. */
  on(event: ImaginedEvent, moment: Moment): Story {
    return this.with({ script: [...this.known.script, { event, moment }] });
  }

  /** Several events arrive, one after another. */
  onEach(...script: readonly (readonly [event: ImaginedEvent, moment: Moment])[]): Story {
    return script.reduce<Story>((story, [event, moment]) => story.on(event, moment), this);
  }

  /** Time goes by, and then the story stops: what is due later does not happen in it. */
  until(moment: Moment): Story {
    return this.with({ script: [...this.known.script, { event: null, moment }] });
  }

  /** Every run's log, in order of entry, line by line: when (since the first event), where, what and why. */
  log(): readonly string[] {
    const { runs } = this.play();
    const begun = Math.min(...runs.map((run) => run.run.enteredAt));
    return runs.flatMap((run) => run.log.map((entry) => tellLine(entry, begun)));
  }

  /** How each run ended, or stands. */
  endings(): readonly Ending[] {
    return this.play().runs.map(endingOf);
  }

  /** Why the person was not entered, each time. */
  refusals(): readonly string[] {
    return this.play().refusals.map((refusal) => refusal.reason);
  }

  /** The messages asked for. */
  sends(): readonly MessageCommand[] {
    return this.asked().flatMap((command) => (command.channel === 'email' ? [command] : []));
  }

  /** The calls asked for. */
  calls(): readonly CallCommand[] {
    return this.asked().flatMap((command) => (command.channel === 'webhook' ? [command] : []));
  }

  private asked(): readonly SendCommand[] {
    return this.play().sends.map((send) => send.command);
  }

  /** Plays the whole script on a virtual clock. */
  play(): ImaginedWorld {
    const { journeys, profile, zone, answers, script } = this.known;
    const open = journeys.map(({ journey, paused }) => ({
      journeyId: journey.key,
      version: 1,
      journey,
      paused,
    }));
    const answer = ({ step, channel }: SendCommand): Answer =>
      answers.get(step) ?? (channel === 'webhook' ? { ...ACCEPTED, ...settledBy(OK) } : ACCEPTED);
    const world = new ImaginedWorld({ open, profile, zone, answer });
    const isStopped = script.at(-1)?.event === null;
    let now = 0;
    for (const { event, moment } of isStopped ? script : [...script, { event: null, moment: LONG_ENOUGH }]) {
      now = instantOfMoment(moment, now);
      if (event) world.accept(event, now);
      else world.passTo(now);
    }
    return world;
  }

  private with(more: Partial<Known>): Story {
    return new Story({ ...this.known, ...more });
  }
}

/** Begins a story in a workspace with these journeys published. @throws Error where a document is no journey */
export function given(...documents: readonly unknown[]): Story {
  const journeys = documents.map((document) => ({ journey: journeyFrom(document), paused: false }));
  return new Story({ journeys, profile: {}, zone: 'UTC', answers: new Map(), script: [] });
}

/** Reads a document as a journey, as publishing does. @throws Error with its problems where it is none */
export function journeyFrom(document: unknown): Journey {
  const reading = readJourney(document);
  if (reading.kind === 'journey') return reading.journey;
  throw new Error(reading.problems.map(({ path, sentence }) => `${path}: ${sentence}`).join('\n'));
}

function endingOf({ end, run, goalAt }: ToldRun): Ending {
  const { step, entryKey: key } = run;
  return { state: end?.state ?? 'active', because: end?.because ?? null, step, key, goal: goalAt !== null };
}

function msOf(text: string): number {
  const duration = parseDuration(text);
  if (!duration) throw new Error(`'${text}' is no duration such as 15m`);
  return addDuration(0, duration, 'UTC');
}
