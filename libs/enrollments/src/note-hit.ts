import { randomUUID } from 'node:crypto';
import { addHit, findLinkTarget, readHitsOf, settleHits, takeHits, type Hit } from '#database';
import type { JsonObject } from '#conditions';
import { deriveId } from '#journey';
import type { Engine } from './engine';
import { recordEngagement, type Engagement } from './record-engagement';
import { SETTLING, signsOfRobot, type RobotSign } from './signs-of-robot';

/** How long the sweeper leaves a hit alone whose event could not be recorded (ms). */
const NEXT_TRY = 10 * 60_000;

type EventKind = Exclude<Hit['kind'], 'head'>;

const names: { readonly [K in EventKind]: Engagement['name'] } = {
  click: 'Email Clicked',
  open: 'Email Opened',
  unsubscribe: 'Email Unsubscribed',
};

/** What was done with a link of a message. */
export type Touch = Pick<Hit, 'workspaceId' | 'sendId' | 'kind' | 'link' | 'byProgram'>;

/**
 * Stores what was done with a link; once it is stored its event is certain. Clicks and openings are recorded by the
 * sweeper when they have settled, for what else is done with the message tells whether a robot did it; unsubscribing,
 * which no robot does, at once. Asking about a link is stored and is no event.
 */
export async function noteHit(engine: Engine, touch: Touch, now: number): Promise<void> {
  const hit: Hit = { ...touch, id: randomUUID(), at: now };
  const settles: { readonly [K in Hit['kind']]: number | null } = {
    ...{ click: now + SETTLING, open: now + SETTLING, unsubscribe: now, head: null },
  };
  await addHit(engine.database.pool, hit, settles[touch.kind]);
  // Where it cannot be recorded now, the sweeper does it later. The recipient need not wait for that.
  if (touch.kind === 'unsubscribe') await emit(engine, [{ hit, signs: [] }], now).catch(() => undefined);
}

/**
 * Records the events of hits that have settled. Those that cannot be recorded are left for later, and hold up nobody.
 * @returns how many were recorded, and how many could not be
 */
export async function sweepHits(
  engine: Engine,
  most: number,
  now: number,
): Promise<{ readonly emitted: number; readonly failed: number }> {
  const { pool } = engine.database;
  const hits = await takeHits(pool, most, { due: now, until: now + NEXT_TRY });
  if (hits.length === 0) return { emitted: 0, failed: 0 };
  const times = hits.map(({ at }) => at);
  const around = await readHitsOf(pool, [...new Set(hits.map(({ sendId }) => sendId))], {
    from: Math.min(...times) - SETTLING,
    to: Math.max(...times) + SETTLING,
  });
  const judged = hits.map((hit) => ({ hit, signs: signsOfRobot(hit, around) }));
  let failed = 0;
  for (const of of new Set(hits.map(({ workspaceId }) => workspaceId))) {
    const theirs = judged.filter(({ hit }) => hit.workspaceId === of);
    await emit(engine, theirs, now).catch(async () => {
      for (const one of theirs) await emit(engine, [one], now).catch(() => (failed += 1));
    });
  }
  return { emitted: hits.length - failed, failed };
}

interface Judged {
  readonly hit: Hit;
  readonly signs: readonly RobotSign[];
}

/** Records the events of hits of one workspace, and settles them. */
async function emit(engine: Engine, judged: readonly Judged[], now: number): Promise<void> {
  const { pool } = engine.database;
  const engagements = await Promise.all(judged.map((one) => engagementOf(engine, one)));
  const [first] = judged;
  if (!first) return;
  await recordEngagement(engine, first.hit.workspaceId, engagements.flat(), now);
  await settleHits(
    pool,
    judged.map(({ hit, signs }) => ({ id: hit.id, signs })),
  );
}

async function engagementOf(engine: Engine, { hit, signs }: Judged): Promise<readonly Engagement[]> {
  const { id, workspaceId, sendId, kind, link, at } = hit;
  if (kind === 'head') return [];
  const target = link === null ? null : await findLinkTarget(engine.database.pool, workspaceId, sendId, link);
  const details: JsonObject = {
    ...(target === null ? {} : { link: target.target }),
    ...(signs.length > 0 ? { robot: true } : {}),
  };
  return [{ sendId, name: names[kind], details, at, messageId: deriveId('hit', id) }];
}
