import { createServer, type AddressInfo, type Server } from 'node:net';
import type { Fault } from '../../../test/fakes/sendgrid/faults';
import {
  openFakeSendgrid,
  type FakeSendgrid,
  type TakenMail,
} from '../../../test/fakes/sendgrid/fake-sendgrid';
import type { OpenedProvider, Posted } from './provider';
import { openSendgrid } from './sendgrid.provider';
import { describeProvider, messageWith, type Arrived } from './testing/provider-contract';

const called = { name: 'sendgrid', key: 'sendgrid' };
const verified = ['hello@shop.example'];
const answers = (status: number, accepted = false, headers = {}): Fault => ({
  kind: 'answer',
  ...{ status, accepted, headers },
});

describeProvider('SendGrid', async () => {
  const fake = await openFakeSendgrid({ verified });
  const provider = openSendgrid({ ...called, apiKey: fake.apiKey, baseUrl: fake.url });
  return {
    provider,
    troubles: {
      'it refuses the message': () => fake.misbehave(answers(400)),
      'it has no time': () => fake.limitUntil(Date.now() + 60_000),
      'it does not let us in': () => fake.misbehave(answers(401)),
      'nobody is there': () => fake.close(),
      'it never answers': () => fake.misbehave({ kind: 'hang' }),
      'it breaks off, having taken the message': () => fake.misbehave({ kind: 'reset', accepted: true }),
      'it breaks off, having taken nothing': () => fake.misbehave({ kind: 'reset', accepted: false }),
    },
    arrived: () => Promise.resolve(fake.taken.map(arrivedOf)),
    close: async () => {
      await provider.close();
      await fake.close();
    },
  };
});

/** What SendGrid would make of a mail. */
function arrivedOf({ mail }: TakenMail): Arrived {
  const part = (type: string) =>
    (mail.content ?? []).find((one) => one.type === type)?.value as string | undefined;
  const words = (text: string): string =>
    text
      .replaceAll('?= =?', '?==?')
      .replaceAll(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, word: string) => Buffer.from(word, 'base64').toString());
  const headers = Object.entries(mail.headers ?? {}).map(([name, value]) => [
    name.toLowerCase(),
    words(String(value)),
  ]);
  return {
    to: (mail.personalizations ?? []).flatMap(({ to = [] }) => to.map(({ email }) => String(email))).join(),
    from: { name: (mail.from?.name ?? '') as string, email: String(mail.from?.email) },
    replyTo: mail.reply_to ? String(mail.reply_to.email) : null,
    subject: String(mail.subject),
    html: part('text/html') ?? null,
    text: (part('text/plain') ?? '').trimEnd(),
    headers: Object.fromEntries(headers) as Record<string, string>,
  };
}

describe('SendGrid', () => {
  let fake: FakeSendgrid;
  let provider: OpenedProvider;
  const open: { close(): unknown }[] = [];
  beforeEach(async () => {
    fake = await openFakeSendgrid({ verified });
    provider = connect({});
    open.push(fake);
  });
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
  });
  function connect({ apiKey = fake.apiKey, baseUrl = fake.url }): OpenedProvider {
    const opened = openSendgrid({ ...called, apiKey, baseUrl });
    open.unshift(opened);
    return opened;
  }
  const post = (by = provider, change = {}, patience = 5_000): Promise<Posted> =>
    by.post(messageWith(change), AbortSignal.timeout(patience));

  test('gets one recipient, an opaque id and no tracking of its own', async () => {
    const message = messageWith({ headers: { Authorization: 'Bearer other', Host: 'evil.example' } });
    const posted = await provider.post(message, AbortSignal.timeout(5_000));
    const [one] = fake.taken;
    expect(posted).toEqual({ kind: 'accepted', providerId: one?.messageId });
    expect(one?.mail).toMatchObject({
      personalizations: [{ to: [{ email: message.to }] }],
      custom_args: { send_id: message.sendId },
      tracking_settings: {
        click_tracking: { enable: false, enable_text: false },
        open_tracking: { enable: false },
        subscription_tracking: { enable: false },
        ganalytics: { enable: false },
      },
    });
    expect(Object.keys(one?.mail.custom_args ?? {})).toEqual(['send_id']);
    // The library would make headers of the message headers of the request.
    expect(one?.requestHeaders).toMatchObject({
      authorization: `Bearer ${fake.apiKey}`,
      host: fake.url.slice('http://'.length),
    });
  });

  test('two keys in one process do not meet', async () => {
    const other = connect({ apiKey: 'SG.other' });
    expect((await post(other)).kind).toBe('unsent');
    expect((await post()).kind).toBe('accepted');
  });

  const soon = Math.ceil(Date.now() / 1_000) + 20;
  test.each<[number, Posted['kind'], reason: string | null, headers: object, wait: number | null]>([
    [400, 'failed', 'scripted', {}, null],
    [413, 'failed', 'scripted', {}, null],
    [408, 'unsent', 'request-timeout', {}, 10_000],
    [429, 'unsent', 'too-many-requests', { 'x-ratelimit-reset': String(soon) }, 20_000],
    [429, 'unsent', 'too-many-requests', { 'x-ratelimit-reset': String(soon + 1e6) }, 3_600_000],
    [429, 'unsent', 'too-many-requests', { 'x-ratelimit-reset': 'soon' }, 60_000],
    [503, 'unsent', 'unavailable', { 'retry-after': '7' }, 7_000],
    [503, 'unsent', 'unavailable', {}, 30_000],
    [301, 'unsent', 'wrong-address', { location: 'http://127.0.0.1:1/' }, 300_000],
    [404, 'unsent', 'wrong-address', {}, 300_000],
    [200, 'unknown', 'answered-200', {}, null],
    [500, 'unknown', 'answered-500', {}, null],
    [502, 'unknown', 'answered-502', {}, null],
    [504, 'unknown', 'answered-504', {}, null],
  ])('an answer of %i: %s, %s', async (status, kind, reason, headers, wait) => {
    fake.misbehave(answers(status, false, headers));
    const begun = Date.now();
    const posted = await post();
    expect(posted).toMatchObject({ kind, reason });
    const waits = posted.kind === 'unsent' && posted.retryAt !== null ? posted.retryAt - begun : null;
    if (wait === null) expect(waits).toBeNull();
    else expect(Math.abs((waits ?? 0) - wait)).toBeLessThan(10_000);
  });

  test('a key that is refused says so of the key, and a sender that is not verified of the sender', async () => {
    const refused = { kind: 'unsent', reason: 'key-refused', pauses: 'key' };
    expect(await post(connect({ apiKey: 'SG.revoked' }))).toMatchObject(refused);
    const from = { name: '', email: 'other@shop.example' };
    const unverified = { kind: 'unsent', reason: 'sender-refused', pauses: 'sender' };
    expect(await post(provider, { from })).toMatchObject(unverified);
    expect((await post()).kind).toBe('accepted');
  });

  test.each<[string, string, (server: Server) => string, patience: number]>([
    ['no such name', 'ENOTFOUND', () => 'http://nobody.invalid', 5_000],
    ['no encryption where it was asked for', 'EPROTO', urlOf('https'), 5_000],
    ['a handshake that never ends', 'ERR_CANCELED', urlOf('https'), 300],
  ])('%s: nothing has arrived', async (_, reason, url, patience) => {
    const server = createServer((socket) => void (reason === 'EPROTO' && socket.end('hello\r\n\r\n')));
    server.on('connection', (socket) => socket.on('error', () => undefined).unref());
    await new Promise<void>((ready) => {
      server.listen(0, '127.0.0.1', () => ready());
    });
    open.push(server);
    const posted = await post(connect({ baseUrl: url(server) }), {}, patience);
    expect(posted).toMatchObject({ kind: 'unsent', reason });
  });

  test('a text that is blank is left out, for SendGrid takes no empty part', async () => {
    expect((await post(provider, { text: '\n' })).kind).toBe('accepted');
    expect(fake.taken[0]?.mail.content).toMatchObject([{ type: 'text/html' }]);
  });

  test('a refusal that quotes an address is kept without it', async () => {
    expect(await post(provider, { subject: '' })).toMatchObject({ kind: 'failed', code: '400' });
    expect(await post(provider, { headers: { Subject: 'x' } })).toMatchObject({
      reason: 'headers: The header Subject is reserved and may not be set.',
    });
  });
});

function urlOf(scheme: string): (server: Server) => string {
  return (server) => `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
