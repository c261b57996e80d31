import { randomUUID } from 'node:crypto';
import { addHit, findLinkTarget, settleHit, takeHits, type Hit } from '#database';
import type { JsonObject } from '#conditions';
import { deriveId } from '#journey';
import type { Engine } from './engine';
import { recordEngagement, type Engagement } from './record-engagement';

/** How long whoever stored a hit has for recording its event (ms); then the sweeper does. */
const GRACE = 10_000;

/** How long the sweeper leaves a hit alone whose event could not be recorded (ms). */
const NEXT_TRY = 10 * 60_000;

const names: { readonly [K in Hit['kind']]: Engagement['name'] } = {
  click: 'Email Clicked',
  open: 'Email Opened',
  unsubscribe: 'Email Unsubscribed',
};

/** What a recipient did with a link of a message. */
export type Touch = Pick<Hit, 'workspaceId' | 'sendId' | 'kind' | 'link'>;

/**
 * Stores what a recipient did and records its event, so that what waits for it wakes. Once it is stored its event is
 * certain: where it cannot be recorded now, the sweeper does it later. The recipient need not wait for that.
 */
export async function noteHit(engine: Engine, touch: Touch, now: number): Promise<void> {
  const hit: Hit = { ...touch, id: randomUUID(), at: now };
  await addHit(engine.database.pool, hit, now);
  await emitHit(engine, hit, now).catch(() => undefined);
}

/**
 * Records the events of hits that were stored and not followed by one: their process ended in between.
 * @returns how many were recorded, and how many could not be
 */
export async function sweepHits(
  engine: Engine,
  most: number,
  now: number,
): Promise<{ readonly emitted: number; readonly failed: number }> {
  const hits = await takeHits(engine.database.pool, most, { due: now - GRACE, until: now + NEXT_TRY });
  let failed = 0;
  for (const hit of hits) await emitHit(engine, hit, now).catch(() => (failed += 1));
  return { emitted: hits.length - failed, failed };
}

async function emitHit(engine: Engine, hit: Hit, now: number): Promise<void> {
  const { pool } = engine.database;
  const { id, workspaceId, sendId, kind, link, at } = hit;
  const target = link === null ? null : await findLinkTarget(pool, workspaceId, sendId, link);
  const details: JsonObject = target === null ? {} : { link: target };
  const engagement = { sendId, name: names[kind], details, at, messageId: deriveId('hit', id) };
  await recordEngagement(engine, workspaceId, [engagement], now);
  await settleHit(pool, id);
}
