import { openSigner } from '../../../../test/fakes/sendgrid/webhook-events';
import { openTestApi, type TestApi } from '../testing/open-test-api';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const call = (method: string, url: string, json?: object, whose: 'mine' | 'theirs' = 'mine') =>
  api.call(method, url, { key: api[whose].keys.secret, ...(json && { json }) });
const put = (key: string, json: object) => call('PUT', `/v1/mail-accounts/${key}`, json);

describe('A mail account', () => {
  it('is made, changed, listed and retired, and its key is never shown', async () => {
    const made = await put('shop', { apiKey: 'SG.secret-1234', senders: ['Ola@Shop.example'] });
    expect(made.json).toMatchObject({
      ...{ key: 'shop', provider: 'sendgrid', region: 'global', hint: '1234', senders: ['ola@shop.example'] },
      ...{ default: true, webhookKey: null, ratePerSecond: null, retiredAt: null },
    });
    await put('news', { apiKey: 'SG.secret-5678', region: 'eu' });
    expect((await put('news', { default: true, ratePerSecond: 10 })).json).toMatchObject({
      ...{ region: 'eu', hint: '5678', default: true, ratePerSecond: 10 },
    });
    expect((await call('GET', '/v1/mail-accounts/shop')).json).toMatchObject({ default: false });
    expect((await call('DELETE', '/v1/mail-accounts/shop')).status).toBe(204);
    const { json, text } = await call('GET', '/v1/mail-accounts');
    expect(json?.['items']).toMatchObject([
      { key: 'news' },
      { key: 'shop', retiredAt: expect.any(String) as string },
    ]);
    expect(text + made.text).not.toContain('SG.secret');
    expect((await call('GET', '/v1/mail-accounts', undefined, 'theirs')).json).toEqual({ items: [] });
  });

  it.each<[string, object, string]>([
    ['an API key with a space', { apiKey: 'SG .x' }, '/apiKey'],
    ['a sender that is none', { senders: ['shop'] }, '/senders/0'],
    ['a region that is none', { region: 'mars' }, '/region'],
    ['a webhook key that is none', { webhookKey: 'abc' }, '/webhookKey'],
    ['a rate of nothing', { ratePerSecond: 0 }, '/ratePerSecond'],
    ['no default', { default: false }, '/default'],
    ['a field that is none', { secret: 'x' }, '/secret'],
  ])('with %s is refused', async (_, change, path) => {
    const answer = await put('other', { apiKey: 'SG.x', ...change });
    expect(answer.json).toMatchObject({ code: 'invalid-request', errors: [{ path }] });
    expect(answer.text).not.toContain('SG .x');
  });

  it('verifies the reports of its workspace by its own key, also when it is retired', async () => {
    const [mine, other] = [openSigner(), openSigner()];
    const report = async (signer: typeof mine, workspace: string) => {
      const { body, headers } = signer.sign('[]');
      return (await api.call('POST', `/v1/webhooks/sendgrid/${workspace}`, { raw: body, headers })).json?.[
        'code'
      ];
    };
    expect(await report(mine, 'mine')).toBe('webhook-not-set-up');
    await put('hooked', { apiKey: 'SG.x', webhookKey: mine.publicKey });
    const told = [await report(mine, 'mine'), await report(other, 'mine'), await report(mine, 'theirs')];
    expect(told).toEqual([undefined, 'signature-wrong', 'webhook-not-set-up']);
    await call('DELETE', '/v1/mail-accounts/hooked');
    expect(await report(mine, 'mine')).toBeUndefined();
  });
});

describe('A pause', () => {
  const pause = (workspaceId: string | null, name: string, more: object) => ({
    ...{ id: '6f6c1d7e-3c1b-4a52-9d2d-1c6f0a7f3b11', name, workspaceId, about: null, reason: 'key-refused' },
    ...{
      carrier: 'sendgrid',
      since: new Date(Date.now() - 60_000),
      until: new Date(Date.now() + 60_000),
      ...more,
    },
  });

  it('is told to whom it concerns, in words, and ended by them', async () => {
    const own = {
      since: new Date(),
      id: '6f6c1d7e-3c1b-4a52-9d2d-1c6f0a7f3b12',
      carrier: 'sendgrid:news',
      about: 'a@b.example',
      reason: 'sender-refused',
    };
    const data = [pause(null, 'sendgrid', {}), pause(api.mine.id, 'own', own)];
    await api.database.prisma.sendingPause.createMany({ data });
    const { json } = await call('GET', '/v1/pauses');
    expect(json?.['items']).toMatchObject([
      { carrier: 'sendgrid', sentence: 'SendGrid refuses the API key: nothing leaves by this account.' },
      {
        carrier: 'sendgrid:news',
        about: 'a@b.example',
        sentence: expect.stringContaining('a@b.example') as string,
      },
    ]);
    expect((await call('GET', '/v1/pauses', undefined, 'theirs')).json?.['items']).toHaveLength(1);
    expect((await call('DELETE', `/v1/pauses/${own.id}`, undefined, 'theirs')).json).toMatchObject({
      code: 'pause-not-found',
    });
    expect((await call('DELETE', `/v1/pauses/${own.id}`)).status).toBe(204);
    expect((await call('GET', '/v1/pauses')).json?.['items']).toHaveLength(1);
  });
});
