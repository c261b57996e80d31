import { countDeadlocks } from '#database/testing';
import { asked, cross, once } from './testing/crossings';
import { openStage, type Stage } from './testing/stage';

/** Crossings, and how many of them at a time. */
const MANY = 60;
const AT_ONCE = 4;

jest.setTimeout(180_000);

describe('names that are joined while events, turns and denials come in, all at the same time', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    await stage.publish(asked);
    await stage.publish(once);
  });
  afterAll(() => stage.close());

  test(`${MANY} times: one profile each, nothing lost or doubled, one run at a time, none that waits for what has come`, async () => {
    for (let done = 0; done < MANY; done += AT_ONCE) {
      const faults = await Promise.all(Array.from({ length: AT_ONCE }, () => cross(stage, 14)));
      expect(faults.flat()).toEqual([]);
    }
    const { _count: merged } = await stage.database.prisma.profileHead.aggregate({
      ...{ where: { state: 'merged' }, _count: true },
    });
    expect(merged).toBeGreaterThan(MANY);
    expect(await countDeadlocks(stage.database)).toBeLessThan(MANY);
  });
});
