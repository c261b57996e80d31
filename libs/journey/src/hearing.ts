import { evaluate, readPath, type Condition, type Facts } from '#conditions';
import { engagementNames } from './engagement';
import type { Person } from './person';
import type { Occurrence, Run } from './run';

/** What listens for an event: an exit rule, a goal, a path of a wait. */
export interface Listener {
  readonly event: string;
  readonly where?: Condition | undefined;
  readonly key?: string | undefined;
}

const UNMET = { heard: false, because: '' } as const;

/** The facts under which an occurrence is judged: the profile after it, and it as `event`. */
export function factsOf(person: Pick<Person, 'profile' | 'zone' | 'counts'>, occurrence: Occurrence, run: Run | null): Facts {
  return {
    now: occurrence.acceptedAt,
    zone: person.zone,
    profile: person.profile,
    event: occurrence.properties,
    trigger: run?.trigger.properties ?? occurrence.properties,
    run: run?.memory.variables ?? {},
    steps: run?.memory.outputs ?? {},
    counts: person.counts,
  };
}

/** Whether an occurrence is what the listener of this run listens for, and why. */
export function hears(listener: Listener, occurrence: Occurrence, run: Run, facts: Facts): { heard: boolean; because: string } {
  if (listener.event !== occurrence.name || !isOwnEngagement(occurrence, run)) return UNMET;
  if (listener.key !== undefined && keyAt(facts, listener.key) !== run.entryKey) return UNMET;
  if (!listener.where) return { heard: true, because: `${occurrence.name} arrived` };
  const { holds, because } = evaluate(listener.where, facts);
  return holds ? { heard: true, because: `${occurrence.name} arrived: ${because}` } : UNMET;
}

/** Events that speak of a message concern the run that sent it; a client's event of such a name is no engagement. */
function isOwnEngagement(occurrence: Occurrence, run: Run): boolean {
  if (!engagementNames.has(occurrence.name)) return true;
  return occurrence.source === 'jornada' && occurrence.properties['enrollmentId'] === run.id;
}

/** The value at a key path as text; null where there is none that could tell runs apart. */
export function keyAt(facts: Facts, path: string): string | null {
  const value = readPath(facts, path);
  if (typeof value === 'string' && value !== '') return value.slice(0, 500);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}
