import type { AttributeState } from '../attributes/apply-traits';
import { mergeAttributes } from '../attributes/merge-attributes';
import { leavers, type JoiningRun, type Leaver } from './leavers';
import type { Standing } from './may-join';

/** What a person said of a topic on a channel. */
export interface SaidConsent {
  readonly topic: string;
  readonly channel: string;
  readonly state: 'granted' | 'denied';
}

/** A profile, as far as it matters when two turn out to be one person. Instants are epoch milliseconds. */
export interface JoiningPerson extends AttributeState {
  readonly id: string;
  readonly standing: Standing;
  readonly createdAt: number;
  readonly lastEventAt: number | null;
  readonly consents: readonly SaidConsent[];
  readonly runs: readonly JoiningRun[];
}

/** What profiles come to that are one person. */
export interface JoinedPerson extends JoiningPerson {
  /** Runs that end, because the person as one would not have had them. */
  readonly leavers: readonly Leaver[];
}

/**
 * Merges the profiles of one person. In whatever order and however grouped they are merged, the same comes out: the
 * profile that stays is the one with a userId, or else another name, and of these the oldest; of each attribute the
 * newest write; of what was said about messages the stricter; of the runs of a journey under one key the oldest.
 * @param people at least one
 */
export function mergePeople(people: readonly JoiningPerson[]): JoinedPerson {
  const [first, ...others] = people;
  if (!first) throw new Error('nobody to merge');
  const stays = others.reduce((best, one) => (goesFirst(one, best) ? one : best), first);
  const runs = people.flatMap((person) => person.runs);
  const leave = leavers(runs);
  const left = new Set(leave.map((one) => one.runId));
  return {
    ...mergeAttributes(people),
    id: stays.id,
    standing: together(people.map((person) => person.standing)),
    createdAt: stays.createdAt,
    lastEventAt: newest(people.map((person) => person.lastEventAt)),
    consents: stricter(people.flatMap((person) => person.consents)),
    runs: runs.map((run) => (left.has(run.id) ? { ...run, active: false } : run)),
    leavers: leave,
  };
}

function goesFirst(a: JoiningPerson, b: JoiningPerson): boolean {
  const [first, second] = [rankOf(a.standing), rankOf(b.standing)];
  if (first !== second) return first < second;
  return a.createdAt === b.createdAt ? a.id < b.id : a.createdAt < b.createdAt;
}

function rankOf({ users, named }: Standing): number {
  return users > 0 ? 0 : named > 0 ? 1 : 2;
}

/** The standing of profiles as one. */
export function together(standings: readonly Standing[]): Standing {
  return standings.reduce((sum, one) => ({
    users: sum.users + one.users,
    named: sum.named + one.named,
    reachable: sum.reachable || one.reachable,
  }));
}

function newest(instants: readonly (number | null)[]): number | null {
  return instants.reduce((a, b) => (a === null ? b : b === null ? a : Math.max(a, b)));
}

/** What one of them denied is denied. What nobody said stays unsaid. */
function stricter(consents: readonly SaidConsent[]): readonly SaidConsent[] {
  const byTopic = new Map<string, SaidConsent>();
  for (const one of consents) {
    const key = `${one.topic}\n${one.channel}`;
    if (byTopic.get(key)?.state !== 'denied') byTopic.set(key, one);
  }
  return [...byTopic.values()];
}
