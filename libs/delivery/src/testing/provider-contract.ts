import { randomUUID } from 'node:crypto';
import type { Message, Posted, Provider } from '../provider';

/** A message as it arrived, decoded: what its reader gets. Its headers are by lower-case name. */
export type Arrived = Omit<Message, 'sendId' | 'workspaceId'>;

/** How the world behind a provider can fail at the next post. */
export type Trouble =
  | 'it refuses the message'
  | 'it has no time'
  | 'it does not let us in'
  | 'nobody is there'
  | 'it never answers'
  | 'it breaks off, having taken the message'
  | 'it breaks off, having taken nothing';

/** An adapter and the world behind it, for one spec. */
export interface ProviderRig {
  readonly provider: Provider;
  /** Everything that arrived, in order. */
  arrived(): Promise<readonly Arrived[]>;
  /** Makes the next post fail so. A trouble that is left out cannot happen to this adapter. */
  readonly troubles: Partial<Record<Trouble, () => unknown>>;
  close(): Promise<void>;
}

/** What is due after each trouble. Nothing that may have been taken is ever called unsent. */
const dueAfter: Readonly<Record<Trouble, Posted['kind']>> = {
  'it refuses the message': 'failed',
  'it has no time': 'unsent',
  'it does not let us in': 'unsent',
  'nobody is there': 'unsent',
  'it never answers': 'unknown',
  'it breaks off, having taken the message': 'unknown',
  'it breaks off, having taken nothing': 'unknown',
};

/** Somebody's patience, shorter than the provider's own (ms). */
const PATIENCE = 400;
const PATIENT = 5_000;

/** What every adapter of the port keeps to. @param open opens a rig that nothing has happened to */
export function describeProvider(name: string, open: () => Promise<ProviderRig>): void {
  describe(`${name}, as a provider`, () => {
    let rig: ProviderRig;
    beforeEach(async () => {
      rig = await open();
    });
    afterEach(() => rig.close());

    const post = (message: Message, patience = PATIENT): Promise<Posted> =>
      rig.provider.post(message, AbortSignal.timeout(patience));

    test('carries everything', async () => {
      const message = messageWith({});
      expect(await post(message)).toEqual({ kind: 'accepted', providerId: expect.any(String) as string });
      const [one] = await rig.arrived();
      const { to, from, replyTo, subject, html, text } = message;
      expect(one).toMatchObject({ to, from, replyTo, subject, html, text });
      expect(one?.headers).toMatchObject({
        'list-unsubscribe': '<https://shop.example/u/abc>',
        'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
        'x-greeting': 'Olá ✓',
      });
    });

    test.each<[string, Partial<Message>]>([
      ['without HTML', { html: null }],
      ['without an address to reply to', { replyTo: null }],
      ['from somebody without a name', { from: { name: '', email: 'hello@shop.example' } }],
      ['from a name that needs quotes', { from: { name: 'Shop, "the" <one>', email: 'hello@shop.example' } }],
      ['of half a megabyte', { html: `<p>${'çã '.repeat(100_000)}</p>`, text: 'çã\n'.repeat(50_000) }],
      ['with lines that begin with dots', { text: '.\n..\n.a', html: null }],
    ])('carries a message %s', async (_, change) => {
      const message = messageWith(change);
      expect((await post(message)).kind).toBe('accepted');
      const { from, replyTo, html, text } = message;
      expect(await rig.arrived()).toMatchObject([{ from, replyTo, html, text: text.trimEnd() }]);
    });

    test('a send that is put again arrives once where the provider recognises it, else twice', async () => {
      const message = messageWith({});
      expect([(await post(message)).kind, (await post(message)).kind]).toEqual(['accepted', 'accepted']);
      expect(await rig.arrived()).toHaveLength(rig.provider.dedupes ? 1 : 2);
    });

    test.each<[string, Partial<Message>]>([
      ['the subject', { subject: 'Hi\r\nBcc: eve@evil.example\r\n\r\nbody' }],
      ["the sender's name", { from: { name: 'Shop\r\nBcc: eve@evil.example', email: 'hello@shop.example' } }],
      ['a header', { headers: { 'X-A': 'a\r\nBcc: eve@evil.example\n\rX-B: b\u2028c\0d' } }],
    ])('a line break in %s begins no header', async (_, change) => {
      expect((await post(messageWith(change))).kind).toBe('accepted');
      const [one] = await rig.arrived();
      expect(Object.keys(one?.headers ?? {})).not.toContain('bcc');
      const said = [one?.subject, one?.from.name, ...Object.values(one?.headers ?? {})];
      expect(said.filter((text) => /[\r\n\0\u2028]/.test(text ?? ''))).toEqual([]);
    });

    test.each<[string, Partial<Message>]>([
      ['the recipient', { to: 'ana@example.com\r\nBcc: eve@evil.example' }],
      ['two recipients', { to: 'ana@example.com,eve@evil.example' }],
      ['a recipient with a name', { to: 'Ana <ana@example.com>' }],
      ['the sender', { from: { name: '', email: 'hello@shop.example>\nX: y' } }],
      ['the address to reply to', { replyTo: 'a@b.example\nX: y' }],
      ["a header's name", { headers: { 'X-A\r\nBcc': 'eve@evil.example' } }],
      ["a header's name with a colon", { headers: { 'Bcc: eve@evil.example, X': 'y' } }],
    ])('what is no address or name, as %s, fails the message', async (_, change) => {
      expect((await post(messageWith(change))).kind).toBe('failed');
      expect(await rig.arrived()).toEqual([]);
    });

    test.each(Object.entries(dueAfter) as [Trouble, Posted['kind']][])(
      'when %s, the outcome is: %s',
      async (trouble, due) => {
        const begin = rig.troubles[trouble];
        // An adapter without a world outside has no such trouble, and says so by leaving it out.
        if (!begin) return expect(rig.provider.name).toBe('mailbox');
        await begin();
        const begun = Date.now();
        const posted = await post(messageWith({}), trouble === 'it never answers' ? PATIENCE : PATIENT);
        expect(posted.kind).toBe(due);
        if (posted.kind === 'unsent') expect(posted.retryAt).toBeGreaterThan(begun);
        if (posted.kind === 'unknown' || posted.kind === 'failed') expect(posted.reason).not.toContain('@');
      },
    );
  });
}

/** A message with everything in it, but for what is changed. */
export function messageWith(change: Partial<Message>): Message {
  return {
    sendId: randomUUID(),
    workspaceId: '00000000-0000-4000-8000-000000000001',
    to: 'ana@example.com',
    from: { name: 'Loja São João', email: 'hello@shop.example' },
    replyTo: 'help@shop.example',
    subject: 'Seu carrinho está à espera 🛒, e não vai embora tão cedo assim: olhe só o que há nele',
    html: '<p>Olá, <b>Ana</b> – 50&nbsp;% ✓</p>',
    text: 'Olá, Ana\n\n– 50 % ✓',
    headers: {
      'List-Unsubscribe': '<https://shop.example/u/abc>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'X-Greeting': 'Olá ✓',
    },
    ...change,
  };
}
