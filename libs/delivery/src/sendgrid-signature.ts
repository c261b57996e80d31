import { createPublicKey, verify } from 'node:crypto';

/** What SendGrid sends with a batch of its Event Webhook. */
export interface SignedBatch {
  /** The bytes as they came. */
  readonly body: Uint8Array;
  /** Base64 of a DER signature. */
  readonly signature: string;
  /** Seconds since 1970, as text. */
  readonly timestamp: string;
}

export type SignatureVerdict = 'right' | 'wrong' | 'too-old';

/**
 * How far the time of signing may be from ours (ms). SendGrid tries for a day to hand over a batch, and does not say that
 * it signs it anew. A batch that is told again changes nothing, so the window only bounds how long dedupe is needed.
 */
const WINDOW = 25 * 3_600_000;
const AHEAD = 10 * 60_000;

/**
 * Judges a batch by SendGrid's own description: ECDSA on P-256 with SHA-256 over the timestamp and the bytes of the body.
 * @param publicKey DER in base64, as SendGrid shows it
 * @param now epoch ms
 * @see https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features
 */
export function judgeSignature(
  publicKey: string,
  { body, signature, timestamp }: SignedBatch,
  now: number,
): SignatureVerdict {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  if (!/^\d{1,12}$/.test(timestamp)) return 'wrong';
  const signed = Buffer.concat([Buffer.from(timestamp), body]);
  // What is no signature at all (node:crypto answers false to any bytes) is as wrong as one that does not fit.
  if (!verify('sha256', signed, key, Buffer.from(signature, 'base64'))) return 'wrong';
  const age = now - Number(timestamp) * 1_000;
  return age > WINDOW || age < -AHEAD ? 'too-old' : 'right';
}
