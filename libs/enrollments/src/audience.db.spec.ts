import { randomUUID } from 'node:crypto';
import type { JsonObject } from '#conditions';
import { saveAudience } from '#delivery';
import { changeConsent, mergeProfiles, suppressAddress } from './index';
import { event, openStage, type Stage } from './testing/stage';

describe('An audience', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    const save = (key: string, topic: string | null) =>
      saveAudience(stage.database, stage.workspaceId, { key, name: key, description: '', topic }, Date.now());
    await Promise.all([save('visitors', null), save('fans', 'offers')]);
    for (const audience of ['visitors', 'fans'])
      for (const change of ['add', 'remove'])
        await stage.publish({
          ...{ key: `${change}-${audience}`, trigger: { event: `${change} ${audience}` }, start: 'it' },
          ...{
            entry: { again: 'always' },
            steps: { it: { kind: 'audience', audience, do: change, next: null } },
          },
        });
  });
  afterAll(() => stage.close());

  /** Somebody who goes through a journey that puts them in, or takes them out. */
  async function somebody() {
    const userId = randomUUID();
    const email = `${userId}@example.com`;
    const [known] = await stage.record(event('Known', {}, { userId, traits: { email } }));
    const profileId = known?.profileId ?? '';
    const { prisma } = stage.database;
    return {
      ...{ userId, profileId, email },
      async passes(change: 'add' | 'remove', audience: string, lookers = 1): Promise<string> {
        await stage.record(event(`${change} ${audience}`, {}, { userId }));
        const { id } = await prisma.enrollment.findFirstOrThrow({
          where: { profileId },
          orderBy: { enteredAt: 'desc' },
        });
        await Promise.all(Array.from({ length: lookers }, () => stage.advance(id)));
        return (await stage.story(id)).filter((line) => line.startsWith('it ')).join('\n');
      },
      in: async () =>
        (await prisma.audienceMember.findMany({ where: { profileId, state: 'in' } })).map(
          ({ audience }) => audience,
        ),
      memberships: () => prisma.audienceMember.findMany({ where: { profileId } }),
      sends: () => prisma.send.findMany({ where: { profileId }, orderBy: { createdAt: 'asc' } }),
    };
  }

  test('has a person in it once they were put in, though twenty look at once', async () => {
    const ana = await somebody();
    expect(await ana.passes('add', 'visitors', 20)).toContain("it decided: is in 'visitors'");
    expect(await ana.memberships()).toMatchObject([
      {
        audience: 'visitors',
        state: 'in',
        revision: 1,
        syncedRevision: 0,
        because: 'by add-visitors, step it',
      },
    ]);
    expect(await ana.sends()).toMatchObject([
      { channel: 'audience', provider: 'jornada', class: 'ads', state: 'ACCEPTED', attempt: 0 },
    ]);
  });

  test('does not change when somebody is put in who is in, or taken out who was never in', async () => {
    const [ana, bia] = [await somebody(), await somebody()];
    for (const _ of [1, 2]) await ana.passes('add', 'visitors');
    expect(await ana.memberships()).toMatchObject([{ revision: 1 }]);
    expect(await bia.passes('remove', 'visitors')).toContain("is out of 'visitors'");
    expect(await bia.memberships()).toEqual([]);
  });

  test('remembers who was in it, and each change for whoever synchronises it', async () => {
    const ana = await somebody();
    const states: string[] = [];
    for (const change of ['add', 'remove', 'add'] as const) {
      await ana.passes(change, 'visitors');
      const [membership] = await ana.memberships();
      states.push(`${membership?.state} ${membership?.revision}`);
    }
    expect(states).toEqual(['in 1', 'out 2', 'in 3']);
  });

  test('is told in words why somebody may not be in it, and the journey goes on', async () => {
    const [denied, complained, erased] = [await somebody(), await somebody(), await somebody()];
    await say(denied.profileId, 'denied');
    await suppressAddress(
      stage.engine,
      stage.workspaceId,
      { address: complained.email, reason: 'complained', source: 'a spec' },
      Date.now(),
    );
    const steps = [await denied.passes('add', 'fans'), await complained.passes('add', 'visitors')];
    expect(steps).toMatchObject([
      expect.stringContaining("it refused: was not put into 'fans': the person opted out of 'offers'"),
      expect.stringContaining("it refused: was not put into 'visitors': the person marked a message as spam"),
    ]);
    expect(await denied.passes('add', 'visitors')).toContain("is in 'visitors'");
    expect([await denied.in(), await complained.in(), await erased.in()]).toEqual([['visitors'], [], []]);
    expect(await denied.sends()).toMatchObject([
      { state: 'REFUSED', reason: 'no-consent', topic: 'offers' },
      {},
    ]);
  });

  test('loses who withdraws the consent that it takes, and nobody else', async () => {
    const [ana, bia] = [await somebody(), await somebody()];
    for (const one of [ana, bia])
      for (const audience of ['visitors', 'fans']) await one.passes('add', audience);
    await say(ana.profileId, 'denied');
    expect([await ana.in(), (await bia.in()).toSorted()]).toEqual([['visitors'], ['fans', 'visitors']]);
    const [fans] = (await ana.memberships()).filter(({ audience }) => audience === 'fans');
    expect(fans).toMatchObject({ state: 'out', revision: 2, because: 'does not agree to offers any more' });
  });

  test('loses whose address is suppressed', async () => {
    const ana = await somebody();
    for (const audience of ['visitors', 'fans']) await ana.passes('add', audience);
    await suppressAddress(
      stage.engine,
      stage.workspaceId,
      { address: ana.email, reason: 'unsubscribed', source: 'a spec' },
      Date.now(),
    );
    expect(await ana.in()).toEqual([]);
  });

  test('is looked at once more by who synchronises it when somebody in it has another address', async () => {
    const ana = await somebody();
    const revisions: unknown[] = [];
    const says = async (traits: JsonObject) => {
      await stage.record(event('Known', {}, { userId: ana.userId, traits }));
      revisions.push((await ana.memberships()).map(({ state, revision }) => `${state} ${revision}`).join());
    };
    await says({ email: `before-${ana.email}` });
    await ana.passes('add', 'visitors');
    await says({ city: 'Recife' });
    await says({ email: `new-${ana.email}` });
    await says({ phone: '+5511912345678' });
    await ana.passes('remove', 'visitors');
    await says({ email: ana.email });
    expect(revisions).toEqual(['', 'in 1', 'in 2', 'in 3', 'out 4']);
  });

  test('has the one in whom two profiles are joined, as far as that one consents', async () => {
    const [stays, goes] = [await somebody(), await somebody()];
    await goes.passes('add', 'visitors');
    await goes.passes('add', 'fans');
    await say(stays.profileId, 'denied');
    const refs = [`id:${stays.profileId}`, `id:${goes.profileId}`] as const;
    const id = await mergeProfiles(stage.engine, stage.workspaceId, refs, Date.now());
    const rows = await stage.database.prisma.audienceMember.findMany({
      where: { profileId: { in: [stays.profileId, goes.profileId] }, state: 'in' },
    });
    expect(rows.map(({ profileId, audience }) => [profileId, audience])).toEqual([[id, 'visitors']]);
  });

  test('nobody is put in after they withdrew, however close the two come', async () => {
    const people = await Promise.all(Array.from({ length: 20 }, () => somebody()));
    await Promise.all(people.flatMap((one) => [one.passes('add', 'fans'), say(one.profileId, 'denied')]));
    expect((await Promise.all(people.map((one) => one.in()))).flat()).toEqual([]);
  });

  const say = (profileId: string, state: 'granted' | 'denied') =>
    changeConsent(
      stage.engine,
      stage.workspaceId,
      profileId,
      [{ topic: 'offers', channel: 'email', state }],
      { source: 'api', actor: 'a spec', textVersion: null },
      Date.now(),
    );
});
