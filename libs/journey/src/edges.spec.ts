import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, at, event, given, holding, journeyWith, type Story } from './testing';

const NOON = at('2026-06-15T12:00:00Z');
const NEW_YORK = { zone: 'America/New_York' };
const exit = (reason: string): object => ({ kind: 'exit', reason });

/** How long somebody is held who comes to a wait of that length at an instant. */
const heldFor = (length: string, instant: string, settings: object = {}): string | undefined =>
  holding(settings, length).on(event('Begun'), at(instant)).log().at(-1)?.split(' hold')[0];

/** Why the only run of a story ended. */
const because = (story: Story): string | null | undefined => story.endings()[0]?.because;

const listening = (more: object = {}): object => ({
  kind: 'waitFor',
  paths: [{ name: 'bought', event: 'Bought', next: 'yes' }],
  ...{ timeout: '1d', onTimeout: 'late', ...more },
});
const listens = (more: object = {}): Story =>
  given(journeyWith({ listen: listening(more), yes: exit('yes'), late: exit('late') })).on(
    event('Begun'),
    NOON,
  );

const asking = (
  condition: object,
  profile: { readonly [name: string]: string | number },
): string | null | undefined =>
  because(
    given(
      journeyWith({
        ask: { kind: 'branch', paths: [{ name: 'yes', if: condition, next: 'yes' }], otherwise: 'no' },
        ...{ yes: exit('yes'), no: exit('no') },
      }),
    )
      .person(profile)
      .on(event('Begun'), NOON),
  );

test('a time that the clocks skip', () => {
  expect(heldFor('1d', '2026-03-07T02:30:00-05:00', NEW_YORK)).toBe('1d');
});

test('a time that occurs twice', () => {
  expect(heldFor('1d', '2026-10-31T01:30:00-04:00', NEW_YORK)).toBe('1d');
});

test('a day on which clocks change', () => {
  expect(heldFor('1d', '2026-03-07T12:00:00-05:00', NEW_YORK)).toBe('23h');
});

test('29 February', () => {
  expect(heldFor('1y', '2024-02-29T12:00:00Z')).toBe('365d');
});

test('the end of a month', () => {
  expect(heldFor('1mo', '2026-01-31T12:00:00Z')).toBe('28d');
});

test('an instant that is past', () => {
  const until = (ifPast: object): string | null | undefined =>
    because(
      given(journeyWith({ hold: { kind: 'wait', until: '2026-01-01', ...ifPast, next: null } })).on(
        event('Begun'),
        NOON,
      ),
    );
  expect(until({})).toBe('reached the end of the journey');
  expect(until({ ifPast: 'exit' })).toMatch(/is past/);
});

test('no time zone, or none that exists', () => {
  const story = holding({}, '1d').person({ timezone: 'Mars/Base' }).workspaceIn('America/New_York');
  const [, rested = ''] = story.on(event('Begun'), at('2026-03-07T12:00:00-05:00')).log();
  expect(rested).toContain('2026-03-08 12:00 (America/New_York)');
  expect(rested).toContain('the time zone of the person does not exist');
});

test('a field that is not there', () => {
  expect(asking({ field: 'profile.plan', op: 'eq', value: 'vip' }, {})).toBe('no');
  expect(asking({ field: 'profile.plan', op: 'ne', value: 'vip' }, {})).toBe('yes');
});

test('values of different kinds', () => {
  expect(asking({ field: 'profile.n', op: 'eq', value: 5 }, { n: '5' })).toBe('no');
  expect(asking({ field: 'profile.n', op: 'gt', value: 4 }, { n: '5' })).toBe('no');
});

test('an event before its wait', () => {
  const steps = { first: { kind: 'wait', for: '1h', next: 'listen' }, listen: listening() };
  const story = given(journeyWith({ ...steps, yes: exit('yes'), late: exit('late') })).on(
    event('Begun'),
    NOON,
  );
  expect(because(story.on(event('Bought'), after('30m')))).toBe('late');
});

test('an event at the very deadline', () => {
  expect(because(listens().on(event('Bought'), after('1d')))).toBe('late');
  expect(because(listens().on(event('Bought'), at('2026-06-16T11:59:59.999Z')))).toBe('yes');
});

test('a condition that holds already', () => {
  const vip = { field: 'profile.plan', op: 'eq', value: 'vip' };
  const paths = [{ name: 'vip', if: vip, next: 'yes' }];
  const story = given(journeyWith({ listen: listening({ paths }), yes: exit('yes'), late: exit('late') }));
  expect(because(story.person({ plan: 'vip' }).on(event('Begun'), NOON))).toBe('yes');
  const leaving = holding({ exit: [{ if: vip }] }).person({ plan: 'vip' });
  expect(leaving.on(event('Begun'), NOON).refusals()).toEqual(['exit-already-known']);
});

test('two exits at once', () => {
  const rules = [
    { event: 'Bought', reason: 'first' },
    { event: 'Bought', reason: 'second' },
  ];
  const story = holding({ exit: rules }).on(event('Begun'), NOON).on(event('Bought'), after('1h'));
  expect(because(story)).toBe('first');
  expect(story.log().filter((line) => line.includes('ended'))).toHaveLength(1);
});

test('an exit and a wait by one event', () => {
  const steps = { listen: listening(), yes: exit('yes'), late: exit('late') };
  const story = given(journeyWith(steps, { exit: [{ event: 'Bought', reason: 'bought' }] }));
  expect(because(story.on(event('Begun'), NOON).on(event('Bought'), after('1h')))).toBe('bought');
});

test('an exit during a send', () => {
  const mail = { kind: 'email', template: 'cart', next: null };
  const story = given(journeyWith({ mail }, { exit: [{ event: 'Bought', reason: 'bought' }] }))
    .person({ email: 'ana@example.com' })
    .send('mail', 'accepted', null, '1h')
    .on(event('Begun'), NOON)
    .on(event('Bought'), after('1m'));
  expect(story.log().at(-1)).toBe('1m mail ended: bought');
});

test('an event that begins and ends', () => {
  const story = holding({ entry: { again: 'always' }, exit: [{ event: 'Begun', reason: 'again' }] });
  const told = story.on(event('Begun'), NOON).on(event('Begun'), after('1h'));
  expect(told.endings().map(({ state }) => state)).toEqual(['exited', 'completed']);
});

describe('the page on the journey language', () => {
  const page = readFileSync(join(__dirname, '../../../docs/journey-language.md'), 'utf8');
  const [, section = ''] = page.split('\n## Edges\n');
  const told = [...(section.split('\n## ')[0] ?? '').matchAll(/^\| ([^|]+?) +\|/gm)].map(
    ([, edge = '']) => edge,
  );
  const shown = [...readFileSync(__filename, 'utf8').matchAll(/^test\('([^']+)'/gm)].map(([, name]) => name);

  test('tells every edge that is shown here, and no other', () => {
    expect(told.filter((edge) => edge !== 'edge' && !edge.startsWith('---'))).toEqual(shown);
  });
});
