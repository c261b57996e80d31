import { randomUUID } from 'node:crypto';
import { addHit, type Hit } from '#database';
import { noteHit, sweepHits } from './index';
import { mailAtOnce, playSend, type Play } from './testing/play-send';
import { openStage, type Stage } from './testing/stage';

describe('what a recipient does', () => {
  let stage: Stage;
  let played: Play;
  let sendId = '';
  beforeAll(async () => {
    stage = await openStage();
    await stage.publish(mailAtOnce);
  });
  beforeEach(async () => {
    played = await playSend(stage, []);
    await played.turn();
    sendId = (await played.send()).id;
  });
  afterAll(() => stage.close());

  const NOW = Date.now();
  const eventsOf = () =>
    stage.database.prisma.event.findMany({ where: { profileId: played.profileId, type: 'engagement' } });
  const unsettled = () => stage.database.prisma.hit.count({ where: { sendId, emitAt: { not: null } } });
  const touch = (kind: Hit['kind']) => ({ workspaceId: stage.workspaceId, sendId, kind, link: null });
  /** A hit whose process ended before its event was recorded. */
  const leave = (at: number) => addHit(stage.database.pool, { ...touch('open'), id: randomUUID(), at }, at);

  test.each([
    ['click', 'Email Clicked'],
    ['open', 'Email Opened'],
    ['unsubscribe', 'Email Unsubscribed'],
  ] as const)('%s is recorded as %s at once', async (kind, name) => {
    await noteHit(stage.engine, touch(kind), NOW);
    expect((await eventsOf()).map((event) => event.name)).toEqual([name]);
    expect(await unsettled()).toBe(0);
    expect(await sweepHits(stage.engine, 100, NOW + 3_600_000)).toEqual({ emitted: 0, failed: 0 });
  });

  test('what was stored and not recorded is recorded by the sweeper, once, with its own time', async () => {
    await leave(NOW - 60_000);
    const swept = await Promise.all([sweepHits(stage.engine, 100, NOW), sweepHits(stage.engine, 100, NOW)]);
    expect(swept.reduce((sum, { emitted }) => sum + emitted, 0)).toBe(1);
    expect((await eventsOf()).map(({ timestamp }) => timestamp.getTime())).toEqual([NOW - 60_000]);
    expect(await unsettled()).toBe(0);
  });

  test('what was stored a moment ago is left to who stored it', async () => {
    await leave(NOW - 5_000);
    expect(await sweepHits(stage.engine, 100, NOW)).toEqual({ emitted: 0, failed: 0 });
    expect(await sweepHits(stage.engine, 100, NOW + 60_000)).toEqual({ emitted: 1, failed: 0 });
  });

  test('what cannot be recorded holds up nobody, and is tried again later', async () => {
    const broken = {
      ...stage.engine,
      journeys: { zoneOf: () => Promise.reject(new Error('away')) } as never,
    };
    await noteHit(broken, touch('click'), NOW);
    expect([await eventsOf(), await unsettled()]).toEqual([[], 1]);
    expect(await sweepHits(broken, 100, NOW + 60_000)).toEqual({ emitted: 0, failed: 1 });
    expect(await sweepHits(stage.engine, 100, NOW + 120_000)).toEqual({ emitted: 0, failed: 0 });
    expect(await sweepHits(stage.engine, 100, NOW + 3_600_000)).toEqual({ emitted: 1, failed: 0 });
  });

  test('of a person who was erased meanwhile there is no event, and that settles it', async () => {
    await stage.database.prisma.profileHead.update({
      where: { id: played.profileId },
      data: { state: 'erased' },
    });
    await noteHit(stage.engine, touch('open'), NOW);
    expect([await eventsOf(), await unsettled()]).toEqual([[], 0]);
  });
});
