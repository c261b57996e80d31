import type { JsonObject } from '#conditions';
import { guardKnown } from './guard-known';
import type { Incoming } from './incoming';

const ana = { email: 'ana@example.com', plan: 'free' };
const identify = (traits: JsonObject | null, sentWith?: Incoming['sentWith']): Incoming => ({
  ...{ messageId: 'm1', type: 'identify', name: 'Identified', properties: {}, traits, context: null },
  ...{ userId: 'ana', anonymousId: null, timestamp: 0, source: 'client' },
  ...(sentWith === undefined ? {} : { sentWith }),
});

describe('an event with a browser key, which anybody can read in a page', () => {
  test.each<[traits: JsonObject | null, taken: JsonObject | null, kept: readonly string[]]>([
    [{ email: 'eve@example.com', plan: 'vip' }, { plan: 'vip' }, ['email']],
    [{ email: null }, {}, ['email']],
    [{ phone: '+5511999999999' }, {}, ['phone']],
    [{ email: ['eve@example.com'], phone: { toString: 1 } }, {}, ['email', 'phone']],
    // Pages say who is there again and again: what changes nothing is no offence.
    [{ ...ana }, { plan: 'free' }, []],
    [{ phone: null }, {}, []],
    [{ plan: 'vip', company: { email: 'team@example.com' } }, null, []],
    [{}, null, []],
    [null, null, []],
  ])('cannot change where a known person is reached: %j', (traits, taken, kept) => {
    const event = identify(traits, 'browser');
    const guarded = guardKnown(event, true, ana);
    expect(guarded.kept).toEqual(kept);
    expect(guarded.event).toEqual(taken === null ? event : { ...event, traits: taken });
  });

  test('may say it of who is not known yet', () => {
    const event = identify({ email: 'ana@example.com' }, 'browser');
    expect(guardKnown(event, false, {})).toEqual({ event, kept: [] });
  });
});

test.each(['server', 'secret', undefined] as const)('what came by %s may change it', (sentWith) => {
  const event = identify({ email: 'new@example.com' }, sentWith);
  expect(guardKnown(event, true, ana)).toEqual({ event, kept: [] });
});
