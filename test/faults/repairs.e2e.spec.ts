import { runStatement } from '../setup/database';
import { publish } from '../e2e/journeys';
import { soon } from '../e2e/soon';
import { openStack, type Stack } from '../e2e/stack';
import type { Temporal } from '../e2e/temporal';
import { acknowledged, introduceClients, journeys, type Client } from './clients';
import { outcomesOf } from './outcomes';
import { puppet } from './puppet';
import { untilAll } from './scene';
import type { Watched } from './world';

jest.setTimeout(240_000);

describe('what Temporal has forgotten', () => {
  let stack: Stack;
  let world: Watched;
  beforeAll(async () => {
    // Its sweeper waits less long than production's.
    stack = await openStack({ worker: puppet('worker', 'test/faults/worker.process.js').options });
    world = { stack, sink: null };
    await publish(stack, ...journeys);
  });
  afterAll(() => stack.close());

  /** People at rest of each kind: in a start that is delayed, in a timer, and until an event without end. */
  async function atRest(): Promise<readonly Client[]> {
    const clients = [
      ...(await introduceClients(stack, 3, 'Cart Left')),
      ...(await introduceClients(stack, 3, 'Cart Seen')),
      ...(await introduceClients(stack, 3, 'Cart Kept')),
    ];
    await acknowledged(stack, clients);
    await untilAll(world, clients, ({ enrollments }) => enrollments[0]?.rest?.startsWith('wait') ?? false);
    return clients;
  }

  const trackAll = (event: string, clients: readonly Client[]): Promise<unknown> =>
    Promise.all(clients.map(({ userId }) => stack.track(userId, event)));
  const whoKept = (clients: readonly Client[]): readonly Client[] =>
    clients.filter(({ event }) => event === 'Cart Kept');

  async function workflowIdsOf(clients: readonly Client[]): Promise<readonly string[]> {
    const outcomes = await outcomesOf(world, clients);
    return outcomes.map(({ enrollments }) => `enrollment/${stack.workspaceId}/${enrollments[0]?.id}`);
  }

  /** A first step that waits is taken before Temporal is told: only from then on are the workflows in its databases. */
  async function begun(clients: readonly Client[]): Promise<void> {
    for (const id of await workflowIdsOf(clients)) {
      await soon('its workflow has begun', () =>
        stack.link.client.workflow
          .getHandle(id)
          .describe()
          .then(
            () => true,
            () => false,
          ),
      );
    }
  }

  /** What became of everybody: how often they entered, how that ended, and how many mails they have. */
  async function endsOf(clients: readonly Client[]): Promise<readonly string[]> {
    const outcomes = await untilAll(world, clients, ({ enrollments }) => enrollments[0]?.state !== 'active');
    return outcomes.map(
      ({ enrollments, mails }) => `${enrollments.map(({ state }) => state).join()}, ${mails} mails`,
    );
  }

  test('workflows ended by hand: every enrollment comes to its end all the same, with one mail', async () => {
    const clients = await atRest();
    const endByHand = (id: string): Promise<boolean> =>
      // It may not have begun yet.
      soon('its workflow is ended', () =>
        stack.link.client.workflow
          .getHandle(id)
          .terminate('by hand')
          .then(
            () => true,
            () => false,
          ),
      );
    await Promise.all((await workflowIdsOf(clients)).map(endByHand));
    await trackAll('Coupon Used', whoKept(clients));
    expect(await endsOf(clients)).toEqual(clients.map(() => 'completed, 1 mails'));
  });

  test('databases put back to copies: whoever came, went on or left meanwhile is where they belong', async () => {
    const early = await atRest();
    await begun(early);
    await stack.temporal.kill();
    await copyDatabases(stack.temporal);
    await stack.temporal.start();

    const leavers = await introduceClients(stack, 3, 'Cart Left');
    await acknowledged(stack, leavers);
    await trackAll('Order Completed', leavers);
    await trackAll('Coupon Used', whoKept(early));
    expect(await endsOf(early)).toEqual(early.map(() => 'completed, 1 mails'));
    const late = await atRest();

    await stack.temporal.kill();
    await putBack(stack.temporal);
    await stack.temporal.start();

    await trackAll('Coupon Used', whoKept(late));
    expect(await endsOf(late)).toEqual(late.map(() => 'completed, 1 mails'));
    // Temporal takes them to be waiting still: when their time has come it looks, and nothing comes of it.
    for (const id of await workflowIdsOf(early.filter(({ event }) => event !== 'Cart Kept'))) {
      await soon('its workflow has closed again', async () => {
        const { status } = await stack.link.client.workflow.getHandle(id).describe();
        return status.name === 'COMPLETED';
      });
    }
    expect(await endsOf(early)).toEqual(early.map(() => 'completed, 1 mails'));
    expect(await endsOf(leavers)).toEqual(leavers.map(() => 'exited, 0 mails'));
  });

  const admin = (statement: string): Promise<void> => {
    const url = new URL(stack.databaseUrl);
    url.pathname = '/postgres';
    return runStatement(url.toString(), statement);
  };

  /** A database can be copied once its last session has noticed that its client is gone. */
  async function copyDatabases({ databases }: Temporal): Promise<void> {
    for (const name of databases) {
      await soon(`${name} is copied`, () =>
        admin(`CREATE DATABASE ${name}_copy TEMPLATE ${name} STRATEGY FILE_COPY`).then(
          () => true,
          () => false,
        ),
      );
    }
  }

  async function putBack({ databases }: Temporal): Promise<void> {
    for (const name of databases) {
      await admin(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin(`ALTER DATABASE ${name}_copy RENAME TO ${name}`);
    }
  }
});
