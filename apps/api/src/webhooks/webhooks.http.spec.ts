import {
  batchOf,
  openSigner,
  webhookEvent,
  type SignedBatch,
} from '../../../../test/fakes/sendgrid/webhook-events';
import { openTestApi, type Answered, type TestApi } from '../testing/open-test-api';
import { openShop, type SentMessage } from '../testing/sent-message';

const HOUR = 3_600_000;
const URL = '/v1/webhooks/sendgrid/mine';
const signer = openSigner();

describe("SendGrid's Event Webhook", () => {
  let api: TestApi;
  let sell: Awaited<ReturnType<typeof openShop>>;
  beforeAll(async () => {
    api = await openTestApi({ sendgridWebhookKey: signer.publicKey });
    sell = await openShop(api, api.mine);
  });
  afterAll(() => api.close());

  const post = ({ body, headers }: SignedBatch, url = URL): Promise<Answered> =>
    api.call('POST', url, { raw: body, headers, from: '203.0.113.9' });
  const about = (sent: SentMessage, name: string, more = {}) =>
    webhookEvent({ email: 'x@example.com', messageId: 'mid', args: { send_id: sent.sendId } }, name, more);
  const batch = (sent: SentMessage, ...names: readonly string[]): string =>
    batchOf(names.map((name) => about(sent, name)));
  const stateOf = async (sent: SentMessage): Promise<string> =>
    (await api.database.prisma.send.findUniqueOrThrow({ where: { id: sent.sendId } })).state;

  it('moves the ledger, and becomes events of the person that a journey waits for', async () => {
    const sent = await sell();
    const answer = await post(signer.sign(batch(sent, 'processed', 'delivered', 'click')));
    expect([answer.status, answer.json]).toEqual([200, { success: true }]);
    expect(await stateOf(sent)).toBe('DELIVERED');
    const { enrollmentId, sendId } = sent;
    const properties = { sendId, enrollmentId, journey: 'shop', step: 'mail' };
    expect(await sent.events()).toMatchObject([
      { name: 'Email Delivered', type: 'engagement', properties },
      { name: 'Email Clicked', type: 'engagement', properties },
    ]);
    const { json } = await api.call('GET', `/v1/enrollments/${enrollmentId}`, { key: api.mine.keys.secret });
    expect(JSON.stringify(json?.['log'])).toContain('Email Clicked');
  });

  it('told again changes nothing', async () => {
    const sent = await sell();
    const signed = signer.sign(batch(sent, 'delivered', 'open'));
    for (const _ of [1, 2, 3]) expect((await post(signed)).status).toBe(200);
    expect(await sent.events()).toHaveLength(2);
  });

  it('suppresses the address that the send went to, whatever address it names', async () => {
    const sent = await sell();
    await post(signer.sign(batch(sent, 'spamreport')));
    expect(await sent.next()).toMatchObject({ state: 'REFUSED', reason: 'complained' });
    const { text } = await api.call('GET', '/v1/suppressions', { key: api.mine.keys.secret });
    expect(text).toContain(sent.userId);
    expect(text).not.toContain('x@example.com');
  });

  type Forgery = (body: string) => { readonly signed: SignedBatch; readonly url?: string };
  const changed = (signed: SignedBatch, headers: Readonly<Record<string, string>>): SignedBatch => ({
    ...signed,
    headers: { ...signed.headers, ...headers },
  });
  const without = ({ body, headers }: SignedBatch, name: string): SignedBatch => ({
    body,
    headers: Object.fromEntries(Object.entries(headers).filter(([one]) => !one.endsWith(name))),
  });
  const SIGNATURE = 'x-twilio-email-event-webhook-signature';
  it.each<[string, Forgery, status: number, code: string]>([
    [
      'no signature',
      (body) => ({ signed: without(signer.sign(body), 'signature') }),
      401,
      'signature-missing',
    ],
    [
      'no timestamp',
      (body) => ({ signed: without(signer.sign(body), 'timestamp') }),
      401,
      'signature-missing',
    ],
    ['the signature of another key', (body) => ({ signed: openSigner().sign(body) }), 403, 'signature-wrong'],
    [
      'what is no signature',
      (body) => ({ signed: changed(signer.sign(body), { [SIGNATURE]: '%' }) }),
      403,
      'signature-wrong',
    ],
    [
      'a body that was changed',
      (body) => ({ signed: { ...signer.sign('[]'), body } }),
      403,
      'signature-wrong',
    ],
    [
      'a body with a space more',
      (body) => ({ signed: { ...signer.sign(body), body: ` ${body}` } }),
      403,
      'signature-wrong',
    ],
    [
      'an old signature',
      (body) => ({ signed: signer.sign(body, Date.now() - 26 * HOUR) }),
      403,
      'signature-too-old',
    ],
    [
      'the key of no workspace',
      (body) => ({ signed: signer.sign(body), url: '/v1/webhooks/sendgrid/nobody' }),
      404,
      'workspace-not-found',
    ],
  ])('with %s is refused, and nothing is changed', async (_, forge, status, code) => {
    const sent = await sell();
    const { signed, url } = forge(batch(sent, 'bounce'));
    expect(await post(signed, url)).toMatchObject({ status, json: { code } });
    expect([await stateOf(sent), await sent.events()]).toEqual(['ACCEPTED', []]);
    const { text } = await api.call('GET', '/v1/suppressions', { key: api.mine.keys.secret });
    expect(text).not.toContain(sent.userId);
  });

  it("cannot be used on another workspace's sends", async () => {
    const sent = await sell();
    expect((await post(signer.sign(batch(sent, 'bounce')), '/v1/webhooks/sendgrid/theirs')).status).toBe(200);
    expect([await stateOf(sent), await sent.events()]).toEqual(['ACCEPTED', []]);
  });

  it.each(['', '{}', '{"event":', 'null'])('that is signed, but no batch (%j), is refused', async (body) => {
    expect(await post(signer.sign(body))).toMatchObject({ status: 400, json: { code: 'not-a-batch' } });
  });

  it('may have what SendGrid puts into one request, and no more', async () => {
    const sent = await sell();
    const batchOfBytes = (bytes: number): SignedBatch =>
      signer.sign(batchOf([about(sent, 'open', { useragent: 'x'.repeat(bytes) })]));
    expect((await post(batchOfBytes(800 * 1024))).status).toBe(200);
    expect((await post(batchOfBytes(1024 * 1024))).status).toBe(413);
    expect(await sent.events()).toHaveLength(1);
  });

  it('takes odd events as they are, and what is beside them', async () => {
    const sent = await sell();
    const odd = about(sent, 'open', { useragent: 'a\0b\ud800', ip: null, send_id: sent.sendId, url: '\0' });
    expect((await post(signer.sign(batchOf([odd, about(sent, 'delivered')])))).status).toBe(200);
    expect(await sent.events()).toHaveLength(2);
  });
});

describe('Where no key was set', () => {
  it('every batch is refused', async () => {
    const api = await openTestApi();
    const { body, headers } = signer.sign('[]');
    const answer = await api.call('POST', URL, { raw: body, headers });
    expect(answer).toMatchObject({ status: 403, json: { code: 'webhook-not-set-up' } });
    await api.close();
  });
});
