import { publish } from '../e2e/journeys';
import type { Proc } from '../e2e/proc';
import { soon } from '../e2e/soon';
import { openStack, type Stack } from '../e2e/stack';
import { acknowledged, introduceClients, type Client } from './clients';

jest.setTimeout(240_000);

/** How late a timer may be that was due after its worker's death (ms). */
const LATEST = 2_000;

/** On a machine that is busy with other things, one round may be disturbed: the best of so many counts. */
const ROUNDS = 3;

/** The second wait is a timer of a workflow that some worker has in its memory: what it does next goes to that worker first. */
const twoWaits = {
  key: 'two-waits',
  name: 'Two waits',
  trigger: { event: 'Cart Seen' },
  start: 'short',
  steps: {
    short: { kind: 'wait', for: '1s', next: 'long' },
    long: { kind: 'wait', for: '5s', next: null },
  },
};
const LONG = 5_000;

describe('a timer that is due after the SIGKILL of the worker that had its workflow in memory', () => {
  let stack: Stack;
  let other: Proc;
  beforeAll(async () => {
    stack = await openStack();
    other = await stack.addWorker();
    await publish(stack, twoWaits);
  });
  afterAll(() => stack.close());

  test(`is less than ${LATEST / 1000} s late while another worker is up`, async () => {
    let best = Number.POSITIVE_INFINITY;
    for (let round = 1; round <= ROUNDS && best >= LATEST; round += 1) {
      const lateness = await latenessAfterKill();
      expect(lateness.length).toBeGreaterThan(0);
      best = Math.min(best, Math.max(...lateness));
    }
    expect(best).toBeLessThan(LATEST);
  });

  /** Kills a worker under people who wait. @returns how late those were that it had in memory (ms) */
  async function latenessAfterKill(): Promise<readonly number[]> {
    const clients = await introduceClients(stack, 12, 'Cart Seen');
    // One after the other, so that their timers are due one after the other.
    for (const client of clients) await acknowledged(stack, [client]);
    const ids = await enrollmentIdsOf(clients);
    const owners = await Promise.all(ids.map(ownerOf));
    const [killed] = [stack.worker, other].toSorted(
      (a, b) =>
        owners.filter((pid) => pid === b.pid()).length - owners.filter((pid) => pid === a.pid()).length,
    );
    if (!killed) throw new Error('there is no worker');
    const pid = killed.pid();
    await killed.kill();
    const late = await Promise.all(ids.filter((_, at) => owners[at] === pid).map(latenessOf));
    await killed.start();
    return late;
  }

  async function enrollmentIdsOf(clients: readonly Client[]): Promise<readonly string[]> {
    const { prisma } = stack.database;
    const people = await prisma.profileIdentifier.findMany({
      where: { value: { in: clients.map((client) => client.userId) } },
    });
    const rows = await prisma.enrollment.findMany({
      where: { profileId: { in: people.map((one) => one.profileId) } },
    });
    return rows.map((row) => row.id);
  }

  /** The process that set the timer of the second wait, and has done all that it had to do. */
  function ownerOf(id: string): Promise<number> {
    return soon('it rests in the second wait', async () => {
      const handle = stack.link.client.workflow.getHandle(`enrollment/${stack.workspaceId}/${id}`);
      const { events } = await handle.fetchHistory();
      if (!events?.at(-1)?.timerStartedEventAttributes) return null;
      const started = events.findLast((event) => event.workflowTaskStartedEventAttributes);
      return Number.parseInt(started?.workflowTaskStartedEventAttributes?.identity ?? '', 10);
    });
  }

  async function latenessOf(enrollmentId: string): Promise<number> {
    const { prisma } = stack.database;
    const woken = await soon('it is woken', () =>
      prisma.stepLog.findFirst({ where: { enrollmentId, step: 'long', did: 'woken' } }),
    );
    const rested = await prisma.stepLog.findFirstOrThrow({
      where: { enrollmentId, step: 'long', did: 'rested' },
    });
    return woken.at.getTime() - (rested.at.getTime() + LONG);
  }
});
