import { countAstray, readActiveRuns, readOwnersOfEvents } from '#database/testing';
import { findPerson } from './find-person';
import type { Recorded } from '../index';
import type { Stage } from './stage';

/** What was done in one crossing, and what was answered. */
export interface Crossing {
  /** Names that were said to be of one person. */
  readonly said: readonly (readonly [string, string])[];
  readonly names: readonly string[];
  readonly recorded: readonly Recorded[];
  readonly messageIds: readonly string[];
  /** Names whose person denied a topic. */
  readonly denials: readonly string[];
  /** What failed, in words. */
  readonly failures: readonly string[];
}

/** Judges what has become of people whose names were joined while everything else happened. @returns what is wrong, in words */
export async function judgeCrossing(stage: Stage, crossing: Crossing): Promise<readonly string[]> {
  const owners = new Map<string, string>();
  for (const name of crossing.names) {
    const owner = await findPerson(stage, name);
    if (owner !== null) owners.set(name, owner);
  }
  const people = [...new Set(owners.values())];
  return [
    ...crossing.failures.map((failure) => `something failed: ${failure}`),
    ...judgeNames(crossing, owners),
    ...(await judgeHeads(stage, people)),
    ...(await judgeEvents(stage, crossing, people)),
    ...(await judgeRuns(stage, people)),
    ...(await judgeConsents(stage, crossing, owners)),
  ];
}

/** Names that were said to be of one person are; others are not. */
function judgeNames({ said }: Crossing, owners: ReadonlyMap<string, string>): readonly string[] {
  const groupOf = new Map([...owners.keys()].map((name) => [name, name]));
  const root = (name: string): string => {
    const parent = groupOf.get(name) ?? name;
    return parent === name ? name : root(parent);
  };
  for (const [a, b] of said) groupOf.set(root(a), root(b));
  const names = [...owners.keys()];
  return names.flatMap((a) =>
    names.flatMap((b) => {
      const isOne = owners.get(a) === owners.get(b);
      return isOne === (root(a) === root(b)) ? [] : [`${a} and ${b} are ${isOne ? 'one' : 'two'}`];
    }),
  );
}

/** Every name leads to a live profile, and so does, at once, whoever was merged. */
async function judgeHeads(stage: Stage, people: readonly string[]): Promise<readonly string[]> {
  const { prisma } = stage.database;
  const live = await prisma.profileHead.count({ where: { id: { in: [...people] }, state: 'live' } });
  const wide = await prisma.profile.count({ where: { id: { in: [...people] } } });
  const astray = await countAstray(stage.database.pool);
  return [
    ...(live === people.length && wide === live ? [] : ['a name leads to nobody']),
    ...(astray.heads === 0 ? [] : ['one who was merged leads astray']),
    ...(astray.runs === 0 ? [] : ['a run is of somebody who is no more']),
  ];
}

/** Nothing is lost, nothing is doubled, and all of it is of somebody. */
async function judgeEvents(
  stage: Stage,
  { messageIds, recorded }: Crossing,
  people: readonly string[],
): Promise<readonly string[]> {
  const eventOwners = await readOwnersOfEvents(stage.database.pool, messageIds);
  const accepted = recorded.filter((one) => one.status === 'accepted').length;
  return [
    ...(eventOwners.length === messageIds.length
      ? []
      : [`${messageIds.length} events came, ${eventOwners.length} are there`]),
    ...(accepted === messageIds.length
      ? []
      : [`${messageIds.length} events came, ${accepted} were accepted`]),
    ...eventOwners.flatMap((owner) => (people.includes(owner) ? [] : ['an event is nobody’s'])),
  ];
}

/** What ends a run, or what it waits for. */
const HEARD: ReadonlySet<string> = new Set(['Question Asked', 'Order Completed']);

/** One run of a journey at a time, and none that goes on waiting although what it waits for has come. */
async function judgeRuns(stage: Stage, people: readonly string[]): Promise<readonly string[]> {
  const runs = await readActiveRuns(stage.database.pool, people);
  const places = runs.map(({ place }) => place);
  return [
    ...places.flatMap((place, n) => (places.indexOf(place) === n ? [] : [`two runs are active in ${place}`])),
    ...runs.flatMap(({ place, won }) => (won ? [`a run in ${place} rests though its wait is won`] : [])),
    ...runs.flatMap(({ place, since }) =>
      since.filter((name) => HEARD.has(name)).map((name) => `a run in ${place} has missed ${name}`),
    ),
  ];
}

/** What one of the names denied is denied. */
async function judgeConsents(
  stage: Stage,
  { denials }: Crossing,
  owners: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const ids = denials.flatMap((name) => owners.get(name) ?? []);
  const denied = await stage.database.prisma.consent.findMany({ where: { profileId: { in: ids } } });
  const by = new Map(denied.map(({ profileId, state }) => [profileId, state]));
  return ids.flatMap((id) => (by.get(id) === 'denied' ? [] : ['a denial was forgotten']));
}
