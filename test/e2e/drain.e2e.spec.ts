import { acknowledged, introduceClients, journeys } from '../faults/clients';
import { outcomesOf } from '../faults/outcomes';
import { puppet } from '../faults/puppet';
import { publish } from './journeys';
import { soon } from './soon';
import { openStack, type Stack } from './stack';

jest.setTimeout(240_000);

describe('a worker that is told to stop', () => {
  let stack: Stack;
  const worker = puppet('worker', 'test/faults/worker.process.js');
  beforeAll(async () => {
    stack = await openStack({ worker: worker.options });
    worker.tie(stack.worker);
    await publish(stack, ...journeys);
  });
  afterAll(() => stack.close());

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

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
