import { createServer, type AddressInfo } from 'node:net';
import { openFakeSmtp, type FakeSmtp } from '../../../test/fakes/smtp/fake-smtp';
import type { OpenedProvider, Posted } from './provider';
import { openSmtp } from './smtp.provider';
import { describeProvider, messageWith, type Arrived } from './testing/provider-contract';

describeProvider('SMTP', async () => {
  const server = await openFakeSmtp();
  const provider = openSmtp(server.url);
  return {
    provider,
    troubles: {
      'it refuses the message': () => server.misbehave({ at: 'END', reply: 552 }),
      'it has no time': () => server.misbehave({ at: 'RCPT', reply: 451 }),
      'it does not let us in': () => server.misbehave({ at: 'MAIL', reply: 530 }),
      'nobody is there': () => server.close(),
      'it never answers': () => server.misbehave({ at: 'END', reply: 'hang' }),
      'it breaks off, having taken the message': () => server.misbehave({ at: 'END', reply: 'cut' }),
      'it breaks off, having taken nothing': () => server.misbehave({ at: 'CONTENT', reply: 'cut' }),
    },
    arrived: () => Promise.resolve(server.taken.map(arrivedOf)),
    close: async () => {
      await provider.close();
      await server.close();
    },
  };
});

function arrivedOf({ headers, parts, to }: FakeSmtp['taken'][number]): Arrived {
  const part = (type: string): string | null => parts.find((one) => one.type === type)?.text ?? null;
  const { from = '', 'reply-to': replyTo = null, subject = '', ...rest } = headers;
  const [, name = '', email = from] = /^(.*) <([^<>]+)>$/.exec(from) ?? [];
  const bare = name.startsWith('"') ? name.slice(1, -1).replaceAll(/\\(.)/g, '$1') : name;
  const text = (part('text/plain') ?? '').trimEnd();
  const html = part('text/html')?.trimEnd() ?? null;
  return { to: to.join(), from: { name: bare, email }, replyTo, subject, html, text, headers: rest };
}

describe('SMTP', () => {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()));
  });
  const connect = async (url?: string): Promise<{ server: FakeSmtp; provider: OpenedProvider }> => {
    const server = await openFakeSmtp('secret');
    const provider = openSmtp(url ?? server.url);
    open.push(provider, server);
    return { server, provider };
  };
  const post = (provider: OpenedProvider, patience = 5_000): Promise<Posted> =>
    provider.post(messageWith({}), AbortSignal.timeout(patience));

  test.each([
    ['MAIL', 451, 'unsent'],
    ['MAIL', 550, 'failed'],
    ['RCPT', 421, 'unsent'],
    ['RCPT', 550, 'failed'],
    ['RCPT', 503, 'unsent'],
    ['END', 451, 'unsent'],
    ['END', 421, 'unsent'],
    ['END', 554, 'failed'],
  ] as const)('a reply at %s of %i: %s', async (at, reply, kind) => {
    const { server, provider } = await connect();
    server.misbehave({ at, reply });
    expect((await post(provider)).kind).toBe(kind);
    // What one message met does not keep the next one back.
    expect((await post(provider)).kind).toBe('accepted');
    expect(server.taken).toHaveLength(1);
  });

  test('a connection that is cut before any of the content has brought nothing', async () => {
    const { server, provider } = await connect();
    server.misbehave({ at: 'DATA', reply: 'cut' });
    expect((await post(provider)).kind).toBe('unsent');
  });

  test('a message has the same Message-ID at each attempt, of its send', async () => {
    const { server, provider } = await connect();
    const message = messageWith({});
    for (const _ of [1, 2]) await provider.post(message, AbortSignal.timeout(5_000));
    const id = `<${message.sendId}@shop.example>`;
    expect(server.taken.map((one) => one.headers['message-id'])).toEqual([id, id]);
  });

  test('a login that is refused says so of everybody who would log in', async () => {
    const { server, provider } = await connect();
    const wrong = openSmtp(server.url.replace('secret', 'guessed'));
    open.push(wrong);
    expect(await post(wrong)).toMatchObject({ kind: 'unsent', reason: 'login-refused', pauses: 'key' });
    expect((await post(provider)).kind).toBe('accepted');
  });

  test('a server that says nothing at all has taken nothing', async () => {
    const mute = createServer(() => undefined);
    await new Promise<void>((ready) => {
      mute.listen(0, '127.0.0.1', () => ready());
    });
    const { provider } = await connect(`smtp://127.0.0.1:${(mute.address() as AddressInfo).port}`);
    expect((await post(provider, 300)).kind).toBe('unsent');
    mute.close();
  });
});
