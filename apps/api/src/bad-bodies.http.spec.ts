import { openTestApi, type Answered, type TestApi } from './testing/open-test-api';
import { journey, seed, template, topic } from './testing/seed';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
  await seed(api, api.mine);
});
afterAll(() => api.close());

const LONG = 'x'.repeat(100_000);
const ODD: readonly (readonly [string, unknown])[] = [
  ['a number', 7],
  ['a fraction', -0.5],
  ['null', null],
  ['true', true],
  ['a list', [1, 'two', null, {}]],
  ['an empty list', []],
  ['an object', { a: 1 }],
  ['an object that would be a text', { toString: 1, valueOf: 2, length: 3 }],
  ['an empty text', ''],
  ['100 KB of text', LONG],
  ['signs of SQL', `'; DROP TABLE "journey"; --`],
  ['signs of HTML', '<script>alert(1)</script>'],
  ['an emoji', '😀'],
];

/** Bodies that are right, by the route that takes them. */
const RIGHT: readonly (readonly [string, string, Readonly<Record<string, unknown>>])[] = [
  [
    'POST',
    '/v1/track',
    {
      userId: 'ana',
      event: 'Seen',
      properties: { a: 1 },
      messageId: 'm',
      timestamp: '2026-11-22T14:03:00Z',
      context: {},
      anonymousId: 'a',
      sentAt: '2026-11-22T14:03:00Z',
    },
  ],
  ['POST', '/v1/identify', { userId: 'ana', traits: { plan: 'vip' }, anonymousId: 'a' }],
  ['POST', '/v1/page', { userId: 'ana', name: 'Home', category: 'c', properties: {} }],
  ['POST', '/v1/screen', { userId: 'ana', name: 'Home', properties: {} }],
  ['POST', '/v1/group', { userId: 'ana', groupId: 'g', traits: {} }],
  ['POST', '/v1/alias', { userId: 'ana', previousId: 'anon' }],
  ['POST', '/v1/batch', { batch: [], sentAt: '2026-11-22T14:03:00Z' }],
  ['POST', '/v1/import', { batch: [] }],
  ['PATCH', '/v1/profiles/ana', { attributes: { plan: 'vip' }, consent: { news: { email: 'granted' } } }],
  [
    'PATCH',
    '/v1/workspace',
    {
      name: 'N',
      timezone: 'UTC',
      locale: 'en',
      from: { name: 'A', email: 'a@b.example' },
      replyTo: null,
      ratePerSecond: 5,
      caps: [],
    },
  ],
  [
    'POST',
    '/v1/templates/hello/render',
    { profile: { first_name: 'Ana' }, event: { properties: {} }, run: {}, steps: {} },
  ],
  ['POST', '/v1/suppressions', { address: 'ana@example.com', channel: 'email', reason: 'manual' }],
  ['POST', '/v1/journeys/check', journey],
  ['PUT', '/v1/journeys/welcome', journey],
  [
    'POST',
    '/v1/journeys/welcome/simulate',
    {
      event: { name: 'Signed Up', properties: { a: 1 } },
      profile: { plan: 'vip' },
      history: [{ name: 'Seen', ago: '1d' }],
      script: [{ after: '1h', profile: { plan: null } }],
      sends: { mail: 'failed' },
      consent: { news: { email: 'granted' } },
      now: '2026-11-22T14:03:00Z',
      version: 1,
    },
  ],
  ['PUT', '/v1/topics/news', { ...topic, key: 'news', description: 'd', default: 'in' }],
  ['PUT', '/v1/blocks/footer', { html: 'x', text: 'x', locales: { en: { html: 'y' } } }],
  ['PUT', '/v1/templates/hello', { ...template, key: 'hello', preheader: 'p', mjml: null, text: 't' }],
];

const ask = (method: string, url: string, json: unknown) =>
  api.call(method, url, { key: api.mine.keys.secret, json });
const failure = ({ status, text }: Answered): string | null => (status >= 500 ? text : null);

describe('A field of another type than its own never gives a 5xx', () => {
  const cases = RIGHT.flatMap(([method, url, body]) =>
    Object.keys(body).map((field) => [method, url, field, body] as const),
  );

  it.each(cases)('%s %s: %s', async (method, url, field, body) => {
    for (const [what, value] of ODD) {
      const answer = await ask(method, url, { ...body, [field]: value });
      expect([what, failure(answer)]).toEqual([what, null]);
    }
  });

  it('and neither does a body that is right: each case above begins from one', async () => {
    for (const [method, url, body] of RIGHT)
      expect([url, (await ask(method, url, body)).status]).toEqual([url, 200]);
  });

  it('where a text is needed, anything else is refused with a code and a path', async () => {
    for (const [, value] of ODD.filter(([, odd]) => typeof odd !== 'string')) {
      const { status, json } = await ask('PUT', '/v1/topics/news', { ...topic, name: value });
      expect([status, json?.['code'], json?.['errors']]).toEqual([
        400,
        'invalid-request',
        [{ path: '/name', code: 'not-a-text', message: 'must be a text' }],
      ]);
    }
  });
});

describe('A body that is no object', () => {
  const bodies = ['7', '"text"', 'null', 'true', '[]', '[{}]'];
  it.each(RIGHT.map(([method, url]) => [method, url]))('%s %s refuses it', async (method = '', url = '') => {
    for (const raw of bodies) {
      const answer = await api.call(method, url, { key: api.mine.keys.secret, raw });
      expect([raw, answer.status, answer.json?.['code']]).toEqual([raw, 400, 'not-an-object']);
    }
    expect(await api.call(method, url, { key: api.mine.keys.secret, raw: '' })).toMatchObject({
      status: 400,
    });
  });
});

describe('What a body is refused for', () => {
  const deep = `{"a":${'['.repeat(40)}${']'.repeat(40)}}`;
  const many = JSON.stringify(
    Object.fromEntries(Array.from({ length: 21_000 }, (_, i) => [i.toString(36), 0])),
  );

  it.each([
    ['it is cut', '{"userId":"ana"', 'truncated-json', /^$/],
    ['it is no JSON', 'userId=ana', 'malformed-json', /^$/],
    ['NUL', String.raw`{"properties":{"a":"\u0000"}}`, 'nul-character', /^\/properties\/a$/],
    ['half an emoji', String.raw`{"properties":{"a":"\ud83d"}}`, 'lone-surrogate', /^\/properties\/a$/],
    ['infinity', '{"properties":{"a":1e999}}', 'number-too-large', /^\/properties\/a$/],
    ['500 digits', `{"properties":{"a":0.${'1'.repeat(500)}}}`, 'number-too-long', /^\/properties\/a$/],
    ['depth', deep, 'too-deep', /^\/a(\/0){31,33}$/],
    ['21,000 keys', many, 'too-many-keys', /^\/[0-9a-z]+$/],
    [
      'a key of JavaScript',
      '{"traits":{"__proto__":{"admin":true}}}',
      'forbidden-key',
      /^\/traits\/__proto__$/,
    ],
    ['a key twice', '{"userId":"ana","userId":"bia"}', 'duplicate-key', /^\/userId$/],
  ])('%s', async (_, raw, code, path) => {
    for (const [method, url] of RIGHT) {
      const { status, json } = await api.call(method, url, { key: api.mine.keys.secret, raw });
      expect([url, status, json]).toMatchObject([url, 400, { code, hint: expect.stringMatching(/\.$/) }]);
      expect(json).toMatchObject({ errors: [{ path: expect.stringMatching(path), code }] });
    }
  });

  it('tells a person what to do', async () => {
    const { json } = await api.call('POST', '/v1/track', {
      key: api.mine.keys.write,
      raw: '{"userId":"ana","userId":"bia"}',
    });
    expect(json).toEqual({
      type: 'urn:jornada:problem:duplicate-key',
      title: 'Bad Request',
      status: 400,
      code: 'duplicate-key',
      detail: "'userId' stands twice in the same object.",
      hint: 'Give each key once: of two, one would be lost.',
      // Segment's clients in Python show nothing else.
      message: "'userId' stands twice in the same object.",
      errors: [
        { path: '/userId', code: 'duplicate-key', message: "'userId' stands twice in the same object." },
      ],
    });
  });

  it('a body of 500 KB is read, one byte more is not', async () => {
    const most = 500 * 1024;
    const body = (bytes: number): string => `{"batch":[],"a":"${'x'.repeat(bytes - 19)}"}`;
    expect(body(most).length).toBe(most);
    expect((await api.call('POST', '/v1/batch', { key: api.mine.keys.write, raw: body(most) })).status).toBe(
      200,
    );
    expect(
      (await api.call('POST', '/v1/batch', { key: api.mine.keys.write, raw: body(most + 1) })).json,
    ).toMatchObject({
      status: 413,
      code: 'body-too-large',
    });
  });

  it.each([
    ['10,000 events', '{"type":"track","userId":"a","event":"x"}'],
    ['10,000 things that are no events', '{}'],
  ])('a batch of %s is refused whole', async (_, one) => {
    const raw = `{"batch":[${Array.from({ length: 10_000 }, () => one).join()}]}`;
    const { json } = await api.call('POST', '/v1/batch', { key: api.mine.keys.write, raw });
    expect(json).toMatchObject({ status: 413, code: 'batch-too-long' });
    expect((await api.call('GET', '/livez')).status).toBe(200);
  });

  it('a name of 1 MB is not read, one of 300 KB is kept for the debugger, shortened', async () => {
    const track = (length: number) => JSON.stringify({ userId: 'ana', event: 'x'.repeat(length) });
    const send = (raw: string) => api.call('POST', '/v1/track', { key: api.mine.keys.write, raw });
    expect((await send(track(1_000_000))).json).toMatchObject({ status: 413, code: 'body-too-large' });
    expect((await send(track(300_000))).status).toBe(200);
    const { json } = await api.call('GET', '/v1/events/rejected?limit=1', { key: api.mine.keys.secret });
    const [kept] = (json?.['items'] ?? []) as readonly { code: string; raw: string }[];
    expect([kept?.code, (kept?.raw.length ?? 0) <= 4_000]).toEqual(['event-too-big', true]);
  });

  it('a journey of more than 256 KB is not read', async () => {
    const raw = JSON.stringify({ ...journey, description: 'x'.repeat(256 * 1024) });
    for (const [method, url] of [
      ['PUT', '/v1/journeys/welcome'],
      ['POST', '/v1/journeys/check'],
    ] as const) {
      expect((await api.call(method, url, { key: api.mine.keys.secret, raw })).json).toMatchObject({
        code: 'body-too-large',
      });
    }
  });
});

describe('An answer that refuses', () => {
  it('logs nothing: it is no fault of ours', () => expect(api.logged).toEqual([]));
});
