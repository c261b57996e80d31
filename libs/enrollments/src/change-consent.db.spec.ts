import { randomUUID } from 'node:crypto';
import { createWorkspace, inTransaction, lockProfiles, saveTopic } from '#database';
import { eventually } from '../../../apps/standalone/src/testing/eventually';
import { changeConsent, type ConsentChange } from './index';
import { mailAtOnce, playSend } from './testing/play-send';
import { openStage, type Stage } from './testing/stage';

describe('a consent', () => {
  let stage: Stage;
  let profileId = '';
  beforeAll(async () => {
    stage = await openStage();
    await stage.publish(mailAtOnce);
    await saveTopic(stage.database, stage.workspaceId, {
      ...{ key: 'news', name: 'News', description: '', default: 'out' },
    });
  });
  beforeEach(async () => {
    const [recorded] = await stage.record({ userId: `person-${randomUUID()}` });
    profileId = recorded?.profileId ?? '';
  });
  afterAll(() => stage.close());

  const by = { source: 'recipient', actor: 'link', textVersion: 'v1' } as const;
  const change = (...changes: readonly (readonly [string, ConsentChange['state']])[]) =>
    changeConsent(
      stage.engine,
      stage.workspaceId,
      profileId,
      changes.map(([topic, state]) => ({ topic, channel: 'email', state })),
      by,
      Date.now(),
    );
  const consents = async (): Promise<Record<string, string>> => {
    const rows = await stage.database.prisma.consent.findMany({ where: { profileId } });
    return Object.fromEntries(rows.map(({ topic, state }) => [topic, state]));
  };
  const logged = async (): Promise<readonly string[]> => {
    const rows = await stage.database.prisma.consentLog.findMany({ where: { profileId } });
    return rows.map(({ topic, state, source, actor, textVersion }) =>
      [topic, state, source, actor, textVersion].join(' '),
    );
  };
  const version = async (): Promise<bigint> =>
    (await stage.database.prisma.profileHead.findUniqueOrThrow({ where: { id: profileId } })).version;

  test.each<[string, readonly (readonly [string, ConsentChange['state']])[], object, readonly string[]]>([
    ['granted', [['offers', 'granted']], { offers: 'granted' }, ['offers granted']],
    ['denied', [['offers', 'denied']], { offers: 'denied' }, ['offers denied']],
    [
      'of two topics',
      [
        ['offers', 'denied'],
        ['news', 'granted'],
      ],
      { offers: 'denied', news: 'granted' },
      ['offers denied', 'news granted'],
    ],
    ['taken back that was never given', [['offers', null]], {}, []],
    ['of nothing', [], {}, []],
  ])('%s stands there, and in the log', async (_, changes, standing, log) => {
    await change(...changes);
    expect(await consents()).toEqual(standing);
    expect(await logged()).toEqual(log.map((row) => `${row} recipient link v1`));
  });

  test('taken back is the default of the topic again, and the log says so', async () => {
    await change(['offers', 'denied']);
    expect(await change(['offers', null])).toEqual([{ topic: 'offers', channel: 'email', state: null }]);
    expect(await consents()).toEqual({});
    expect((await logged()).toSorted()).toEqual([
      'offers default recipient link v1',
      'offers denied recipient link v1',
    ]);
  });

  test('said twice is one change: one row of the log, one version', async () => {
    const before = await version();
    await change(['offers', 'denied']);
    expect(await change(['offers', 'denied'])).toEqual([]);
    expect(await logged()).toHaveLength(1);
    expect((await version()) - before).toBe(1n);
  });

  test('of a topic that there is not changes nothing at all, and names the nearest', async () => {
    const changed = change(['offers', 'denied'], ['ofers', 'denied']);
    await expect(changed).rejects.toMatchObject({
      status: 422,
      code: 'unknown-topic',
      hint: "Did you mean 'offers'?",
      errors: [{ path: '/consent/ofers' }],
    });
    expect([await consents(), await logged()]).toEqual([{}, []]);
  });

  test('of a person of another workspace is not changed', async () => {
    const theirs = await createWorkspace(stage.database, {
      ...{ id: randomUUID(), key: 'theirs', name: 'Theirs', timezone: 'UTC', locale: 'en' },
      from: { name: 'Theirs', email: 'theirs@example.com' },
    });
    await saveTopic(stage.database, theirs.id, { key: 'offers', name: 'O', description: '', default: 'in' });
    const denied = { topic: 'offers', channel: 'email', state: 'denied' } as const;
    const changed = changeConsent(stage.engine, theirs.id, profileId, [denied], by, Date.now());
    await expect(changed).rejects.toMatchObject({ status: 404, code: 'profile-not-found' });
    expect(await logged()).toEqual([]);
  });

  test('of a person who was erased is not changed', async () => {
    await stage.database.prisma.profileHead.update({ where: { id: profileId }, data: { state: 'erased' } });
    await expect(change(['offers', 'denied'])).rejects.toMatchObject({ code: 'profile-not-found' });
    expect(await logged()).toEqual([]);
  });

  test('denied: no claim goes out after the answer, not even one that was already waiting', async () => {
    const played = await playSend(stage, ['is-away']);
    profileId = played.profileId;
    await played.turn();
    let working: Promise<string> = Promise.resolve('');
    let denying: Promise<unknown> = Promise.resolve();
    await inTransaction(stage.database, async (tx) => {
      await lockProfiles(tx, [profileId]);
      denying = change(['offers', 'denied']);
      await eventually('the change waits', () => isWaiting(1));
      working = played.work();
      await eventually('the claim waits behind it', () => isWaiting(2));
    });
    await denying;
    expect(await working).toBe('ended');
    expect(played.provider.asked()).toBe(1);
    expect(await played.send()).toMatchObject({ state: 'REFUSED', reason: 'no-consent' });
  });

  test('denied while a turn renders: the turn is decided again, and nothing leaves', async () => {
    const { renderer } = stage.delivery;
    const played = await playSend(stage, [], {
      more: {
        renderer: {
          ...renderer,
          render: async (...content) => {
            await change(['offers', 'denied']);
            return renderer.render(...content);
          },
        },
      },
    });
    profileId = played.profileId;
    expect(await played.work()).toBe('ended');
    expect(played.provider.asked()).toBe(0);
    expect(await played.send()).toMatchObject({ state: 'REFUSED', reason: 'no-consent' });
  });

  async function isWaiting(count: number): Promise<boolean> {
    const { rowCount } = await stage.database.pool.query(
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    return rowCount === count;
  }
});
