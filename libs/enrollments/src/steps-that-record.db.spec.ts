import { setFailpointHook } from '#delivery/testing';
import { event, openStage, type Stage } from './testing/stage';

const counting = {
  ...{ key: 'counting', trigger: { event: 'Counted' }, entry: { again: 'always' }, start: 'count' },
  steps: {
    count: { kind: 'updateProfile', increment: { points: 1 }, append: { seen: '{{ event.n }}' }, next: null },
  },
} as const;
const isVip = { field: 'profile.points', op: 'gte', value: 1 } as const;
const waiting = {
  ...{ key: 'waiting', trigger: { event: 'Watched' }, start: 'hear' },
  steps: {
    hear: {
      ...{ kind: 'waitFor', paths: [{ name: 'vip', if: isVip, next: 'end' }] },
      ...{ timeout: '9d', onTimeout: null },
    },
    end: { kind: 'exit', reason: 'saw it' },
  },
} as const;
const leaving = {
  ...{
    key: 'leaving',
    trigger: { event: 'Watched' },
    start: 'hold',
    exit: [{ if: isVip, reason: 'has points' }],
  },
  steps: { hold: { kind: 'wait', for: '9d', next: null } },
} as const;
const called = {
  ...{ key: 'called', trigger: { api: true }, entry: { key: 'event.order' }, start: 'hold' },
  steps: { hold: { kind: 'wait', for: '9d', next: null } },
} as const;
const calling = {
  ...{ key: 'calling', trigger: { event: 'Called' }, entry: { again: 'always' }, start: 'call' },
  steps: {
    call: {
      kind: 'startJourney',
      journey: 'called',
      properties: { order: '{{ event.order }}' },
      next: 'ask',
    },
    ask: {
      kind: 'branch',
      paths: [{ name: 'refused', if: { field: 'steps.call.reason', op: 'exists' }, next: 'refused' }],
      otherwise: null,
    },
    refused: { kind: 'exit', reason: 'refused' },
  },
} as const;

describe('steps that put something on record', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    for (const journey of [counting, waiting, leaving, called, calling]) await stage.publish(journey);
  });
  afterEach(() => setFailpointHook(null));
  afterAll(() => stage.close());

  async function begin(name: string, userId: string, properties = {}): Promise<string> {
    const [recorded] = await stage.record(event(name, properties, { userId }));
    return recorded?.began[0] ?? '';
  }

  async function attributesOf(userId: string): Promise<unknown> {
    const { prisma } = stage.database;
    const { profileId } = await prisma.profileIdentifier.findFirstOrThrow({ where: { value: userId } });
    return (await prisma.profile.findUniqueOrThrow({ where: { id: profileId } })).attributes;
  }

  describe('updateProfile', () => {
    test('by fifty enrollments of one person at once adds fifty times', async () => {
      const numbers = Array.from({ length: 50 }, (_, n) => n);
      const began = await stage.record(...numbers.map((n) => event('Counted', { n }, { userId: 'ana' })));
      const ids = began.flatMap((one) => one.began);
      // Each of them is looked at twice at once, too.
      await Promise.all([...ids, ...ids].map((id) => stage.advance(id)));
      const { points, seen } = (await attributesOf('ana')) as { points: number; seen: number[] };
      expect(points).toBe(50);
      expect(seen.toSorted((a, b) => a - b)).toEqual(numbers);
    });

    test('adds once, though the worker crashes once it has', async () => {
      const id = await begin('Counted', 'bia', { n: 1 });
      setFailpointHook((at) => {
        if (at === 'after-events-committed') throw new Error('crashed');
      });
      await expect(stage.advance(id)).rejects.toThrow('crashed');
      setFailpointHook(null);
      expect(await stage.advance(id)).toEqual({ kind: 'ended' });
      expect(await attributesOf('bia')).toEqual({ points: 1, seen: [1] });
    });

    test('is what a person is from then on, though a clock that was ahead dated an attribute later', async () => {
      const tomorrow = Date.now() + 86_400_000;
      await stage.record({ userId: 'caio', traits: { points: 41 }, timestamp: tomorrow });
      await stage.advance(await begin('Counted', 'caio', { n: 1 }));
      expect(await attributesOf('caio')).toEqual({ points: 42, seen: [1] });
    });

    test('is judged by the waits and exits of other enrollments in the same transaction', async () => {
      const watched = await stage.record(event('Watched', {}, { userId: 'dora' }));
      const ids = watched.flatMap(({ began }) => began);
      const before = stage.pokes.length;
      await stage.advance(await begin('Counted', 'dora', { n: 1 }));
      await Promise.all(ids.map((id) => stage.advance(id)));
      const ends = await Promise.all(ids.map(async (id) => (await stage.story(id)).at(-1) ?? ''));
      expect(ends.toSorted()).toEqual(['end ended: saw it', 'hold ended: has points']);
      const poked = new Set(stage.pokes.slice(before).map(({ journey }) => journey));
      expect([...poked].toSorted()).toEqual(['counting', 'leaving', 'waiting']);
    });
  });

  describe('startJourney', () => {
    test('begins the other journey once, and knows which enrollment that is', async () => {
      const id = await begin('Called', 'eva', { order: 'o-1' });
      await Promise.all(Array.from({ length: 20 }, () => stage.advance(id)));
      const { prisma } = stage.database;
      const begun = await prisma.enrollment.findMany({ where: { entryKey: 'o-1' } });
      expect(begun).toMatchObject([
        { state: 'active', step: 'hold', trigger: { properties: { order: 'o-1' }, depth: 1 } },
      ]);
      const { memory } = await prisma.enrollment.findUniqueOrThrow({ where: { id } });
      expect(memory).toMatchObject({ outputs: { call: { enrollment: begun[0]?.id, reason: null } } });
      expect(await stage.story(begun[0]?.id ?? '')).toEqual([
        "- entered: started by the journey 'calling'",
        expect.stringContaining('hold rested'),
      ]);
    });

    test.each([
      ['is in it already', 'o-2', ['still-active', 'is in the journey already']],
      [
        'has no key',
        undefined,
        ['entry-key-missing', "there is no value at 'event.order' that could be the entry key"],
      ],
    ])('of somebody who %s is refused, and goes on', async (userId, order, [reason, because]) => {
      await stage.advance(await begin('Called', userId, { order }));
      const id = await begin('Called', userId, { order });
      expect(await stage.advance(id)).toEqual({ kind: 'ended' });
      expect((await stage.story(id)).slice(2)).toEqual([
        `call refused: the journey 'called' did not begin: ${because}`,
        expect.stringContaining("ask decided: takes 'refused'"),
        'refused decided: refused',
        'refused ended: refused',
      ]);
      const { memory } = await stage.database.prisma.enrollment.findUniqueOrThrow({ where: { id } });
      expect(memory).toMatchObject({ outputs: { call: { enrollment: null, reason } } });
    });

    test('of a journey that is paused, or gone, says so', async () => {
      const { prisma } = stage.database;
      const say = async (): Promise<string | undefined> => {
        const id = await begin('Called', `to ${Math.random()}`, { order: 'o-3' });
        await stage.advance(id);
        return (await stage.story(id))[2];
      };
      await prisma.journey.updateMany({ where: { key: 'called' }, data: { state: 'paused' } });
      expect(await say()).toBe("call refused: the journey 'called' did not begin: the journey is paused");
      await prisma.journey.updateMany({ where: { key: 'called' }, data: { state: 'stopped' } });
      expect(await say()).toBe(
        "call refused: the journey 'called' did not begin: no journey 'called' is running that a call could begin",
      );
    });
  });
});
