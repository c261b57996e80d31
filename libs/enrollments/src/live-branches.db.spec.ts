import { randomUUID } from 'node:crypto';
import { event, openStage, type Stage } from './testing/stage';

const HOUR = 3_600_000;

const branching = {
  key: 'branching',
  trigger: { event: 'Began' },
  exit: [{ event: 'Left', reason: 'left' }],
  start: 'hold',
  steps: {
    hold: { kind: 'wait', for: '1h', next: 'who' },
    who: {
      kind: 'branch',
      paths: [
        { name: 'vip', if: { field: 'profile.plan', op: 'eq', value: 'vip' }, next: 'vip' },
        {
          name: 'regular',
          if: {
            did: 'Bought',
            atLeast: 2,
            within: '90d',
            where: { field: 'event.total', op: 'gt', value: 10 },
          },
          next: 'regular',
        },
      ],
      otherwise: 'anybody',
    },
    vip: { kind: 'exit', reason: 'as a vip' },
    regular: { kind: 'exit', reason: 'as a regular' },
    anybody: { kind: 'exit', reason: 'as anybody' },
  },
} as const;

const waiting = {
  key: 'waiting',
  trigger: { event: 'Asked' },
  start: 'hold',
  steps: {
    hold: {
      kind: 'waitFor',
      paths: [
        {
          name: 'big',
          event: 'Answered',
          where: { field: 'event.size', op: 'gt', value: 10 },
          next: 'answered',
        },
      ],
      timeout: '1h',
      onTimeout: null,
    },
    answered: { kind: 'exit', reason: 'answered' },
  },
} as const;

describe('branches and waits read the person as they are now', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    await stage.publish(branching);
    await stage.publish(waiting);
  });
  afterAll(() => stage.close());

  async function begin(name: string): Promise<{ userId: string; id: string }> {
    const userId = `person-${randomUUID()}`;
    const [recorded] = await stage.record(event(name, {}, { userId }));
    return { userId, id: recorded?.began[0] ?? '' };
  }

  const endOf = async (id: string): Promise<string | undefined> => (await stage.story(id)).at(-1);

  test('a profile that was written after the run began decides the branch', async () => {
    const { userId, id } = await begin('Began');
    await stage.record({ userId, traits: { plan: 'vip' } });
    expect(await stage.advance(id, Date.now() + HOUR)).toEqual({ kind: 'ended' });
    expect(await endOf(id)).toBe('vip ended: as a vip');
    expect(await stage.story(id)).toContain("who decided: takes 'vip': plan is 'vip'");
  });

  test.each([
    ['too few', [20], 'as anybody'],
    ['too small', [20, 5, 5], 'as anybody'],
    ['enough', [20, 5, 30], 'as a regular'],
  ])('history decides it: %s', async (_, totals, because) => {
    const { userId, id } = await begin('Began');
    await stage.record(...totals.map((total) => event('Bought', { total }, { userId })));
    await stage.advance(id, Date.now() + HOUR);
    expect(await endOf(id)).toBe(`${because.replace('as a ', '').replace('as ', '')} ended: ${because}`);
  });

  test('a trigger that asks what somebody did counts the event itself, within one batch too', async () => {
    await stage.publish({
      key: 'third',
      trigger: { event: 'Visited', where: { did: 'Visited', atLeast: 3 } },
      entry: { again: 'never' },
      start: 'end',
      steps: { end: { kind: 'exit', reason: 'third visit' } },
    });
    const userId = `person-${randomUUID()}`;
    const visit = event('Visited', {}, { userId });
    const recorded = await stage.record(visit, visit, visit, visit);
    expect(recorded.map((one) => one.began.length)).toEqual([0, 0, 1, 0]);
    const [again] = await stage.record(event('Visited', {}, { userId: `person-${randomUUID()}` }));
    expect(again?.began).toEqual([]);
  });

  test('an event that fits has won when it is acknowledged; the run is told, and goes its way', async () => {
    const { userId, id } = await begin('Asked');
    const [small] = await stage.record(event('Answered', { size: 1 }, { userId }));
    expect(small?.woke).toEqual([]);
    const [big] = await stage.record(event('Answered', { size: 11 }, { userId }));
    expect(big?.woke).toEqual([id]);
    expect(stage.pokes.filter((poke) => poke.enrollmentId === id)).toMatchObject([{}, { begin: null }]);
    expect(await stage.advance(id)).toEqual({ kind: 'ended' });
    expect(await endOf(id)).toBe('answered ended: answered');
  });

  test('without an answer it goes on at its deadline, and an answer after that comes too late', async () => {
    const { userId, id } = await begin('Asked');
    expect(await stage.advance(id)).toMatchObject({ kind: 'until', label: 'wait for Answered (hold)' });
    expect(await stage.advance(id, Date.now() + HOUR)).toEqual({ kind: 'ended' });
    expect(await stage.stateOf(id)).toBe('completed');
    const [late] = await stage.record(event('Answered', { size: 11 }, { userId }));
    expect(late?.woke).toEqual([]);
  });

  test('of a hundred answers at once, one wins', async () => {
    const { userId, id } = await begin('Asked');
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => stage.record(event('Answered', { size: 11 }, { userId }))),
    );
    expect(answers.flat().flatMap((one) => one.woke)).toEqual([id]);
    await Promise.all(Array.from({ length: 5 }, () => stage.advance(id)));
    expect((await stage.story(id)).filter((line) => line.includes('ended'))).toEqual([
      'answered ended: answered',
    ]);
  });
});
