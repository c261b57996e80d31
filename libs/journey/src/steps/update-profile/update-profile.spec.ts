import type { JsonObject } from '#conditions';
import { semanticsOf } from '../../step-table';
import { after, at, event, given, journeyFrom, journeyWith, type Story } from '../../testing';
import { MOST_IN_LIST } from './change-attribute';

const NOON = at('2026-06-15T12:00:00Z');
const begun = (properties: JsonObject = {}) => event('Begun', properties);

const document = (changes: object, next: string | null = 'end', rest: object = {}): object =>
  journeyWith(
    {
      change: { kind: 'updateProfile', next, ...changes },
      end: { kind: 'email', template: 't', topic: 'o', next: null },
    },
    { ...rest },
  );

/** Somebody comes to the step, and is then written to: the message shows who they are. */
function changing(
  changes: object,
  profile: JsonObject = {},
): { story: Story; line: string; profile: unknown } {
  const story = given(document(changes))
    .person(profile)
    .on(begun({ total: 129.9, tags: ['x', 'y'] }), NOON);
  return { story, line: story.log()[1] ?? '', profile: story.sends()[0]?.context['profile'] };
}

describe('an updateProfile', () => {
  test.each<[changes: object, before: JsonObject, after: JsonObject, line: string]>([
    [{ set: { plan: 'vip' } }, {}, { plan: 'vip' }, "plan is 'vip' from now on"],
    [{ set: { plan: 'vip' } }, { plan: 'free' }, { plan: 'vip' }, "plan is 'vip' from now on"],
    [{ set: { last: '{{ event.total }}' } }, {}, { last: 129.9 }, 'last is 129.9 from now on'],
    [
      { set: { note: 'spent {{ event.total }}' } },
      {},
      { note: 'spent 129.9' },
      "note is 'spent 129.9' from now on",
    ],
    [
      { set: { tags: { path: 'event.tags' } } },
      { tags: ['old'] },
      { tags: ['x', 'y'] },
      "tags is ['x', 'y'] from now on",
    ],
    [
      { set: { address: { city: 'Recife' } } },
      { address: { zip: '1' } },
      { address: { city: 'Recife' } },
      'address is an object from now on',
    ],
    [
      { set: { email: 'ana@example.com' } },
      {},
      { email: 'ana@example.com' },
      "email is 'ana@example.com' from now on",
    ],
    [
      { set: { timezone: 'America/Sao_Paulo' } },
      {},
      { timezone: 'America/Sao_Paulo' },
      "timezone is 'America/Sao_Paulo' from now on",
    ],
    [{ increment: { points: 10 } }, { points: 5 }, { points: 15 }, 'points is 15 from now on'],
    [{ increment: { points: -2.5 } }, {}, { points: -2.5 }, 'points is -2.5 from now on'],
    [
      { increment: { spent: '{{ event.total }}' } },
      { spent: 0.1 },
      { spent: 130 },
      'spent is 130 from now on',
    ],
    [{ append: { seen: 'mug' } }, {}, { seen: ['mug'] }, "seen is ['mug'] from now on"],
    [
      { append: { seen: 'mug' } },
      { seen: ['mug', 'cup'] },
      { seen: ['mug', 'cup', 'mug'] },
      "seen is ['mug', 'cup', 'mug'] from now on",
    ],
    [{ unset: ['plan'] }, { plan: 'vip', name: 'Ana' }, { name: 'Ana' }, 'plan is taken away'],
    [{ unset: ['plan'] }, {}, {}, 'plan is taken away'],
    [{ set: { constructor: 1 } }, {}, { constructor: 1 }, 'constructor is 1 from now on'],
    [
      { set: { a: { path: 'profile.b' }, b: { path: 'profile.a' } }, increment: { n: 1 }, unset: ['c'] },
      { a: 1, b: 2, c: 3 },
      { a: 2, b: 1, n: 1 },
      'a is 2 from now on; b is 1 from now on; n is 1 from now on; and 1 more',
    ],
  ])('of %j makes of %j: %j', (changes, before, expected, line) => {
    const { profile, line: said } = changing(changes, before);
    expect(profile).toEqual(expected);
    expect(said).toBe(`0s change rested: ${line}`);
  });

  test.each<[changes: object, before: JsonObject, because: string]>([
    [
      { set: { plan: '{{ event.nothing }}' } },
      { plan: 'vip' },
      'plan stays as it is: nothing was found for it',
    ],
    [
      { set: { email: 'nobody' } },
      { email: 'ana@example.com' },
      "email stays as it is: 'nobody' is no e-mail address",
    ],
    [{ set: { email: 5 } }, {}, 'email stays as it is: 5 is no e-mail address'],
    [{ set: { timezone: 'Mars/Base' } }, {}, "timezone stays as it is: 'Mars/Base' is no time zone"],
    [{ increment: { plan: 1 } }, { plan: 'vip' }, 'plan stays as it is: it is text, not a number'],
    [
      { increment: { n: '{{ event.nothing }}' } },
      { n: 1 },
      'n stays as it is: nothing was found to add to it',
    ],
    [
      { increment: { n: '{{ event.tags }}' } },
      { n: 1 },
      "n stays as it is: ['x', 'y'] is no number that could be added to it",
    ],
    [{ increment: { n: 1e308 } }, { n: 1e308 }, 'n stays as it is: it would be more than can be counted'],
    [{ append: { seen: 'x' } }, { seen: 'y' }, 'seen stays as it is: it is text, not a list'],
    [
      { append: { seen: '{{ event.nothing }}' } },
      { seen: [1] },
      'seen stays as it is: nothing was found to append to it',
    ],
    [
      { append: { seen: 'x'.repeat(20_000) } },
      { seen: ['x'.repeat(20_000)] },
      'seen stays as it is: the list would be too long',
    ],
  ])('of %j leaves %j as it is, and says so', (changes, before, because) => {
    const { story, line, profile } = changing(changes, before);
    expect(profile).toEqual(before);
    expect(line).toBe(`0s change decided: ${because}`);
    expect(story.endings()).toMatchObject([{ state: 'completed' }]);
  });

  test('keeps the newest of a list that would grow without end', () => {
    const seen = Array.from({ length: MOST_IN_LIST }, (_, n) => n);
    const { profile } = changing({ append: { seen: 'new' } }, { seen });
    expect(profile).toEqual({ seen: [...seen.slice(1), 'new'] });
  });

  test('changes what can be changed, and says of the rest why not', () => {
    const { profile, line } = changing({ set: { plan: 'vip' }, increment: { name: 1 } }, { name: 'Ana' });
    expect(profile).toEqual({ name: 'Ana', plan: 'vip' });
    expect(line).toBe(
      "0s change rested: plan is 'vip' from now on; name stays as it is: it is text, not a number",
    );
  });

  test('is heard as a change of the profile: by exits, waits and branches of every run', () => {
    const watching = journeyWith(
      {
        hear: {
          kind: 'waitFor',
          paths: [{ name: 'vip', if: { field: 'profile.plan', op: 'eq', value: 'vip' }, next: null }],
          timeout: '9d',
          onTimeout: null,
        },
      },
      { key: 'watching', trigger: { event: 'Watched' } },
    );
    const leaving = journeyWith(
      { hold: { kind: 'wait', for: '9d', next: null } },
      {
        key: 'leaving',
        trigger: { event: 'Watched' },
        exit: [{ if: { field: 'profile.plan', op: 'eq', value: 'vip' }, reason: 'is a vip' }],
      },
    );
    const story = given(document({ set: { plan: 'vip' } }), watching, leaving)
      .on(event('Watched'), NOON)
      .on(begun(), after('1h'))
      .until(after('1h'));
    expect(story.endings()).toMatchObject([
      { state: 'completed', step: 'hear' },
      { state: 'exited', because: 'is a vip' },
      { state: 'completed' },
    ]);
  });

  test('ends its own run where an exit rule says so', () => {
    const exit = [{ if: { field: 'profile.plan', op: 'eq', value: 'vip' }, reason: 'is a vip' }];
    const story = given(document({ set: { plan: 'vip' } }, 'end', { exit })).on(begun(), NOON);
    expect(story.endings()).toMatchObject([{ state: 'exited', because: 'is a vip', step: 'change' }]);
    expect(story.sends()).toEqual([]);
  });

  test('counts round by round', () => {
    const journey = journeyWith({
      count: { kind: 'updateProfile', increment: { rounds: 1 }, next: 'hold' },
      hold: { kind: 'wait', for: '1d', next: 'enough' },
      enough: {
        kind: 'branch',
        paths: [{ name: 'yes', if: { field: 'profile.rounds', op: 'eq', value: 5 }, next: null }],
        otherwise: 'count',
      },
    });
    const story = given(journey).on(begun(), NOON);
    expect(story.endings()).toMatchObject([{ state: 'completed' }]);
    expect(story.play().runs[0]?.run.memory.visits).toEqual({ count: 5, hold: 5, enough: 5 });
  });

  test('has one edge, takes no time, and reads the paths of its values', () => {
    const changes = {
      set: { a: '{{ event.x }}' },
      increment: { n: { path: 'run.y' } },
      append: { l: ['{{ profile.z }}'] },
    };
    const step = journeyFrom(document(changes, null)).steps['change'];
    if (!step) throw new Error('there is no such step');
    const { edges, takesTime, reads } = semanticsOf(step);
    expect([edges(step), takesTime(step)]).toEqual([[{ at: ['next'], next: null }], false]);
    expect(reads?.(step)).toEqual([
      { path: 'event.x', at: ['set', 'a'] },
      { path: 'run.y', at: ['increment', 'n', 'path'] },
      { path: 'profile.z', at: ['append', 'l', 0] },
    ]);
  });

  test.each<[changes: object, complaint: string]>([
    [{}, '/steps/change: This step changes no attribute.'],
    [{ set: {} }, '/steps/change: This step changes no attribute.'],
    [{ set: { a: null } }, '/steps/change/set/a: Nothing is no value.'],
    [{ set: { a: 1 }, unset: ['a'] }, "/steps/change: 'a' is changed twice."],
    [{ unset: ['a', 'a'] }, "/steps/change: 'a' is changed twice."],
    [
      { unset: Array.from({ length: 51 }, (_, n) => `a${n}`) },
      '/steps/change: A step changes at most 50 attributes.',
    ],
    [
      { increment: { a: 'ten' } },
      '/steps/change/increment/a: What is added is a number, or a path at which there is one.',
    ],
    [
      { increment: { a: '{{ event.a }} and more' } },
      '/steps/change/increment/a: What is added is a number, or a path at which there is one.',
    ],
    [{ set: { a: '{{ a }}' } }, '/steps/change/set/a: In double braces stands a path such as event.total.'],
    [{ append: { '': 1 } }, "/steps/change/append/: '' cannot be a name here."],
  ])('of %j is none', (changes, complaint) => {
    expect(() => journeyFrom(document(changes))).toThrow(complaint);
  });
});
