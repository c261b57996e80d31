import { randomUUID } from 'node:crypto';
import { erasePerson, mergeProfiles } from './index';
import { mailAtOnce } from './testing/play-send';
import { event, openStage, type Stage } from './testing/stage';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await stage.publish(mailAtOnce);
});
afterAll(() => stage.close());

const erase = (ref: string) =>
  erasePerson(
    stage.engine,
    stage.delivery.links,
    stage.workspaceId,
    ref,
    { source: 'api', actor: '' },
    Date.now(),
  );
const headOf = (id: string) => stage.database.prisma.profileHead.findUniqueOrThrow({ where: { id } });

describe('erasing a person', () => {
  test('and an event of theirs at the same time: it is theirs and gone, or of somebody new', async () => {
    for (let round = 0; round < 20; round++) {
      const userId = randomUUID();
      const [first] = await stage.record(event('Cart Updated', {}, { userId }));
      const [[recorded]] = await Promise.all([
        stage.record(event('Cart Updated', {}, { userId, anonymousId: randomUUID() })),
        erase(userId),
      ]);
      const id = recorded?.profileId ?? '';
      const { prisma } = stage.database;
      const left = { events: await prisma.event.count({ where: { profileId: id } }), head: await headOf(id) };
      expect([left.events, left.head.state]).toEqual(id === first?.profileId ? [0, 'erased'] : [1, 'live']);
    }
  });

  test('and merging them at the same time: nobody is left half merged', async () => {
    for (let round = 0; round < 10; round++) {
      const [a, b] = [randomUUID(), randomUUID()];
      const both = await stage.record({ userId: a }, { userId: b });
      const merging = mergeProfiles(stage.engine, stage.workspaceId, [a, b], Date.now()).catch(() => null);
      await Promise.all([merging, erase(a)]);
      const heads = await Promise.all(both.map((one) => headOf(one.profileId)));
      expect(heads.map(({ state }) => state)).not.toContain('merged');
      expect(heads[0]?.state).toBe('erased');
    }
  });
});
