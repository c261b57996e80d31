// A journey of two versions, with people in the first.
import { randomUUID } from 'node:crypto';
import { publishJourney, saveJourney, type PeoplePolicies } from '#journeys';
import { sweepPublishes, type Engine } from '../index';
import { event, type Stage } from './stage';

const KEY = 'cart';
const trigger = { event: 'Cart Updated' };
const mail = { kind: 'email', template: 'cart', topic: 'offers', next: null } as const;

/** People wait an hour and get a mail. */
export const first = {
  ...{ key: KEY, trigger, start: 'cool-down' },
  steps: { 'cool-down': { kind: 'wait', for: '1h', next: 'mail' }, mail },
} as const;

/** People wait a day and get a mail. */
export const second = {
  ...{ key: KEY, trigger, start: 'hold' },
  steps: { hold: { kind: 'wait', for: '1d', next: 'mail' }, mail },
} as const;

/** Publishes a document as the next version. @returns the id of the publish */
export async function publishNext(
  stage: Stage,
  journey: object,
  people: PeoplePolicies = {},
): Promise<string> {
  await saveJourney(stage.delivery, stage.workspaceId, KEY, { name: KEY, ...journey });
  const { publishId } = await publishJourney(stage.delivery, stage.workspaceId, KEY, { people });
  return publishId ?? '';
}

/** People enter. @returns the ids of their enrollments */
export async function enter(stage: Stage, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    const people = Array.from({ length: Math.min(50, count - ids.length) }, () => randomUUID());
    await stage.record(...people.map((userId) => ({ userId, traits: { email: `${userId}@example.com` } })));
    const recorded = await stage.record(...people.map((userId) => event('Cart Updated', {}, { userId })));
    ids.push(...recorded.flatMap(({ began }) => began));
  }
  return ids;
}

/** Lets workers move people, as many of them at once as are named, until there is nothing to do. */
export async function moveAll(
  stage: Stage,
  { engines = [stage.engine], now = Date.now() }: { engines?: readonly Engine[]; now?: number } = {},
): Promise<void> {
  const rounds = engines.map(async (engine) => {
    while ((await sweepPublishes(engine, 20, now)) > 0);
  });
  await Promise.all(rounds);
}

/** Where runs stand, how often, as `version step`. */
export async function whereabouts(stage: Stage): Promise<{ readonly [place: string]: number }> {
  const runs = await stage.database.prisma.enrollment.findMany();
  const counts: { [place: string]: number } = {};
  for (const { state, version, step } of runs) {
    const place = state === 'active' ? `${version} ${step}` : state;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts;
}
