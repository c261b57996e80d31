import { sweepLedger } from '#delivery';
import { OperationalError } from '#faults';
import { mailAtOnce, playSend, type Play } from './testing/play-send';
import type { Act } from './testing/scripted-provider';
import { openStage, type Stage } from './testing/stage';

const HOUR = 3_600_000;

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
