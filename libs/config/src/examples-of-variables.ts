import { type Variable } from './environment.schema';

/** How a right value looks, for the sentence about a wrong one. No key here opens anything. */
export const examplesOfVariables: Readonly<Record<Variable, string>> = {
  NODE_ENV: 'production',
  HOST: '0.0.0.0',
  PORT: '3000',
  OPS_PORT: '9000',
  PUBLIC_URL: 'https://journeys.example.com',
  TRUSTED_PROXIES: '10.0.0.0/8',
  BROWSER_EVENTS_PER_SECOND: '100',
  LOG_LEVEL: 'info',
  DATABASE_URL: 'postgresql://name:password@localhost:5432/jornada',
  DATABASE_POOL: '20',
  TEMPORAL_ADDRESS: 'localhost:7233',
  TEMPORAL_NAMESPACE: 'jornada',
  TEMPORAL_TLS: 'true',
  TEMPORAL_TLS_CLIENT_CERT_PATH: '/etc/jornada/temporal.pem',
  TEMPORAL_TLS_CLIENT_KEY_PATH: '/etc/jornada/temporal.key',
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: '/etc/jornada/temporal-ca.pem',
  TEMPORAL_TLS_SERVER_NAME: 'temporal.example.com',
  TEMPORAL_API_KEY: 'the-key-of-your-namespace',
  JORNADA_DATA: '.jornada',
  JORNADA_MASTER_KEY: '$(openssl rand -base64 32 | tr +/ -_ | tr -d =)',
  JORNADA_ADMIN_KEY: '$(openssl rand -hex 32)',
  JORNADA_WRITE_KEY: 'wk_$(openssl rand -hex 16)',
  JORNADA_BROWSER_KEY: 'wk_$(openssl rand -hex 16)',
  JORNADA_SECRET_KEY: 'sk_$(openssl rand -hex 16)',
  SENDGRID_API_KEY: 'SG.abc',
  SENDGRID_BASE_URL: 'https://api.sendgrid.com',
  SENDGRID_WEBHOOK_KEY:
    'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEHdBTfHjh9RVl0sXpNNkqSYTB4Z2wcl6X8RJ47TdDnbvllExT3+r0s1JrqC9NuF6t2Tv+ZYObBdUjPAgi3bzYBw==',
  SMTP_URL: 'smtp://localhost:1025',
};
