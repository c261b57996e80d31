import { randomUUID } from 'node:crypto';
import type { Temporal } from '../setup/temporal';
import { eventually } from '../../apps/standalone/src/testing/eventually';
import { soon } from './soon';
import { enrollmentsOf, introduce, mailsTo, publish, waitThenMail } from './journeys';
import { openServersWithTemporal } from './servers';
import { openStack, type Stack } from './stack';
import { whatWasSaid } from './what-was-said';
import { faultsOf, watchedQueries } from '../house/watched-queries';

jest.setTimeout(240_000);

describe('an event, a durable workflow, an e-mail', () => {
  let stack: Stack;
  let temporal: Temporal;
  beforeAll(async () => {
    const servers = await openServersWithTemporal();
    temporal = servers.temporal;
    stack = await openStack({ servers });
    await publish(
      stack,
      waitThenMail('quick', 'Cart Tried', '1s'),
      waitThenMail('slow', 'Cart Updated', '4s'),
      waitThenMail('patient', 'Cart Kept', '1h'),
    );
  });
  afterAll(() => stack.close());

  const someone = (): string => `person-${randomUUID().slice(0, 8)}`;
  const cart = { total: 120, cart_id: 'c1', items: [{ name: 'Shoes' }, { name: 'Socks' }] };

  test('the mail stands in the mailbox with the name and the items, and the log says why', async () => {
    const userId = someone();
    const email = await introduce(stack, userId);
    expect(await stack.track(userId, 'Cart Tried', cart)).toMatchObject({
      status: 200,
      body: { success: true },
    });
    const [mail] = await soon('the mail is there', async () => {
      const mails = await mailsTo(stack, email);
      return mails.length > 0 ? mails : null;
    });
    expect(mail).toMatchObject({
      subject: `${userId}, your cart`,
      text: expect.stringContaining('Shoes Socks') as string,
    });
    const ended = await soon('the enrollment has ended', async () =>
      (await enrollmentsOf(stack, userId)).find((one) => one.state === 'completed'),
    );
    expect(ended.log.map(({ step, did }) => `${step ?? '-'} ${did}`)).toEqual([
      '- entered',
      'cool-down rested',
      'cool-down woken',
      'mail rested',
      'mail sent',
      'mail ended',
    ]);
    expect(ended.log[0]?.because).toBe('Cart Tried arrived: total is 120, more than 0');
  });

  test('its history has no more than seven events', async () => {
    const userId = someone();
    await introduce(stack, userId);
    await stack.track(userId, 'Cart Tried', cart);
    const ended = await soon('the enrollment has ended', async () =>
      (await enrollmentsOf(stack, userId)).find((one) => one.state === 'completed'),
    );
    const history = await soon('the workflow has closed', async () => {
      const { events } = await stack.link.client.workflow.getHandle(ended.workflowId).fetchHistory();
      return events?.some((event) => event.workflowExecutionCompletedEventAttributes) ? events : null;
    });
    expect(history.length).toBeLessThanOrEqual(7);
  });

  test('a purchase during the wait: exited when it is acknowledged, no mail, and the workflow closes', async () => {
    const userId = someone();
    const email = await introduce(stack, userId);
    await stack.track(userId, 'Cart Kept', cart);
    const [{ workflowId } = { workflowId: '' }] = await enrollmentsOf(stack, userId);
    const statusOf = async (): Promise<string> =>
      (await stack.link.client.workflow.getHandle(workflowId).describe()).status.name;
    await soon('the workflow runs', () =>
      statusOf().then(
        (name) => name === 'RUNNING',
        () => false,
      ),
    );
    await stack.track(userId, 'Order Completed');
    expect(await enrollmentsOf(stack, userId)).toMatchObject([{ state: 'exited', because: 'bought' }]);
    // It takes well under a second; more is for a busy machine. Neither its timer nor the sweeper comes so early.
    await eventually('the workflow has closed', async () => (await statusOf()) === 'COMPLETED', 5_000);
    expect(await mailsTo(stack, email)).toEqual([]);
  });

  test('a cart and its order in one batch come to the same as one by one', async () => {
    const [apart, inOne] = [someone(), someone()];
    const emails = [await introduce(stack, apart), await introduce(stack, inOne)];
    await stack.track(apart, 'Cart Kept', cart);
    await stack.track(apart, 'Order Completed');
    const batch = [
      { type: 'track', userId: inOne, event: 'Cart Kept', properties: cart },
      { type: 'track', userId: inOne, event: 'Order Completed' },
    ];
    expect(await stack.post('/v1/batch', { batch })).toMatchObject({ status: 200 });
    const told = async (userId: string): Promise<object> =>
      (await enrollmentsOf(stack, userId)).map(({ state, because, log }) => ({
        ...{ state, because },
        log: log.map(({ step, did }) => `${step ?? '-'} ${did}`),
      }));
    const expected = [{ state: 'exited', because: 'bought' }];
    expect(await told(inOne)).toMatchObject(expected);
    expect(await told(inOne)).toEqual(await told(apart));
    expect(await Promise.all(emails.map((email) => mailsTo(stack, email)))).toEqual([[], []]);
  });

  test('the worker is killed during the wait: exactly one mail', async () => {
    const userId = someone();
    const email = await introduce(stack, userId);
    await stack.track(userId, 'Cart Updated', cart);
    await stack.worker.kill();
    await stack.worker.start();
    await soon('the enrollment has ended', async () =>
      (await enrollmentsOf(stack, userId)).find((one) => one.state === 'completed'),
    );
    expect(await mailsTo(stack, email)).toHaveLength(1);
  });

  test('Temporal is away while events come in: they are accepted, and run when it is back', async () => {
    const people = [someone(), someone(), someone()];
    const addresses = await Promise.all(people.map((userId) => introduce(stack, userId)));
    await temporal.stop();
    const answers = await Promise.all(people.map((userId) => stack.track(userId, 'Cart Tried', cart)));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    await temporal.start();
    const mails = (): Promise<readonly number[]> =>
      Promise.all(addresses.map(async (email) => (await mailsTo(stack, email)).length));
    await soon('everyone has a mail', async () =>
      (await mails()).every((count) => count > 0) ? true : null,
    );
    expect(await mails()).toEqual([1, 1, 1]);
  });

  test('nothing of anybody is in logs, metrics or Temporal, also where things go wrong', async () => {
    const userId = someone();
    const email = await introduce(stack, userId, { city: 'Canary Wharf' });
    await stack.track(userId, 'Cart Updated', { ...cart, note: 'Canary Yellow' });
    const [{ id } = { id: '' }] = await enrollmentsOf(stack, userId);
    // What the interpreter cannot go on from is a fault of ours: it is told, and the run is parked.
    await stack.database.prisma.enrollment.update({ where: { id }, data: { memory: { [email]: userId } } });
    await stack.post('/v1/track', { userId, event: 7, properties: { name: 'Canary Yellow' } });
    await fetch(`${stack.url}/v1/${userId}?email=${email}`, { method: 'POST', body: `{"${email}` });
    await soon('the run is parked', () => stack.worker.said().includes('a turn failed'));
    const said = await whatWasSaid(stack);
    for (const told of [
      id,
      '"fault":"',
      'jornada_turn_faults_total{outcome="parked"} 1',
      'EVENT_TYPE_WORKFLOW_EXECUTION_STARTED',
    ])
      expect(said).toContain(told);
    for (const personal of ['person-', '@example.com', 'Canary', 'Shoes'])
      expect(said).not.toContain(personal);
  });

  test('what the dashboard and the alerts ask for is measured', async () => {
    const scraped = await stack.metrics();
    const faults = watchedQueries().map(({ by, query }) => [by, ...faultsOf(query, scraped)]);
    expect(faults.filter(({ length }) => length > 1)).toEqual([]);
  });

  test('SIGTERM ends both processes in order', async () => {
    expect(await stack.worker.stop()).toBe(0);
    expect(await stack.api.stop()).toBe(0);
    await Promise.all([stack.worker.start(), stack.api.start()]);
  });
});
