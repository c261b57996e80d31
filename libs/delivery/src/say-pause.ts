import type { StoredPause } from '#database';

/** What a pause means for who sends, and what ends it. */
export interface SaidPause {
  readonly sentence: string;
  readonly hint: string;
}

const ITSELF = 'It is tried again by itself; DELETE /v1/pauses/<id> has it tried at once.';

/** Says a pause in words. */
export function sayPause({ carrier, about, reason, workspaceId }: Omit<StoredPause, 'name'>): SaidPause {
  const who = nameOf(carrier);
  const isOwn = workspaceId !== null;
  switch (reason) {
    case 'key-refused':
      return {
        sentence: `${who} refuses the API key: nothing leaves by this account.`,
        hint: isOwn
          ? `Give it another key with PUT /v1/mail-accounts/${carrier.split(':')[1] ?? ''}.`
          : 'Whoever runs the server sets another SENDGRID_API_KEY.',
      };
    case 'key-not-readable':
      return {
        sentence:
          'The API key was sealed by a master key that is not known any more: nothing leaves by this account.',
        hint: `Give it its key anew with PUT /v1/mail-accounts/${carrier.split(':')[1] ?? ''}.`,
      };
    case 'sender-refused':
      return {
        sentence: `${who} does not let us write from ${about ?? 'this sender'}: nothing leaves from it; from others it does.`,
        hint: `Verify the sender or its domain there, or name another. ${ITSELF}`,
      };
    case 'wrong-address':
      return {
        sentence: `Where ${who} should be, nobody takes messages: nothing leaves by this account.`,
        hint: isOwn
          ? 'Check the region of the account.'
          : 'Whoever runs the server checks SENDGRID_BASE_URL.',
      };
    case 'login-refused':
      return {
        sentence: 'The mail server does not let us in: nothing leaves by it.',
        hint: 'Whoever runs the server checks SMTP_URL.',
      };
    case 'too-many-requests':
      return { sentence: `${who} says that it gets too much at once.`, hint: ITSELF };
    default:
      return { sentence: `${who} has no time, or cannot be reached.`, hint: ITSELF };
  }
}

function nameOf(carrier: string): string {
  if (carrier.startsWith('sendgrid')) return 'SendGrid';
  return carrier === 'webhook' ? 'The endpoint' : 'The mail server';
}
