import { createPublicKey, verify } from 'node:crypto';
import { openFakeSendgrid, type FakeSendgrid } from './fake-sendgrid';
import { batchOf } from './webhook-events';

const right = {
  personalizations: [{ to: [{ email: 'ana@example.com' }] }],
  from: { email: 'hello@shop.example' },
  subject: 'Hello',
  content: [
    { type: 'text/plain', value: 'Hello' },
    { type: 'text/html', value: '<p>Hello</p>' },
  ],
  custom_args: { send_id: '1' },
};
const [plain, html] = right.content;
const times = <T>(count: number, make: (at: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, at) => make(at));

describe('the fake SendGrid', () => {
  let fake: FakeSendgrid;
  beforeAll(async () => {
    fake = await openFakeSendgrid({ verified: ['hello@shop.example'] });
  });
  afterAll(() => fake.close());

  const post = async (mail: unknown, { key = fake.apiKey, path = '/v3/mail/send', method = 'POST' } = {}) => {
    const body = typeof mail === 'string' ? mail : JSON.stringify(mail);
    const authorization = `Bearer ${key}`;
    const answer = await fetch(fake.url + path, {
      method,
      headers: { authorization },
      ...(method === 'GET' ? {} : { body }),
    });
    const text = await answer.text();
    const [error = null] =
      text === '' ? [] : (JSON.parse(text) as { errors: { field: string | null }[] }).errors;
    return { status: answer.status, error, headers: answer.headers };
  };

  test('takes a mail that is right, under an id of its own', async () => {
    const { status, headers } = await post(right);
    expect(status).toBe(202);
    expect(fake.taken.at(-1)).toMatchObject({ messageId: headers.get('x-message-id'), mail: right });
  });

  const to = (...emails: readonly string[]) => ({ to: emails.map((email) => ({ email })) });
  const args = (bytes: number) => ({ send_id: 'x'.repeat(bytes - Buffer.byteLength('{"send_id":""}')) });
  test.each<[string, object, status: number, field: string | null]>([
    ['no personalizations', { personalizations: [] }, 400, 'personalizations'],
    [
      '1,000 personalizations',
      { personalizations: times(1_000, (at) => to(`${at}@example.com`)) },
      202,
      null,
    ],
    ['1,001', { personalizations: times(1_001, (at) => to(`${at}@example.com`)) }, 400, 'personalizations'],
    ['nobody to write to', { personalizations: [{ to: [] }] }, 400, 'personalizations.0.to'],
    ['an address that is none', { personalizations: [to('ana')] }, 400, 'personalizations.0.to'],
    [
      'somebody twice',
      { personalizations: [to('ana@example.com', 'Ana@example.com')] },
      400,
      'personalizations',
    ],
    [
      'somebody in to and in cc',
      { personalizations: [{ ...to('a@b.example'), cc: [{ email: 'a@b.example' }] }] },
      400,
      'personalizations',
    ],
    [
      'somebody in to and in bcc',
      { personalizations: [{ ...to('a@b.example'), bcc: [{ email: 'a@b.example' }] }] },
      400,
      'personalizations',
    ],
    [
      'somebody in two personalizations',
      { personalizations: [to('a@b.example'), to('a@b.example')] },
      202,
      null,
    ],
    ['no sender', { from: undefined }, 400, 'from.email'],
    ['a sender that is not verified', { from: { email: 'other@shop.example' } }, 403, 'from'],
    ['a sender in another case', { from: { email: 'Hello@shop.example' } }, 202, null],
    ['a reply-to that is no address', { reply_to: { email: 'x' } }, 400, 'reply_to.email'],
    ['no subject', { subject: '' }, 400, 'subject'],
    [
      'a subject of the personalization',
      { subject: undefined, personalizations: [{ ...to('a@b.example'), subject: 'S' }] },
      202,
      null,
    ],
    ['no content', { content: [] }, 400, 'content'],
    ['an empty part', { content: [{ type: 'text/plain', value: '' }] }, 400, 'content.0.value'],
    ['a part without a type', { content: [{ type: '', value: 'x' }] }, 400, 'content.0.type'],
    ['HTML before text', { content: [html, plain] }, 400, 'content'],
    [
      'HTML after another part',
      { content: [plain, { type: 'text/calendar', value: 'x' }, html] },
      400,
      'content',
    ],
    ['text twice', { content: [plain, plain] }, 400, 'content'],
    ['HTML alone', { content: [html] }, 202, null],
    ...[
      'Subject',
      'to',
      'FROM',
      'Reply-To',
      'cc',
      'bcc',
      'Received',
      'x-sg-id',
      'x-sg-eid',
      'DKIM-Signature',
      'Content-Type',
      'Content-Transfer-Encoding',
    ].map(
      (name) =>
        [`the header ${name}`, { headers: { [name]: 'x' } }, 400, 'headers'] as [
          string,
          object,
          number,
          string,
        ],
    ),
    ['a header of one’s own', { headers: { 'X-Own': 'x' } }, 202, null],
    ['a header with a line break', { headers: { 'X-Own': 'x\r\nBcc: a@b.example' } }, 400, 'headers.X-Own'],
    ['a header beyond ASCII', { headers: { 'X-Own': 'ä' } }, 400, 'headers.X-Own'],
    ['a custom argument that is a number', { custom_args: { send_id: 1 } }, 400, 'custom_args.send_id'],
    ['10,000 bytes of custom arguments', { custom_args: args(10_000) }, 202, null],
    ['10,001', { custom_args: args(10_001) }, 400, 'custom_args'],
    ['10 categories', { categories: times(10, String) }, 202, null],
    ['11', { categories: times(11, String) }, 400, 'categories'],
    ['a category twice', { categories: ['a', 'a'] }, 400, 'categories'],
  ])('with %s', async (_, change, status, field) => {
    const before = fake.taken.length;
    const answer = await post({ ...right, ...change });
    expect([answer.status, answer.error?.field ?? null]).toEqual([status, field]);
    expect(fake.taken.length - before).toBe(status === 202 ? 1 : 0);
    if (answer.error) expect(Object.keys(answer.error)).toEqual(['message', 'field', 'help']);
  });

  test.each([
    ['another key', right, { key: 'SG.other' }, 401],
    ['another address', right, { path: '/v3/mail' }, 404],
    ['another method', right, { method: 'GET' }, 405],
    ['what is no JSON', '{', {}, 400],
    ['what is no object', '[]', {}, 400],
    ['more than 30 MB', 'x'.repeat(30 * 1024 * 1024 + 1), {}, 413],
  ])('refuses %s', async (_, mail, how, status) => {
    expect((await post(mail, how)).status).toBe(status);
  });

  test('says until when there were too many', async () => {
    const at = Math.ceil(Date.now() / 1_000) * 1_000 + 60_000;
    fake.limitUntil(at);
    const { status, headers } = await post(right);
    expect([status, headers.get('x-ratelimit-reset')]).toEqual([429, String(at / 1_000)]);
    fake.limitUntil(null);
  });

  test.each([
    [{ kind: 'reset', accepted: false }, 0],
    [{ kind: 'reset', accepted: true }, 1],
  ] as const)('%j: breaks off, having taken %i', async (fault, taken) => {
    const before = fake.taken.length;
    fake.misbehave(fault);
    await expect(post(right)).rejects.toThrow('fetch failed');
    expect(fake.taken.length - before).toBe(taken);
  });

  test.each([
    [{ kind: 'answer', status: 500, accepted: false }, 0],
    [{ kind: 'answer', status: 503, accepted: true }, 1],
  ] as const)('%j: answers so, having taken %i', async (fault, taken) => {
    const before = fake.taken.length;
    fake.misbehave(fault);
    expect((await post(right)).status).toBe(fault.status);
    expect(fake.taken.length - before).toBe(taken);
  });

  test('signs events about what it took', async () => {
    await post(right);
    const about = fake.taken.at(-1);
    if (!about) throw new Error('nothing was taken');
    const event = fake.event(about, 'delivered', { response: '250 OK' });
    expect(event).toMatchObject({ event: 'delivered', email: 'ana@example.com', send_id: '1' });
    expect(event.sg_message_id.startsWith(about.messageId)).toBe(true);
    const { body, headers } = fake.signer.sign(batchOf([event]));
    const key = createPublicKey({
      key: Buffer.from(fake.signer.publicKey, 'base64'),
      format: 'der',
      type: 'spki',
    });
    const signed = Buffer.from(`${headers['x-twilio-email-event-webhook-timestamp']}${body}`);
    const signature = Buffer.from(headers['x-twilio-email-event-webhook-signature'] ?? '', 'base64');
    expect(verify('sha256', signed, key, signature)).toBe(true);
  });
});
