import { skipTime } from '#temporal';
import { soon } from './soon';
import { enrollmentsOf, introduce, mailsTo, publish, waitThenMail } from './journeys';
import { openStack, type Stack } from './stack';

const DAY = 86_400;

jest.setTimeout(240_000);

describe('a wait of 400 days, on the real server, with time skipped', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await openStack({ namespace: 'test' });
    await publish(stack, waitThenMail('anniversary', 'Cart Updated', '400d'));
  });
  afterAll(() => stack.close());

  test('nothing before its end; at its end the mail', async () => {
    const email = await introduce(stack, 'ana');
    await stack.track('ana', 'Cart Updated', { total: 1, cart_id: 'c1', items: [] });
    const [enrollment] = await enrollmentsOf(stack, 'ana');
    const workflowId = enrollment?.workflowId ?? '';
    await soon('the workflow has begun', () =>
      stack.link.client.workflow
        .getHandle(workflowId)
        .describe()
        .catch(() => null),
    );
    expect(await skipTime(stack.link, 'test', workflowId, 399 * DAY)).toBe(true);
    expect(await enrollmentsOf(stack, 'ana')).toMatchObject([{ state: 'active' }]);
    expect(await mailsTo(stack, email)).toEqual([]);
    await skipTime(stack.link, 'test', workflowId, 2 * DAY);
    await soon('the enrollment has ended', async () =>
      (await enrollmentsOf(stack, 'ana')).find((one) => one.state === 'completed'),
    );
    expect(await mailsTo(stack, email)).toHaveLength(1);
  });
});
