import { inTransaction, lockProfiles } from '#database';
import { deliverSend, openPermits, type Delivery } from '#delivery';
import { eventually } from '../../../apps/standalone/src/testing/eventually';
import { mailAtOnce, playSend, type Play } from './testing/play-send';
import type { Act } from './testing/scripted-provider';
import { openStage, type Stage } from './testing/stage';

describe('a send that could not leave at once', () => {
  let stage: Stage;
  const play = (
    acts: readonly Act[],
    how: { dedupes?: boolean; more?: Partial<Delivery> } = {},
  ): Promise<Play> => playSend(stage, acts, how);
  beforeAll(async () => {
    stage = await openStage();
    await stage.publish(mailAtOnce);
  });
  afterAll(() => stage.close());

  test('is delivered by twenty workers: one of them posts it', async () => {
    const { delivery, provider, send, turn } = await play(['is-away']);
    await turn();
    const { id: sendId } = await send();
    await Promise.all(Array.from({ length: 20 }, () => deliverSend(delivery, stage.workspaceId, sendId)));
    expect(provider.asked()).toBe(2);
    expect(await send()).toMatchObject({ state: 'ACCEPTED', attempt: 2 });
  });

  test('is not delivered for another workspace', async () => {
    const { delivery, provider, send, turn } = await play(['is-away']);
    await turn();
    await deliverSend(delivery, '00000000-0000-4000-8000-000000000000', (await send()).id);
    expect(provider.asked()).toBe(1);
  });

  describe('is judged anew when it is claimed', () => {
    const deny = async ({ profileId }: Play): Promise<void> => {
      const consent = { profileId, topic: 'offers', channel: 'email', workspaceId: stage.workspaceId };
      await stage.database.prisma.consent.create({
        data: { ...consent, state: 'denied', updatedAt: new Date() },
      });
    };
    const suppress = async ({ email }: Play): Promise<void> => {
      const to = { channel: 'email', address: email, workspaceId: stage.workspaceId };
      await stage.database.prisma.suppression.create({ data: { ...to, reason: 'bounced' } });
    };
    const erase = async ({ profileId }: Play): Promise<void> => {
      await stage.database.prisma.profileHead.update({ where: { id: profileId }, data: { state: 'erased' } });
    };
    const forgetContent = async ({ send }: Play): Promise<void> => {
      await stage.database.prisma.sendContent.delete({ where: { sendId: (await send()).id } });
    };

    async function isSomebodyWaiting(): Promise<boolean> {
      const { rowCount } = await stage.database.pool.query(
        "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      );
      return rowCount === 1;
    }

    test.each<[string, (play: Play) => Promise<void>, string, string]>([
      ['the person opted out', deny, 'REFUSED', 'no-consent'],
      ['the address bounced', suppress, 'REFUSED', 'suppressed'],
      ['the person was erased', erase, 'REFUSED', 'erased'],
      ['the enrollment has ended', ({ exit }) => exit(), 'REFUSED', 'enrollment-ended'],
      ['what was rendered is not kept any more', forgetContent, 'FAILED', 'content-not-kept'],
    ])('%s: it does not leave', async (_, meanwhile, state, reason) => {
      const played = await play(['is-away']);
      await played.turn();
      await meanwhile(played);
      expect(await played.work()).toBe('ended');
      expect(played.provider.asked()).toBe(1);
      expect(await played.send()).toMatchObject({ state, reason, attempt: 1 });
    });

    test('it waits for who is changing what it is judged on, and sees the change', async () => {
      const played = await play(['is-away']);
      await played.turn();
      let working: Promise<string> = Promise.resolve('');
      await inTransaction(stage.database, async (tx) => {
        await lockProfiles(tx, [played.profileId]);
        working = played.work();
        await eventually('the claim waits', isSomebodyWaiting);
        await deny(played);
      });
      expect(await working).toBe('ended');
      expect(await played.send()).toMatchObject({ state: 'REFUSED', reason: 'no-consent' });
    });

    test('one that may have left is given up then, not called refused', async () => {
      const played = await play(['takes-it-and-breaks-off'], { dedupes: true });
      await played.turn();
      await deny(played);
      expect(await played.work()).toBe('ended');
      expect(await played.send()).toMatchObject({ state: 'GIVEN_UP', reason: 'no-consent', attempt: 1 });
    });

    test.each(['paused', 'parked'])('it is held while its run is %s, and leaves afterwards', async (how) => {
      const { id, turn, work, delivery, provider, send } = await play(['is-away']);
      await turn();
      const { prisma } = stage.database;
      const setTo = async (held: boolean): Promise<void> => {
        if (how === 'paused')
          await prisma.journey.updateMany({ data: { state: held ? 'paused' : 'running' } });
        else if (held) {
          const incident = {
            enrollmentId: id,
            workspaceId: stage.workspaceId,
            code: 'unexpected',
            message: '',
          };
          await prisma.incident.create({ data: { ...incident, id, at: new Date() } });
        } else await prisma.incident.updateMany({ data: { resolvedAt: new Date() } });
      };
      await setTo(true);
      await deliverSend(delivery, stage.workspaceId, (await send()).id);
      expect(await work()).toBe('until');
      expect(provider.asked()).toBe(1);
      await setTo(false);
      expect(await work()).toBe('ended');
      expect(await send()).toMatchObject({ state: 'ACCEPTED' });
    });
  });

  test('a provider that keeps its permits busy: the send is planned, and delivered when one is free', async () => {
    const permits = openPermits({ perKey: 1 });
    const { turn, provider, send, work } = await play([], { more: { permits } });
    Object.assign(provider, { keyOf: (workspaceId: string) => `key of ${workspaceId}` });
    const poster = { key: `key of ${stage.workspaceId}`, workspaceId: null };
    const giveBack = permits.take(poster);
    expect(await turn()).toMatchObject({ kind: 'deliver' });
    expect(await send()).toMatchObject({ state: 'PLANNED', attempt: 0, reason: 'no-permit' });
    await expect(work()).rejects.toThrow('no-permit');
    giveBack?.();
    expect(await work()).toBe('ended');
    expect(await send()).toMatchObject({ state: 'ACCEPTED', attempt: 1 });
    expect(permits.isFree(poster)).toBe(true);
  });
});
