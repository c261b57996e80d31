import { openTestApi, type TestApi } from '../testing/open-test-api';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const read = async (which: 'mine' | 'theirs') =>
  (await api.call('GET', '/v1/workspace', { key: api[which].keys.secret })).json;
const patch = (json: object) => api.call('PATCH', '/v1/workspace', { key: api.mine.keys.secret, json });
const asMade = (which: string) => ({
  key: which,
  name: which,
  timezone: 'UTC',
  locale: 'en',
  from: { name: which, email: `hello@${which}.example` },
  replyTo: null,
  ratePerSecond: 50,
  quietHours: null,
  caps: null,
  holdout: null,
});

describe('The workspace', () => {
  it.each(['mine', 'theirs'] as const)('is the one of the key that is shown: %s', async (which) => {
    expect(await read(which)).toEqual(asMade(which));
  });

  it.each<[string, object]>([
    ['its name', { name: 'Loja 😀' }],
    ['its time zone', { timezone: 'America/Sao_Paulo' }],
    ['its locale', { locale: 'pt-BR' }],
    ['who it writes as', { from: { name: 'Ana da Loja', email: 'ana@loja.example' } }],
    ['where answers go', { replyTo: 'sac@loja.example' }],
    ['where answers go: nowhere else', { replyTo: null }],
    ['how fast it resumes', { ratePerSecond: 10 }],
    ['nothing', {}],
    ['what is not kept yet, to nothing', { quietHours: null, caps: null, holdout: null }],
  ])('changes %s, and nothing else', async (_, change) => {
    const before = await read('mine');
    const { status, json } = await patch(change);
    expect([status, json]).toEqual([200, { ...before, ...change }]);
    expect(await read('mine')).toEqual(json);
  });

  it('of another key is not changed by all that', async () =>
    expect(await read('theirs')).toEqual(asMade('theirs')));

  it.each<[string, object, string]>([
    ['an empty name', { name: '' }, '/name'],
    ['a name of two lines', { name: 'Loja\r\nBcc: a@b.example' }, '/name'],
    ['a name that is a number', { name: 7 }, '/name'],
    ['a sender of two lines', { from: { name: 'A\nB', email: 'a@b.example' } }, '/from/name'],
    ['a sender without an address', { from: { name: 'A' } }, '/from/email'],
    ['a sender who is no address', { from: { name: 'A', email: 'ana' } }, '/from/email'],
    ['two addresses for answers', { replyTo: 'a@b.example, c@d.example' }, '/replyTo'],
    ['an address with a header in it', { replyTo: 'a@b.example\r\nBcc: c@d.example' }, '/replyTo'],
    ['a zone that is none', { timezone: 'Mars/Olympus' }, '/timezone'],
    ['an offset as a zone', { timezone: '+03:00' }, '/timezone'],
    ['a zone in another spelling', { timezone: 'america/sao_paulo' }, '/timezone'],
    ['a locale that is none', { locale: 'português' }, '/locale'],
    ['no sends at all', { ratePerSecond: 0 }, '/ratePerSecond'],
    ['half a send', { ratePerSecond: 0.5 }, '/ratePerSecond'],
    ['a key', { key: 'other' }, '/key'],
  ])('refuses %s', async (_, change, path) => {
    const before = await read('mine');
    const { json } = await patch(change);
    expect(json).toMatchObject({ status: 400, code: 'invalid-request', hint: expect.any(String) });
    expect(json?.['errors']).toEqual([expect.objectContaining({ path })]);
    expect(await read('mine')).toEqual(before);
  });

  it.each([
    ['quietHours', { from: '22:00', to: '08:00' }],
    ['caps', [{ most: 3, within: '7d' }]],
    ['holdout', 5],
  ])('does not take %s, which nothing would heed yet', async (setting, value) => {
    expect((await patch({ name: 'Changed', [setting]: value })).json).toMatchObject({
      status: 422,
      code: 'not-yet',
      errors: [{ path: `/${setting}` }],
    });
    expect(await read('mine')).not.toMatchObject({ name: 'Changed' });
  });
});
