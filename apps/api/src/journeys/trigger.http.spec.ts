import { openTestApi, type TestApi } from '../testing/open-test-api';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
  for (const key of ['confirm', 'order'])
    await publish({ ...journey, key, ...(key === 'order' ? byOrder : {}) });
});
afterAll(() => api.close());

const steps = { hold: { kind: 'wait', for: '1d', next: null } };
const journey = { name: 'Confirm', trigger: { api: true }, start: 'hold', steps };
const byOrder = { entry: { key: 'event.order_id', again: 'never' } };

const call = (method: string, url: string, json?: unknown, headers: Record<string, string> = {}) =>
  api.call(method, url, { key: api.mine.keys.secret, headers, ...(json === undefined ? {} : { json }) });
const trigger = (key: string, body: unknown, headers?: Record<string, string>) =>
  call('POST', `/v1/journeys/${key}/trigger`, body, headers);

async function publish(document: { readonly key: string }): Promise<void> {
  await call('PUT', `/v1/journeys/${document.key}`, document);
  const { status, text } = await call('POST', `/v1/journeys/${document.key}/publish`);
  if (status !== 200) throw new Error(text);
}

describe('A call of the trigger API', () => {
  it('begins the journey, for a person that nobody knew before, and answers the enrollment', async () => {
    const { status, json } = await trigger('confirm', { userId: 'new-1', properties: { total: 5 } });
    expect(status).toBe(202);
    expect(json).toEqual({ entered: true, enrollmentId: expect.any(String) });
    const { json: enrollment } = await call('GET', `/v1/enrollments/${String(json?.['enrollmentId'])}`);
    expect(enrollment).toMatchObject({ journey: 'confirm', userId: 'new-1', state: 'active', step: 'hold' });
    expect(enrollment?.['log']).toMatchObject([{ did: 'entered', because: 'triggered by the API' }, {}]);
  });

  it('made twice under one Idempotency-Key answers the same, and begins once', async () => {
    const headers = { 'idempotency-key': 'call-1' };
    const first = await trigger('confirm', { userId: 'twice' }, headers);
    expect(await trigger('confirm', { userId: 'twice' }, headers)).toMatchObject({
      status: 202,
      json: first.json,
    });
    const { json } = await call('GET', '/v1/enrollments?userId=twice');
    expect(json?.['items']).toHaveLength(1);
  });

  it('that the entry rule refuses begins nothing and says why', async () => {
    await trigger('confirm', { userId: 'inside' });
    expect(await trigger('confirm', { userId: 'inside' })).toMatchObject({
      status: 202,
      json: { entered: false, because: 'is in the journey already' },
    });
  });

  it("takes the run's key from the properties, or from the call", async () => {
    for (const body of [{ properties: { order_id: 'o-1' } }, { key: 'o-2' }]) {
      expect((await trigger('order', { userId: 'buyer', ...body })).json).toMatchObject({ entered: true });
    }
    const { json } = await call('GET', '/v1/enrollments?userId=buyer');
    expect(json?.['items']).toMatchObject([{ key: 'o-2' }, { key: 'o-1' }]);
    expect((await trigger('order', { userId: 'buyer', key: 'o-1' })).json).toEqual({
      entered: false,
      because: 'has entered before, and the journey is entered only once',
    });
  });

  it.each([
    ['a person who is nobody', { userId: 'null' }, '/userId', 'not-a-person'],
    ['no person', {}, '/userId', 'missing'],
    ['properties that are a list', { userId: 'u', properties: [] }, '/properties', 'not-an-object'],
    ['an empty key', { userId: 'u', key: '' }, '/key', 'too-short'],
    ['a setting that there is not', { userId: 'u', prioritise: true }, '/prioritise', 'unknown-field'],
  ])('with %s is refused', async (_, body, path, code) => {
    const { status, json } = await trigger('confirm', body);
    expect(status).toBe(400);
    expect(json?.['errors']).toMatchObject([{ path, code }]);
  });

  it.each([['ä'], ['x'.repeat(91)], ['a b']])('under the Idempotency-Key %j is refused', async (value) => {
    expect(await trigger('confirm', { userId: 'u' }, { 'idempotency-key': value })).toMatchObject({
      status: 400,
      json: { code: 'invalid-idempotency-key' },
    });
  });

  it('of a journey that an event triggers, or nobody published, or that is not there, is refused', async () => {
    await publish({ ...journey, key: 'by-event', ...{ trigger: { event: 'Signed Up' } } });
    await call('PUT', '/v1/journeys/draft-only', { ...journey, key: 'draft-only' });
    const answers = [
      ['by-event', 409, 'journey-not-triggered-by-api'],
      ['draft-only', 409, 'journey-not-running'],
      ['nowhere', 404, 'journey-not-found'],
    ] as const;
    for (const [key, status, code] of answers) {
      expect(await trigger(key, { userId: 'u' })).toMatchObject({ status, json: { code } });
    }
  });

  it('of a paused journey begins nothing', async () => {
    await publish({ ...journey, key: 'resting' });
    await call('POST', '/v1/journeys/resting/pause');
    expect((await trigger('resting', { userId: 'u' })).json).toEqual({
      entered: false,
      because: 'the journey is paused',
    });
  });
});
