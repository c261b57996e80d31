import { execFileSync } from 'node:child_process';
import { welcome } from './welcome';

const about = {
  url: 'http://localhost:3000',
  temporalAddress: '127.0.0.1:7233',
  temporalUi: 'http://localhost:8233',
  provider: 'mailbox',
  database: 'postgresql://jornada@127.0.0.1:20000/jornada',
  dataFolder: '/home/ana/.jornada',
  keys: { write: 'wk_1', browser: 'wk_2', secret: 'sk_3' },
  event: { userId: 'ana', event: 'Cart Tried\' $(id) `id` \\ "x" ç', properties: { items: [] } },
};

describe('the welcome', () => {
  it.each([
    ['the API', 'http://localhost:3000\n'],
    ['its description', 'http://localhost:3000/docs\n'],
    ['the mailbox', 'http://localhost:3000/mailbox\n'],
    ["Temporal's page", 'http://localhost:8233\n'],
    ['the write key', 'wk_1'],
    ['the browser key', 'wk_2'],
    ['the secret key', 'sk_3'],
  ])('says where %s is', (_, text) => {
    expect(welcome(about)).toContain(text);
  });

  it.each([
    ['mailbox', 'kept in the mailbox', 'its e-mail is in the mailbox'],
    ['sendgrid', 'leaves by SendGrid', 'its e-mail leaves'],
    ['smtp', 'leaves by your mail server', 'its e-mail leaves'],
  ])('says what becomes of e-mail with the provider %s', (provider, ...texts) => {
    for (const text of texts) expect(welcome({ ...about, provider })).toContain(text);
  });

  it('names the address of a Temporal without a page', () => {
    expect(welcome({ ...about, temporalUi: null })).toContain('127.0.0.1:7233\n');
  });

  it('has a command to paste, from which a shell makes what the event says', () => {
    const lines = welcome(about).split('\n');
    const command = lines.slice(lines.findIndex((line) => line.includes('curl'))).join('\n');
    const args = execFileSync(
      '/bin/sh',
      ['-c', `curl() { for a; do printf '%s\\n' "$a"; done; }\n${command}`],
      {
        encoding: 'utf8',
      },
    );
    const [, user, url, , type, , body = ''] = args.split('\n');
    expect([user, url, type]).toEqual([
      'wk_1:',
      'http://localhost:3000/v1/track',
      'content-type: application/json',
    ]);
    expect(JSON.parse(body)).toEqual(about.event);
  });

  it('has none where there is no example to try', () => {
    expect(welcome({ ...about, event: null })).not.toContain('curl');
  });
});
