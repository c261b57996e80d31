import { inspect } from 'node:util';
import { readConfig, Secret } from './index';

const secrets = {
  DATABASE_URL: 'postgresql://jornada:hidden-1@localhost/jornada',
  JORNADA_MASTER_KEY: Buffer.alloc(32, 9).toString('base64url'),
  JORNADA_ADMIN_KEY: 'hidden-2'.repeat(4),
  JORNADA_WRITE_KEY: `wk_${'hidden3'.repeat(5)}`,
  JORNADA_BROWSER_KEY: `wk_${'hidden4'.repeat(5)}`,
  JORNADA_SECRET_KEY: `sk_${'hidden5'.repeat(5)}`,
  SENDGRID_API_KEY: 'SG.hidden-6',
  SMTP_URL: 'smtp://name:hidden-7@localhost',
  TEMPORAL_API_KEY: 'hidden-8',
};
const config = readConfig({ ...secrets, TEMPORAL_ADDRESS: 'localhost:7233' });

describe('a configuration that holds secrets', () => {
  it.each([
    ['JSON.stringify', () => JSON.stringify(config)],
    ['util.inspect', () => inspect(config, { depth: 10 })],
    [
      'util.inspect of everything',
      () => inspect(config, { depth: 10, showHidden: true, customInspect: false }),
    ],
    ['a template', () => Object.values(config).map(String).join()],
    ['a copy', () => inspect(structuredClone(JSON.parse(JSON.stringify(config))), { depth: 10 })],
  ])('does not show them to %s', (_, show) => {
    const shown = show();
    expect(shown.length).toBeGreaterThan(50);
    expect(shown).not.toMatch(/hidden|9,\s*9|CQkJ/);
  });

  it('gives them out when asked', () => {
    expect(config.adminKey?.reveal()).toBe(secrets.JORNADA_ADMIN_KEY);
  });

  it('an error about a secret does not tell it either', () => {
    expect(inspect(new Error('opened with ' + String(new Secret('hidden'))))).toContain(
      'opened with [secret]',
    );
  });
});
