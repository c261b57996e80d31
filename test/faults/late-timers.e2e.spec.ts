import { publish } from '../e2e/journeys';
import type { Proc } from '../e2e/proc';
import { openStack, type Stack } from '../e2e/stack';
import { acknowledged, introduceClients } from './clients';
import { latenessOf, threeWaits, waitingOf, type Waiting } from './late-timers';

jest.setTimeout(240_000);

/** How late a timer may be that was due after its worker's death (ms). */
const LATEST = 2_000;

/** On a machine that is busy with other things, one round may be disturbed: the best of so many counts. */
const ROUNDS = 3;

describe('a timer that is due after the SIGKILL of the worker that had its workflow in memory', () => {
  let stack: Stack;
  let other: Proc;
  beforeAll(async () => {
    stack = await openStack();
    other = await stack.addWorker();
    await publish(stack, threeWaits);
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
    const clients = await introduceClients(stack, 12, 'Cart Watched');
    // One after the other, so that their timers are due one after the other.
    for (const client of clients) await acknowledged(stack, [client]);
    const runs = await waitingOf(stack, clients);
    const of = (proc: Proc): readonly Waiting[] => runs.filter(({ pid }) => pid === proc.pid());
    const killed = of(other).length > of(stack.worker).length ? other : stack.worker;
    const orphans = of(killed);
    await killed.kill();
    const late = await Promise.all(orphans.map((one) => latenessOf(stack, one)));
    await killed.start();
    return late;
  }
});
