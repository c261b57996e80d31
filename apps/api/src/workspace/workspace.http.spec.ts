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
  caps: [],
  holdout: null,
  utm: null,
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
    ['its quiet hours', { quietHours: { from: '21:00', to: '08:30' } }],
    [
      'its caps',
      {
        caps: [
          { atMost: 3, within: '7d' },
          { atMost: 1, within: '1d', topic: 'offers' },
        ],
      },
    ],
    ['its holdout', { holdout: { percent: 2.5 } }],
    ['what it adds to links', { utm: { source: 'loja', medium: 'e-mail' } }],
    ['all of them, back to nothing', { quietHours: null, caps: [], holdout: null, utm: null }],
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
    ['quiet hours without an end', { quietHours: { from: '21:00' } }, '/quietHours/to'],
    ['quiet hours that end as they begin', { quietHours: { from: '08:00', to: '08:00' } }, '/quietHours/to'],
    ['quiet hours at no time', { quietHours: { from: '9pm', to: '08:00' } }, '/quietHours/from'],
    ['a cap of nothing', { caps: [{ atMost: 0, within: '7d' }] }, '/caps/0/atMost'],
    ['a cap of no time', { caps: [{ atMost: 1, within: '0s' }] }, '/caps/0/within'],
    ['a cap of a year', { caps: [{ atMost: 1, within: '1y' }] }, '/caps/0/within'],
    ['a cap of another word', { caps: [{ most: 3, atMost: 1, within: '7d' }] }, '/caps/0/most'],
    ['eleven caps', { caps: Array.from({ length: 11 }, () => ({ atMost: 1, within: '7d' })) }, '/caps'],
    ['everybody held out', { holdout: { percent: 100 } }, '/holdout/percent'],
    ['a holdout that is a number', { holdout: 5 }, '/holdout'],
  ])('refuses %s', async (_, change, path) => {
    const before = await read('mine');
    const { json } = await patch(change);
    expect(json).toMatchObject({ status: 400, code: 'invalid-request', hint: expect.any(String) });
    expect(json?.['errors']).toEqual([expect.objectContaining({ path })]);
    expect(await read('mine')).toEqual(before);
  });
});
