import { openTestApi, type TestApi } from '../testing/open-test-api';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
  await call('PUT', '/v1/journeys/cart', journey);
  await call('POST', '/v1/journeys/cart/publish');
});
afterAll(() => api.close());

const journey = {
  ...{ key: 'cart', name: 'Cart', trigger: { event: 'Cart Updated' }, exit: [{ event: 'Order Completed' }] },
  start: 'seen',
  steps: {
    seen: {
      kind: 'waitFor',
      paths: [{ name: 'seen', event: 'Cart Seen', next: null }],
      ...{ timeout: '1d', onTimeout: null },
    },
  },
};

const call = (method: string, url: string, json?: unknown, headers: Record<string, string> = {}) =>
  api.call(method, url, { key: api.mine.keys.secret, headers, ...(json === undefined ? {} : { json }) });
const send = async (events: readonly unknown[], headers?: Record<string, string>) => {
  const { json, text } = await call('POST', '/v1/events', { events }, headers);
  const { items } = json as { items?: readonly Record<string, unknown>[] };
  if (!items) throw new Error(text);
  return items;
};
const one = async (userId: string, event: string) => (await send([{ userId, event }]))[0];

describe('POST /v1/events', () => {
  it('tells of each event which enrollments it began, woke and ended, and what it did not begin', async () => {
    const began = await one('ana', 'Cart Updated');
    expect(began).toMatchObject({ status: 'accepted', began: [expect.any(String)], woke: [], ended: [] });
    const enrollment = (began?.['began'] as readonly string[] | undefined)?.[0];
    expect(await one('ana', 'Cart Updated')).toMatchObject({
      began: [],
      refused: [{ journey: 'cart', reason: 'still-active', because: 'is in the journey already' }],
    });
    expect(await one('ana', 'Cart Seen')).toMatchObject({ woke: [enrollment], ended: [] });
    expect(await one('ana', 'Order Completed')).toMatchObject({ woke: [], ended: [enrollment] });
  });

  it('answers each event for itself: taken, known already, or what is wrong with it', async () => {
    const event = { userId: 'bia', event: 'Seen', messageId: 'm-1' };
    const items = await send([event, event, { event: 'Of Nobody' }, 'no event', { ...event, type: 'dance' }]);
    expect(items).toMatchObject([
      { status: 'accepted', messageId: 'm-1' },
      { status: 'duplicate', messageId: 'm-1' },
      { status: 'rejected', code: 'no-person', reason: 'An event says who did it: userId or anonymousId.' },
      { status: 'rejected', code: 'not-an-event' },
      { status: 'rejected', code: 'invalid-event', path: '/type' },
    ]);
    const { json } = await call('GET', '/v1/events/rejected');
    expect(json?.['items']).toHaveLength(3);
  });

  it.each([
    ['one event', ['key-1']],
    ['each of many', ['key-1/0', 'key-1/1']],
  ])('takes an Idempotency-Key as the messageId of %s', async (_, messageIds) => {
    const events = messageIds.map((messageId) => ({ userId: `of ${messageId}`, event: 'Seen' }));
    const headers = { 'idempotency-key': 'key-1' };
    expect((await send(events, headers)).map((item) => item['messageId'])).toEqual(messageIds);
    expect(await send(events, headers)).toMatchObject(messageIds.map(() => ({ status: 'duplicate' })));
  });

  it.each<[what: string, body: unknown, status: number, code: string]>([
    ['no list', { events: 'none' }, 400, 'invalid-batch'],
    ['nothing', {}, 400, 'invalid-batch'],
    ['501 events', { events: Array(501).fill({ userId: 'u', event: 'Seen' }) }, 413, 'batch-too-long'],
  ])('refuses %s', async (_, body, status, code) => {
    expect(await call('POST', '/v1/events', body)).toMatchObject({ status, json: { code } });
  });
});
