import type { Hit } from '#database';
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
  const touch = (kind: Hit['kind']) => ({
    workspaceId: stage.workspaceId,
    sendId,
    kind,
    link: null,
    byProgram: false,
  });
  test('unsubscribe is recorded as Email Unsubscribed at once', async () => {
    await noteHit(stage.engine, touch('unsubscribe'), NOW);
    expect((await eventsOf()).map((event) => event.name)).toEqual(['Email Unsubscribed']);
    expect(await unsettled()).toBe(0);
    expect(await sweepHits(stage.engine, 100, NOW + 3_600_000)).toEqual({ emitted: 0, failed: 0 });
  });

  test.each([
    ['click', 'Email Clicked'],
    ['open', 'Email Opened'],
  ] as const)('%s is recorded as %s when it has settled, once, with its own time', async (kind, name) => {
    await noteHit(stage.engine, touch(kind), NOW);
    expect(await sweepHits(stage.engine, 100, NOW + 9_999)).toEqual({ emitted: 0, failed: 0 });
    expect([await eventsOf(), await unsettled()]).toEqual([[], 1]);
    const at = NOW + 10_000;
    const swept = await Promise.all([sweepHits(stage.engine, 100, at), sweepHits(stage.engine, 100, at)]);
    expect(swept.reduce((sum, { emitted }) => sum + emitted, 0)).toBe(1);
    const events = await eventsOf();
    expect(events.map((event) => [event.name, event.timestamp.getTime()])).toEqual([[name, NOW]]);
    expect(await unsettled()).toBe(0);
  });

  test('a link that was asked about and not followed is kept, and is no event', async () => {
    await noteHit(stage.engine, touch('head'), NOW);
    expect(await sweepHits(stage.engine, 100, NOW + 3_600_000)).toEqual({ emitted: 0, failed: 0 });
    expect(await stage.database.prisma.hit.count({ where: { sendId } })).toBe(1);
  });

  test('whoever follows links for ever fills no table', async () => {
    await stage.database.pool.query(
      `INSERT INTO hit (id, workspace_id, send_id, kind, at) SELECT gen_random_uuid(), $1, $2, 'open', now() FROM generate_series(1, 1000)`,
      [stage.workspaceId, sendId],
    );
    await noteHit(stage.engine, touch('open'), NOW);
    expect(await stage.database.prisma.hit.count({ where: { sendId } })).toBe(1_000);
  });

  test('what cannot be recorded holds up nobody, and is tried again later', async () => {
    const broken = {
      ...stage.engine,
      journeys: { zoneOf: () => Promise.reject(new Error('away')) } as never,
    };
    await noteHit(stage.engine, touch('click'), NOW);
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
    expect(await sweepHits(stage.engine, 100, NOW + 10_000)).toEqual({ emitted: 1, failed: 0 });
    expect([await eventsOf(), await unsettled()]).toEqual([[], 0]);
  });
});
