import fc from 'fast-check';
import type { JoiningRun } from './leavers';
import { mergePeople, type JoinedPerson, type JoiningPerson } from './merge-people';

const nobody: JoiningPerson = {
  ...{ id: 'a', standing: { users: 0, named: 0, reachable: false }, createdAt: 0, lastEventAt: null },
  ...{ attributes: {}, attributeTimes: {}, consents: [], runs: [] },
};
const someone = (id: string, more: Partial<JoiningPerson> = {}): JoiningPerson => ({
  ...nobody,
  id,
  ...more,
});
const user = { users: 1, named: 0, reachable: false };
const named = { users: 0, named: 1, reachable: false };
const run = (id: string, enteredAt: number, more: Partial<JoiningRun> = {}): JoiningRun => ({
  ...{ id, journeyId: 'cart', entryKey: '', enteredAt, active: true, again: 'afterEnd', ...more },
});

describe('the profile that stays', () => {
  test.each<[string, JoiningPerson, JoiningPerson]>([
    ['has a userId', someone('b', { standing: user, createdAt: 9 }), someone('a', { createdAt: 1 })],
    ['has a name', someone('b', { standing: named, createdAt: 9 }), someone('a', { createdAt: 1 })],
    [
      'has a userId rather than a name',
      someone('b', { standing: user, createdAt: 9 }),
      someone('a', { standing: named }),
    ],
    [
      'is the older',
      someone('b', { standing: user, createdAt: 1 }),
      someone('a', { standing: user, createdAt: 2 }),
    ],
    ['is the first by id, where all else is the same', someone('a'), someone('b')],
  ])('%s', (_, stays, goes) => {
    expect(mergePeople([stays, goes]).id).toBe(stays.id);
    expect(mergePeople([goes, stays]).id).toBe(stays.id);
  });
});

describe('attributes', () => {
  const at = (value: string | undefined, time: number | undefined): Partial<JoiningPerson> => ({
    attributes: value === undefined ? {} : { plan: value },
    attributeTimes: time === undefined ? {} : { plan: time },
  });
  test.each<[string, Partial<JoiningPerson>, Partial<JoiningPerson>, object, object]>([
    ['the newest write wins', at('free', 1), at('vip', 2), { plan: 'vip' }, { plan: 2 }],
    ['whoever stays', at('vip', 2), at('free', 1), { plan: 'vip' }, { plan: 2 }],
    ['a newer removal removes', at(undefined, 2), at('vip', 1), {}, { plan: 2 }],
    ['an older removal does not', at(undefined, 1), at('vip', 2), { plan: 'vip' }, { plan: 2 }],
    ['of one instant: the value that sorts last', at('free', 1), at('vip', 1), { plan: 'vip' }, { plan: 1 }],
    ['what only one has stays', at(undefined, undefined), at('vip', 1), { plan: 'vip' }, { plan: 1 }],
    [
      'one without a time is older than any',
      at('free', undefined),
      at('vip', 0),
      { plan: 'vip' },
      { plan: 0 },
    ],
  ])('%s', (_, one, other, attributes, attributeTimes) => {
    const joined = mergePeople([someone('a', one), someone('b', other)]);
    expect(joined).toMatchObject({ attributes, attributeTimes });
  });
});

describe('consent: the stricter of what was said', () => {
  test.each<[string, readonly string[], readonly string[], readonly string[]]>([
    ['denied by one', ['granted'], ['denied'], ['denied']],
    ['denied by the other', ['denied'], ['granted'], ['denied']],
    ['granted by both', ['granted'], ['granted'], ['granted']],
    ['said by one only: silence is no denial', [], ['granted'], ['granted']],
    ['said by nobody', [], [], []],
  ])('%s', (_, one, other, stays) => {
    const said = (states: readonly string[]) =>
      states.map((state) => ({ topic: 'offers', channel: 'email', state: state as 'granted' | 'denied' }));
    const joined = mergePeople([
      someone('a', { consents: said(one) }),
      someone('b', { consents: said(other) }),
    ]);
    expect(joined.consents.map(({ state }) => state)).toEqual(stays);
  });

  test('of each topic and channel for itself', () => {
    const one = [{ topic: 'offers', channel: 'email', state: 'granted' }] as const;
    const other = [{ topic: 'news', channel: 'email', state: 'denied' }] as const;
    expect(
      mergePeople([someone('a', { consents: one }), someone('b', { consents: other })]).consents,
    ).toEqual([...one, ...other]);
  });
});

describe('runs: the older one of a journey and key stays', () => {
  const never = { again: 'never' } as const;
  const ended = { active: false } as const;
  test.each<[string, JoiningRun, JoiningRun, readonly string[]]>([
    ['the younger leaves', run('x', 1), run('y', 2), ['y']],
    ['whoever has it', run('x', 2), run('y', 1), ['x']],
    ['of one instant: the first by id stays', run('x', 1), run('y', 1), ['y']],
    ['of two journeys both stay', run('x', 1), run('y', 2, { journeyId: 'welcome' }), []],
    ['under two keys both stay', run('x', 1, { entryKey: '1' }), run('y', 2, { entryKey: '2' }), []],
    ['one that has ended is in nobody’s way', run('x', 1, ended), run('y', 2), []],
    [
      'entered once: one that has ended counts too',
      run('x', 1, { ...never, ...ended }),
      run('y', 2, never),
      ['y'],
    ],
    [
      'entered once: a younger one that has ended does not',
      run('x', 1, never),
      run('y', 2, { ...never, ...ended }),
      [],
    ],
    ['entered always: both stay', run('x', 1, { again: 'always' }), run('y', 2, { again: 'always' }), []],
    [
      'entered a while after: the younger leaves',
      run('x', 1, { again: 'after' }),
      run('y', 2, { again: 'after' }),
      ['y'],
    ],
  ])('%s', (_, one, other, leave) => {
    const joined = mergePeople([someone('a', { runs: [one] }), someone('b', { runs: [other] })]);
    expect(joined.leavers.map(({ runId }) => runId)).toEqual(leave);
    for (const { because } of joined.leavers) expect(because).toMatch(/^two profiles became one/);
  });
});

describe('in whatever order and however grouped profiles are merged', () => {
  const few = fc.nat({ max: 3 });
  const journeys = { cart: 'afterEnd', welcome: 'never', order: 'always', nudge: 'after' } as const;
  const anyPeople = fc
    .array(
      fc.record({
        standing: fc.constantFrom(nobody.standing, named, user),
        ...{ createdAt: few, lastEventAt: fc.option(few) },
        plan: fc.option(fc.record({ at: few, value: fc.option(fc.constantFrom('free', 'vip')) })),
        said: fc.option(fc.constantFrom('granted', 'denied')),
        runs: fc.array(
          fc.record({
            ...{ journeyId: fc.constantFrom('cart', 'welcome', 'order', 'nudge') },
            ...{ entryKey: fc.constantFrom('', '1'), enteredAt: few, active: fc.boolean() },
          }),
          { maxLength: 3 },
        ),
      }),
      { minLength: 3, maxLength: 3 },
    )
    .map((people) =>
      people.map(({ plan, said, runs, ...rest }, n): JoiningPerson => ({
        ...rest,
        id: `p${n}`,
        attributes: plan?.value ? { plan: plan.value } : {},
        attributeTimes: plan ? { plan: plan.at } : {},
        consents: said ? [{ topic: 'offers', channel: 'email', state: said }] : [],
        runs: runs.map((one, m) => ({
          ...one,
          id: `r${n}${m}`,
          again: journeys[one.journeyId as keyof typeof journeys],
        })),
      })),
    );
  const shown = ({ leavers: _, runs, ...joined }: JoinedPerson): object => ({
    ...joined,
    runs: runs.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  });

  test('the same comes out', () => {
    fc.assert(
      fc.property(anyPeople, (people) => {
        const [a = nobody, b = nobody, c = nobody] = people;
        const whole = shown(mergePeople([a, b, c]));
        expect(shown(mergePeople([c, a, b]))).toEqual(whole);
        expect(shown(mergePeople([mergePeople([a, b]), c]))).toEqual(whole);
        expect(shown(mergePeople([a, mergePeople([c, b])]))).toEqual(whole);
      }),
      { numRuns: 500 },
    );
  });

  test('at most one run of a journey and key is active, but where it is entered always', () => {
    fc.assert(
      fc.property(anyPeople, (people) => {
        const active = mergePeople(people).runs.filter((one) => one.active && one.again !== 'always');
        const places = active.map(({ journeyId, entryKey }) => `${journeyId} ${entryKey}`);
        const before = people.map(
          (person) => person.runs.filter((one) => one.active && one.again !== 'always').length,
        );
        expect(new Set(places).size).toBe(places.length);
        expect(active.length).toBeLessThanOrEqual(before.reduce((sum, count) => sum + count));
      }),
    );
  });
});
