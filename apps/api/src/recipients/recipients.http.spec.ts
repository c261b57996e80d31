import { randomBytes, randomUUID } from 'node:crypto';
import type { JsonObject } from '#conditions';
import { openRecipientLinks, type Purpose } from '#links';
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

const PURPOSES: readonly Purpose[] = ['click', 'open', 'unsubscribe', 'preferences', 'view'];
const PATHS = { click: 'r', open: 'o', unsubscribe: 'u', preferences: 'p', view: 'v', erase: 'e' } as const;

/** As a browser asks; without a word about itself it would be a program. */
const BROWSER = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' };
const get = (url: string): Promise<Answered> => api.call('GET', url, { headers: BROWSER });
const post = (url: string, raw?: string, type = 'application/x-www-form-urlencoded'): Promise<Answered> =>
  api.call('POST', url, raw === undefined ? {} : { raw, headers: { 'content-type': type } });

const about = ({ sendId, enrollmentId }: SentMessage) => ({
  sendId,
  enrollmentId,
  journey: 'shop',
  step: 'mail',
});

describe('A click', () => {
  it('leads to where the link led when it was sent, and tells nobody where it came from', async () => {
    const { status, headers, text } = await get(message.path('click', 0));
    expect([status, headers['location'], text]).toEqual([302, 'https://shop.example/cart?a=1&b=2', '']);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect((await get(message.path('click', 1))).headers['location']).toBe('https://shop.example/');
  });

  it('comes back as an event of the enrollment, and wins what waits for it', async () => {
    const clicked = await sendMessage();
    await get(clicked.path('click', 1));
    expect(await clicked.events()).toEqual([
      {
        name: 'Email Clicked',
        type: 'engagement',
        properties: { ...about(clicked), link: 'https://shop.example/' },
      },
    ]);
    const wait = await api.database.prisma.enrollmentWait.findUnique({
      where: { enrollmentId: clicked.enrollmentId },
    });
    expect(wait).toMatchObject({ wonPath: 'clicked' });
    const hits = await api.database.prisma.hit.findMany({ where: { sendId: clicked.sendId } });
    expect(hits).toMatchObject([{ kind: 'click', link: 1, emitAt: null }]);
  });

  it('leads on for somebody who was erased, and records nothing of them', async () => {
    const erased = await sendMessage();
    await api.database.prisma.profileHead.update({
      where: { id: erased.profileId },
      data: { state: 'erased' },
    });
    expect((await get(erased.path('click'))).status).toBe(302);
    expect(await erased.events()).toEqual([]);
  });
});

describe('The links of a workspace with UTM', () => {
  const settle = (utm: object | null) =>
    api.call('PATCH', '/v1/workspace', { key: api.mine.keys.secret, json: { utm } });
  afterAll(() => settle(null));

  it('lead on with it, as it was when the message was sent; the event tells the link as it was written', async () => {
    await settle({ medium: 'e-mail' });
    const sent = await sendMessage();
    await settle({ medium: 'another' });
    expect((await get(sent.path('click', 0))).headers['location']).toBe(
      'https://shop.example/cart?a=1&b=2&utm_medium=e-mail&utm_source=mine&utm_campaign=shop',
    );
    expect(await sent.events()).toMatchObject([
      { properties: { link: 'https://shop.example/cart?a=1&b=2' } },
    ]);
  });
});

describe('An opening', () => {
  it('is told by a picture of one pixel, which pages of mail programs may show', async () => {
    const opened = await sendMessage();
    const answer = await api.built.app.inject({
      ...{ method: 'GET', url: opened.path('open'), headers: BROWSER },
    });
    expect([answer.statusCode, answer.rawPayload.length, answer.rawPayload.toString('latin1', 0, 6)]).toEqual(
      [...[200, 43, 'GIF89a']],
    );
    expect(answer.headers).toMatchObject({
      'content-type': 'image/gif',
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'cross-origin',
    });
    expect(await opened.events()).toEqual([
      { name: 'Email Opened', type: 'engagement', properties: about(opened) },
    ]);
  });
});

describe('A scanner that opens every link', () => {
  const robots = async (message: SentMessage): Promise<readonly unknown[]> =>
    (await message.events()).map(({ name, properties }) => [
      name,
      (properties as JsonObject)['robot'] ?? null,
    ]);

  it('changes nothing, by HEAD or by GET; what it touches is kept, and marked', async () => {
    const scanned = await sendMessage();
    const versionOf = () => api.database.prisma.profileHead.findUnique({ where: { id: scanned.profileId } });
    const before = await versionOf();
    for (const purpose of PURPOSES) {
      const { status, text } = await api.call('HEAD', scanned.path(purpose), { headers: BROWSER });
      expect([purpose, status, text]).toEqual([purpose, purpose === 'click' ? 302 : 200, '']);
    }
    expect(await versionOf()).toEqual(before);
    for (const purpose of PURPOSES) for (let times = 0; times < 2; times++) await get(scanned.path(purpose));
    expect(await robots(scanned)).toEqual([
      ...[
        ['Email Clicked', true],
        ['Email Clicked', true],
      ],
      ...[
        ['Email Opened', true],
        ['Email Opened', true],
      ],
    ]);
    const hits = await api.database.prisma.hit.findMany({ where: { sendId: scanned.sendId } });
    expect(hits.map(({ kind, signs }) => `${kind}: ${signs.join()}`).toSorted()).toEqual([
      'click: head',
      'click: head',
      'head: ',
      'head: ',
      'open: head',
      'open: head',
    ]);
    expect([await scanned.consent(), await scanned.consentLog()]).toEqual([{}, []]);
    const wait = { where: { enrollmentId: scanned.enrollmentId } };
    expect(await api.database.prisma.enrollmentWait.findUnique(wait)).toMatchObject({ wonPath: null });
    expect(await scanned.next()).toMatchObject({ state: 'ACCEPTED' });
  });

  it.each([
    ['that says it is one', { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1)' }],
    ['that says it is a program', { 'user-agent': 'python-requests/2.32' }],
    ['that says nothing', { 'user-agent': '' }],
  ])('%s is one by its first click', async (_, headers) => {
    const scanned = await sendMessage();
    await api.call('GET', scanned.path('click'), { headers });
    expect(await robots(scanned)).toEqual([['Email Clicked', true]]);
  });

  it('a person who comes a minute after it is heard', async () => {
    const read = await sendMessage();
    await api.call('HEAD', read.path('click'), { headers: BROWSER });
    await api.database.prisma.hit.updateMany({
      where: { sendId: read.sendId },
      data: { at: new Date(Date.now() - 60_000) },
    });
    await get(read.path('click'));
    expect(await robots(read)).toEqual([['Email Clicked', null]]);
  });
});

describe('The pages', () => {
  it.each([
    ['pt-BR', { locale: 'pt-BR' }, 'Cancelar inscrição', 'Preferências de mensagens'],
    ['es', { language: 'es' }, 'Cancelar suscripción', 'Preferencias de mensajes'],
    ['en', { locale: 'fr' }, 'Unsubscribe', 'Message preferences'],
  ])('speak the language of the person: %s', async (language, attributes, leave, choose) => {
    const written = await sendMessage(attributes);
    for (const [purpose, title] of [
      ['unsubscribe', leave],
      ['preferences', choose],
    ] as const) {
      const { text } = await get(written.path(purpose));
      expect(text).toContain(`<html lang="${language}">`);
      expect(text).toMatch(new RegExp(`<h1>${title}</h1>`));
    }
  });

  it('run nothing, load nothing and are framed by nobody', async () => {
    for (const purpose of ['unsubscribe', 'preferences', 'view'] as const) {
      const { text, headers } = await get(message.path(purpose));
      const policy = String(headers['content-security-policy']);
      expect(policy).toMatch(/^default-src 'none'; /);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('script-src');
      expect(text).not.toMatch(/<script|\son\w+=/);
      expect(headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      });
    }
  });
});

describe('A message in the browser', () => {
  it('is what was sent, in a sandbox', async () => {
    const { text, headers } = await get(message.path('view'));
    expect(text).toContain(`<a href="${message.path('click', 0)}">Cart</a>`);
    expect(String(headers['content-security-policy'])).toContain('; sandbox ');
  });

  it('is its text where it has no HTML', async () => {
    const plain = await sendMessage();
    const content = { html: null, text: '<b>Só texto</b>' };
    await api.database.prisma.sendContent.update({ where: { sendId: plain.sendId }, data: content });
    expect((await get(plain.path('view'))).text).toContain('<pre>&#60;b&#62;Só texto&#60;/b&#62;</pre>');
  });
});

describe('A link that leads nowhere is answered by one page', () => {
  const foreign = openRecipientLinks({ publicUrl: '', masterKeys: [randomBytes(32)] });
  const token = (purpose: Purpose): string => message.path(purpose).slice(3);

  it('whatever is wrong with it', async () => {
    const gone = await sendMessage();
    await api.database.prisma.sendContent.delete({ where: { sendId: gone.sendId } });
    const erased = await sendMessage();
    await api.database.prisma.profileHead.update({
      where: { id: erased.profileId },
      data: { state: 'erased' },
    });
    const link = { workspaceId: api.mine.id, sendId: message.sendId, link: 0 };
    const wrong = PURPOSES.flatMap((purpose) => [
      `/${PATHS[purpose]}/x`,
      `/${PATHS[purpose]}/${token(purpose).slice(0, -1)}`,
      `/${PATHS[purpose]}/${token(purpose)}.`,
      `/${PATHS[purpose]}/${token(purpose === 'view' ? 'click' : 'view')}`,
      `/${PATHS[purpose]}/${'x'.repeat(5_000)}`,
      `/${PATHS[purpose]}/%`,
      `/${PATHS[purpose]}/%00`,
      foreign.urlOf({ ...link, purpose }),
      api.links.urlOf({ ...link, purpose, sendId: randomUUID() }),
      api.links.urlOf({ ...link, purpose, workspaceId: api.theirs.id }),
    ]);
    const others = [
      ...[
        message.path('click', 2),
        message.path('click', 2 ** 24 - 1),
        gone.path('click'),
        gone.path('view'),
      ],
      ...[erased.path('unsubscribe'), erased.path('preferences'), erased.path('view')],
    ];
    const answers = new Set<string>();
    for (const url of [...wrong, ...others]) {
      const { status, headers, text } = await get(url);
      const { date: _, 'x-request-id': __, ...rest } = headers;
      answers.add(
        JSON.stringify([status, Object.entries(rest).toSorted(([a], [b]) => (a < b ? -1 : 1)), text]),
      );
    }
    expect([...answers]).toEqual([
      expect.stringMatching(/^\[404,.*This link does not work.*Este link.*Este enlace/),
    ]);
  });

  it('by POST as well', async () => {
    for (const url of ['/u/x', '/p/x', `/u/${token('preferences')}`]) {
      expect(await post(url, 'from-page=1')).toMatchObject({ status: 404, text: (await get('/u/x')).text });
    }
  });
});

describe('Recipients', () => {
  it('make nothing fail on our side', () => expect(api.logged).toEqual([]));
});
