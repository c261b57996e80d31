import { countCopies } from '#database';
import type { Fault } from '../../../../test/fakes/sendgrid/faults';
import { keepDestination } from './keep-destination';
import type { Network, NetworkKind, Networks } from './networks/network.contract';
import { openRemarketing, type Remarketing } from './testing/remarketing';

const KINDS = ['meta', 'google', 'webhook'] as const;
const MINUTE = 60_000;

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A network whose callers die now and then: before they have called it, or with its answer in their hands. */
function deadly(network: Network, chance: () => number): Network {
  const dieNow = (): void => {
    if (chance() < 0.15) throw new Error('killed');
  };
  const through = async <T>(call: () => Promise<T>): Promise<T> => {
    dieNow();
    const answer = await call();
    dieNow();
    return answer;
  };
  return {
    ...network,
    most: 3,
    put: (...args) => through(() => network.put(...args)),
    ask: (...args) => through(() => network.ask(...args)),
  };
}

describe('The lists of an audience', () => {
  let shop: Remarketing;
  beforeEach(async () => {
    shop = await openRemarketing();
  });
  afterEach(() => shop.close());

  const holds = (kind: NetworkKind) => shop.fakes[kind].holds();
  const agree = async (...kinds: readonly NetworkKind[]) => {
    for (const kind of kinds) expect([kind, holds(kind)]).toEqual([kind, await shop.isToHold(kind)]);
  };

  test('hold who was in it before they were connected, and who comes and goes after', async () => {
    const [ana, bia] = [
      await shop.enters('ana@example.com'),
      await shop.enters('bia@example.com', '+5511912345678'),
    ];
    await shop.enters(null);
    await Promise.all(KINDS.map((kind) => shop.connect(kind)));
    await shop.settle();
    expect(holds('meta')).toHaveLength(2);
    await agree(...KINDS);
    await shop.leaves(ana);
    await shop.enters('cleo@example.com');
    await shop.changes(bia, { email: 'new@example.com' });
    await shop.settle();
    expect(holds('meta')).toHaveLength(2);
    await agree(...KINDS);
  });

  test('lose who was erased, and then nothing is kept of them', async () => {
    const id = await shop.connect('google');
    const ana = await shop.enters('ana@example.com');
    await shop.settle();
    expect(await shop.database.prisma.audienceCopy.count()).toBe(1);
    await shop.isErased(ana);
    await shop.round();
    expect(await shop.database.prisma.audienceCopy.findMany()).toMatchObject([{ held: true, wants: 'out' }]);
    await shop.settle();
    expect([holds('google'), await shop.database.prisma.audienceCopy.count()]).toEqual([[], 0]);
    expect(await countCopies(shop.database.pool, id)).toEqual({
      held: 0,
      pending: 0,
      refused: 0,
      unknown: 0,
    });
  });

  test('hold who shares an address with somebody who left', async () => {
    await Promise.all(KINDS.map((kind) => shop.connect(kind)));
    const ana = await shop.enters('family@example.com', '+5511912345678');
    await shop.enters('family@example.com', '+5511987654321');
    await shop.settle();
    await shop.leaves(ana);
    await shop.settle();
    expect(holds('meta')).toHaveLength(1);
    await agree(...KINDS);
  });

  test('hold everybody but whom a network cannot read, and it is told how many these are', async () => {
    const people = Array.from({ length: 9 }, (_, at) => `p${at}@example.com`);
    for (const email of people) await shop.enters(email);
    const bad = shop.sync.networks.google.identify({ email: 'p4@example.com', phone: null })?.email ?? '';
    shop.fakes.google.cannotRead(bad);
    const id = await shop.connect('google');
    await shop.settle();
    expect(holds('google')).toEqual((await shop.isToHold('google')).filter((one) => one !== bad));
    expect(await countCopies(shop.database.pool, id)).toMatchObject({ held: 8, refused: 1 });
  });

  test('are left alone when credentials are refused, with a sentence, and go on where they were', async () => {
    const id = await shop.connect('meta');
    await shop.enters('ana@example.com');
    shop.fakes.meta.letIn(false);
    await shop.settle();
    const find = () => shop.database.prisma.audienceDestination.findUniqueOrThrow({ where: { id } });
    expect(await find()).toMatchObject({
      ...{ pausedBy: 'network', troubleCode: 'code-190', lastSuccessAt: null },
      trouble: 'Meta was told in vain: it does not accept the access token (any more).',
    });
    const asked = shop.fakes.meta.got.length;
    shop.pass(60 * MINUTE);
    await shop.round();
    expect(shop.fakes.meta.got).toHaveLength(asked);
    shop.fakes.meta.letIn(true);
    await shop.database.prisma.audienceDestination.update({ where: { id }, data: { pausedBy: null } });
    await shop.settle();
    await agree('meta');
    expect(await find()).toMatchObject({
      trouble: null,
      pausedBy: null,
      lastSuccessAt: expect.any(Date) as Date,
    });
  });

  test.each([
    ['is emptied', true, 0],
    ['stays as it is', false, 2],
  ])('that is disconnected %s, and then nothing is kept of it', async (_, empty, left) => {
    await shop.connect('google');
    await shop.enters('ana@example.com');
    await shop.enters('bia@example.com');
    await shop.enters(null);
    await shop.settle();
    const { database, workspaceId } = shop;
    const ref = { audience: 'buyers', key: 'google' };
    await keepDestination(database, workspaceId, ref, { kind: 'disconnect', empty }, Date.now());
    await shop.enters('cleo@example.com');
    await shop.settle();
    const { prisma } = database;
    const kept = [
      prisma.audienceDestination.count(),
      prisma.audienceBatch.count(),
      prisma.audienceCopy.count(),
    ];
    expect([holds('google').length, ...(await Promise.all(kept))]).toEqual([left, 0, 0, 0]);
    expect((await shop.round()).isMore).toBe(false);
  });

  test('are told again after as long as they ask for, longer each time', async () => {
    await shop.connect('meta');
    await shop.enters('ana@example.com');
    const busy: Fault = { kind: 'answer', status: 503, accepted: false, headers: { 'retry-after': '600' } };
    shop.fakes.meta.misbehave(busy, { kind: 'answer', status: 503, accepted: false });
    const asked: number[] = [];
    for (const minutes of [0, 1, 9.5, 0.1, 5]) {
      shop.pass(minutes * MINUTE);
      while ((await shop.round()).isMore);
      asked.push(shop.fakes.meta.got.length);
    }
    expect(asked).toEqual([1, 1, 2, 2, 3]);
  });

  test.each([1, 2, 3])('are what they should be after any faults and deaths (seed %i)', async (seed) => {
    const chance = chanceOf(seed);
    const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(chance() * from.length)];
    const networks = Object.fromEntries(
      KINDS.map((kind) => [kind, deadly(shop.sync.networks[kind], chance)]),
    ) as unknown as Networks;
    const people: string[] = [];
    const address = () => ({
      email: `p${Math.floor(chance() * 12)}@gmail.com`,
      ...(chance() < 0.3 && { phone: `+551191234567${Math.floor(chance() * 4)}` }),
    });
    const faults = (): Fault[] =>
      chance() < 0.5
        ? []
        : [
            chance() < 0.5
              ? { kind: 'reset', accepted: chance() < 0.5 }
              : { kind: 'answer', status: pick([429, 500, 503]) ?? 500, accepted: chance() < 0.5 },
          ];
    for (let step = 0; step < 60; step++) {
      if (step === 5 || step === 15 || step === 25) await shop.connect(KINDS[(step - 5) / 10] ?? 'meta');
      const one = pick(people) ?? '';
      const does = pick([
        'enter',
        'enter',
        'leave',
        'return',
        'change',
        'erase',
        'work',
        'work',
        'work',
        'work',
      ]);
      if (does === 'enter') {
        const { email, phone } = { phone: null, ...address() };
        people.push(await shop.enters(email, phone));
      } else if (does === 'work') {
        for (const kind of KINDS) shop.fakes[kind].misbehave(...faults());
        if (chance() < 0.2) shop.fakes.google.endBy(pick(['FAILED', 'gone'] as const) ?? 'gone');
        await Promise.allSettled([
          shop.round({ networks }),
          shop.round({ networks }),
          shop.round({ networks }),
        ]);
        shop.pass(chance() * 10 * MINUTE);
      } else if (one !== '') {
        if (does === 'leave') await shop.leaves(one);
        if (does === 'return') await shop.returns(one);
        if (does === 'change') await shop.changes(one, address());
        if (does === 'erase') {
          await shop.isErased(one);
          people.splice(people.indexOf(one), 1);
        }
      }
    }
    await shop.settle();
    expect(holds('meta').length).toBeGreaterThan(0);
    await agree(...KINDS);
  });
});
