import { readQueueLength } from '#temporal';
import { publish } from './journeys';
import { soon } from './soon';
import { openStack, type Stack } from './stack';

jest.setTimeout(240_000);

/** Enough that they stand in a queue. */
const MANY = 300;
const FEW = 5;

/** A mail at once, to people who have no address: what takes a worker, and no provider. */
const mailing = (key: string, event: string): object => ({
  ...{ key, name: key, trigger: { event }, start: 'mail' },
  steps: { mail: { kind: 'email', template: 'cart', topic: 'offers', next: null } },
});

describe('many people of one journey and a few of another, who came later, wait for a worker', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await openStack();
    await publish(stack, mailing('campaign', 'Campaign Began'), mailing('password', 'Password Forgotten'));
    await stack.worker.stop();
  });
  afterAll(() => stack.close());

  async function come(event: string, count: number): Promise<void> {
    const batch = Array.from({ length: count }, (_, n) => ({
      ...{ type: 'track', event, userId: `${event} ${n}` },
    }));
    expect((await stack.post('/v1/batch', { batch })).status).toBe(200);
  }
  const waiting = (count: number): Promise<boolean> =>
    soon('they stand in the queue', async () => (await readQueueLength(stack.link)) >= count);

  test('the few are not behind the many: journeys take turns', async () => {
    await come('Campaign Began', MANY);
    await waiting(MANY);
    await come('Password Forgotten', FEW);
    await waiting(MANY + FEW);
    await stack.worker.start();
    const { prisma } = stack.database;
    const password = await prisma.journey.findFirstOrThrow({ where: { key: 'password' } });
    const ended = await soon('all have come to the end', async () => {
      const all = await prisma.enrollment.findMany({
        where: { state: 'completed' },
        orderBy: { endedAt: 'asc' },
      });
      return all.length === MANY + FEW ? all.map(({ journeyId }) => journeyId) : null;
    });
    // Served in the order in which they came, the last of the few would be the last of all.
    expect(ended.lastIndexOf(password.id)).toBeLessThan(MANY / 2);
  });
});
