import { sweepLedger } from '#delivery';
import { setFailpointHook } from '#delivery/testing';
import { OperationalError } from '#faults';
import { mailAtOnce, playSend, type Play } from './testing/play-send';
import { reportTaken } from './testing/report-taken';
import type { Act } from './testing/scripted-provider';
import { openStage, type Stage } from './testing/stage';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('a send of which nobody knows whether it left', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    await stage.publish(mailAtOnce);
  });
  afterAll(() => stage.close());

  /** Its first post broke off. */
  async function unknownSend(dedupes: boolean, ...acts: readonly Act[]): Promise<Play> {
    const play = await playSend(stage, ['breaks-off', ...acts], { dedupes });
    await play.turn();
    expect(await play.send()).toMatchObject({ state: 'UNKNOWN', reason: 'Error' });
    return play;
  }

  /** As if the doubt had begun earlier. */
  async function age({ id }: Play, ms: number): Promise<void> {
    const send = await stage.database.prisma.send.findFirstOrThrow({ where: { enrollmentId: id } });
    const unknownSince = new Date((send.unknownSince?.getTime() ?? 0) - ms);
    await stage.database.prisma.send.update({ where: { id: send.id }, data: { unknownSince } });
  }

  describe('its provider recognises what it has', () => {
    test('is asked for again, and sent', async () => {
      const { work, provider, send } = await unknownSend(true);
      expect(await work()).toBe('ended');
      expect(provider.asked()).toBe(2);
      expect(await send()).toMatchObject({ state: 'ACCEPTED', attempt: 2 });
    });

    test('is not asked for once its run has ended: if it has not left, it must not leave any more', async () => {
      const { exit, work, provider, send, delivery } = await unknownSend(true);
      await exit();
      expect(await work()).toBe('ended');
      await sweepLedger(delivery, 100, Date.now() + 23 * HOUR);
      expect(await send()).toMatchObject({ state: 'UNKNOWN' });
      await sweepLedger(delivery, 100, Date.now() + 25 * HOUR);
      expect(await send()).toMatchObject({ state: 'GIVEN_UP', reason: 'no-evidence' });
      expect(provider.asked()).toBe(1);
    });

    test('is asked for during a day at most, however often that fails: then its run goes on without knowing', async () => {
      const play = await unknownSend(true, 'is-away', 'breaks-off');
      await expect(play.work()).rejects.toThrow(OperationalError);
      await age(play, 23 * HOUR);
      await expect(play.work()).rejects.toThrow(OperationalError);
      expect(await play.send()).toMatchObject({ state: 'UNKNOWN', attempt: 3 });
      await age(play, HOUR);
      expect(await play.work()).toBe('ended');
      expect(await play.send()).toMatchObject({ state: 'GIVEN_UP', reason: 'no-evidence', attempt: 3 });
    });

    test('is rejected then: that says nothing of the first time, so it stays unknown', async () => {
      const { work, provider, send } = await unknownSend(true, 'rejects-it');
      expect(await work()).toBe('until');
      expect(await work(Date.now() + HOUR)).toBe('ended');
      expect(provider.asked()).toBe(2);
      expect(await send()).toMatchObject({ state: 'UNKNOWN', reason: 'the address was rejected' });
    });
  });

  test('its provider does not: nobody asks again, and its run goes on after a quarter of an hour', async () => {
    const { work, provider, send } = await unknownSend(false);
    expect(await work(Date.now() + 14 * 60_000)).toBe('until');
    expect(await work(Date.now() + 16 * 60_000)).toBe('ended');
    expect(provider.asked()).toBe(1);
    expect(await send()).toMatchObject({ state: 'UNKNOWN', attempt: 1 });
  });

  describe('its provider does not, but reports every message that it takes', () => {
    const tell = async ({ send }: Play) => reportTaken(stage, (await send()).id, Date.now() + 1);
    /** Another send, claimed now, taken and reported. */
    async function otherSend(): Promise<Play> {
      const other = await playSend(stage, []);
      await other.work();
      await tell(other);
      return other;
    }
    const sweepIn = ({ delivery }: Play, ms: number) => sweepLedger(delivery, 100, Date.now() + ms);

    test('is sent again, once and flagged, when the report of a later one is an hour old', async () => {
      const play = await unknownSend(false);
      await otherSend();
      await sweepIn(play, 59 * MINUTE);
      expect(await play.send()).toMatchObject({ state: 'UNKNOWN' });
      await sweepIn(play, 61 * MINUTE);
      const planned = {
        state: 'PLANNED',
        reason: 'never-taken',
        possibleDuplicate: true,
        unknownSince: null,
      };
      expect(await play.send()).toMatchObject(planned);
      expect(await play.work()).toBe('ended');
      expect(await play.send()).toMatchObject({ state: 'ACCEPTED', attempt: 2, possibleDuplicate: true });
      expect(play.provider.taken).toHaveLength(1);
    });

    test('its run waits for that, for a day at most', async () => {
      await otherSend();
      const play = await unknownSend(false);
      expect(await play.work(Date.now() + 23 * HOUR)).toBe('until');
      expect(await play.work(Date.now() + 25 * HOUR)).toBe('ended');
      await otherSend();
      await sweepIn(play, 2 * HOUR);
      expect(await play.send()).toMatchObject({ state: 'UNKNOWN', attempt: 1 });
    });

    test.each<[string, readonly Act[], 'before' | 'after', (play: Play) => Promise<unknown>]>([
      ['a report of it has come', ['takes-it-and-breaks-off'], 'after', tell],
      ['the other one was claimed before it', ['breaks-off'], 'before', () => Promise.resolve()],
      ['its run has ended', ['breaks-off'], 'after', (play) => play.exit()],
    ])('is not sent again where %s', async (_, acts, when, meanwhile) => {
      const reported = when === 'before' ? await playSend(stage, []) : null;
      await reported?.work();
      const play = await playSend(stage, acts);
      await play.turn();
      await (reported ? tell(reported) : otherSend());
      await meanwhile(play);
      await sweepIn(play, 2 * HOUR);
      await play.work();
      expect(play.provider.asked()).toBe(1);
      expect(await play.send()).toMatchObject({ attempt: 1, possibleDuplicate: false });
    });

    test('a second doubt is not resolved so: its run goes on after a quarter of an hour', async () => {
      const play = await unknownSend(false, 'breaks-off');
      await otherSend();
      await sweepIn(play, 2 * HOUR);
      await play.work();
      await otherSend();
      await sweepIn(play, 4 * HOUR);
      expect(await play.send()).toMatchObject({ state: 'UNKNOWN', attempt: 2, possibleDuplicate: true });
      expect(await play.work(Date.now() + 16 * MINUTE)).toBe('ended');
      expect(play.provider.asked()).toBe(2);
    });
  });

  describe('its journey has it sent again after a time', () => {
    const insisting = { ...mailAtOnce.steps.mail, resendAfter: '30m' } as const;
    beforeAll(() => stage.publish({ ...mailAtOnce, steps: { mail: insisting } }));
    afterAll(() => stage.publish(mailAtOnce));

    /** As if all instants to try again had come. */
    async function comeTo({ id }: Play, ms: number): Promise<void> {
      const { id: sendId, retryAt } = await stage.database.prisma.send.findFirstOrThrow({
        where: { enrollmentId: id },
      });
      expect(Math.abs((retryAt?.getTime() ?? 0) - Date.now() - ms)).toBeLessThan(MINUTE);
      await stage.database.prisma.send.update({ where: { id: sendId }, data: { retryAt: new Date() } });
    }

    test('it is, once and flagged, whatever nobody knows then', async () => {
      const play = await unknownSend(false, 'breaks-off');
      expect(await play.work()).toBe('until');
      await comeTo(play, 30 * MINUTE);
      expect(await play.work()).toBe('until');
      expect(await play.send()).toMatchObject({
        state: 'UNKNOWN',
        attempt: 2,
        possibleDuplicate: true,
        retryAt: null,
      });
      expect(await play.work(Date.now() + HOUR)).toBe('ended');
      expect(play.provider.asked()).toBe(2);
    });

    test('so is one whose claimer died', async () => {
      const play = await playSend(stage, [], { more: { lease: 60_000 } });
      setFailpointHook((at) => (at === 'after-claim' ? Promise.reject(new Error('killed')) : undefined));
      await expect(play.work()).rejects.toThrow('killed');
      setFailpointHook(null);
      await sweepLedger(play.delivery, 100, Date.now() + 2 * MINUTE);
      await comeTo(play, 32 * MINUTE);
      expect(await play.work()).toBe('ended');
      expect(await play.send()).toMatchObject({ state: 'ACCEPTED', attempt: 2, possibleDuplicate: true });
    });
  });

  test('its history tells it all', async () => {
    const play = await playSend(stage, ['is-away', 'breaks-off', 'is-away'], { dedupes: true });
    await expect(play.work()).rejects.toThrow(OperationalError);
    await expect(play.work()).rejects.toThrow(OperationalError);
    expect(await play.work()).toBe('ended');
    const { history } = await stage.database.prisma.send.findFirstOrThrow({
      where: { enrollmentId: play.id },
    });
    const entries = history as unknown as readonly {
      at: string;
      attempt: number;
      state: string;
      reason?: string;
    }[];
    expect(
      entries.map(({ attempt, state, reason }) => `${attempt} ${state}${reason ? `: ${reason}` : ''}`),
    ).toEqual([
      '1 CLAIMED',
      '1 PLANNED: connection refused',
      '2 CLAIMED',
      '2 UNKNOWN: Error',
      '3 CLAIMED',
      '3 UNKNOWN: connection refused',
      '4 CLAIMED',
      '4 ACCEPTED',
    ]);
    for (const { at } of entries) expect(new Date(at).toISOString()).toBe(at);
  });
});
