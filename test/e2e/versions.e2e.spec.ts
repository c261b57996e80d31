import { inFull } from '../setup/in-full';
import { soon } from './soon';
import { enrollmentsOf, publish } from './journeys';
import { openStack, type Stack } from './stack';

/** PROOF=full moves a thousand. */
const PEOPLE = inFull ? 1_000 : 250;
const GOING = 40;

jest.setTimeout(300_000);

/** People wait for a word of theirs at a step, and get a mail. */
function waitingAt(step: string): object {
  const paths = [{ name: 'go', event: 'Said Go', next: 'mail' }];
  return {
    ...{ key: 'cart', name: 'Cart', trigger: { event: 'Cart Updated' }, start: step },
    steps: {
      [step]: { kind: 'waitFor', paths, timeout: '1d', onTimeout: null },
      mail: { kind: 'email', template: 'cart', topic: 'offers', next: null },
    },
  };
}

const userIds = Array.from({ length: PEOPLE }, (_, n) => `person-${n}`);

describe(`${PEOPLE} people who wait at a step, on the real server with two workers`, () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await openStack();
    await publish(stack, waitingAt('cool-down'));
    await stack.addWorker();
    for (let at = 0; at < PEOPLE; at += 250) {
      const batch = userIds.slice(at, at + 250).flatMap((userId) => [
        { type: 'identify', userId, traits: { email: `${userId}@example.com` } },
        { type: 'track', userId, event: 'Cart Updated' },
      ]);
      await stack.post('/v1/batch', { batch });
    }
  });
  afterAll(() => stack.close());

  const whereabouts = async (): Promise<object> => {
    const { body } = await stack.ask('GET', '/v1/journeys/cart/report');
    return (body as { active: object }).active;
  };
  const publishOf = async (id: string): Promise<{ state: string; people: readonly { moved: number }[] }> =>
    (await stack.ask('GET', `/v1/publishes/${id}`)).body;
  const until = (id: string, state: string): Promise<unknown> =>
    soon(`the publish is ${state}`, async () => (await publishOf(id)).state === state);
  /** The version that somebody new enters. */
  const versionOf = async (userId: string): Promise<number | undefined> => {
    await stack.track(userId, 'Cart Updated');
    const [entered] = await enrollmentsOf(stack, userId);
    return (entered as { version?: number } | undefined)?.version;
  };

  test('are moved, though a worker is killed over it, and put back; nobody is lost, nobody is written to twice', async () => {
    expect(await whereabouts()).toEqual({ 'cool-down': PEOPLE });
    await stack.ask('PUT', '/v1/journeys/cart', waitingAt('hold'));
    const { body } = await stack.ask('POST', '/v1/journeys/cart/publish', {
      people: { 'cool-down': { move: 'hold' } },
    });
    const { publishId, people } = body as { publishId: string; people: readonly object[] };
    expect(people).toMatchObject([
      { version: 1, step: 'cool-down', people: PEOPLE, policy: { move: 'hold' } },
    ]);
    expect(await versionOf('new-one')).toBe(2);
    await soon('some are moved', async () => ((await publishOf(publishId)).people[0]?.moved ?? 0) > 0);
    await stack.worker.kill();
    await until(publishId, 'applied');
    expect(await whereabouts()).toEqual({ hold: PEOPLE + 1 });

    await stack.ask('POST', `/v1/publishes/${publishId}/undo`);
    expect(await versionOf('another-one')).toBe(1);
    await until(publishId, 'undone');
    expect(await whereabouts()).toEqual({ 'cool-down': PEOPLE + 1, hold: 1 });

    const going = userIds.slice(0, GOING);
    await stack.post('/v1/batch', {
      batch: going.map((userId) => ({ type: 'track', userId, event: 'Said Go' })),
    });
    const { prisma } = stack.database;
    await soon(
      'they have gone',
      async () => (await prisma.enrollment.count({ where: { state: 'completed' } })) === GOING,
    );
    const mails = await prisma.mailboxMessage.findMany();
    expect(mails.map(({ toAddress }) => toAddress).toSorted()).toEqual(
      going.map((one) => `${one}@example.com`).toSorted(),
    );
    expect(await whereabouts()).toEqual({ 'cool-down': PEOPLE + 1 - GOING, hold: 1 });
  });
});
