import type { Incoming } from '#enrollments';
import { RECEIVED, refused, taken } from './testing/reading';

const track = { type: 'track', event: 'Cart Updated', userId: 'ana', messageId: 'm1' };
const identify = { type: 'identify', userId: 'ana', messageId: 'm1' };

describe('an event as Segment’s clients send it', () => {
  test('from a server', () => {
    const raw = {
      type: 'track',
      event: 'Order Completed',
      userId: '019mr8mf4r',
      properties: { total: 39.95, products: [{ sku: 'a' }] },
      timestamp: '2026-11-22T13:59:58.500Z',
      messageId: 'node-next-1763819998500-1f5b2f3e-3bd1-4e0c-9d8f-1c2d3e4f5a6b',
      context: { library: { name: '@segment/analytics-node', version: '3.1.0' } },
      integrations: {},
      _metadata: { nodeVersion: '20.20.0' },
    };
    expect(taken(raw, { sentAt: '2026-11-22T14:00:00.000Z' })).toEqual({
      messageId: raw.messageId,
      type: 'track',
      name: 'Order Completed',
      properties: raw.properties,
      traits: null,
      context: raw.context,
      userId: '019mr8mf4r',
      anonymousId: null,
      timestamp: Date.parse('2026-11-22T13:59:58.500Z'),
      source: 'client',
      sentWith: 'server',
    });
  });

  test('from a browser, which says in each event when it sent it', () => {
    const raw = {
      timestamp: '2026-11-22T13:00:00.000Z',
      integrations: {},
      anonymousId: '7a3d7a9e-5b0a-4c44-a05e-0b0f3f6ab5a5',
      event: 'Product Viewed',
      type: 'track',
      properties: {},
      context: { page: { path: '/' }, userAgent: 'x' },
      messageId: 'ajs-next-1763816400000-7a3d7a9e',
      userId: null,
      writeKey: 'wk_x',
      sentAt: '2026-11-22T13:00:01.000Z',
      _metadata: {},
    };
    expect(taken(raw, { sentWith: 'browser' })).toMatchObject({
      userId: null,
      anonymousId: raw.anonymousId,
      timestamp: RECEIVED - 1_000,
    });
  });

  test.each<[raw: object, expected: Partial<Incoming>]>([
    [track, { type: 'track', name: 'Cart Updated', properties: {}, traits: null, context: null }],
    [
      { ...track, properties: null, context: null, anonymousId: null },
      { properties: {}, context: null, anonymousId: null },
    ],
    [
      { ...identify, traits: { plan: 'vip', old: null } },
      { type: 'identify', name: 'Identified', properties: {}, traits: { plan: 'vip', old: null } },
    ],
    [identify, { traits: {} }],
    [{ ...identify, traits: null }, { traits: {} }],
    [
      { ...track, type: 'page', name: 'Home', properties: { url: '/' } },
      { type: 'page', name: 'Page Viewed', properties: { url: '/', name: 'Home' }, traits: null },
    ],
    [{ ...track, type: 'page', category: 'Docs', name: null }, { properties: { category: 'Docs' } }],
    [{ ...track, type: 'page' }, { properties: {} }],
    [
      { ...track, type: 'screen', name: 'Cart', category: 'Shop' },
      { type: 'screen', name: 'Screen Viewed', properties: { name: 'Cart', category: 'Shop' } },
    ],
    [
      { ...track, type: 'group', groupId: 'acme', traits: { size: 5 } },
      { type: 'group', name: 'Group Joined', properties: { size: 5, groupId: 'acme' }, traits: null },
    ],
    [
      { type: 'alias', previousId: 'anon-1', userId: 'ana' },
      {
        ...{ type: 'alias', name: 'Aliased', userId: 'ana', anonymousId: null, previousId: 'anon-1' },
        ...{ properties: { previousId: 'anon-1' }, traits: null },
      },
    ],
    [{ ...track, userId: ' ana ' }, { userId: 'ana' }],
    [
      { ...track, userId: 'ana', anonymousId: 'a1' },
      { userId: 'ana', anonymousId: 'a1' },
    ],
    // A client may call its own events what it likes; it does not speak for Jornada.
    [
      { ...track, event: 'Email Clicked' },
      { name: 'Email Clicked', source: 'client' },
    ],
    [{ ...track, source: 'jornada' }, { source: 'client' }],
  ])('%j', (raw, expected) => {
    expect(taken(raw)).toMatchObject(expected);
  });

  test('without a messageId is given one, each time another', () => {
    const { messageId: _, ...raw } = track;
    const [one, two] = [taken(raw).messageId, taken(raw).messageId];
    expect(one).toMatch(/^[0-9a-f-]{36}$/);
    expect(two).not.toBe(one);
  });

  test('of an import is history', () => {
    expect(taken(track, { imported: true }).source).toBe('import');
  });
});

describe('what is around an event', () => {
  const shared = { library: { name: 'analytics-go' }, app: { name: 'shop' } };

  test.each<[own: object | null | undefined, whole: object | null, expected: object | null]>([
    [undefined, null, null],
    [undefined, shared, shared],
    [null, shared, shared],
    [{ ip: '203.0.113.9' }, null, { ip: '203.0.113.9' }],
    [{ app: { version: '2' } }, shared, { ...shared, app: { version: '2' } }],
  ])('own %j, of the whole call %j', (own, whole, expected) => {
    expect(taken({ ...track, context: own }, { context: whole as Incoming['context'] }).context).toEqual(
      expected,
    );
  });
});

describe('the time of an event', () => {
  test.each<[raw: object, sentAt: unknown, expected: number]>([
    [track, undefined, RECEIVED],
    [{ ...track, timestamp: '2026-11-22T13:00:00Z' }, undefined, RECEIVED - 3_600_000],
    [{ ...track, timestamp: '2026-11-22T13:00:00Z' }, '2026-11-22T13:30:00Z', RECEIVED - 1_800_000],
    [
      { ...track, timestamp: '2026-11-22T13:00:00Z', sentAt: '2026-11-22T13:00:05Z' },
      '2026-11-22T13:30:00Z',
      RECEIVED - 5_000,
    ],
    [{ ...track, timestamp: '2027-01-01T00:00:00Z' }, undefined, RECEIVED],
  ])('%j, of a call sent at %j', (raw, sentAt, expected) => {
    expect(taken(raw, { sentAt }).timestamp).toBe(expected);
  });

  test.each([['soon'], [''], [{}], [true], ['1969-01-01T00:00:00Z']])('%j is refused', (timestamp) => {
    expect(refused({ ...track, timestamp })).toMatchObject({ code: 'invalid-timestamp', path: '/timestamp' });
  });
});
