import { inTransaction, lockProfiles } from '#database';
import type { Delivery } from '#delivery';
import { eventually } from '../../../apps/standalone/src/testing/eventually';
import { listSuppressions, releaseAddress, suppressAddress } from './index';
import { mailAtOnce, playSend } from './testing/play-send';
import { openStage, type Stage } from './testing/stage';

type Reason = Parameters<typeof suppressAddress>[2]['reason'];

describe('a suppressed address', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    await stage.publish(mailAtOnce);
  });
  afterAll(() => stage.close());

  const suppress = (address: string, reason: Reason = 'manual') =>
    suppressAddress(stage.engine, stage.workspaceId, { address, reason, source: 'api' }, Date.now());
  const release = (address: string) => releaseAddress(stage.engine, stage.workspaceId, address, []);
  const standing = async (address: string): Promise<readonly (readonly [string, string])[]> => {
    const page = { address, after: null, limit: 10 };
    const rows = await listSuppressions(stage.database, stage.workspaceId, page);
    return rows.map((row) => [row.address, row.reason]);
  };
  const isWaiting = async (count: number): Promise<boolean> => {
    const { rowCount } = await stage.database.pool.query(
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    return rowCount === count;
  };

  test('is kept in lower case, and found in any', async () => {
    await suppress('Ana.Souza@Example.COM');
    expect(await standing('ANA.souza@example.com')).toEqual([['ana.souza@example.com', 'manual']]);
  });

  test.each<[Reason, Reason, Reason]>([
    ['manual', 'manual', 'manual'],
    ['manual', 'complained', 'complained'],
    ['complained', 'manual', 'complained'],
    ['bounced', 'unsubscribed', 'bounced'],
    ['unsubscribed', 'bounced', 'bounced'],
    ['bounced', 'complained', 'complained'],
  ])('suppressed twice, for %s and %s, is one: %s', async (first, second, reason) => {
    const address = `${first}-${second}@example.com`;
    await suppress(address, first);
    expect(await suppress(address, second)).toMatchObject({ address, reason });
    expect(await standing(address)).toEqual([[address, reason]]);
  });

  test('is released once', async () => {
    await suppress('once@example.com');
    await release('ONCE@example.com');
    expect(await standing('once@example.com')).toEqual([]);
    await expect(release('once@example.com')).rejects.toMatchObject({
      status: 404,
      code: 'suppression-not-found',
    });
  });

  test('is told to every profile that calls it its own, in any case, and to no other', async () => {
    const address = 'shared@example.com';
    const owners: string[] = [];
    for (const [userId, email] of [
      ['one', address],
      ['two', 'Shared@Example.com'],
      ['longer', `${address}.${'x'.repeat(4_000)}`],
      ['other', 'other@example.com'],
    ] as const) {
      const [recorded] = await stage.record({ userId, traits: { email } });
      owners.push(recorded?.profileId ?? '');
    }
    const [identified] = await stage.record({ userId: 'three' });
    owners.push(identified?.profileId ?? '');
    const name = { kind: 'email', value: 'SHARED@example.com', profileId: owners[4] ?? '' };
    await stage.database.prisma.profileIdentifier.create({
      data: { ...name, workspaceId: stage.workspaceId },
    });
    const versions = async (): Promise<readonly bigint[]> => {
      const heads = await stage.database.prisma.profileHead.findMany({ where: { id: { in: owners } } });
      return owners.map((id) => heads.find((head) => head.id === id)?.version ?? 0n);
    };
    const before = await versions();
    await suppress(address);
    const told = (await versions()).map((version, index) => version - (before[index] ?? 0n));
    expect(told).toEqual([1n, 1n, 0n, 0n, 1n]);
  });

  test('while a turn renders: the turn is decided again, and nothing leaves', async () => {
    const { renderer } = stage.delivery;
    let email = '';
    const slow: Delivery['renderer'] = {
      ...renderer,
      render: async (...content) => {
        await suppress(email.toUpperCase());
        return renderer.render(...content);
      },
    };
    const played = await playSend(stage, [], { more: { renderer: slow } });
    email = played.email;
    expect(await played.work()).toBe('ended');
    expect(played.provider.asked()).toBe(0);
    expect(await played.send()).toMatchObject({ state: 'REFUSED', reason: 'suppressed' });
  });

  test('waits for a claim that was first: after its answer, nothing is claimed any more', async () => {
    const played = await playSend(stage, ['is-away']);
    await played.turn();
    let suppressing: Promise<unknown> = Promise.resolve();
    let working: Promise<string> = Promise.resolve('');
    await inTransaction(stage.database, async (tx) => {
      await lockProfiles(tx, [played.profileId]);
      suppressing = suppress(played.email);
      await eventually('the suppression waits', () => isWaiting(1));
      working = played.work();
      await eventually('the claim waits behind it', () => isWaiting(2));
    });
    await suppressing;
    expect(await working).toBe('ended');
    expect(played.provider.asked()).toBe(1);
    expect(await played.send()).toMatchObject({ state: 'REFUSED', reason: 'suppressed' });
  });
});
