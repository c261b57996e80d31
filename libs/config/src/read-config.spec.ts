import { generateKeyPairSync } from 'node:crypto';
import { ConfigError, readConfig, readStandaloneConfig } from './index';

const masterKey = Buffer.alloc(32, 7).toString('base64url');
const complete = {
  DATABASE_URL: 'postgresql://jornada:hidden@db.example.com:5432/jornada',
  TEMPORAL_ADDRESS: 'temporal.example.com:7233',
  JORNADA_MASTER_KEY: masterKey,
};
const ed25519 = generateKeyPairSync('ed25519')
  .publicKey.export({ type: 'spki', format: 'der' })
  .toString('base64');
const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

describe('given nothing but what is needed', () => {
  it('fills in the rest', () => {
    expect(readConfig(complete)).toMatchObject({
      production: false,
      host: '127.0.0.1',
      port: 3000,
      opsPort: null,
      databasePool: 20,
      temporal: { address: 'temporal.example.com:7233', namespace: 'jornada', tls: null, apiKey: null },
      publicUrl: 'http://localhost:3000',
      adminKey: null,
      keys: { write: null, browser: null, secret: null },
      sendgrid: null,
      sendgridWebhookKey: null,
      smtpUrl: null,
      dataFolder: '.jornada',
      logLevel: 'info',
    });
  });

  it('reads what is concealed', () => {
    const config = readConfig(complete);
    expect(config.databaseUrl.reveal()).toBe(complete.DATABASE_URL);
    expect(config.masterKeys.reveal()).toEqual([Buffer.alloc(32, 7)]);
  });

  it('reads several master keys, the newest first', () => {
    const newer = Buffer.alloc(32, 9);
    const config = readConfig({
      ...complete,
      JORNADA_MASTER_KEY: `${newer.toString('base64url')},${masterKey}`,
    });
    expect(config.masterKeys.reveal()).toEqual([newer, Buffer.alloc(32, 7)]);
  });

  it.each(['DATABASE_URL', 'TEMPORAL_ADDRESS', 'JORNADA_MASTER_KEY'])('cannot do without %s', (variable) => {
    expect(() => readConfig({ ...complete, [variable]: undefined })).toThrow(
      new RegExp(`^${variable} is not set and must .+, for example ${variable}=.+\\.$`),
    );
  });
});

describe('given what somebody chose', () => {
  it.each([
    [
      'production listens on all addresses',
      { NODE_ENV: 'production' },
      { production: true, host: '0.0.0.0' },
    ],
    ['a chosen host wins', { NODE_ENV: 'production', HOST: '::1' }, { production: true, host: '::1' }],
    ['the public URL follows the port', { PORT: '8080' }, { port: 8080, publicUrl: 'http://localhost:8080' }],
    [
      'the public URL loses its last slash',
      { PUBLIC_URL: 'https://a.example/x/' },
      { publicUrl: 'https://a.example/x' },
    ],
    ['no proxy is trusted unless it is named', {}, { trustedProxies: [] }],
    [
      'proxies are addresses and networks',
      { TRUSTED_PROXIES: '10.0.0.0/8, ::1,192.168.1.7' },
      { trustedProxies: ['10.0.0.0/8', '::1', '192.168.1.7'] },
    ],
    ['space around a value is none of it', { PORT: ' 8080 ' }, { port: 8080 }],
    ['an empty value is not set', { PORT: '', LOG_LEVEL: ' ' }, { port: 3000, logLevel: 'info' }],
    ['what nobody reads does not matter', { PORTS: 'x' }, { port: 3000 }],
  ])('%s', (_, chosen, expected) => {
    expect(readConfig({ ...complete, ...chosen })).toMatchObject(expected);
  });

  it('SendGrid is used with its own address unless another is named', () => {
    expect(readConfig({ ...complete, SENDGRID_API_KEY: 'SG.x' }).sendgrid?.baseUrl).toBe(
      'https://api.sendgrid.com',
    );
  });

  it.each([
    ['a server name', { TEMPORAL_TLS_SERVER_NAME: 'a.example' }, 'a.example'],
    ['an API key', { TEMPORAL_API_KEY: 'k' }, null],
    ['TEMPORAL_TLS', { TEMPORAL_TLS: 'true' }, null],
  ])('%s means TLS', (_, chosen, serverName) => {
    const expected = { certPath: null, keyPath: null, caPath: null, serverName };
    expect(readConfig({ ...complete, ...chosen }).temporal.tls).toEqual(expected);
  });

  it('TEMPORAL_TLS=false means none', () => {
    expect(readConfig({ ...complete, TEMPORAL_API_KEY: 'k', TEMPORAL_TLS: 'false' }).temporal.tls).toBeNull();
  });
});

describe('given a wrong value, one sentence names the variable and shows a right one', () => {
  const wrong: readonly (readonly [string, string, string])[] = [
    ['PORT', 'http', 'must be a whole number from 1 to 65535'],
    ['PORT', '0', 'must be a whole number from 1 to 65535'],
    ['PORT', '65536', 'must be a whole number from 1 to 65535'],
    ['PORT', '3000.5', 'must be a whole number from 1 to 65535'],
    ['PORT', '-1', 'must be a whole number from 1 to 65535'],
    ['PORT', '1e3', 'must be a whole number from 1 to 65535'],
    ['PORT', '9'.repeat(400), 'must be a whole number from 1 to 65535'],
    ['OPS_PORT', '3000', 'must be another port than PORT, which is 3000'],
    ['HOST', 'a host', 'must be a name or an address to listen on'],
    ['HOST', 'http://localhost', 'must be a name or an address to listen on'],
    ['PUBLIC_URL', 'journeys.example.com', 'must be where recipients reach this server'],
    ['PUBLIC_URL', 'ftp://a.example', 'must be where recipients reach this server'],
    ['PUBLIC_URL', 'https://a.example/?x=1', 'must be where recipients reach this server'],
    ['PUBLIC_URL', 'javascript:alert(1)', 'must be where recipients reach this server'],
    ...['all', '10.0.0.0/33', '::1/129', '10.0.0/8', '10.0.0.0/8,', '10.0.0.0/8/8', 'localhost', '0/0'].map(
      (value) => ['TRUSTED_PROXIES', value, 'must be the addresses or networks of your proxies'] as const,
    ),
    ['BROWSER_EVENTS_PER_SECOND', '0', 'must be a whole number from 1 to 1000000'],
    ['LOG_LEVEL', 'verbose', 'must be debug, info, warn or error'],
    ['DATABASE_URL', 'mysql://a:b@c/d', 'must be a PostgreSQL URL that names a database'],
    ['DATABASE_URL', 'postgresql://a:b@c', 'must be a PostgreSQL URL that names a database'],
    ['DATABASE_URL', 'localhost', 'must be a PostgreSQL URL that names a database'],
    ['DATABASE_POOL', '0', 'must be a whole number from 1 to 1000'],
    ['EVENT_MONTHS', '0', 'must be a whole number from 1 to 1200'],
    ['TEMPORAL_ADDRESS', 'http://localhost:7233', 'must be a host and a port, without http://'],
    ['TEMPORAL_ADDRESS', 'localhost', 'must be a host and a port, without http://'],
    ['TEMPORAL_NAMESPACE', 'a b', 'must be a name of letters, digits, dots, - and _'],
    ['TEMPORAL_TLS', 'yes', 'must be true or false'],
    ['JORNADA_MASTER_KEY', `${masterKey},`, 'must be 32 random bytes in base64url'],
    ['JORNADA_MASTER_KEY', `${masterKey}, ${masterKey}`, 'must be 32 random bytes in base64url'],
    ['JORNADA_MASTER_KEY', 'short', 'must be 32 random bytes in base64url, which are 43 characters'],
    ['JORNADA_MASTER_KEY', `${masterKey.slice(1)}+`, 'must be 32 random bytes in base64url'],
    ['JORNADA_ADMIN_KEY', 'secret', 'must be at least 32 characters without spaces'],
    ['JORNADA_WRITE_KEY', 'wk_short', 'must be wk_ and at least 32 letters (without accents) and digits'],
    ['JORNADA_WRITE_KEY', `sk_${letters}`, 'must be wk_ and at least 32 letters'],
    ['JORNADA_BROWSER_KEY', `wk_${letters}é`, 'must be wk_ and at least 32 letters'],
    ['JORNADA_SECRET_KEY', `sk_${letters}\n; DROP`, 'must be sk_ and at least 32 letters'],
    ['SENDGRID_API_KEY', 'SG.a b', 'must be an API key of SendGrid, without spaces'],
    ['SENDGRID_BASE_URL', 'api.sendgrid.com', "must be where SendGrid's API is"],
    ['SENDGRID_WEBHOOK_KEY', 'SG.abc', "must be the verification key of SendGrid's Event Webhook"],
    ['SENDGRID_WEBHOOK_KEY', ed25519, "must be the verification key of SendGrid's Event Webhook"],
    ['SMTP_URL', 'localhost:25', 'must be the smtp or smtps URL of a mail server'],
    ['JORNADA_DATA', 'a\0b', 'must be the path of a file'],
  ];

  it.each(wrong)('%s=%j', (variable, value, must) => {
    const error = whatIsSaidAbout({ ...complete, [variable]: value });
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message.startsWith(`${variable} ${must}`)).toBe(true);
    expect(error.message).toMatch(new RegExp(`, for example ${variable}=[^\\n]+\\.$`));
  });

  it('a browser key, which is public, cannot be the write key', () => {
    const both = { JORNADA_WRITE_KEY: `wk_${letters}`, JORNADA_BROWSER_KEY: `wk_${letters}` };
    expect(whatIsSaidAbout({ ...complete, ...both }).message).toMatch(
      /^JORNADA_BROWSER_KEY must be another key/,
    );
  });

  it.each([
    ['TEMPORAL_TLS_CLIENT_CERT_PATH', 'TEMPORAL_TLS_CLIENT_KEY_PATH'],
    ['TEMPORAL_TLS_CLIENT_KEY_PATH', 'TEMPORAL_TLS_CLIENT_CERT_PATH'],
  ])('%s needs %s', (given, missing) => {
    const error = whatIsSaidAbout({ ...complete, [given]: '/a.pem' });
    expect(error.message).toMatch(new RegExp(`^${missing} is not set and must name the .+ of ${given}`));
  });

  it('never repeats the value, which may be a secret put into the wrong place', () => {
    for (const variable of new Set(wrong.map(([name]) => name))) {
      const { message } = whatIsSaidAbout({ ...complete, [variable]: '\0 hunter2 ' });
      expect(message).not.toContain('hunter2');
    }
  });
});

describe('npm start', () => {
  it('needs nothing', () => {
    expect(readStandaloneConfig({})).toMatchObject({
      databaseUrl: null,
      masterKeys: null,
      temporal: { address: null },
      host: '127.0.0.1',
    });
  });

  it('checks what it is given all the same', () => {
    expect(() => readStandaloneConfig({ PORT: 'x' })).toThrow(ConfigError);
  });
});

function whatIsSaidAbout(env: NodeJS.ProcessEnv): ConfigError {
  try {
    readConfig(env);
  } catch (error) {
    return error as ConfigError;
  }
  throw new Error('nothing was found wrong');
}
