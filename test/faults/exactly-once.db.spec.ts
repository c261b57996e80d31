import { createHash, randomUUID } from 'node:crypto';
import { lockProfile } from '#database/testing';
import { soon } from '../e2e/soon';
import { inFull } from '../setup/in-full';
import { openFleet, type Fleet, type Numbered } from './fleet';

jest.setTimeout(1_800_000);

/** What the spec shows in short; PROOF=full shows it in the numbers that were promised (README.md). */
const short = { events: 900, kills: 2 };
const { events: EVENTS, kills: KILLS } = inFull ? { events: 10_000, kills: 50 } : short;
const CONNECTIONS = 4;
const PEOPLE = 100;

let fleet: Fleet;
beforeAll(async () => {
  fleet = await openFleet(2);
});
afterAll(() => fleet.close());

const numbered = (event: string, userId: string, number: number): Numbered => ({
  ...{ type: 'track', event, userId, messageId: `${event}/${userId}/${number}`, properties: { number } },
});

/** In an order that has nothing to do with theirs. */
function shuffled<One>(ones: readonly One[], salt: string): readonly One[] {
  const place = (at: number): string => createHash('md5').update(`${salt}${at}`).digest('hex');
  return ones
    .map((one, at) => ({ one, place: place(at) }))
    .toSorted((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ one }) => one);
}

/** Batches of one to forty events. */
function inBatches(events: readonly Numbered[]): Numbered[][] {
  const batches: Numbered[][] = [];
  for (let from = 0; from < events.length; from += batches.at(-1)?.length ?? 1)
    batches.push(events.slice(from, from + 1 + ((from * 7) % 40)));
  return batches;
}

test(`${EVENTS} events, sent three times in any order over ${CONNECTIONS} connections to two processes, one of which is started anew meanwhile, are stored once`, async () => {
  const events = Array.from({ length: EVENTS }, (_, at) =>
    numbered('Thrice', `person-${at % PEOPLE}`, Math.floor(at / PEOPLE)),
  );
  const batches = inBatches(['a', 'b', 'c'].flatMap((salt) => shuffled(events, salt)));
  const half = Math.floor(batches.length / 2);
  const restart = async (): Promise<void> => {
    await soon('half of it is sent', () => batches.length <= half, 900_000);
    expect(await fleet.apis[0]?.stop()).toBe(0);
    await fleet.apis[0]?.start();
  };
  const connection = async (_: unknown, at: number): Promise<void> => {
    for (let batch = batches.pop(); batch; batch = batches.pop()) await fleet.insist(at, batch);
  };
  await Promise.all([...Array.from({ length: CONNECTIONS }, connection), restart()]);
  const stored = await fleet.stored('Thrice');
  const expected = Array.from({ length: EVENTS / PEOPLE }, (_, number) => number);
  expect(stored.size).toBe(PEOPLE);
  for (const numbers of stored.values()) expect(numbers.toSorted((a, b) => a - b)).toEqual(expected);
});

test(`${KILLS} times a process is killed under load, with its fellow: each event that was acknowledged is there, once and in order`, async () => {
  let [isOver, acknowledged] = [false, 0];
  /** Each of them does one thing after the other, and goes on once it is acknowledged. */
  const live = async (_: unknown, at: number): Promise<readonly [string, number]> => {
    const userId = `client-${at}-${randomUUID()}`;
    let done = 0;
    while (!isOver) {
      const batch = Array.from({ length: 1 + (done % 9) }, (__, more) =>
        numbered('Lived', userId, done + more),
      );
      await fleet.insist(at, batch);
      done += batch.length;
      acknowledged += 1;
    }
    return [userId, done];
  };
  const clients = Promise.all(Array.from({ length: 2 * CONNECTIONS }, live));
  try {
    for (let kill = 0; kill < KILLS; kill += fleet.apis.length) {
      const before = acknowledged;
      await soon('more has been acknowledged', () => acknowledged > before + 10, 400_000);
      await Promise.all(fleet.apis.map((api) => api.kill()));
      await Promise.all(fleet.apis.map((api) => api.start()));
    }
  } finally {
    isOver = true;
  }
  const lived = await clients;
  const stored = await fleet.stored('Lived');
  for (const [userId, done] of lived)
    expect(stored.get(userId)).toEqual(Array.from({ length: done }, (_, number) => number));
  process.stdout.write(`${KILLS} kills, ${acknowledged} calls acknowledged\n`);
});

test('a process that is told to stop answers everybody whose events it has, also those that wait for a lock', async () => {
  const [api] = fleet.apis;
  await fleet.insist(0, [numbered('Waited', 'locked', 0)]);
  const letGo = await lockProfile(fleet.database, 'locked');
  const answers = [1, 2, 3].map((number) => fleet.send(0, [numbered('Waited', 'locked', number)]));
  // Answered after those above have been taken: one process reads what comes in order.
  await fleet.insist(0, [numbered('Waited', 'free', 0)]);
  const ended = api?.stop();
  await letGo();
  expect(await Promise.all(answers)).toEqual([true, true, true]);
  expect(await ended).toBe(0);
  expect((await fleet.stored('Waited')).get('locked')?.toSorted()).toEqual([0, 1, 2, 3]);
  await api?.start();
});
