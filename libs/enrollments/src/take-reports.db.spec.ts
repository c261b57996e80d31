import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { recordAttempt, REPORT_STATES, returnSend } from '#database';
import { tablesHolding } from '#database/testing';
import { readSendgridReports } from '#delivery';
import { setFailpointHook } from '#delivery/testing';
import { webhookEvent } from '../../../test/fakes/sendgrid/webhook-events';
import { erasePerson, releaseAddress, takeReports } from './index';
import { mailAtOnce, playSend, type Play } from './testing/play-send';
import { openStage, type Stage } from './testing/stage';

const HARD = { type: 'bounce', reason: '550 5.1.1 unknown', status: '5.1.1' };
/** Everything that SendGrid can tell of a message: name, more, and what it proves. */
const happenings = [
  ['processed', {}, 'ACCEPTED'],
  ['deferred', { attempt: '1', response: '451 later' }, 'DEFERRED'],
  ['deferred', { attempt: '2', response: '452 later still' }, 'DEFERRED'],
  ['dropped', { reason: 'Bounced Address' }, 'DROPPED'],
  ['delivered', { response: '250 OK' }, 'DELIVERED'],
  ['bounce', HARD, 'BOUNCED'],
  ['bounce', { type: 'blocked', reason: '554 policy' }, 'BOUNCED'],
  ['open', {}, 'ACCEPTED'],
  ['click', { url: 'https://shop.example/1' }, 'ACCEPTED'],
  ['click', { url: 'https://shop.example/2' }, 'ACCEPTED'],
  ['spamreport', {}, 'ACCEPTED'],
] as const;

describe('reports of a provider', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    await stage.publish(mailAtOnce);
  });
  afterEach(() => setFailpointHook(null));
  afterAll(() => stage.close());

  const SECOND = Math.floor(Date.now() / 1_000) - 60;
  async function told(play: Play, ...names: readonly (readonly [string, object?])[]): Promise<object[]> {
    const { id } = await play.send();
    const about = { email: play.email, messageId: 'mid', args: { send_id: id } };
    return names.map(([name, more = {}]) => webhookEvent(about, name, { timestamp: SECOND, ...more }));
  }
  const take = (events: readonly object[], workspaceId = stage.workspaceId): Promise<void> =>
    takeReports(
      stage.engine,
      workspaceId,
      readSendgridReports(Buffer.from(JSON.stringify(events))) ?? [],
      Date.now(),
    );
  const report = async (play: Play, name: string, more = {}): Promise<void> =>
    take(await told(play, [name, more]));

  /** A send whose claimer is still at it: its outcome is recorded by hand. */
  async function playClaimed(): Promise<Play> {
    const play = await playSend(stage, []);
    setFailpointHook((at) => {
      if (at === 'after-claim') throw new Error('killed');
    });
    await play.turn().catch(() => undefined);
    setFailpointHook(null);
    return play;
  }
  async function answered(play: Play, state: 'ACCEPTED' | 'FAILED' | 'UNKNOWN' | 'PLANNED'): Promise<void> {
    const { id } = await play.send();
    const outcome = {
      reason: null,
      code: null,
      reply: null,
      providerId: state === 'ACCEPTED' ? 'mid' : null,
      retryAt: null,
    };
    if (state === 'PLANNED') await returnSend(stage.database, { id, attempt: 1 }, outcome, Date.now());
    else await recordAttempt(stage.database.pool, { id, attempt: 1 }, { ...outcome, state }, Date.now());
  }
  const eventsOf = async (play: Play): Promise<readonly string[]> => {
    const where = { profileId: play.profileId, source: 'jornada' };
    return (await stage.database.prisma.event.findMany({ where })).map((event) => event.name).toSorted();
  };
  const suppressionOf = (address: string) =>
    stage.database.prisma.suppression.findFirst({ where: { workspaceId: stage.workspaceId, address } });

  test('replayed, shuffled, cut into batches, before or after the 202: the ledger ends the same', async () => {
    const all = happenings.map((_, at) => at);
    // Which happened, how often and in which order each is told, after how many of them the 202 is recorded, batches.
    const stories = fc.tuple(
      fc.shuffledSubarray(all, { minLength: 1 }),
      fc.array(fc.nat(), { maxLength: 6 }),
      fc.nat({ max: 12 }),
      fc.integer({ min: 1, max: 5 }),
    );
    await fc.assert(
      fc.asyncProperty(stories, async ([first, again, answeredAfter, size]) => {
        const play = await playClaimed();
        const order = [...first, ...again.map((at) => first[at % first.length] ?? 0)];
        for (let from = 0; from < order.length; from += size) {
          if (from <= answeredAfter && answeredAfter < from + size) await answered(play, 'ACCEPTED');
          await take(
            await told(
              play,
              ...order
                .slice(from, from + size)
                .map((at) => [happenings[at]?.[0] ?? '', happenings[at]?.[1]] as const),
            ),
          );
        }
        await answered(play, 'ACCEPTED');
        const happened = all.filter((at) => first.includes(at)).map((at) => happenings[at] ?? happenings[0]);
        const gravest = REPORT_STATES.findLast((state) => happened.some((one) => one[2] === state));
        const { history, ...send } = await stage.database.prisma.send.findFirstOrThrow({
          where: { enrollmentId: play.id },
        });
        expect(send).toMatchObject({ state: gravest, providerId: 'mid', leaseUntil: null });
        const entries = history as unknown as readonly { readonly by?: string }[];
        expect(entries.filter((entry) => entry.by === 'sendgrid')).toHaveLength(happened.length);
        expect(await eventsOf(play)).toHaveLength(happened.filter(([name]) => name !== 'processed').length);
        const complained = happened.some(([name]) => name === 'spamreport');
        const bounced = happened.some(([, more]) => more === HARD);
        expect((await suppressionOf(play.email))?.reason).toBe(
          complained ? 'complained' : bounced ? 'bounced' : undefined,
        );
      }),
      { numRuns: 25 },
    );
  });

  test('of two equally grave ones the first that happened gives the reason, whichever came first', async () => {
    const [one, other] = [await playClaimed(), await playClaimed()];
    const early = ['bounce', { ...HARD, reason: 'early', timestamp: SECOND - 9 }] as const;
    const late = ['bounce', { ...HARD, reason: 'late' }] as const;
    for (const name of [early, late]) await take(await told(one, name));
    for (const name of [late, early]) await take(await told(other, name));
    expect([await one.send(), await other.send()]).toMatchObject([{ reason: 'early' }, { reason: 'early' }]);
  });

  test.each<['ACCEPTED' | 'FAILED' | 'UNKNOWN' | 'PLANNED', string, string]>([
    ['UNKNOWN', 'open', 'ACCEPTED'],
    ['UNKNOWN', 'processed', 'ACCEPTED'],
    ['UNKNOWN', 'delivered', 'DELIVERED'],
    ['PLANNED', 'delivered', 'DELIVERED'],
    ['FAILED', 'delivered', 'DELIVERED'],
    ['ACCEPTED', 'deferred', 'DEFERRED'],
  ])(
    'a send that is called %s when %s is told, or called so after it, is %s',
    async (outcome, name, state) => {
      const [before, after] = [await playClaimed(), await playClaimed()];
      await answered(before, outcome);
      await report(before, name);
      await report(after, name);
      await answered(after, outcome);
      expect([await before.send(), await after.send()]).toMatchObject([{ state }, { state }]);
    },
  );

  test('a send that was given up is settled all the same', async () => {
    const play = await playClaimed();
    await stage.database.prisma.send.updateMany({
      where: { enrollmentId: play.id },
      data: { state: 'GIVEN_UP' },
    });
    await report(play, 'delivered');
    expect(await play.send()).toMatchObject({ state: 'DELIVERED' });
  });

  test('a send that was never posted is nothing that a provider could know of', async () => {
    const play = await playSend(stage, []);
    const data = {
      ...{ workspaceId: stage.workspaceId, channel: 'email' },
      ...{ address: play.email, reason: 'complained' },
    };
    await stage.database.prisma.suppression.create({ data });
    await play.turn();
    await report(play, 'delivered');
    expect(await play.send()).toMatchObject({ state: 'REFUSED' });
  });

  test('a run that rests on an unknown send is looked at again', async () => {
    const play = await playSend(stage, ['takes-it-and-breaks-off']);
    await play.work();
    expect(await play.send()).toMatchObject({ state: 'UNKNOWN' });
    const before = stage.pokes.length;
    await report(play, 'processed');
    expect(stage.pokes.slice(before)).toEqual([
      { workspaceId: stage.workspaceId, enrollmentId: play.id, journey: 'cart', version: 1, begin: null },
    ]);
    await play.work();
    expect(await stage.stateOf(play.id)).toBe('completed');
    await report(play, 'delivered');
    expect(stage.pokes).toHaveLength(before + 1);
  });

  test('a hard bounce suppresses the address, and bumps everyone whose address it is; a block does not', async () => {
    const play = await playSend(stage, []);
    await play.work();
    const [other] = await stage.record({ userId: randomUUID(), traits: { email: play.email.toUpperCase() } });
    const versions = async () => {
      const ids = [play.profileId, other?.profileId ?? ''];
      const heads = await stage.database.prisma.profileHead.findMany({
        where: { id: { in: ids } },
        orderBy: { id: 'asc' },
      });
      return heads.map((head) => head.version);
    };
    await report(play, 'bounce', { type: 'blocked' });
    expect(await suppressionOf(play.email)).toBeNull();
    const before = await versions();
    await report(play, 'bounce', HARD);
    expect(await suppressionOf(play.email)).toMatchObject({ reason: 'bounced', source: 'sendgrid' });
    expect((await versions()).every((version, at) => version > (before[at] ?? 0n))).toBe(true);
  });

  test('an address that was released is not suppressed by a bounce that is told again', async () => {
    const play = await playSend(stage, []);
    await play.work();
    await report(play, 'bounce', HARD);
    await releaseAddress(stage.engine, stage.workspaceId, play.email, []);
    await report(play, 'bounce', HARD);
    expect(await suppressionOf(play.email)).toBeNull();
  });

  test('where it broke off half-way, telling it again ends it', async () => {
    const play = await playSend(stage, []);
    await play.work();
    const events = await told(play, ['delivered'], ['bounce', HARD]);
    setFailpointHook((at) => {
      if (at === 'before-events-committed') throw new Error('killed');
    });
    await expect(take(events)).rejects.toThrow('killed');
    expect(await eventsOf(play)).toEqual([]);
    setFailpointHook(null);
    await take(events);
    expect(await eventsOf(play)).toEqual(['Email Bounced', 'Email Delivered']);
    expect((await play.send()).state).toBe('BOUNCED');
  });

  test('four times at once: once', async () => {
    const play = await playSend(stage, []);
    await play.work();
    const events = await told(play, ['delivered'], ['open'], ['bounce', HARD]);
    await Promise.all([take(events), take(events.toReversed()), take(events), take(events.toReversed())]);
    expect(await eventsOf(play)).toEqual(['Email Bounced', 'Email Delivered', 'Email Opened']);
  });

  test('sends of another workspace are left alone', async () => {
    const play = await playSend(stage, []);
    await play.work();
    await take(await told(play, ['bounce', HARD]), randomUUID());
    expect(await play.send()).toMatchObject({ state: 'ACCEPTED' });
    expect(await suppressionOf(play.email)).toBeNull();
    expect(await eventsOf(play)).toEqual([]);
  });

  test('about somebody who was erased say what became of the message, and nothing of them', async () => {
    const play = await playSend(stage, []);
    await play.work();
    const by = { source: 'api', actor: '' } as const;
    const { engine, delivery, workspaceId } = stage;
    await erasePerson(engine, delivery.links, workspaceId, `id:${play.profileId}`, by, Date.now());
    await report(play, 'bounce', { type: 'bounce', reason: `550 no ${play.email}`, status: '5.1.1' });
    expect(await play.send()).toMatchObject({ state: 'BOUNCED', reason: null, address: '' });
    expect(await tablesHolding(stage.database, play.email)).toEqual([]);
    expect(await stage.database.prisma.suppression.count({ where: { address: '' } })).toBe(0);
  });
});
