import { Secret } from '#config';
import type { Database } from '#database';
import { openProvider } from './open-provider';

describe('who carries messages', () => {
  const nowhere = {} as Database;
  const sendgrid = { apiKey: new Secret('SG.x'), baseUrl: 'http://127.0.0.1:1' };
  const smtpUrl = new Secret('smtp://127.0.0.1:1');

  test.each([
    ['with a key of SendGrid and a mail server', { sendgrid, smtpUrl }, 'sendgrid'],
    ['with a mail server', { sendgrid: null, smtpUrl }, 'smtp'],
    ['with neither', { sendgrid: null, smtpUrl: null }, 'mailbox'],
  ])('%s: %j', async (_, settings, name) => {
    const provider = openProvider(nowhere, settings);
    expect(provider.name).toBe(name);
    await provider.close();
  });
});
