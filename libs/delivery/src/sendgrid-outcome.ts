import type { Posted } from './provider';

/** An answer of SendGrid. */
export interface SendgridAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: { readonly [name: string]: unknown };
  readonly body: unknown;
}

/** Who has to wait after an answer, besides the message. */
export type Pause = 'channel' | 'sender' | null;

const SECOND = 1_000;

/** How long a key or a sender that is refused is left alone (ms): somebody has to mend it. */
export const PAUSE = 5 * 60 * SECOND;

/** The longest SendGrid may ask us to wait (ms): a limit's window is a minute, an hour at most. */
const LONGEST_WAIT = 3_600 * SECOND;

/**
 * What an answer means.
 * @param now epoch ms
 */
export function outcomeOf(
  { status, headers, body }: SendgridAnswer,
  now: number,
): { readonly posted: Posted; readonly pause: Pause } {
  const unsent = (reason: string, wait: number, pause: Pause = null, everybody = pause === 'channel') =>
    ({ posted: { kind: 'unsent', reason, retryAt: now + wait, everybody }, pause }) as const;
  const code = String(status);
  switch (status) {
    case 202:
      return { posted: { kind: 'accepted', providerId: textIn(headers['x-message-id']) }, pause: null };
    case 401:
      return unsent('key-refused', PAUSE, 'channel');
    case 403:
      return unsent('sender-refused', PAUSE, 'sender');
    case 404:
    case 405:
      return unsent('wrong-address', PAUSE, 'channel');
    case 408:
      return unsent('request-timeout', 10 * SECOND);
    case 429:
      return unsent(
        'too-many-requests',
        resetIn(headers['x-ratelimit-reset'], now) ?? 60 * SECOND,
        null,
        true,
      );
    case 503:
      return unsent('unavailable', secondsIn(headers['retry-after']) ?? 30 * SECOND, null, true);
  }
  if (status >= 300 && status < 400) return unsent('wrong-address', PAUSE, 'channel');
  if (status >= 400 && status < 500)
    return { posted: { kind: 'failed', code, reason: sayingOf(body) ?? `answered ${code}` }, pause: null };
  return { posted: { kind: 'unknown', reason: `answered-${code}` }, pause: null };
}

/** SendGrid's own words, without what may be somebody's address. */
function sayingOf(body: unknown): string | null {
  const errors = (body as { readonly errors?: unknown } | null)?.errors;
  if (!Array.isArray(errors)) return null;
  const [first] = errors as readonly { readonly message?: unknown; readonly field?: unknown }[];
  const message = textIn(first?.message);
  const field = textIn(first?.field);
  if (message === null) return null;
  const saying = message.replaceAll(/[^\s[\]<>"']+@[^\s[\]<>"']+/g, '…').slice(0, 300);
  return field === null ? saying : `${field}: ${saying}`;
}

function resetIn(header: unknown, now: number): number | null {
  const seconds = Number(textIn(header) ?? NaN);
  return Number.isFinite(seconds) ? within(seconds * SECOND - now) : null;
}

function secondsIn(header: unknown): number | null {
  const seconds = Number(textIn(header) ?? NaN);
  return Number.isFinite(seconds) ? within(seconds * SECOND) : null;
}

function within(wait: number): number {
  return Math.min(Math.max(wait, SECOND), LONGEST_WAIT);
}

function textIn(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
