import { setFailpointHook, type Failpoint } from '#delivery/testing';
import { event, openStage, type Stage } from './testing/stage';

const telling = {
  ...{ key: 'telling', trigger: { event: 'Asked' }, entry: { again: 'always' }, start: 'tell' },
  steps: {
    tell: { kind: 'track', event: 'Told', properties: { of: '{{ event.n }}' }, next: 'end' },
    end: { kind: 'exit', reason: 'the end' },
  },
} as const;
const hearing = {
  ...{ key: 'hearing', trigger: { event: 'Told' }, entry: { again: 'always' }, start: 'hold' },
  steps: { hold: { kind: 'wait', for: '1d', next: null } },
} as const;
const waiting = {
  ...{ key: 'waiting', trigger: { event: 'Waited' }, start: 'hear' },
  steps: {
    hear: {
      kind: 'waitFor',
      paths: [{ name: 'told', event: 'Told', next: 'end' }],
      timeout: '1d',
      onTimeout: null,
    },
    end: { kind: 'exit', reason: 'heard' },
  },
} as const;
const leaving = {
  ...hearing,
  key: 'leaving',
  trigger: { event: 'Came' },
  exit: [{ event: 'Told', reason: 'was told' }],
};

const WHOLE_STORY = [
  '- entered: Asked arrived',
  "tell rested: records 'Told'",
  "tell decided: 'Told' is recorded",
  'end decided: the end',
  'end ended: the end',
];

describe('what a step puts on record', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    for (const journey of [telling, hearing, waiting, leaving]) await stage.publish(journey);
  });
  afterEach(() => setFailpointHook(null));
  afterAll(() => stage.close());

  /** Somebody who has entered, and has moved no further. */
  async function ask(userId: string): Promise<string> {
    const [recorded] = await stage.record(event('Asked', { n: 7 }, { userId }));
    return recorded?.began[0] ?? '';
  }

  /** How often `Told` stands in the history of everybody who is called so, and how often it was heard. */
  async function told(userId: string): Promise<readonly number[]> {
    const { prisma } = stage.database;
    const { profileId } = await prisma.profileIdentifier.findFirstOrThrow({ where: { value: userId } });
    const { id: journeyId } = await prisma.journey.findFirstOrThrow({ where: { key: 'hearing' } });
    return Promise.all([
      prisma.event.count({ where: { profileId, name: 'Told' } }),
      prisma.enrollment.count({ where: { profileId, journeyId } }),
    ]);
  }

  test('is an event of the person: from the journey, told of where it comes from, and no copy of it is sent', async () => {
    const id = await ask('ana');
    expect(await stage.advance(id)).toEqual({ kind: 'ended' });
    expect(await stage.story(id)).toEqual(WHOLE_STORY);
    const stored = await stage.database.prisma.event.findFirst({ where: { name: 'Told' } });
    expect(stored).toMatchObject({
      ...{ type: 'track', source: 'journey', properties: { of: 7 } },
      context: { journey: 'telling', enrollmentId: id, step: 'tell' },
    });
    expect(await told('ana')).toEqual([1, 1]);
  });

  test('wakes, ends and begins enrollments of that person, and Temporal is told of each of them', async () => {
    const userId = 'bia';
    const others = await stage.record(event('Waited', {}, { userId }), event('Came', {}, { userId }));
    const [woken = '', ended = ''] = others.flatMap(({ began }) => began);
    const id = await ask(userId);
    const before = stage.pokes.length;
    await stage.advance(id);
    expect(await stage.stateOf(ended)).toBe('exited');
    expect((await stage.story(ended)).at(-1)).toBe('hold ended: was told');
    expect(await stage.advance(woken)).toEqual({ kind: 'ended' });
    expect((await stage.story(woken)).at(-1)).toBe('end ended: heard');
    const poked = stage.pokes
      .slice(before)
      .map(({ enrollmentId, journey }) => (enrollmentId === id ? 'itself' : journey));
    expect(poked.toSorted()).toEqual(['hearing', 'leaving', 'waiting']);
  });

  const crashes: readonly (readonly [at: Failpoint, time: number])[] = [
    ['before-turn-written', 1],
    ['before-events-committed', 1],
    ['after-events-committed', 1],
    ['before-turn-written', 2],
  ];
  test.each(crashes)('is recorded once, whatever happens %s the %s. time', async (point, time) => {
    const userId = `${point} ${time}`;
    const id = await ask(userId);
    let times = 0;
    setFailpointHook((at) => {
      if (at === point && ++times === time) throw new Error('crashed');
    });
    await expect(stage.advance(id)).rejects.toThrow('crashed');
    expect(await stage.advance(id)).toEqual({ kind: 'ended' });
    expect(await stage.story(id)).toEqual(WHOLE_STORY);
    expect(await told(userId)).toEqual([1, 1]);
  });

  test('is recorded once by fifty turns at once', async () => {
    const id = await ask('dora');
    const rests = await Promise.all(Array.from({ length: 50 }, () => stage.advance(id)));
    expect(new Set(rests.map(({ kind }) => kind))).toEqual(new Set(['ended']));
    expect(await stage.story(id)).toEqual(WHOLE_STORY);
    expect(await told('dora')).toEqual([1, 1]);
  });

  test('by fifty enrollments of one person at once, is recorded fifty times', async () => {
    const asked = await stage.record(
      ...Array.from({ length: 50 }, () => event('Asked', {}, { userId: 'eva' })),
    );
    const ids = asked.flatMap(({ began }) => began);
    expect(ids).toHaveLength(50);
    await Promise.all(ids.map((id) => stage.advance(id)));
    expect(await told('eva')).toEqual([50, 50]);
  });
});

describe('an enrollment that what it records concerns', () => {
  test.each([
    [
      'is ended by it, and goes no further',
      { exit: [{ event: 'Told', reason: 'told' }] },
      'exited',
      'tell ended: told',
      false,
    ],
    ['reaches its goal, and goes on', { goal: { event: 'Told' } }, 'exited', 'end ended: the end', true],
    [
      'reaches its goal and is ended',
      { goal: { event: 'Told' }, exit: [{ event: 'Told' }] },
      'exited',
      'tell ended: Told arrived',
      true,
    ],
  ])('%s', async (_, settings, state, last, goal) => {
    const stage = await openStage();
    await stage.publish({ ...telling, ...settings });
    const [recorded] = await stage.record(event('Asked'));
    const [id = ''] = recorded?.began ?? [];
    expect(await stage.advance(id)).toEqual({ kind: 'ended' });
    expect((await stage.story(id)).at(-1)).toBe(last);
    const row = await stage.database.prisma.enrollment.findUniqueOrThrow({ where: { id } });
    expect([row.state, row.goalAt !== null, row.dueAt, row.rest]).toEqual([state, goal, null, null]);
    await stage.close();
  });
});
