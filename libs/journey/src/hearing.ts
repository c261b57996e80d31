import { evaluate, readPath, type Condition, type Facts } from '#conditions';
import type { Change } from './change';
import { chooseZone } from './choose-zone';
import { engagementNames } from './engagement';
import type { Journey } from './journey.schema';
import type { Person } from './person';
import type { Occurrence, Run } from './run';

/** What listens for an event: an exit rule, a goal, a path of a wait. */
export interface Listener {
  readonly event: string;
  readonly where?: Condition | undefined;
  readonly key?: string | undefined;
  /** Of which messages, where the event is about one: of these steps of the run, or of any; else of the run. */
  readonly of?: 'any' | readonly string[] | undefined;
}

/** What has happened, as those see it who wait. */
export interface Happened {
  readonly occurrence: Occurrence;
  /** Whether it is news; if not, it works only by what it changed. */
  readonly isNews: boolean;
  /** What it changed about the person. */
  readonly change: Change;
}

/** Whether something was heard, and why. */
export interface Hearing {
  readonly heard: boolean;
  readonly because: string;
}

export const UNHEARD: Hearing = { heard: false, because: '' };

/** The longest value that can be the key of a run, in characters. */
const KEY_LENGTH = 500;

/**
 * The facts under which an occurrence is judged for a journey: the profile after it, and it as `event`; of the run that
 * it may concern, its trigger event, variables and outputs.
 */
export function factsOf(person: Person, occurrence: Occurrence, journey: Journey, run: Run | null): Facts {
  return {
    now: occurrence.acceptedAt,
    zone: chooseZone({ journey: journey.zone, profile: person.profile, workspace: person.zone }).zone,
    profile: person.profile,
    event: occurrence.properties,
    trigger: run?.trigger.properties ?? occurrence.properties,
    run: run?.memory.variables ?? {},
    steps: run?.memory.outputs ?? {},
    counts: person.counts,
  };
}

/** Whether an occurrence is what the listener of this run listens for, and why. */
export function hears(listener: Listener, occurrence: Occurrence, run: Run, facts: Facts): Hearing {
  if (listener.event !== occurrence.name || !concerns(occurrence, run, listener.of)) return UNHEARD;
  if (listener.key !== undefined && keyAt(facts, listener.key) !== run.entryKey) return UNHEARD;
  if (!listener.where) return { heard: true, because: arrived(occurrence) };
  const { holds, because } = evaluate(listener.where, facts);
  return holds ? { heard: true, because: `${arrived(occurrence)}: ${because}` } : UNHEARD;
}

/** A call of the trigger API begins the journey that it names, and no other; an event never begins one of the API's. */
export function isTriggeredBy({ key, trigger }: Journey, occurrence: Occurrence): boolean {
  if (occurrence.call) return 'api' in trigger && occurrence.call.journey === key;
  return 'event' in trigger && trigger.event === occurrence.name && isGenuine(occurrence);
}

/** That an event arrived, in words. */
export function arrived(occurrence: Occurrence): string {
  const { call, name } = occurrence;
  if (!call) return `${name} arrived`;
  return call.by === undefined ? 'triggered by the API' : `started by the journey '${call.by}'`;
}

/** Whether an event is what its name says: a client's event of an engagement's name is no engagement. */
export function isGenuine(occurrence: Occurrence): boolean {
  return !engagementNames.has(occurrence.name) || occurrence.source === 'jornada';
}

/** Engagement concerns the run that sent the message, unless the listener says which; any other event every run. */
function concerns(occurrence: Occurrence, run: Run, of: Listener['of']): boolean {
  if (!engagementNames.has(occurrence.name)) return true;
  if (!isGenuine(occurrence) || of === 'any') return isGenuine(occurrence);
  const { enrollmentId, step } = occurrence.properties;
  return enrollmentId === run.id && (of === undefined || of.some((one) => one === step));
}

/** The value at a key path as text; null where there is none that could tell runs apart. */
export function keyAt(facts: Facts, path: string): string | null {
  const value = readPath(facts, path);
  if (typeof value === 'string') return value !== '' && value.length <= KEY_LENGTH ? value : null;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}
