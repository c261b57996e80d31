import { semanticsOf } from '../../step-table';
import { after, at, event, given, journeyFrom, journeyWith, type Story } from '../../testing';

const NOON = at('2026-06-15T12:00:00Z');

const isVip = { field: 'profile.plan', op: 'eq', value: 'vip' };
const boughtOften = { did: 'Bought', atLeast: 2, within: '90d' };
const ways = {
  vip: { kind: 'exit', reason: 'as a vip' },
  regular: { kind: 'exit', reason: 'as a regular' },
  other: { kind: 'exit', reason: 'as anybody' },
};
const fork = {
  kind: 'branch',
  paths: [
    { name: 'vip', if: isVip, next: 'vip' },
    { name: 'regular', if: boughtOften, next: 'regular' },
  ],
  otherwise: 'other',
};

const branching = (): Story => given(journeyWith({ fork, ...ways }));
const decision = (story: Story): string | undefined => story.log().find((line) => line.includes('fork'));

describe('a branch', () => {
  test.each([
    ['the first path that holds', { plan: 'vip' }, "0s fork decided: takes 'vip': plan is 'vip'", 'as a vip'],
    [
      'otherwise, with every reason',
      { plan: 'free' },
      "0s fork decided: takes none of its paths: plan is 'free', not 'vip'; did 'Bought' not once in the last 90d, fewer than 2",
      'as anybody',
    ],
  ])('takes %s', (_, profile, line, because) => {
    const story = branching().person(profile).on(event('Begun'), NOON);
    expect(decision(story)).toMatch(line.split(';')[0] ?? '');
    expect(story.endings()).toMatchObject([{ state: 'exited', because }]);
  });

  test('counts what the person did, in its window', () => {
    const bought = event('Bought');
    const story = branching().on(bought, NOON).on(bought, after('80d')).on(event('Begun'), after('5d'));
    expect(story.endings()).toMatchObject([{ because: 'as a regular' }]);
    const later = branching().on(bought, NOON).on(bought, after('80d')).on(event('Begun'), after('15d'));
    expect(later.endings()).toMatchObject([{ because: 'as anybody' }]);
  });

  test('reads the person as they are when they come to it, not as they were when they entered', () => {
    const story = given(journeyWith({ hold: { kind: 'wait', for: '1h', next: 'fork' }, fork, ...ways }))
      .person({ plan: 'free' })
      .on(event('Begun'), NOON)
      .on(event('Upgraded', {}, { traits: { plan: 'vip' } }), after('59m'));
    expect(story.endings()).toMatchObject([{ because: 'as a vip' }]);
  });

  test('leaves the path it took, and why, to later steps', () => {
    const again = {
      kind: 'branch',
      paths: [{ name: 'same', if: { field: 'steps.fork.path', op: 'eq', value: 'vip' }, next: 'vip' }],
      otherwise: 'other',
    };
    const twice = { ...fork, paths: [{ name: 'vip', if: isVip, next: 'again' }] };
    const story = given(journeyWith({ fork: twice, again, ...ways }))
      .person({ plan: 'vip' })
      .on(event('Begun'), NOON);
    expect(story.endings()).toMatchObject([{ because: 'as a vip' }]);
  });

  test('has an edge for each path and one for everybody else, and takes no time', () => {
    const step = journeyFrom(journeyWith({ fork, ...ways })).steps['fork'];
    if (!step) throw new Error('there is no fork');
    expect(semanticsOf(step).takesTime(step)).toBe(false);
    expect(semanticsOf(step).edges(step)).toEqual([
      { at: ['paths', 0, 'next'], next: 'vip' },
      { at: ['paths', 1, 'next'], next: 'regular' },
      { at: ['otherwise'], next: 'other' },
    ]);
  });
});
