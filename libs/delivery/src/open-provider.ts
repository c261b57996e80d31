import type { Config } from '#config';
import type { Database } from '#database';
import { openMailbox } from './mailbox.provider';
import type { OpenedProvider } from './provider';
import { openSendgrid } from './sendgrid.provider';
import { openSmtp } from './smtp.provider';

/** Opens who carries messages, as the settings say: SendGrid where there is a key, else a mail server, else the mailbox. */
export function openProvider(
  database: Database,
  { sendgrid, smtpUrl }: Pick<Config, 'sendgrid' | 'smtpUrl'>,
): OpenedProvider {
  const called = { name: 'sendgrid', key: 'sendgrid' };
  if (sendgrid)
    return openSendgrid({ ...called, apiKey: sendgrid.apiKey.reveal(), baseUrl: sendgrid.baseUrl });
  if (smtpUrl) return openSmtp(smtpUrl.reveal());
  return { ...openMailbox(database), close: () => Promise.resolve() };
}
