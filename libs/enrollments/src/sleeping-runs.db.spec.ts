import { setTimeout as pause } from 'node:timers/promises';
import { copyEnrollment } from '#database/testing';
import { event, openStage, type Stage } from './testing/stage';

const SLEEPERS = 10_000;
const AT_ONCE = 100;
const ROUNDS = 4;

const sleeping = {
  key: 'sleeping',
  trigger: { event: 'Began' },
  exit: [{ event: 'Bought', reason: 'bought' }, { if: { field: 'profile.plan', op: 'eq', value: 'vip' } }],
  start: 'sleep',
  steps: { sleep: { kind: 'wait', for: '1y', next: null } },
} as const;

const asking = {
  key: 'asking',
  trigger: { event: 'Asked' },
  exit: [{ event: 'Left', reason: 'left' }],
  start: 'hold',
  steps: {
    hold: {
      kind: 'waitFor',
      paths: [
        { name: 'yes', event: 'Said Yes', next: 'yes' },
        { name: 'no', event: 'Said No', next: 'no' },
      ],
      timeout: '1s',
      onTimeout: 'late',
    },
    yes: { kind: 'exit', reason: 'yes' },
    no: { kind: 'exit', reason: 'no' },
    late: { kind: 'exit', reason: 'late' },
  },
} as const;

describe('an exit while ten thousand runs sleep', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    await stage.publish(sleeping);
  });
  afterAll(() => stage.close());

  test('the right one has ended when the event is acknowledged; the others sleep', async () => {
    const [begun] = await stage.record(event('Began', {}, { userId: 'ana' }));
    const [other] = await stage.record(event('Began', {}, { userId: 'bob' }));
    const [ana = '', bob = ''] = [...(begun?.began ?? []), ...(other?.began ?? [])];
    await copyEnrollment(stage.database, bob, SLEEPERS);
    const [bought] = await stage.record(event('Bought', {}, { userId: 'ana' }));
    expect(bought?.ended).toEqual([ana]);
    expect(await stage.stateOf(ana)).toBe('exited');
    const asleep = { state: 'active', step: 'sleep', turn: 0, endedAt: null };
    expect(await stage.database.prisma.enrollment.count({ where: asleep })).toBe(SLEEPERS + 1);
    const [changed] = await stage.record({ userId: 'bob', traits: { plan: 'vip' } });
    expect(changed?.ended).toEqual([bob]);
    expect(await stage.database.prisma.enrollment.count({ where: asleep })).toBe(SLEEPERS);
  });
});

describe('a wait and its exit, against a hundred events around its deadline', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    await stage.publish(asking);
  });
  afterAll(() => stage.close());

  const NAMES = ['Said Yes', 'Said No', 'Left'] as const;

  test.each(Array.from({ length: ROUNDS }, (_, round) => [round]))(
    'take exactly one way (%d)',
    async (round) => {
      const userId = `person-${round}`;
      const [asked] = await stage.record(event('Asked', {}, { userId }));
      const [id = ''] = asked?.began ?? [];
      await stage.advance(id);
      const { until } = await stage.database.prisma.enrollmentWait.findUniqueOrThrow({
        where: { enrollmentId: id },
      });
      const deadline = until?.getTime() ?? 0;
      await pause(Math.max(0, deadline - Date.now() - 150));
      // The last of them come after the deadline, whatever the machine does; turns are taken all the while.
      const name = (index: number): string => NAMES[index % (round < 2 ? 2 : 3)] ?? '';
      const events = Array.from({ length: AT_ONCE }, async (_, index) => {
        await pause(index * 3);
        await stage.record(event(name(index), {}, { userId }));
      });
      const turns = Array.from({ length: 10 }, async (_, index) => {
        await pause(index * 40);
        await stage.advance(id);
      });
      await Promise.all([...events, ...turns]);
      await pause(Math.max(0, deadline - Date.now()));
      expect(await stage.advance(id)).toEqual({ kind: 'ended' });

      const log = await stage.story(id);
      const ways = log.filter((line) => /^hold (decided|woken: nothing|ended)/.test(line));
      expect(ways).toHaveLength(1);
      expect(log.filter((line) => line.includes(' ended: '))).toHaveLength(1);
      const won = await stage.database.prisma.stepLog.findMany({
        where: { enrollmentId: id, did: 'woken', because: { endsWith: ' arrived' } },
      });
      // What won came before the deadline; and if anything won, it is the way that was taken, or an exit came after it.
      for (const { at } of won) expect(at.getTime()).toBeLessThan(deadline);
      expect(won.length).toBeLessThanOrEqual(1);
      if (won.length === 1) expect(ways[0]).toMatch(/decided: takes|ended: left/);
    },
  );
});
