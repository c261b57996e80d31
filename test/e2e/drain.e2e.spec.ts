import { acknowledged, introduceClients, journeys, type Client } from '../faults/clients';
import { isSettled, outcomesOf } from '../faults/outcomes';
import { puppet } from '../faults/puppet';
import { publish } from './journeys';
import { openLoad, type Load } from './load';
import type { Proc } from './proc';
import { soon } from './soon';
import { openStack, type Stack } from './stack';

jest.setTimeout(240_000);

let stack: Stack;
// Half a minute is long to wait until a claim is nobody's any more: that of this worker is shorter.
const worker = puppet('worker', 'test/faults/worker.process.js');
beforeAll(async () => {
  stack = await openStack({ worker: worker.options });
  worker.tie(stack.worker);
  await publish(stack, ...journeys);
});
afterAll(() => stack.close());

describe('a worker that is told to stop', () => {
  test('finishes the posts that it has begun, and records what came of them, before it ends in order', async () => {
    const clients = await introduceClients(stack, 2, 'Cart Updated');
    await worker.hold({ 'after-claim': 1, 'after-posted': 1 });
    await acknowledged(stack, clients);
    await worker.full();
    const states = async (): Promise<readonly (string | undefined)[]> =>
      (await outcomesOf({ stack, sink: null }, clients)).map(({ sends }) => sends[0]?.state);
    const pid = stack.worker.pid();
    process.kill(pid, 'SIGTERM');
    expect(await states()).toEqual(['CLAIMED', 'CLAIMED']);
    await worker.release();
    await soon('the worker has ended', () => !isAlive(pid));
    expect(await stack.worker.stop()).toBe(0);
    expect(await states()).toEqual(['ACCEPTED', 'ACCEPTED']);
  });
});

describe('two APIs and two workers', () => {
  let load: Load;
  let others: { readonly api: Proc; readonly worker: Proc };
  beforeAll(async () => {
    const [{ url, proc: api }, addedWorker] = await Promise.all([
      stack.addApi(),
      stack.addWorker(),
      stack.worker.start(),
    ]);
    others = { api, worker: addedWorker };
    load = openLoad([stack.url, url], stack.keys.write);
  });
  /** Everybody who was ever acknowledged has come to the end, once, with one mail. */
  const expectAllAtTheEnd = async (): Promise<void> => {
    const clients = load.acknowledged();
    const world = { stack, sink: null };
    const outcomes = await soon('all have come to the end', async () => {
      const seen = await outcomesOf(world, clients);
      return seen.every(isSettled) ? seen : null;
    });
    const wrong = outcomes.filter(({ enrollments, mails }) => mails !== 1 || enrollments.length !== 1);
    expect(wrong).toEqual([]);
  };
  const storedOf = async (clients: readonly Client[]): Promise<number> =>
    stack.database.prisma.event.count({ where: { messageId: { in: clients.map((one) => one.messageId) } } });

  test('one of each is told to stop under load: it ends in time, no event that it took fails, nothing is lost', async () => {
    const broken = await load.through(await introduceClients(stack, 60, 'Cart Updated'), async () => {
      const ended = Promise.all([stack.api.stop(), stack.worker.stop()]);
      let codes: readonly (number | null)[] | null = null;
      const noted = ended.then((all) => (codes = all));
      await soon('both have ended', () => codes !== null, 30_000);
      expect(await noted).toEqual([0, 0]);
    });
    // A connection that nobody has taken any more may break; what was taken was answered.
    expect(await storedOf(broken)).toBe(0);
    await load.insist(broken);
    expect(load.acknowledged()).toHaveLength(60);
    await expectAllAtTheEnd();
  });

  test('the other of each is killed under load: what was acknowledged goes on, what was not is sent again, nothing twice', async () => {
    await Promise.all([stack.api.start(), stack.worker.start()]);
    const broken = await load.through(await introduceClients(stack, 60, 'Cart Updated'), async () => {
      await Promise.all([others.api.kill(), others.worker.kill()]);
    });
    await load.insist(broken);
    expect(load.acknowledged()).toHaveLength(120);
    await expectAllAtTheEnd();
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
