import { refused, taken } from './testing/reading';

const track = { type: 'track', event: 'Cart Updated', userId: 'ana', messageId: 'm1' };
const identify = { type: 'identify', userId: 'ana', messageId: 'm1' };

describe('what is no event', () => {
  const TYPES = 'types are track, identify, page, screen, group and alias.';

  test.each<[raw: unknown, code: string, path: string, reason: string]>([
    [null, 'not-an-event', '', 'An event is an object.'],
    ['track', 'not-an-event', '', 'An event is an object.'],
    [[track], 'not-an-event', '', 'An event is an object.'],
    [{}, 'invalid-event', '/type', `An event says its type; ${TYPES}`],
    [{ ...track, type: 5 }, 'invalid-event', '/type', `An event says its type; ${TYPES}`],
    [{ ...track, type: 'Track' }, 'invalid-event', '/type', `There is no type 'Track'; ${TYPES}`],
    [{ ...track, type: '__proto__' }, 'invalid-event', '/type', `There is no type '__proto__'; ${TYPES}`],
    [{ ...track, type: 'engagement' }, 'invalid-event', '/type', `There is no type 'engagement'; ${TYPES}`],
    [{ type: 'alias', userId: 'b' }, 'invalid-event', '/previousId', "'previousId' is missing."],
    [{ type: 'alias', previousId: 'a' }, 'invalid-event', '/userId', "'userId' is missing."],
    [
      { type: 'alias', previousId: 'a', userId: null, anonymousId: 'a' },
      'invalid-event',
      '/userId',
      "'userId' must be text, not null.",
    ],
    [
      { type: 'alias', previousId: 'null', userId: 'b' },
      'invalid-event',
      '/previousId',
      "An id is somebody's, and 'null' is nobody's.",
    ],
    [{ type: 'track', userId: 'ana' }, 'invalid-event', '/event', "'event' is missing."],
    [{ ...track, event: '' }, 'invalid-event', '/event', 'An event has a name.'],
    [{ ...track, event: 5 }, 'invalid-event', '/event', "'event' must be text, not a number."],
    [{ ...track, event: 'x'.repeat(201) }, 'invalid-event', '/event', 'A name has at most 200 characters.'],
    [
      { ...track, type: 'page', name: ['Home'] },
      'invalid-event',
      '/name',
      "'name' must be text, not a list.",
    ],
    [{ ...track, type: 'group' }, 'invalid-event', '/groupId', "'groupId' is missing."],
    [{ ...track, messageId: '' }, 'invalid-event', '/messageId', "'messageId' must not be empty."],
    [
      { ...track, messageId: 'x'.repeat(101) },
      'invalid-event',
      '/messageId',
      "'messageId' must have at most 100 characters.",
    ],
    [{ ...track, messageId: 7 }, 'invalid-event', '/messageId', "'messageId' must be text, not a number."],
    [
      { ...track, properties: 'all' },
      'invalid-event',
      '/properties',
      "'properties' must be an object, not text.",
    ],
    [
      { ...track, properties: [] },
      'invalid-event',
      '/properties',
      "'properties' must be an object, not a list.",
    ],
    [{ ...identify, traits: 5 }, 'invalid-event', '/traits', "'traits' must be an object, not a number."],
    [
      { ...track, context: true },
      'invalid-event',
      '/context',
      "'context' must be an object, not true or false.",
    ],
  ])('case %#', (raw, code, path, reason) => {
    expect(refused(raw)).toEqual({ code, path, reason });
  });
});

describe('who did it', () => {
  const { userId: _, ...nobody } = track;

  test.each([nobody, { ...nobody, userId: null }, { ...nobody, userId: null, anonymousId: null }])(
    '%j says nobody',
    (raw) => {
      expect(refused(raw)).toMatchObject({ code: 'no-person' });
    },
  );

  test.each<[id: unknown, reason: string]>([
    ['', 'An id is not empty.'],
    ['  ', 'An id is not empty.'],
    ['null', "An id is somebody's, and 'null' is nobody's."],
    ['Undefined', "An id is somebody's, and 'Undefined' is nobody's."],
    ['0', "An id is somebody's, and '0' is nobody's."],
    ['NaN', "An id is somebody's, and 'NaN' is nobody's."],
    ['[object Object]', "An id is somebody's, and '[object Object]' is nobody's."],
    ['x'.repeat(201), 'An id has at most 200 characters.'],
    [0, 'must be text, not a number.'],
    [17, 'must be text, not a number.'],
    [true, 'must be text, not true or false.'],
    [['ana'], 'must be text, not a list.'],
    [{ id: 'ana' }, 'must be text, not an object.'],
  ])('case %#: what is nobody’s id is refused, whichever id it is', (id, reason) => {
    for (const name of ['userId', 'anonymousId']) {
      const fault = refused({ ...nobody, userId: 'ana', anonymousId: 'a1', [name]: id });
      expect(fault).toMatchObject({ code: 'invalid-event', path: `/${name}` });
      expect(fault?.reason.endsWith(reason)).toBe(true);
    }
  });
});

describe('the size of an event', () => {
  const sized = (bytes: number, letter = 'x') => {
    const empty = Buffer.byteLength(JSON.stringify({ ...track, properties: { text: '' } }));
    return { ...track, properties: { text: letter.repeat((bytes - empty) / Buffer.byteLength(letter)) } };
  };

  test.each(['x', 'ã', '💤'])('is at most 32 KB, counted in bytes (%s)', (letter) => {
    expect(refused(sized(32 * 1024 - 3, letter))).toBeNull();
    expect(refused(sized(32 * 1024 + 4, letter))).toMatchObject({ code: 'event-too-big', path: '' });
  });
});

describe('hostile events', () => {
  test('keys such as __proto__ are data, and reach nothing', () => {
    const raw: unknown = JSON.parse(
      '{"type":"identify","userId":"ana","__proto__":{"type":"track"},"traits":{"__proto__":{"admin":true}}}',
    );
    const { traits, type } = taken(raw);
    expect(type).toBe('identify');
    expect(Object.keys(traits ?? {})).toEqual(['__proto__']);
    expect({}).not.toHaveProperty('admin');
  });

  test.each<[string, unknown]>([
    ['itself', around()],
    ['a number JSON has not', { ...track, properties: { n: 1n } }],
  ])('what cannot be written as JSON (%s) is refused', (_, raw) => {
    expect(refused(raw)).toMatchObject({ code: 'not-an-event', reason: 'An event is plain JSON.' });
  });

  test('whatever stands wherever, the answer is an event or a fault in plain words', () => {
    const places = [
      'type',
      'event',
      'userId',
      'anonymousId',
      'messageId',
      'timestamp',
      'sentAt',
      'context',
      'properties',
      'traits',
      'name',
      'groupId',
    ];
    const values = [null, 0, 1.5, true, '', 'x'.repeat(100_000), '\0', [], {}, [[]], { a: null }];
    for (const type of ['track', 'identify', 'page', 'screen', 'group', 'alias']) {
      for (const [place, value] of places.flatMap((at) => values.map((one) => [at, one] as const))) {
        const fault = refused({ ...track, groupId: 'g', traits: {}, type, [place]: value });
        expect(fault?.reason ?? 'Fine.').toMatch(/^[A-Za-z'][^]{2,120}\.$/);
        expect(fault?.reason ?? '').not.toMatch(/undefined|received|Invalid|expected/);
      }
    }
  });
});

function around(): object {
  const event: Record<string, unknown> = { ...track };
  event['properties'] = { event };
  return event;
}
