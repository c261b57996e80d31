import type { Posted } from './provider';

/** What nodemailer throws, as far as it matters: which step failed, with which reply of the server, if any. */
export interface SmtpError {
  readonly code?: unknown;
  readonly responseCode?: unknown;
}

/** How long to wait (ms): where the server cannot be reached or has no time; and where it does not let us in. */
const BUSY_WAIT = 30_000;
export const NOT_LET_IN_WAIT = 5 * 60_000;

/** Replies that speak of us, not of the message: log in first, log in better, log in with encryption. */
const NOT_LET_IN = new Set([530, 534, 535, 538]);

/** A bad sequence of commands: the session was wrong, not the message. */
const BAD_SEQUENCE = 503;

/**
 * What a failed attempt means.
 * @param begun whether any of the message's content was handed to the connection: the server had said 354
 * @param now epoch ms
 */
export function outcomeOfError({ code, responseCode }: SmtpError, begun: boolean, now: number): Posted {
  const reason = typeof code === 'string' ? code : 'broken-off';
  const reply = typeof responseCode === 'number' ? responseCode : null;
  const unsent = (why: string, wait: number, everybody: boolean): Posted => ({
    kind: 'unsent',
    reason: why,
    retryAt: now + wait,
    ...(everybody && { pauses: 'key' as const }),
  });
  if (isNotLetIn({ code, responseCode })) return unsent('login-refused', NOT_LET_IN_WAIT, true);
  // A refusal of the envelope or of the message is the server's word; anything else is the connection's end.
  if (code === 'EENVELOPE' || code === 'EMESSAGE') {
    if (reply === null) return { kind: 'failed', code: reason, reason: 'the message cannot be sent by SMTP' };
    if (reply < 500 || reply === BAD_SEQUENCE) return unsent(`answered-${reply}`, BUSY_WAIT, false);
    return { kind: 'failed', code: String(reply), reason: `the mail server answered ${reply}` };
  }
  return begun ? { kind: 'unknown', reason } : unsent(reason, BUSY_WAIT, true);
}

/** Whether the server does not let us in at all. */
export function isNotLetIn({ code, responseCode }: SmtpError): boolean {
  const isLogin = code === 'EAUTH' || code === 'ENOAUTH' || code === 'EOAUTH2';
  return (isLogin && !(Number(responseCode) < 500)) || NOT_LET_IN.has(Number(responseCode));
}
