import { sendAll, type Client } from './clients';
import { kills } from './kills';
import { isSettled, outcomesOf, type Outcome } from './outcomes';
import { openOwnServers, type OwnServers } from './own-servers';
import { untilAll } from './scene';
import { openWorld, type World } from './world';

jest.setTimeout(240_000);

let servers: OwnServers;
let mailbox: World;
let forgetful: World;

beforeAll(async () => {
  servers = await openOwnServers();
  [mailbox, forgetful] = await Promise.all([openWorld(servers, 'mailbox'), openWorld(servers, 'forgetful')]);
});
afterAll(async () => {
  await Promise.all([mailbox.close(), forgetful.close()]);
  await servers.close();
});

/** Everybody who ever got a mail through the provider that forgets. */
const all: Client[] = [];

describe.each(kills)('$name is killed during waits and at each failpoint', (kill) => {
  /** What a kill has left behind in a world. */
  interface Aftermath {
    readonly clients: readonly Client[];
    readonly committed: readonly Client[];
    readonly lost: readonly Client[];
    readonly outcomes: readonly Outcome[];
  }
  let aftermaths: readonly Aftermath[];

  beforeAll(async () => {
    const worlds = [mailbox, forgetful];
    const scenes = await Promise.all(worlds.map(async (world) => ({ world, scene: await kill.set(world) })));
    await kill.strike(servers, worlds);
    aftermaths = await Promise.all(
      scenes.map(async ({ world, scene: { clients, underWay } }) => {
        const answers = await Promise.all(underWay.map(({ acknowledged }) => acknowledged));
        const unacknowledged = underWay.flatMap(({ client }, at) => (answers[at] ? [] : [client]));
        const seen = await outcomesOf(world, unacknowledged);
        const isCommitted = ({ enrollments }: Outcome): boolean => enrollments.length > 0;
        const committed = seen.filter(isCommitted).map(({ client }) => client);
        const lost = seen.filter((one) => !isCommitted(one)).map(({ client }) => client);
        // What is committed must go on without its client.
        if ((await sendAll(world.stack, lost)).length > 0)
          throw new Error('what was sent again was not taken');
        return { clients, committed, lost, outcomes: await untilAll(world, clients, isSettled) };
      }),
    );
    all.push(...(aftermaths[1]?.clients ?? []));
  });

  test('everybody has exactly one e-mail in the mailbox, and has come to the end', () => {
    const told = aftermaths[0]?.outcomes.map(({ enrollments, sends, mails }) => ({
      enrollments: enrollments.map(({ state }) => state),
      sends: sends.map(({ state }) => state),
      mails,
    }));
    const expected = { enrollments: ['completed'], sends: ['ACCEPTED'], mails: 1 };
    expect(told).toEqual(aftermaths[0]?.clients.map(() => expected));
  });

  test('a provider that forgets is never asked twice; the ledger knows what it took, or that it does not know', () => {
    const told = aftermaths[1]?.outcomes.map(
      ({ sends, mails }) => `${sends.map(({ state }) => state).join()}, ${mails} posted`,
    );
    const { unsent, sent } = kill.unknown;
    const known = (aftermaths[1]?.clients.length ?? 0) - unsent - sent;
    expect(told?.toSorted()).toEqual([
      ...Array<string>(known).fill('ACCEPTED, 1 posted'),
      ...Array<string>(unsent).fill('UNKNOWN, 0 posted'),
      ...Array<string>(sent).fill('UNKNOWN, 1 posted'),
    ]);
  });

  test('an acknowledged event is not lost; one that was not acknowledged works once, sent again or not', async () => {
    for (const [at, world] of [mailbox, forgetful].entries()) {
      const { clients = [], committed = [], lost = [] } = aftermaths[at] ?? {};
      expect({ committed: committed.length, lost: lost.length }).toEqual(kill.unacknowledged);
      expect(await sendAll(world.stack, clients)).toEqual([]);
      const entered = (await outcomesOf(world, clients)).map(({ enrollments }) => enrollments.length);
      expect(entered).toEqual(clients.map(() => 1));
    }
  });
});

test('after all that, and many rounds of the sweepers, nobody has got a second mail', async () => {
  const outcomes = await outcomesOf(forgetful, all);
  expect(outcomes.length).toBeGreaterThan(0);
  expect(outcomes.filter(({ mails, sends }) => mails > 1 || sends.length > 1)).toEqual([]);
});
