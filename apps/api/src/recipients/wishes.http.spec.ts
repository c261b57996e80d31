import { noWebhooks } from '#delivery/testing';
import { openMailbox, sweepErasureMails } from '#delivery';
import { openTestApi, type Answered, type TestApi } from '../testing/open-test-api';
import { openShop, type SentMessage } from '../testing/sent-message';

const DAY = 86_400_000;

let api: TestApi;
let sendMessage: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  api = await openTestApi();
  sendMessage = await openShop(api, api.mine);
});
afterAll(() => api.close());

const get = (url: string): Promise<Answered> => api.call('GET', url);
const post = (url: string, raw = ''): Promise<Answered> =>
  api.call('POST', url, { raw, headers: { 'content-type': 'application/x-www-form-urlencoded' } });
const ask = (method: string, url: string, json?: object): Promise<Answered> =>
  api.call(method, url, { key: api.mine.keys.secret, ...(json ? { json } : {}) });
const consentLog = async ({ userId }: SentMessage, query = '') =>
  (await ask('GET', `/v1/profiles/${userId}/consent-log${query}`)).json as { items: object[]; next: string };
const pausedUntil = async ({ userId }: SentMessage): Promise<number> =>
  Date.parse(String((await ask('GET', `/v1/profiles/${userId}`)).json?.['pausedUntil']));

describe('The preference page', () => {
  it.each([
    ['pt-BR', 'Fazer uma pausa', 'Apagar meus dados'],
    ['en', 'Take a break', 'Erase my data'],
    ['es', 'Hacer una pausa', 'Borrar mis datos'],
  ])('offers in %s a pause and to be erased, without script', async (locale, pause, erase) => {
    const { text, headers } = await get((await sendMessage({ locale })).path('preferences'));
    expect(text).toContain(`<html lang="${locale}">`);
    expect([text.includes(`<h2>${pause}</h2>`), text.includes(`<h2>${erase}</h2>`)]).toEqual([true, true]);
    expect(text).not.toMatch(/<script|person-/);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
  });

  it('offers to undo what was saved, and nothing else', async () => {
    const sent = await sendMessage();
    const page = await post(sent.path('preferences'), 'do=save&shown=offers');
    expect(page.text).toContain('<button class="second" name="do" value="save">Undo</button>');
    const undone = await post(sent.path('preferences'), 'shown=offers&wanted=offers&do=save');
    expect(await sent.consent()).toEqual({ offers: 'granted' });
    expect((await post(sent.path('preferences'), 'do=save&shown=offers&wanted=offers')).text).not.toContain(
      'Undo',
    );
    expect(undone.text).toMatch(/value="offers" checked/);
  });

  it.each(['do=pause', 'do=pause&days=1000', 'do=pause&days=-7', 'do=everything'])(
    'does nothing where it is asked to %s',
    async (form) => {
      const sent = await sendMessage();
      expect((await post(sent.path('preferences'), form)).status).toBe(200);
      expect(await consentLog(sent)).toEqual({ items: [], next: null });
    },
  );
});

describe('A pause', () => {
  it('keeps marketing away for its time, until the person takes it back', async () => {
    const sent = await sendMessage({ timezone: 'America/Sao_Paulo', locale: 'pt' });
    const { text } = await post(sent.path('preferences'), 'do=pause&days=30');
    const until = await pausedUntil(sent);
    expect(Math.abs(until - Date.now() - 30 * DAY)).toBeLessThan(60_000);
    const date = new Intl.DateTimeFormat('pt-BR', { dateStyle: 'long', timeZone: 'America/Sao_Paulo' });
    expect(text).toContain(`<p role="status">Você não vai receber mensagens até ${date.format(until)}.</p>`);
    expect(await sent.next()).toMatchObject({ state: 'REFUSED', reason: 'paused' });
    expect((await post(sent.path('preferences'), 'do=resume')).text).toContain('Você voltou a receber');
    expect(await sent.next()).toMatchObject({ state: 'ACCEPTED' });
  });

  it('is over when its time is', async () => {
    const sent = await sendMessage();
    await post(sent.path('preferences'), 'do=pause&days=7');
    const data = { pausedUntil: new Date(Date.now() - 1) };
    await api.database.prisma.profile.update({ where: { id: sent.profileId }, data });
    expect(await sent.next()).toMatchObject({ state: 'ACCEPTED' });
    expect((await get(sent.path('preferences'))).text).toContain('value="pause"');
  });

  it('of two who turn out to be one is the longer one', async () => {
    const [short, long] = [await sendMessage(), await sendMessage()];
    await post(short.path('preferences'), 'do=pause&days=7');
    await post(long.path('preferences'), 'do=pause&days=90');
    const until = await pausedUntil(long);
    await ask('POST', '/v1/profiles/merge', { from: long.userId, into: short.userId });
    expect(await pausedUntil(short)).toBe(until);
  });
});

describe('The consent log', () => {
  it('tells who said what, when, by what and under which text; page by page, the newest first', async () => {
    const sent = await sendMessage();
    const { userId, sendId } = sent;
    await ask('PATCH', `/v1/profiles/${userId}`, { consent: { offers: { email: 'granted' } } });
    await post(sent.path('unsubscribe'));
    await post(sent.path('preferences'), 'do=save&shown=offers&wanted=offers');
    await post(sent.path('preferences'), 'do=pause&days=7');
    const { id: keyId } = await api.database.prisma.apiKey.findFirstOrThrow({
      where: { workspaceId: api.mine.id, kind: 'secret' },
    });
    const first = await consentLog(sent, '?limit=2');
    const rest = await consentLog(sent, `?limit=2&cursor=${first.next}`);
    const of = { at: expect.any(String), channel: 'email' };
    const byPage = { ...of, by: 'recipient', actor: `preference page of send ${sendId}` };
    expect([...first.items, ...rest.items]).toEqual([
      {
        ...{ ...byPage, topic: null, state: 'paused', textVersion: 'pause/1/en' },
        until: new Date(await pausedUntil(sent)).toISOString(),
      },
      { ...byPage, topic: 'offers', state: 'granted', until: null, textVersion: 'preferences/1/en' },
      {
        ...{ ...of, topic: 'offers', state: 'denied', until: null, by: 'recipient' },
        ...{ actor: `one click of send ${sendId}`, textVersion: null },
      },
      { ...of, topic: 'offers', state: 'granted', until: null, by: 'api', actor: keyId, textVersion: null },
    ]);
    expect(rest.next).toBeNull();
    const { json } = await ask('GET', `/v1/profiles/${userId}/timeline`);
    expect(JSON.stringify(json)).toMatch(/"Wants no messages until 20\d\d-/);
  });
});

describe('Who asks to be erased', () => {
  /** Mails that the worker posts now, to an address. */
  const mailsTo = async (to: string) => {
    const { database, links } = api;
    const delivery = { database, links, provider: openMailbox(database), webhooks: noWebhooks };
    await sweepErasureMails({ ...delivery, renderer: undefined as never }, 10, Date.now());
    return database.prisma.mailboxMessage.findMany({ where: { toAddress: to, subject: { contains: '?' } } });
  };
  const linkIn = (text = ''): string => /\/e\/\S+/.exec(text)?.[0] ?? '';

  it('is sent a mail whose link asks once more; only its button erases', async () => {
    const sent = await sendMessage({ locale: 'es' });
    const email = `${sent.userId}@example.com`;
    const asked = await post(sent.path('preferences'), 'do=erase');
    expect(asked.text).toContain('El mensaje está en camino a p***@example.com.');
    const [mail] = await mailsTo(email);
    expect([mail?.subject, mail?.text]).toEqual([
      'mine: ¿borrar tus datos?',
      expect.stringContaining('Si no fuiste tú, no hagas nada'),
    ]);
    const link = linkIn(mail?.text);
    for (const method of ['GET', 'HEAD', 'GET']) expect((await api.call(method, link)).status).toBe(200);
    expect((await get(link)).text).toContain('¿Borrar todo lo que mine guarda sobre ti?');
    expect((await ask('GET', `/v1/profiles/${sent.userId}`)).status).toBe(200);
    for (const _ of [1, 2]) expect((await post(link)).text).toContain('Tus datos están borrados');
    expect((await get(link)).text).toContain('Tus datos están borrados');
    expect((await ask('GET', `/v1/profiles/${sent.userId}`)).status).toBe(404);
    expect((await ask('GET', '/v1/erasures')).json).toMatchObject({
      items: [{ profileId: sent.profileId, by: 'recipient', keyId: null }],
    });
    expect(await mailsTo(email)).toEqual([]);
    const again = await sendMessage({ email });
    expect((await ask('GET', `/v1/sends?userId=${again.userId}`)).json).toMatchObject({
      items: [{ state: 'REFUSED', reason: 'no-consent' }],
    });
  });

  it('is asked at their own address of today, once an hour', async () => {
    const sent = await sendMessage();
    const mine = `today-${sent.userId}@example.com`;
    await ask('PATCH', `/v1/profiles/${sent.userId}`, { attributes: { email: mine } });
    for (const _ of [1, 2]) await post(sent.path('preferences'), 'do=erase');
    expect(await mailsTo(mine)).toHaveLength(1);
    expect(await mailsTo(`${sent.userId}@example.com`)).toEqual([]);
  });

  it('has a week: then the link leads nowhere', async () => {
    const sent = await sendMessage();
    await post(sent.path('preferences'), 'do=erase');
    const [mail] = await mailsTo(`${sent.userId}@example.com`);
    const { prisma } = api.database;
    const askedAt = new Date(Date.now() - 7 * DAY - 1_000);
    await prisma.erasureRequest.updateMany({ where: { profileId: sent.profileId }, data: { askedAt } });
    expect([(await get(linkIn(mail?.text))).status, (await post(linkIn(mail?.text))).status]).toEqual([
      404, 404,
    ]);
    expect((await ask('GET', `/v1/profiles/${sent.userId}`)).status).toBe(200);
  });
});
