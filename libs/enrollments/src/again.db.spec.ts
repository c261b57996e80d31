import { randomUUID } from 'node:crypto';
import { inFull } from '../../../test/setup/in-full';
import { event, openStage, type Stage } from './testing/stage';

const AT_ONCE = 50;
/** PROOF=full shows it a hundred times. */
const IN_A_ROW = inFull ? 100 : 20;
/** People whose triggers come at the same time: each one's are taken one after the other. */
const PEOPLE = 5;

const hold = { kind: 'wait', for: '1h', next: null } as const;
const settings = {
  ...{ trigger: { event: 'Cart Updated' }, exit: [{ event: 'Order Completed' }] },
  ...{ start: 'hold', steps: { hold } },
} as const;

jest.setTimeout(180_000);

describe('identical triggers at once, under each form of `again`', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    const forms = {
      never: 'never',
      'after-end': 'afterEnd',
      always: 'always',
      'a-while-after': { after: '1h' },
    };
    for (const [key, again] of Object.entries(forms))
      await stage.publish({ key, ...settings, entry: { again } });
  });
  afterAll(() => stage.close());

  /** Triggers all four journeys so many times at once, and answers how many runs of each began. */
  async function trigger(userId: string, times: number, more: object = {}): Promise<object> {
    const events = Array.from({ length: times }, () => event('Cart Updated', {}, { userId, ...more }));
    const recorded = await Promise.all(events.map((one) => stage.record(one)));
    const began = recorded.flat().flatMap((one) => one.began);
    const runs = await stage.database.prisma.enrollment.findMany({ where: { id: { in: began } } });
    const journeys = await stage.database.prisma.journey.findMany();
    return Object.fromEntries(
      journeys.map(({ id, key }) => [key, runs.filter((run) => run.journeyId === id).length]),
    );
  }

  test(`${AT_ONCE} at once: one run each, but one for every trigger under "always"; ${IN_A_ROW} times in a row`, async () => {
    const counts: object[] = [];
    while (counts.length < IN_A_ROW) {
      const people = Array.from({ length: PEOPLE }, () => randomUUID());
      counts.push(...(await Promise.all(people.map((userId) => trigger(userId, AT_ONCE)))));
    }
    const rightly = { never: 1, 'after-end': 1, always: AT_ONCE, 'a-while-after': 1 };
    expect(counts).toEqual(counts.map(() => rightly));
  });

  test(`${AT_ONCE} at once after the first runs have ended: again under "afterEnd" and "always" only`, async () => {
    const userId = randomUUID();
    await trigger(userId, 1);
    await stage.record(event('Order Completed', {}, { userId }));
    expect(await trigger(userId, AT_ONCE, { timestamp: Date.now() + 1 })).toEqual({
      ...{ never: 0, 'after-end': 1, always: AT_ONCE, 'a-while-after': 0 },
    });
  });

  test(`the same event ${AT_ONCE} times at once: one run each, also under "always"`, async () => {
    expect(await trigger(randomUUID(), AT_ONCE, { messageId: randomUUID() })).toEqual({
      ...{ never: 1, 'after-end': 1, always: 1, 'a-while-after': 1 },
    });
  });

  test('triggers at once with the exits that end their runs: all are taken, and never are two runs active under "afterEnd"', async () => {
    const userId = randomUUID();
    const mixed = Array.from({ length: AT_ONCE }, (_, n) =>
      event(n % 2 === 0 ? 'Cart Updated' : 'Order Completed', {}, { userId }),
    );
    const recorded = (await Promise.all(mixed.map((one) => stage.record(one)))).flat();
    expect(recorded.map((one) => one.status)).toEqual(mixed.map(() => 'accepted'));
    const { id } = await stage.database.prisma.journey.findFirstOrThrow({ where: { key: 'after-end' } });
    const profileId = recorded[0]?.profileId ?? '';
    const active = await stage.database.prisma.enrollment.count({
      where: { profileId, journeyId: id, state: 'active' },
    });
    expect(active).toBeLessThanOrEqual(1);
  });
});
