import { openFakeGoogle, type FakeGoogle } from './google/fake-google';
import { openFakeMeta, type FakeMeta } from './meta/fake-meta';

const HASH = 'a'.repeat(64);
const many = <T>(one: T): readonly T[] => Array.from({ length: 10_001 }, () => one);

interface Answered {
  readonly status: number;
  readonly text: string;
}

async function call(url: string, token: string, json: object): Promise<Answered> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(json) });
  return { status: answer.status, text: await answer.text() };
}

describe('the fake Meta', () => {
  let fake: FakeMeta;
  beforeAll(async () => {
    fake = await openFakeMeta();
  });
  afterAll(() => fake.close());

  const payload = { schema: ['EMAIL', 'PHONE'], data: [[HASH, '']] };
  const session = { session_id: 7, batch_seq: 1, last_batch_flag: true };
  const post = (body: object, { id = fake.audienceId, token = fake.accessToken } = {}) =>
    call(`${fake.url}/v25.0/${id}/users`, token, body);

  test('takes rows that are right, and counts those that are not hashes', async () => {
    const data = [
      [HASH, ''],
      ['ana@example.com', ''],
      ['', ''],
    ];
    const { status, text } = await post({ payload: { ...payload, data }, session });
    expect([status, JSON.parse(text)]).toMatchObject([200, { num_received: 3, num_invalid_entries: 2 }]);
    expect(fake.holds()).toEqual([HASH]);
  });

  test.each<[string, object, object, code: number]>([
    ['a key that it does not know', { payload: { ...payload, schema: ['EMAIL', 'SHOE_SIZE'] } }, {}, 100],
    ['a row that is too short', { payload: { ...payload, data: [[HASH]] } }, {}, 100],
    ['no rows', { payload: { ...payload, data: [] } }, {}, 100],
    ['10,001 rows', { payload: { ...payload, data: many([HASH, '']) } }, {}, 100],
    ['a session that has ended', { payload, session }, {}, 100],
    ['an audience that there is not', { payload }, { id: '404' }, 100],
    ['another token', { payload }, { token: 'EAAB' }, 190],
  ])('refuses %s', async (_, body, how, code) => {
    const { status, text } = await post(body, how);
    expect([status >= 400, JSON.parse(text)]).toMatchObject([true, { error: { code } }]);
  });
});

describe('the fake Google', () => {
  let fake: FakeGoogle;
  let token: string;
  beforeAll(async () => {
    fake = await openFakeGoogle();
    const { clientId, clientSecret, refreshToken } = fake.secrets;
    const form = { client_id: clientId, client_secret: clientSecret, refresh_token: refreshToken };
    const body = new URLSearchParams({ grant_type: 'refresh_token', ...form });
    const answer = await fetch(`${fake.url}/token`, { method: 'POST', body });
    token = ((await answer.json()) as { access_token: string }).access_token;
  });
  afterAll(() => fake.close());

  const member = (hash: string) => ({ userData: { userIdentifiers: [{ emailAddress: hash }] } });
  const right = () => ({
    destinations: [
      {
        operatingAccount: { accountType: 'GOOGLE_ADS', accountId: fake.accountId },
        productDestinationId: fake.audienceId,
      },
    ],
    ...{ encoding: 'HEX', audienceMembers: [member(HASH)] },
    termsOfService: { customerMatchTermsOfServiceStatus: 'ACCEPTED' },
  });

  test('takes a request that is right, and works on it later', async () => {
    const { status, text } = await call(`${fake.url}/v1/audienceMembers:ingest`, token, right());
    expect([status, JSON.parse(text)]).toEqual([200, { requestId: expect.any(String) as string }]);
    expect(fake.holds()).toEqual([]);
  });

  test.each<[string, object, reason: string]>([
    ['a field that it does not know', { colour: 'red' }, 'INVALID_ARGUMENT'],
    ['no destinations', { destinations: [] }, 'REQUIRED_FIELD_MISSING'],
    ['no encoding', { encoding: undefined }, 'REQUIRED_FIELD_MISSING'],
    ['terms that nobody accepted', { termsOfService: undefined }, 'TERMS_AND_CONDITIONS_NOT_SIGNED'],
    ['a consent that is none', { consent: { adUserData: 'YES' } }, 'INVALID_ENUM_VALUE'],
    ['10,001 members', { audienceMembers: many(member(HASH)) }, 'TOO_MANY_AUDIENCE_MEMBERS'],
    ['a member without identifiers', { audienceMembers: [{ userData: {} }] }, 'INVALID_AUDIENCE_MEMBER'],
    [
      'all for one that is no hash',
      { audienceMembers: [member(HASH), member('ana')] },
      'INVALID_SHA256_FORMAT',
    ],
  ])('refuses %s', async (_, change, reason) => {
    const { status, text } = await call(`${fake.url}/v1/audienceMembers:ingest`, token, {
      ...right(),
      ...change,
    });
    expect([status, JSON.parse(text)]).toMatchObject([400, { error: { details: [{ reason }] } }]);
  });

  test('lets nobody in without a token of its own', async () => {
    expect((await call(`${fake.url}/v1/audienceMembers:remove`, 'ya29', right())).status).toBe(401);
  });
});
