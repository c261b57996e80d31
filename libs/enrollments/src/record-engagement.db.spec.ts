import { randomUUID } from 'node:crypto';
import { recordEngagement, type Engagement } from './index';
import { playSend } from './testing/play-send';
import { event, openStage, type Stage } from './testing/stage';

const mailThenWait = {
  key: 'cart',
  trigger: { event: 'Cart Updated' },
  start: 'mail',
  steps: {
    mail: { kind: 'email', template: 'cart', topic: 'offers', next: 'click' },
    click: {
      kind: 'waitFor',
      paths: [{ name: 'clicked', event: 'Email Clicked', next: null }],
      timeout: '1d',
      onTimeout: null,
    },
  },
} as const;

describe('engagement', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    await stage.publish(mailThenWait);
  });
  afterAll(() => stage.close());

  const click = (sendId: string, more: Partial<Engagement> = {}): Engagement => ({
    ...{ sendId, name: 'Email Clicked', details: { link: 2 }, at: Date.now() },
    messageId: randomUUID(),
    ...more,
  });
  const recorded = (one: Engagement, workspaceId = stage.workspaceId) =>
    recordEngagement(stage.engine, workspaceId, [one], Date.now());

  test('is an event of the person, with the send, its run, journey and step; and wakes the run that waits for it', async () => {
    const played = await playSend(stage, []);
    await played.work();
    const { id: sendId } = await played.send();
    const now = Date.now();
    const [one] = await recorded(click(sendId, { messageId: 'm1', at: now + 60_000 }));
    expect(one).toMatchObject({ status: 'accepted', profileId: played.profileId, woke: [played.id] });
    const stored = await stage.database.prisma.event.findFirstOrThrow({ where: { messageId: 'm1' } });
    expect(stored).toMatchObject({
      ...{ type: 'engagement', name: 'Email Clicked', source: 'jornada', profileId: played.profileId },
      properties: { sendId, enrollmentId: played.id, journey: 'cart', step: 'mail', link: 2 },
    });
    // A clock that runs ahead of ours does not make things happen in the future.
    expect(stored.timestamp.getTime()).toBeLessThan(now + 60_000);
  });

  test('that came before the run waits for it counts, but for what a client makes of it', async () => {
    await stage.publish({
      ...{ key: 'later', trigger: { event: 'Cart Seen' }, start: 'mail' },
      steps: {
        mail: { ...mailThenWait.steps.mail, next: 'pause' },
        pause: { kind: 'wait', for: '1h', next: 'click' },
        click: mailThenWait.steps.click,
      },
    });
    const enter = async (userId: string) => {
      await stage.record({ userId, traits: { email: `${userId}@example.com` } });
      const [entered] = await stage.record(event('Cart Seen', {}, { userId }));
      const id = entered?.began[0] ?? '';
      await stage.advance(id);
      const { id: sendId } = await stage.database.prisma.send.findFirstOrThrow({
        where: { enrollmentId: id },
      });
      return { id, sendId };
    };
    const [clicks, claims] = [await enter('clicks'), await enter('claims')];
    await recorded(click(clicks.sendId));
    await stage.record(event('Email Clicked', { enrollmentId: claims.id }, { userId: 'claims' }));
    for (const { id } of [clicks, claims]) await stage.advance(id, Date.now() + 2 * 3_600_000);
    expect(await stage.stateOf(clicks.id)).toBe('completed');
    expect((await stage.story(clicks.id)).at(-2)).toBe(
      "click decided: takes 'clicked': Email Clicked had come already",
    );
    expect(await stage.stateOf(claims.id)).toBe('active');
  });

  test('works once, however often it is told', async () => {
    const played = await playSend(stage, []);
    await played.work();
    const told = click((await played.send()).id);
    expect((await recorded(told)).map((one) => one.status)).toEqual(['accepted']);
    expect((await recorded(told)).map((one) => one.status)).toEqual(['duplicate']);
  });

  test('of an anonymous person is theirs', async () => {
    const played = await playSend(stage, []);
    await played.work();
    const { id: sendId } = await played.send();
    const where = { profileId: played.profileId };
    await stage.database.prisma.profileIdentifier.updateMany({ where, data: { kind: 'anonymousId' } });
    expect(await recorded(click(sendId))).toMatchObject([{ profileId: played.profileId }]);
  });

  test('of a send that is unknown, of another workspace, or of somebody erased is left out', async () => {
    const played = await playSend(stage, []);
    await played.work();
    const { id: sendId } = await played.send();
    expect(await recorded(click(randomUUID()))).toEqual([]);
    expect(await recorded(click(sendId), randomUUID())).toEqual([]);
    const where = { id: played.profileId };
    await stage.database.prisma.profileHead.updateMany({ where, data: { state: 'erased' } });
    expect(await recorded(click(sendId))).toEqual([]);
  });

  test('cannot be told by what a client calls it', async () => {
    const played = await playSend(stage, []);
    await played.work();
    const properties = { enrollmentId: played.id, sendId: (await played.send()).id };
    const [one] = await stage.record(
      event('Email Clicked', properties, { userId: played.email.split('@')[0] }),
    );
    expect(one).toMatchObject({ status: 'accepted', woke: [] });
  });
});
