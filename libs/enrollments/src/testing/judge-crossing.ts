import { findPerson, type Crossing } from './crossings';
import type { Stage } from './stage';

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
  // In one look: people of other crossings are being merged meanwhile.
  const { rows: astray } = await stage.database.pool.query(
    `SELECT FROM profile_head m LEFT JOIN profile_head h ON h.id = m.merged_into WHERE m.state = 'merged' AND h.state IS DISTINCT FROM 'live'`,
  );
  return [
    ...(live === people.length && wide === live ? [] : ['a name leads to nobody']),
    ...astray.map(() => 'one who was merged leads astray'),
  ];
}

/** Nothing is lost, nothing is doubled, and all of it is of somebody. */
async function judgeEvents(
  stage: Stage,
  { messageIds, recorded }: Crossing,
  people: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await stage.database.pool.query<{ message_id: string; owner: string }>(
    `SELECT e.message_id, coalesce(h.merged_into, h.id) AS owner FROM event e JOIN profile_head h ON h.id = e.profile_id
      WHERE e.message_id = ANY($1)`,
    [messageIds],
  );
  const accepted = recorded.filter((one) => one.status === 'accepted').length;
  return [
    ...(rows.length === messageIds.length
      ? []
      : [`${messageIds.length} events came, ${rows.length} are there`]),
    ...(accepted === messageIds.length
      ? []
      : [`${messageIds.length} events came, ${accepted} were accepted`]),
    ...rows.flatMap(({ owner }) => (people.includes(owner) ? [] : ['an event is nobody’s'])),
  ];
}

/** One run of a journey at a time, and none that goes on waiting although what it waits for has come. */
async function judgeRuns(stage: Stage, people: readonly string[]): Promise<readonly string[]> {
  const { rows } = await stage.database.pool.query<{ place: string; won: boolean; missed: string[] }>(
    `SELECT j.key || ' of ' || e.profile_id AS place, w.won_path IS NOT NULL AS won,
            ARRAY(SELECT v.name FROM event v JOIN profile_head h ON h.id = v.profile_id
                   WHERE coalesce(h.merged_into, h.id) = e.profile_id AND v.name IN ('Question Asked', 'Order Completed')
                     AND v.received_at > e.entered_at
                     AND v.seq > (SELECT seq FROM event WHERE message_id = e.trigger ->> 'messageId')) AS missed
       FROM enrollment e JOIN journey j ON j.id = e.journey_id LEFT JOIN enrollment_wait w ON w.enrollment_id = e.id
      WHERE e.state = 'active' AND e.profile_id = ANY($1)`,
    [people],
  );
  const { rows: strays } = await stage.database.pool.query(
    `SELECT FROM enrollment e JOIN profile_head h ON h.id = e.profile_id AND h.state <> 'live'`,
  );
  const places = rows.map(({ place }) => place);
  return [
    ...places.flatMap((place, n) => (places.indexOf(place) === n ? [] : [`two runs are active in ${place}`])),
    ...rows.flatMap(({ place, won }) => (won ? [`a run in ${place} rests though its wait is won`] : [])),
    ...rows.flatMap(({ place, missed }) => missed.map((name) => `a run in ${place} has missed ${name}`)),
    ...strays.map(() => 'a run is of somebody who is no more'),
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
