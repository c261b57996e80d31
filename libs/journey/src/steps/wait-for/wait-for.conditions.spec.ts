import { after, at, event, given, journeyWith, type ImaginedEvent, type Story } from '../../testing';

const NOON = at('2026-06-15T12:00:00Z');
const VIP = { field: 'profile.plan', op: 'eq', value: 'vip' };
const patched = (traits: ImaginedEvent['traits'], more: Partial<ImaginedEvent> = {}): ImaginedEvent =>
  event('Profile Patched', {}, { traits, ...more });
const ways = { yes: exit('yes'), no: exit('no'), late: exit('late') };

function exit(reason: string): object {
  return { kind: 'exit', reason };
}

/** Somebody who came at noon to a wait of three days for one of these paths. */
function waiting(paths: readonly object[], person: ImaginedEvent['traits'] = {}, more: object = {}): Story {
  const hold = { kind: 'waitFor', paths, timeout: '3d', onTimeout: 'late', ...more };
  return given(journeyWith({ hold, ...ways }))
    .person(person ?? {})
    .on(event('Begun'), NOON);
}

const becomesVip = { name: 'vip', if: VIP, next: 'yes' };
const buys = { name: 'bought', event: 'Bought', next: 'no' };
const takes = (story: Story): string | undefined => story.endings()[0]?.because ?? undefined;

describe('a wait for a condition', () => {
  test('says what it waits for, by the name of the path', () => {
    expect(waiting([becomesVip, buys]).until(after('0s')).log().at(-1)).toBe(
      "0s hold rested: waits for 'vip' or Bought, until 2026-06-18 12:00 (UTC) at most",
    );
  });

  test('that holds already, wins at once', () => {
    expect(waiting([buys, becomesVip], { plan: 'vip' }).log().slice(1)).toEqual([
      "0s hold decided: takes 'vip': plan is 'vip'",
      '0s yes decided: yes',
      '0s yes ended: yes',
    ]);
  });

  test('is won by what makes it hold', () => {
    expect(
      waiting([becomesVip])
        .on(patched({ plan: 'vip' }), after('1h'))
        .log()
        .slice(2),
    ).toEqual([
      '1h hold woken: Profile Patched arrived',
      "1h hold decided: takes 'vip'",
      '1h yes decided: yes',
      '1h yes ended: yes',
    ]);
  });

  test.each<[string, story: Story, because: string]>([
    ['nothing of it happens', waiting([becomesVip]), 'late'],
    ['an event comes first', waiting([becomesVip, buys]).on(event('Bought'), after('1h')), 'no'],
    [
      'one event makes it hold and is waited for itself: the first in the list',
      waiting([buys, becomesVip]).on(event('Bought', {}, { traits: { plan: 'vip' } }), after('1h')),
      'no',
    ],
    [
      'the same the other way round',
      waiting([becomesVip, buys]).on(event('Bought', {}, { traits: { plan: 'vip' } }), after('1h')),
      'yes',
    ],
    ['it holds too late', waiting([becomesVip]).on(patched({ plan: 'vip' }), after('3d')), 'late'],
    [
      'what makes it hold came late: it is so, whenever it was said',
      waiting([becomesVip]).on(patched({ plan: 'vip' }, { source: 'import' }), after('1h')),
      'yes',
    ],
    [
      'it is done often enough',
      waiting([{ name: 'x', if: { did: 'Looked', atLeast: 2 }, next: 'yes' }])
        .on(event('Looked'), after('1h'))
        .on(event('Looked'), after('1h')),
      'yes',
    ],
  ])('%s', (_, story, because) => {
    expect(takes(story)).toBe(because);
  });

  test.each<[condition: object, person: ImaginedEvent['traits'], log: string]>([
    [
      { field: 'profile.ends', op: 'withinNext', value: '1d' },
      { ends: '2026-06-17T13:00:00Z' },
      "1d 1h hold decided: takes 'soon': ends is 2026-06-17T13:00:00Z, within the next 1d",
    ],
    [
      { did: 'Begun', atMost: 0, within: '2d' },
      {},
      "2d 1ms hold decided: takes 'soon': did not do 'Begun' in the last 2d",
    ],
    [
      { field: 'profile.ends', op: 'withinNext', value: '1d' },
      { ends: '2026-06-19T12:00:00Z' },
      '3d hold woken: nothing of it happened within 3d',
    ],
  ])('%j of %j, which time makes true: %s', (condition, person, line) => {
    expect(waiting([{ name: 'soon', if: condition, next: 'yes' }], person).log()).toContain(line);
  });
});

describe('a wait whose time begins anew', () => {
  const resetOn = [{ event: 'Looked', where: { field: 'event.n', op: 'gt', value: 1 } }];
  const story = waiting([buys], {}, { resetOn });

  test('is over so long after the last of those events', () => {
    const told = story.on(event('Looked', { n: 2 }), after('1d')).on(event('Looked', { n: 2 }), after('2d'));
    expect(told.log().slice(1)).toEqual([
      '0s hold rested: waits for Bought, until 2026-06-18 12:00 (UTC) at most',
      '1d hold rested: Looked arrived: its time begins anew',
      '3d hold rested: Looked arrived: its time begins anew',
      '6d hold woken: nothing of it happened within 3d',
      '6d late decided: late',
      '6d late ended: late',
    ]);
  });

  test.each<[string, ImaginedEvent, elapsed: string]>([
    ['one that is not met', event('Looked', { n: 1 }), '1d'],
    ['one that comes too late', event('Looked', { n: 2 }), '3d'],
    ['history', event('Looked', { n: 2 }, { source: 'import' }), '1d'],
  ])('but not by %s', (_, looked, elapsed) => {
    expect(story.on(looked, after(elapsed)).log()).toContain(
      '3d hold woken: nothing of it happened within 3d',
    );
  });

  test('a path is won by an event that would begin it anew, too', () => {
    const both = waiting(
      [{ name: 'looked', event: 'Looked', next: 'yes' }],
      {},
      { resetOn: [{ event: 'Looked' }] },
    );
    expect(takes(both.on(event('Looked'), after('1h')))).toBe('yes');
  });
});

describe('engagement', () => {
  const mail = (next: string) => ({ kind: 'email', template: 'cart', next });
  const click = (step: string, enrollmentId = 'mine') =>
    event('Email Clicked', { step, enrollmentId }, { source: 'jornada' });
  const listening = (of?: unknown) => {
    const paths = [{ name: 'clicked', event: 'Email Clicked', of, next: 'yes' }];
    const hold = { kind: 'waitFor', paths, timeout: '3d', onTimeout: 'late' };
    return given(journeyWith({ one: mail('two'), two: mail('hold'), hold, ...ways }))
      .person({ email: 'ana@example.com' })
      .on(event('Begun'), NOON);
  };
  const mine = (story: Story): string => story.until(after('0s')).play().runs[0]?.run.id ?? '';

  test.each<[of: unknown, step: string, whose: 'mine' | 'another', because: string]>([
    [undefined, 'one', 'mine', 'yes'],
    [undefined, 'one', 'another', 'late'],
    [['two'], 'two', 'mine', 'yes'],
    [['two'], 'one', 'mine', 'late'],
    [['two'], 'two', 'another', 'late'],
    [['one', 'two'], 'one', 'mine', 'yes'],
    ['any', 'else', 'another', 'yes'],
  ])('of %j is of the step %s of %s run: %s', (of, step, whose, because) => {
    const story = listening(of);
    const id = whose === 'mine' ? mine(story) : 'another';
    expect(takes(story.on(click(step, id), after('1h')))).toBe(because);
  });

  test('that a client only claims is none, not even of any', () => {
    const claimed = { ...click('one'), source: 'client' } as const;
    expect(takes(listening('any').on(claimed, after('1h')))).toBe('late');
  });
});
