import type { EgressAnswer } from '../egress/egress.contract';
import type { Posted } from '../provider';
import { isTaken, sayStatus } from '#journey';
import { replyOf } from './webhook-reply';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long is waited after each attempt that came to nothing, but for the last (ms): ten attempts in less than a day. */
export const PAUSES: readonly number[] = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
];

/** The longest that an endpoint may ask us to wait (ms). */
const LONGEST_WAIT = 12 * HOUR;

/** An endpoint that asks for no more than this is left alone by everybody; longer, by this call alone (ms). */
const LONGEST_PEACE = 5 * MINUTE;

/** Answers that say: not now. The endpoint has done nothing. */
const NOT_NOW: ReadonlySet<number> = new Set([408, 429, 503]);

/**
 * What an attempt has come to. What was surely not done is tried again; what may have been done as well (a timeout, a
 * broken connection, a 5xx), for the endpoint knows by the Idempotency-Key what it has done already. After the last
 * attempt it has failed.
 * @param attempt the number of the attempt, from 1
 * @param now epoch ms
 */
export function outcomeOf(answer: EgressAnswer, attempt: number, now: number): Posted {
  const pause = PAUSES[attempt - 1];
  switch (answer.kind) {
    case 'forbidden':
      return failed(answer.reason, sentences[answer.reason] ?? answer.reason);
    case 'unsent':
      if (pause === undefined) return failed(answer.reason, `no connection: ${answer.reason}`);
      return { kind: 'unsent', reason: answer.reason, retryAt: now + pause };
    case 'broken':
      if (pause === undefined) return failed(answer.reason, `no answer: ${answer.reason}`);
      return { kind: 'unknown', reason: answer.reason, retryAt: now + pause };
    case 'answered':
      return ofStatus(answer, pause ?? null, now);
  }
}

const sentences: { readonly [reason: string]: string } = {
  'address-not-valid': 'the URL is none that can be called',
  'address-not-allowed': 'the URL leads to an address that is not on the public internet',
};

function ofStatus(
  answer: Extract<EgressAnswer, { kind: 'answered' }>,
  pause: number | null,
  now: number,
): Posted {
  const { status } = answer;
  const reply = replyOf(answer);
  if (isTaken(status)) return { kind: 'accepted', providerId: null, reply };
  const reason = `answered-${status}`;
  const asked = secondsIn(answer.headers['retry-after']);
  if (pause !== null && NOT_NOW.has(status)) {
    const everybody = asked !== null && asked <= LONGEST_PEACE;
    const retryAt = now + Math.max(pause, asked ?? 0);
    return { kind: 'unsent', reason, retryAt, ...(everybody && { pauses: 'key' }) };
  }
  if (pause !== null && status >= 500) return { kind: 'unknown', reason, retryAt: now + pause };
  return failed(reason, sayStatus(status), reply);
}

function failed(code: string, reason: string, reply?: ReturnType<typeof replyOf>): Posted {
  return { kind: 'failed', code, reason, conclusive: true, ...(reply && { reply }) };
}

/** `Retry-After` in milliseconds, where it counts seconds. */
function secondsIn(header: string | readonly string[] | undefined): number | null {
  const seconds = typeof header === 'string' && /^\d{1,9}$/.test(header) ? Number(header) : null;
  return seconds === null ? null : Math.min(seconds * SECOND, LONGEST_WAIT);
}
