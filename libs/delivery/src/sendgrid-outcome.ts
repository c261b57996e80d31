import type { Posted } from './provider';

/** An answer of SendGrid. */
export interface SendgridAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: { readonly [name: string]: unknown };
  readonly body: unknown;
}

const SECOND = 1_000;

/** How long a key or a sender that is refused is left alone (ms): somebody has to mend it. */
const PAUSE = 5 * 60 * SECOND;

/** The longest SendGrid may ask us to wait (ms): a limit's window is a minute, an hour at most. */
const LONGEST_WAIT = 3_600 * SECOND;

/**
 * What an answer means.
 * @param now epoch ms
 */
export function outcomeOf({ status, headers, body }: SendgridAnswer, now: number): Posted {
  const unsent = (reason: string, wait: number, pauses?: 'key' | 'sender'): Posted => ({
    ...{ kind: 'unsent', reason, retryAt: now + wait },
    ...(pauses && { pauses }),
  });
  const code = String(status);
  switch (status) {
    case 202:
      return { kind: 'accepted', providerId: textIn(headers['x-message-id']) };
    case 401:
      return unsent('key-refused', PAUSE, 'key');
    case 403:
      return unsent('sender-refused', PAUSE, 'sender');
    case 404:
    case 405:
      return unsent('wrong-address', PAUSE, 'key');
    case 408:
      return unsent('request-timeout', 10 * SECOND);
    case 429:
      return unsent('too-many-requests', resetIn(headers['x-ratelimit-reset'], now) ?? 60 * SECOND, 'key');
    case 503:
      return unsent('unavailable', secondsIn(headers['retry-after']) ?? 30 * SECOND, 'key');
  }
  if (status >= 300 && status < 400) return unsent('wrong-address', PAUSE, 'key');
  if (status >= 400 && status < 500)
    return { kind: 'failed', code, reason: sayingOf(body) ?? `answered ${code}` };
  return { kind: 'unknown', reason: `answered-${code}` };
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
