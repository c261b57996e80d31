import { openSigner } from '../../../test/fakes/sendgrid/webhook-events';
import { judgeSignature, type SignatureVerdict } from './sendgrid-signature';

const HOUR = 3_600_000;
const now = Date.parse('2026-06-15T12:00:00Z');
const signer = openSigner();
const body = '[{"event":"delivered"}]\r\n';

const judged = (
  change: { body?: Uint8Array; signature?: string; timestamp?: string; key?: string; at?: number } = {},
): SignatureVerdict => {
  const { headers } = signer.sign(body, change.at ?? now);
  const signature = headers['x-twilio-email-event-webhook-signature'] ?? '';
  const timestamp = headers['x-twilio-email-event-webhook-timestamp'] ?? '';
  const { key = signer.publicKey, ...rest } = change;
  return judgeSignature(key, { body: Buffer.from(body), signature, timestamp, ...rest }, now);
};

describe('the signature of a batch', () => {
  test('is right as SendGrid makes it', () => expect(judged()).toBe('right'));

  test.each<[string, Parameters<typeof judged>[0]]>([
    ['another byte at its end', { body: Buffer.from(body.trimEnd()) }],
    ['another event', { body: Buffer.from(body.replace('delivered', 'bounce')) }],
    ['the same JSON, written otherwise', { body: Buffer.from('[ {"event":"delivered"}]\r\n') }],
    ['another timestamp', { timestamp: String(now / 1_000 + 1) }],
    ['a timestamp that is none', { timestamp: 'now' }],
    ['a timestamp with a sign', { timestamp: `+${now / 1_000}` }],
    ['no signature', { signature: '' }],
    ['a signature that is no base64', { signature: '%%%' }],
    ['bytes that are no signature', { signature: Buffer.alloc(70, 1).toString('base64') }],
    ['10 KB of them', { signature: Buffer.alloc(10_000).toString('base64') }],
    ['the key of another', { key: openSigner().publicKey }],
  ])('is wrong with %s', (_, change) => expect(judged(change)).toBe('wrong'));

  test.each<[string, number, SignatureVerdict]>([
    ['a day ago', -24 * HOUR, 'right'],
    ['26 hours ago', -26 * HOUR, 'too-old'],
    ['five minutes ahead', HOUR / 12, 'right'],
    ['an hour ahead', HOUR, 'too-old'],
  ])('made %s (%i ms): %s', (_, away, verdict) => expect(judged({ at: now + away })).toBe(verdict));
});
