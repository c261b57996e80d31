import { openTestApi, type Answered, type TestApi } from '../testing/open-test-api';
import { openShop, type SentMessage } from '../testing/sent-message';

let api: TestApi;
let sendMessage: Awaited<ReturnType<typeof openShop>>;
let message: SentMessage;
beforeAll(async () => {
  api = await openTestApi();
  sendMessage = await openShop(api, api.mine);
  message = await sendMessage();
});
afterAll(() => api.close());

const get = (url: string): Promise<Answered> => api.call('GET', url);
const post = (url: string, raw?: string, type = 'application/x-www-form-urlencoded'): Promise<Answered> =>
  api.call('POST', url, raw === undefined ? {} : { raw, headers: { 'content-type': type } });

const about = ({ sendId, enrollmentId }: SentMessage) => ({
  sendId,
  enrollmentId,
  journey: 'shop',
  step: 'mail',
});

describe('Unsubscribing', () => {
  it('is asked about by GET, with a form to post', async () => {
    const { text } = await get(message.path('unsubscribe'));
    expect(text).toContain('Stop receiving messages about “Offers &#38; more” at p***@example.com?');
    expect(text).toMatch(
      /<form method="post">\s*<input type="hidden" name="from-page" value="1" \/><button>Unsubscribe/,
    );
    expect(text).not.toContain(message.userId);
  });

  it.each([
    ['a mail program (RFC 8058)', 'List-Unsubscribe=One-Click', undefined, 'one click', null],
    [
      'a mail program, in parts',
      '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--',
      'multipart/form-data; boundary=b',
      'one click',
      null,
    ],
    ['nothing but a POST', undefined, undefined, 'one click', null],
    ['the form of the page', 'from-page=1', undefined, 'unsubscribe page', 'unsubscribe/1/en'],
  ])('is done by %s, and effective before the next claim', async (_, body, type, by, textVersion) => {
    const left = await sendMessage();
    const { status, headers, text } = await post(left.path('unsubscribe'), body, type);
    expect([status, headers['location'], headers['set-cookie']]).toEqual([200, undefined, undefined]);
    expect(text).toContain('You will get no more messages about “Offers &#38; more” at p***@example.com.');
    expect(await left.consent()).toEqual({ offers: 'denied' });
    expect(await left.consentLog()).toMatchObject([
      {
        ...{ topic: 'offers', channel: 'email', state: 'denied', source: 'recipient' },
        ...{ actor: `${by} of send ${left.sendId}`, textVersion, workspaceId: api.mine.id },
      },
    ]);
    expect(await left.events()).toEqual([
      { name: 'Email Unsubscribed', type: 'engagement', properties: about(left) },
    ]);
    expect(await left.next()).toMatchObject({ state: 'REFUSED', reason: 'no-consent' });
  });

  it('twice, also at the same time, is as good as once', async () => {
    const left = await sendMessage();
    const all = await Promise.all(Array.from({ length: 5 }, () => post(left.path('unsubscribe'))));
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await post(left.path('unsubscribe'))).status).toBe(200);
    expect([(await left.consentLog()).length, (await left.events()).length]).toEqual([1, 1]);
  });

  it('is done again for who came back', async () => {
    const left = await sendMessage();
    await post(left.path('unsubscribe'));
    await post(left.path('preferences'), 'shown=offers&wanted=offers');
    expect(await left.next()).toMatchObject({ state: 'ACCEPTED' });
    await post(left.path('unsubscribe'));
    expect((await left.consentLog()).map(({ state }) => state)).toEqual(['denied', 'granted', 'denied']);
    expect(await left.next()).toMatchObject({ state: 'REFUSED' });
  });

  it('from a message without a topic is from all topics', async () => {
    const left = await sendMessage();
    await api.call('PUT', '/v1/topics/news', { key: api.mine.keys.secret, json: { name: 'News' } });
    await api.database.prisma.send.update({ where: { id: left.sendId }, data: { topic: null } });
    expect((await get(left.path('unsubscribe'))).text).toContain('all of our messages at p***@example.com');
    await post(left.path('unsubscribe'));
    expect(await left.consent()).toEqual({ offers: 'denied', news: 'denied' });
  });
});

describe('The preference page', () => {
  it('shows every topic as it is, and the address only in part', async () => {
    const { text } = await get(message.path('preferences'));
    expect(text).toMatch(/<input type="checkbox" name="wanted" value="offers" checked\s*\/>/);
    expect(text).toMatch(/<input type="checkbox" name="wanted" value="news"\s*\/>/);
    expect(text).toContain('p***@example.com');
    expect(text).not.toContain(message.userId);
  });

  it.each<[string, string, object, readonly string[]]>([
    ['what is unticked is denied', 'shown=offers&shown=news', { offers: 'denied' }, ['Email Unsubscribed']],
    [
      'what is ticked is granted',
      'shown=offers&shown=news&wanted=news&wanted=offers',
      { news: 'granted' },
      [],
    ],
    ['as it was is no change', 'shown=offers&shown=news&wanted=offers', {}, []],
    ['what was not shown stays', 'shown=news', {}, []],
    ['what is no topic is nothing', 'shown=other&wanted=other&wanted=news', {}, []],
    ['an empty form is nothing', '', {}, []],
  ])('saved: %s', async (_, form, consent, names) => {
    const chosen = await sendMessage();
    const { status, text } = await post(chosen.path('preferences'), form);
    expect([status, text.includes('Your preferences are saved.')]).toEqual([200, true]);
    expect(await chosen.consent()).toEqual(consent);
    expect((await chosen.events()).map(({ name }) => name)).toEqual(names);
    expect((await chosen.consentLog()).map(({ textVersion }) => textVersion)).toEqual(
      Object.keys(consent).map(() => 'preferences/1/en'),
    );
  });

  it('is undone by saving again', async () => {
    const chosen = await sendMessage();
    await post(chosen.path('preferences'), 'shown=offers');
    const { text } = await post(chosen.path('preferences'), 'shown=offers&wanted=offers');
    expect(text).toMatch(/value="offers" checked/);
    expect(await chosen.next()).toMatchObject({ state: 'ACCEPTED' });
  });

  it('refuses a form of more than 64 KB', async () => {
    expect((await post(message.path('preferences'), `shown=${'x'.repeat(65_536)}`)).status).toBe(413);
  });
});
