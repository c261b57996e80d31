import type { JsonObject } from '#conditions';
import { semanticsOf } from '../../step-table';
import { at, event, given, journeyFrom, journeyWith, type Story } from '../../testing';

const NOON = at('2026-06-15T12:00:00Z');
const begun = (properties: JsonObject = {}) => event('Begun', properties);

const starting = (settings: object = {}, rest: object = {}): object =>
  journeyWith(
    {
      start: { kind: 'startJourney', journey: 'other', next: 'ask', ...settings },
      ask: {
        kind: 'branch',
        paths: [{ name: 'no', if: { field: 'steps.start.reason', op: 'exists' }, next: 'no' }],
        otherwise: 'yes',
      },
      no: { kind: 'exit', reason: 'it did not begin' },
      yes: { kind: 'exit', reason: 'it began' },
    },
    { ...rest },
  );

const other = (settings: object = {}): object =>
  journeyWith(
    { hold: { kind: 'wait', for: '1d', next: null } },
    { key: 'other', trigger: { api: true }, ...settings },
  );

const lines = (story: Story): readonly string[] => story.log().filter((line) => line.includes(' start '));

describe('a startJourney', () => {
  test('begins the journey for the person, and goes on', () => {
    const story = given(starting({ properties: { n: '{{ event.n }}', who: 'x' } }), other()).on(
      begun({ n: 7 }),
      NOON,
    );
    expect(lines(story)).toEqual([
      "0s start rested: starts the journey 'other'",
      "0s start decided: the journey 'other' has begun",
    ]);
    expect(story.log()).toContain("0s entered: started by the journey 'story'");
    const [own, started] = story.play().runs;
    expect(started?.run.trigger.properties).toEqual({ n: 7, who: 'x' });
    expect(own?.run.memory.outputs['start']).toEqual({ enrollment: started?.run.id, reason: null });
    expect(own?.end?.because).toBe('it began');
  });

  test.each<[string, other: object, reason: string, because: string]>([
    [
      'the entry rule refuses',
      other({ entry: { key: 'event.n' } }),
      'entry-key-missing',
      "there is no value at 'event.n' that could be the entry key",
    ],
    [
      'an event begins',
      other({ trigger: { event: 'Something' } }),
      'journey-not-running',
      "no journey 'other' is running that a call could begin",
    ],
  ])('of a journey that %s is no error: it says why, and goes on', (_, document, reason, because) => {
    const story = given(starting(), document).on(begun(), NOON);
    expect(lines(story)[1]).toBe(`0s start refused: the journey 'other' did not begin: ${because}`);
    expect(story.play().runs[0]?.run.memory.outputs['start']).toEqual({ enrollment: null, reason });
    expect(story.endings()).toMatchObject([{ because: 'it did not begin' }]);
  });

  test('of a journey that is not simulated is told as begun', () => {
    const story = given(starting()).on(begun(), NOON);
    expect(lines(story)[1]).toBe("0s start decided: the journey 'other' has begun");
    expect(story.endings()).toHaveLength(1);
  });

  test('that would be told too much begins nothing', () => {
    const properties = { a: '{{ event.long }}', b: '{{ event.long }}' };
    const story = given(starting({ properties }), other()).on(begun({ long: 'x'.repeat(20_000) }), NOON);
    expect(lines(story)).toEqual([
      "0s start refused: the journey 'other' did not begin: it would be told too much",
    ]);
    expect(story.endings()).toMatchObject([{ because: 'it did not begin' }]);
  });

  test('of its own journey is refused while it runs itself, unless the entry rule lets two run', () => {
    const own = (entry: object): object =>
      journeyWith(
        {
          hold: { kind: 'wait', for: '30h', next: 'anew' },
          anew: { kind: 'startJourney', journey: 'story', next: null },
        },
        { trigger: { api: true }, entry },
      );
    const call = event('Journey Triggered', {}, { call: { journey: 'story', key: null } });
    const once = given(own({ again: 'afterEnd' })).on(call, NOON);
    expect([once.endings().length, once.refusals()]).toEqual([1, ['still-active']]);
    const always = given(own({ again: 'always' }))
      .on(call, NOON)
      .until({ kind: 'after', duration: '300h' });
    expect(always.endings()).toHaveLength(11);
  });

  test('of one another, without end, fails after ten', () => {
    const relay = (key: string, to: string): object =>
      journeyWith(
        { start: { kind: 'startJourney', journey: to, next: null } },
        { key, trigger: { api: true }, entry: { again: 'always' } },
      );
    const story = given(relay('one', 'two'), relay('two', 'one')).on(
      event('Journey Triggered', {}, { call: { journey: 'one', key: null } }),
      NOON,
    );
    expect(story.endings().map(({ state }) => state)).toEqual([
      ...Array<string>(10).fill('completed'),
      'failed',
    ]);
  });

  test('has one edge, takes no time, and names the journey', () => {
    const step = journeyFrom(starting({ properties: { a: '{{ event.x }}' } })).steps['start'];
    if (!step) throw new Error('there is no such step');
    const { edges, takesTime, reads, references, leaves } = semanticsOf(step);
    expect([edges(step), takesTime(step)]).toEqual([[{ at: ['next'], next: 'ask' }], false]);
    expect(reads?.(step)).toEqual([{ path: 'event.x', at: ['properties', 'a'] }]);
    expect(references?.(step)).toEqual([{ what: 'journey', key: 'other', at: ['journey'] }]);
    expect(leaves).toEqual(['enrollment', 'reason']);
  });
});
