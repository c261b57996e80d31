import { batchOf, webhookEvent } from '../../../test/fakes/sendgrid/webhook-events';
import type { ProviderReport } from './provider-report';
import { readSendgridReports } from './sendgrid-reports';

const send_id = '6f6c1d7e-3c1b-5a52-9d2d-1c6f0a7f3b11';
const about = { email: 'ana@example.com', messageId: 'filter0001p3las1', args: { send_id } };
const event = (name: string, more: object = {}) =>
  webhookEvent(about, name, { timestamp: 1_781_500_000, ...more });
const read = (...events: readonly unknown[]): readonly ProviderReport[] | null =>
  readSendgridReports(Buffer.from(JSON.stringify(events)));
const readOne = (name: string, more: object = {}): ProviderReport | undefined => read(event(name, more))?.[0];

describe('a batch of the Event Webhook', () => {
  test.each<[string, object, state: string, engagement: string | null, suppresses: string | null]>([
    ['processed', {}, 'ACCEPTED', null, null],
    ['deferred', { attempt: '3' }, 'DEFERRED', 'Email Deferred', null],
    ['dropped', {}, 'DROPPED', 'Email Dropped', null],
    ['delivered', {}, 'DELIVERED', 'Email Delivered', null],
    ['bounce', { type: 'bounce' }, 'BOUNCED', 'Email Bounced', 'bounced'],
    ['bounce', { type: 'blocked' }, 'BOUNCED', 'Email Bounced', null],
    ['open', {}, 'ACCEPTED', 'Email Opened', null],
    ['click', {}, 'ACCEPTED', 'Email Clicked', null],
    ['spamreport', {}, 'ACCEPTED', 'Email Complained', 'complained'],
    ['unsubscribe', {}, 'ACCEPTED', 'Email Unsubscribed', 'unsubscribed'],
    ['group_unsubscribe', {}, 'ACCEPTED', 'Email Unsubscribed', 'unsubscribed'],
  ])('%s %j proves %s, and becomes %s', (name, more, state, engagement, suppresses) => {
    expect(readOne(name, more)).toMatchObject({
      ...{ sendId: send_id, provider: 'sendgrid', state, engagement, suppresses },
      ...{ providerId: 'filter0001p3las1', at: 1_781_500_000_000 },
    });
  });

  test.each<[string, unknown]>([
    ['of a name that nobody knows', event('group_resubscribe')],
    ['of a name that means something to JavaScript', event('constructor')],
    ['of a message that is not ours', event('delivered', { send_id: undefined })],
    ['of a send whose id is none', event('delivered', { send_id: '1 OR 1=1' })],
    ['without an instant', event('delivered', { timestamp: 'yesterday' })],
    ['of an impossible instant', event('delivered', { timestamp: 1e300 })],
    ['that is null', null],
    ['that is a list', [event('delivered')]],
    ['that is text', 'delivered'],
  ])('an event %s is left out, and its neighbours are read', (_, odd) => {
    expect(read(odd, event('delivered'))).toMatchObject([{ state: 'DELIVERED' }]);
  });

  test.each(['', '{', '{}', 'null', '[', '"[]"'])('what is no batch (%j) is none', (body) => {
    expect(readSendgridReports(Buffer.from(body))).toBeNull();
  });

  test('as SendGrid writes it is read', () => {
    expect(readSendgridReports(Buffer.from(batchOf([event('open'), event('click')])))).toHaveLength(2);
  });

  test('the same happening has the same key, though its event has another id', () => {
    const again = event('click', { url: 'https://shop.example', sg_event_id: 'another', useragent: 'x' });
    expect(readOne('click', { url: 'https://shop.example' })?.key).toBe(read(again)?.[0]?.key);
    expect(read(again, again)).toHaveLength(1);
  });

  test.each([
    ['another event', 'open', {}],
    ['another second', 'click', { timestamp: 1_781_500_001 }],
    ['another link', 'click', { url: 'https://other.example' }],
    ['another message', 'click', { sg_message_id: 'other.0' }],
  ])('%s is another happening', (_, name, more) => {
    expect(readOne(name, more)?.key).not.toBe(readOne('click')?.key);
  });

  test('what a mail server said is kept without addresses, and without what no database takes', () => {
    const reason = '550 5.1.1 <ana@example.com>: user \0 unknown \ud800';
    expect(readOne('bounce', { reason, status: '5.1.1' })).toMatchObject({
      ...{ reason: '550 5.1.1 <…>: user \ufffd unknown \ufffd', code: '5.1.1' },
      raw: expect.not.stringContaining('\0') as string,
    });
  });

  test('what a journey may ask about is in the details', () => {
    expect(readOne('click', { url: 'https://shop.example/?a=1' })?.details).toEqual({
      url: 'https://shop.example/?a=1',
    });
    expect(readOne('open', { sg_machine_open: true, ip: '203.0.113.9' })?.details).toEqual({ robot: true });
    expect(readOne('bounce', { type: 'blocked' })?.details).toEqual({ hard: false });
  });
});
