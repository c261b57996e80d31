import { semanticsOf } from '../../step-table';
import type { JsonObject } from '#conditions';
import {
  after,
  at,
  event,
  given,
  journeyFrom,
  journeyWith,
  runIdOf,
  type ImaginedEvent,
  type Story,
} from '../../testing';

const NOON = at('2026-06-15T12:00:00Z');

const hold = {
  kind: 'waitFor',
  paths: [
    { name: 'big', event: 'Bought', where: { field: 'event.total', op: 'gt', value: 100 }, next: 'big' },
    { name: 'any', event: 'Bought', next: 'any' },
    { name: 'left', event: 'Left', next: null },
  ],
  timeout: '3d',
  onTimeout: 'late',
};
const ways = {
  big: { kind: 'exit', reason: 'big' },
  any: { kind: 'exit', reason: 'any' },
  late: { kind: 'exit', reason: 'late' },
};

const waiting = (settings: object = {}, rest: object = {}): Story =>
  given(journeyWith({ hold: { ...hold, ...settings }, ...ways }, { ...rest })).on(event('Begun'), NOON);

describe('a wait for an event', () => {
  test('says what it waits for and for how long', () => {
    expect(waiting().until(after('0s')).log()).toEqual([
      '0s entered: Begun arrived',
      '0s hold rested: waits for Bought or Left, until 2026-06-18 12:00 (UTC) at most',
    ]);
  });

  test.each<[string, number, string]>([
    ['the first path that the event fits', 200, 'big'],
    ['the next one', 50, 'any'],
  ])('takes %s', (_, total, because) => {
    const story = waiting().on(event('Bought', { total }), after('1h'));
    expect(story.log().slice(2)).toEqual([
      '1h hold woken: Bought arrived',
      `1h hold decided: takes '${because}'`,
      `1h ${because} decided: ${because}`,
      `1h ${because} ended: ${because}`,
    ]);
  });

  test('completes the journey where its path leads nowhere', () => {
    expect(waiting().on(event('Left'), after('1h')).endings()).toMatchObject([{ state: 'completed' }]);
  });

  test('the first event wins; the next one finds nobody waiting', () => {
    const story = waiting()
      .on(event('Bought', { total: 1 }), after('1h'))
      .on(event('Bought', { total: 999 }), after('1h'));
    expect(story.endings()).toMatchObject([{ because: 'any' }]);
  });

  test.each([
    ['a moment before its end', '71h 59m', 'any'],
    ['at its end: the timeout wins', '72h', 'late'],
    ['after its end', '73h', 'late'],
  ])('an event %s', (_, when, because) => {
    expect(waiting().on(event('Bought'), after(when)).endings()).toMatchObject([{ because }]);
  });

  test('without an event it goes on when its time is over, and says so', () => {
    expect(waiting().log().at(-3)).toBe('3d hold woken: nothing of it happened within 3d');
  });

  test('without a timeout it waits without end', () => {
    const { timeout: _, onTimeout: __, ...endless } = hold;
    const { late: ___, ...others } = ways;
    const story = given(journeyWith({ hold: endless, ...others })).on(event('Begun'), NOON);
    expect(story.endings()).toMatchObject([{ state: 'active', step: 'hold' }]);
  });

  test('the event that entered the person does not end the wait, nor does one that came before', () => {
    const story = given(
      journeyWith({ hold: { ...hold, paths: [{ name: 'again', event: 'Begun', next: 'any' }] }, ...ways }),
    )
      .on(event('Begun'), NOON)
      .until(after('1d'));
    expect(story.endings()).toMatchObject([{ state: 'active', step: 'hold' }]);
  });

  test('with a key only the run whose entry key it names is woken', () => {
    const paths = [{ name: 'any', event: 'Bought', key: 'event.cart', next: 'any' }];
    const story = given(
      journeyWith(
        { hold: { ...hold, paths }, any: ways.any, late: ways.late },
        { entry: { key: 'event.cart' } },
      ),
    )
      .on(event('Begun', { cart: 'one' }), NOON)
      .on(event('Begun', { cart: 'two' }), NOON)
      .on(event('Bought', { cart: 'two' }), after('1h'))
      .until(after('1h'));
    expect(story.endings()).toMatchObject([
      { key: 'one', state: 'active' },
      { key: 'two', state: 'exited', because: 'any' },
    ]);
  });

  test('an exit by the same event comes first', () => {
    const story = waiting({}, { exit: [{ event: 'Bought', reason: 'gone' }] }).on(
      event('Bought'),
      after('1h'),
    );
    expect(story.endings()).toMatchObject([{ state: 'exited', because: 'gone' }]);
  });

  test("the clicks it hears are those of its own messages, and never a client's", () => {
    const paths = [{ name: 'any', event: 'Email Clicked', next: 'any' }];
    const story = given(journeyWith({ hold: { ...hold, paths }, any: ways.any, late: ways.late })).on(
      event('Begun'),
      NOON,
    );
    const foreign = { enrollmentId: 'another' };
    expect(
      story
        .on(event('Email Clicked', foreign, { source: 'jornada' }), after('1h'))
        .on(event('Email Clicked'), after('1h'))
        .endings(),
    ).toMatchObject([{ because: 'late' }]);
  });

  describe('engagement that came before the wait', () => {
    const own = { enrollmentId: runIdOf('story', 'message-1'), link: 'https://shop.example/cart' };
    const clicked = (properties: object, source: 'jornada' | 'client' | 'import' = 'jornada') =>
      event('Email Clicked', { ...properties }, { source });
    const before = (arriving: ImaginedEvent, path: object = {}, person: JsonObject = {}): Story =>
      given(
        journeyWith({
          pause: { kind: 'wait', for: '2h', next: 'hold' },
          hold: { ...hold, paths: [{ name: 'clicked', event: 'Email Clicked', next: 'any', ...path }] },
          any: ways.any,
          late: ways.late,
        }),
      )
        .person(person)
        .on(event('Begun', { cart: 'c-1' }), NOON)
        .on(arriving, after('1h'));

    test('wins when the person comes to it', () => {
      expect(before(clicked(own)).log().slice(3, 5)).toEqual([
        "2h hold decided: takes 'clicked': Email Clicked had come already",
        '2h any decided: any',
      ]);
    });

    const about = (field: string, value: string) => ({ where: { field, op: 'eq', value } });
    test.each<[what: string, arriving: ImaginedEvent, path: object, wins: boolean]>([
      ['with a message of another run', clicked({ enrollmentId: 'another' }), {}, false],
      ['that a client claims', clicked(own, 'client'), {}, false],
      ['that was imported', clicked(own, 'import'), {}, false],
      ['of another name', event('Email Opened', own, { source: 'jornada' }), {}, false],
      ['that meets its where', clicked(own), about('event.link', own.link), true],
      ['that does not', clicked(own), about('event.link', 'https://shop.example/'), false],
      ['with a where that looks at the person', clicked(own), about('profile.plan', 'vip'), true],
      ['with one that the person does not meet', clicked(own), about('profile.plan', 'free'), false],
      ['with parts of all sorts', clicked(own), { where: mixed('vip') }, true],
      ['with parts that do not hold together', clicked(own), { where: mixed('free') }, false],
      ['of another key', clicked({ ...own, cart: 'c-2' }), { key: 'event.cart' }, false],
    ])('%s', (_, arriving, path, wins) => {
      const because = wins ? 'any' : 'late';
      expect(before(arriving, path, { plan: 'vip' }).endings()).toMatchObject([{ because }]);
    });

    function mixed(plan: string): object {
      const link = { field: 'event.link', op: 'contains', value: 'cart' };
      return { all: [link, { not: { any: [{ not: { field: 'profile.plan', op: 'eq', value: plan } }] } }] };
    }
  });

  test('takes time, so that a loop may go through it', () => {
    const step = journeyFrom(journeyWith({ hold, ...ways })).steps['hold'];
    if (!step) throw new Error('there is no hold');
    expect(semanticsOf(step).takesTime(step)).toBe(true);
    expect(
      semanticsOf(step)
        .edges(step)
        .map((edge) => edge.next),
    ).toEqual(['big', 'any', null, 'late']);
  });
});
