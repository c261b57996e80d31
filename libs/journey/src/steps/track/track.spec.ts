import type { JsonObject } from '#conditions';
import { semanticsOf } from '../../step-table';
import { after, at, event, given, journeyFrom, journeyWith, type Story } from '../../testing';

const NOON = at('2026-06-15T12:00:00Z');
const begun = (properties: JsonObject = {}) => event('Begun', properties);

const tracking = (settings: object = {}, rest: object = {}): object =>
  journeyWith(
    {
      tell: { kind: 'track', event: 'Told', next: 'end', ...settings },
      end: { kind: 'exit', reason: 'the end' },
    },
    { ...rest },
  );

/** A journey that an event begins, and that does nothing but track another. */
const relay = (from: string, to: string, key = `${from}-to-${to}`.toLowerCase()): object =>
  journeyWith(
    { tell: { kind: 'track', event: to, next: null } },
    { key, trigger: { event: from }, entry: { again: 'always' } },
  );

/** Someone for whom `Told` is heard by a journey that keeps what it said. */
const told = (properties: object): Story =>
  given(
    tracking({ properties }),
    journeyWith(
      { hold: { kind: 'wait', for: '1h', next: null } },
      { key: 'listener', trigger: { event: 'Told' } },
    ),
  );

describe('a track', () => {
  test('records an event of the person, and goes on', () => {
    expect(given(tracking()).on(begun(), NOON).log()).toEqual([
      '0s entered: Begun arrived',
      "0s tell rested: records 'Told'",
      "0s tell decided: 'Told' is recorded",
      '0s end decided: the end',
      '0s end ended: the end',
    ]);
  });

  test.each<[written: object, said: object]>([
    [
      { n: 1, s: 'x', no: false, nothing: null },
      { n: 1, s: 'x', no: false, nothing: null },
    ],
    [{ total: { path: 'event.total' } }, { total: 129.9 }],
    [{ total: '{{ event.total }}' }, { total: 129.9 }],
    [{ note: '{{profile.name}} spent {{ event.total }}.' }, { note: 'Ana spent 129.9.' }],
    [{ note: '{{ event.nothing }}!' }, { note: '!' }],
    [{ note: '{{ event.items }}' }, { note: [{ sku: 'mug' }] }],
    [{ note: 'got {{ event.items }}' }, { note: 'got [{"sku":"mug"}]' }],
    [
      {
        order: {
          id: '{{ event.items[0].sku }}',
          tags: ['x', '{{ event.nothing }}', { path: 'profile.name' }],
        },
      },
      { order: { id: 'mug', tags: ['x', 'Ana'] } },
    ],
    [{ x: '{{ event.nothing }}', y: { path: 'event.nothing' } }, {}],
    [{ path: '/home' }, { path: '/home' }],
    [{ note: 'a } b { c }} d' }, { note: 'a } b { c }} d' }],
  ])('of %j says %j', (written, said) => {
    const story = told(written)
      .person({ name: 'Ana' })
      .on(begun({ total: 129.9, items: [{ sku: 'mug' }] }), NOON);
    const listener = story.play().runs.find(({ journeyId }) => journeyId === 'listener');
    expect(listener?.run.trigger).toMatchObject({ name: 'Told', source: 'journey' });
    expect(listener?.run.trigger.properties).toEqual(said);
  });

  test('that would say too much says nothing, and goes on', () => {
    const properties = { a: { path: 'event.long' }, b: { path: 'event.long' } };
    const story = told(properties).on(begun({ long: 'x'.repeat(20_000) }), NOON);
    expect(story.log()[1]).toBe("0s tell refused: 'Told' is not recorded: it would say too much");
    expect(story.endings()).toMatchObject([{ because: 'the end' }]);
  });

  test('counts in the history of the person', () => {
    const journey = journeyWith({
      tell: { kind: 'track', event: 'Told', next: 'ask' },
      ask: {
        kind: 'branch',
        paths: [{ name: 'yes', if: { did: 'Told' }, next: 'yes' }],
        otherwise: null,
      },
      yes: { kind: 'exit', reason: 'yes' },
    });
    expect(given(journey).on(begun(), NOON).endings()).toMatchObject([{ because: 'yes' }]);
  });

  test.each<[string, rest: object, ending: object]>([
    [
      'ends its own run by an exit rule, before it goes on',
      { exit: [{ event: 'Told', reason: 'told' }] },
      { state: 'exited', because: 'told', step: 'tell' },
    ],
    ['reaches the goal of its own run', { goal: { event: 'Told' } }, { because: 'the end', goal: true }],
    [
      'does both: the goal is counted first',
      { goal: { event: 'Told' }, exit: [{ event: 'Told' }] },
      { because: 'Told arrived', goal: true },
    ],
  ])('%s', (_, rest, ending) => {
    expect(given(tracking({}, rest)).on(begun(), NOON).endings()).toMatchObject([ending]);
  });

  test('is not heard by a wait of its own run that comes after it', () => {
    const journey = journeyWith({
      tell: { kind: 'track', event: 'Told', next: 'hear' },
      hear: {
        ...{ kind: 'waitFor', paths: [{ name: 'told', event: 'Told', next: null }] },
        ...{ timeout: '1h', onTimeout: 'end' },
      },
      end: { kind: 'exit', reason: 'unheard' },
    });
    expect(given(journey).on(begun(), NOON).endings()).toMatchObject([{ because: 'unheard' }]);
  });

  test('wakes another run that waits for it, at once', () => {
    const waiting = journeyWith(
      {
        hear: { kind: 'waitFor', paths: [{ name: 'told', event: 'Told', next: 'end' }] },
        end: { kind: 'exit', reason: 'heard' },
      },
      { key: 'waiting', trigger: { event: 'Asked' } },
    );
    const story = given(tracking(), waiting).on(event('Asked'), NOON).on(begun(), after('1h'));
    expect(story.log().slice(2, 4)).toEqual(['1h hear woken: Told arrived', "1h hear decided: takes 'told'"]);
  });

  test('begins other journeys, and its own anew where the entry rule lets it', () => {
    const story = given(relay('Begun', 'Told'), relay('Told', 'Heard')).on(begun(), NOON);
    expect(story.endings()).toMatchObject([{ state: 'completed' }, { state: 'completed' }]);
    const own = journeyWith({ tell: { kind: 'track', event: 'Begun', next: null } });
    const anew = given(own).on(begun(), NOON);
    expect(anew.endings()).toHaveLength(1);
    expect(anew.refusals()).toEqual(['still-active']);
  });
});

describe('journeys that begin one another', () => {
  const pingPong = given(relay('Begun', 'Pong'), relay('Pong', 'Begun'));

  test('without end are stopped: the eleventh in a chain fails', () => {
    const endings = pingPong.on(begun(), NOON).endings();
    expect(endings.slice(0, 10).map(({ state }) => state)).toEqual(Array(10).fill('completed'));
    expect(endings.slice(10)).toMatchObject([
      { state: 'failed', because: '10 journeys have begun one another already: this could go on for ever' },
    ]);
  });

  test('once a day may go on: a day without anything ends a chain', () => {
    const daily = (length: string): Story =>
      given(
        journeyWith(
          {
            hold: { kind: 'wait', for: length, next: 'tell' },
            tell: { kind: 'track', event: 'Begun', next: null },
          },
          { entry: { again: 'always' } },
        ),
      );
    const after30 = (length: string): number =>
      daily(length).on(begun(), NOON).until(after('30d')).endings().length;
    expect([after30('24h'), after30('23h')]).toEqual([31, 11]);
  });
});

test('has one edge, takes no time, and reads the paths of its properties', () => {
  const properties = { a: '{{ event.x }} and {{ run.y }}', b: [{ path: 'steps.mail.outcome' }] };
  const step = journeyFrom(tracking({ properties })).steps['tell'];
  if (!step) throw new Error('there is no track');
  const { edges, takesTime, reads } = semanticsOf(step);
  expect(edges(step)).toEqual([{ at: ['next'], next: 'end' }]);
  expect(takesTime(step)).toBe(false);
  expect(reads?.(step)).toEqual([
    { path: 'event.x', at: ['properties', 'a'] },
    { path: 'run.y', at: ['properties', 'a'] },
    { path: 'steps.mail.outcome', at: ['properties', 'b', 0, 'path'] },
  ]);
});

test.each<[settings: object, complaint: string]>([
  [{ event: '' }, '/steps/tell/event: An event has a name.'],
  [
    { event: 'Email Clicked' },
    '/steps/tell/event: Events of this name tell what came back about a message: only Jornada records them.',
  ],
  [{ properties: [] }, "/steps/tell/properties: 'properties' must be an object, not a list."],
  [
    { properties: { x: { path: 'total' } } },
    '/steps/tell/properties/x/path: "path" is a path such as event.total.',
  ],
  [
    { properties: { x: 'a {{ total }}' } },
    '/steps/tell/properties/x: In double braces stands a path such as event.total.',
  ],
  [
    { properties: { x: '{{ event.total | upcase }}' } },
    '/steps/tell/properties/x: Only paths stand in double braces, each closed: there are no tags and filters here.',
  ],
  [
    { properties: { x: '{{ event.total' } },
    '/steps/tell/properties/x: Only paths stand in double braces, each closed: there are no tags and filters here.',
  ],
  [
    { properties: { x: '{% if event.total %}' } },
    '/steps/tell/properties/x: Only paths stand in double braces, each closed: there are no tags and filters here.',
  ],
  [
    { properties: { x: { y: [{ z: '{{}}' }] } } },
    '/steps/tell/properties/x/y/0/z: In double braces stands a path such as event.total.',
  ],
  [
    { properties: { x: JSON.parse('['.repeat(500) + ']'.repeat(500)) } },
    `/steps/tell/properties/x${'/0'.repeat(10)}: A value is nested at most 10 deep.`,
  ],
  [{ properties: { x: 'x'.repeat(40_000) } }, '/steps/tell/properties/x: A value has at most 32 KB.'],
  [
    { properties: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`p${n}`, n])) },
    '/steps/tell/properties: There are at most 50 values.',
  ],
])('of %j is none', (settings, complaint) => {
  expect(() => journeyFrom(tracking(settings))).toThrow(complaint);
});
