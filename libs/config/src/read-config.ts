import { type Config, type StandaloneConfig, type TemporalTls } from './config';
import { type Environment } from './environment.schema';
import { areEqual, readEnvironment, required, wrong } from './read-environment';

/**
 * The settings of a process of its own (`npm run api`, `npm run worker`).
 * @throws ConfigError in one sentence about the first variable that is wrong or missing
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = readEnvironment(env);
  const config = settingsIn(given);
  return {
    ...config,
    databaseUrl: required(given.DATABASE_URL, 'DATABASE_URL', 'must name the PostgreSQL database'),
    masterKeys: required(
      given.JORNADA_MASTER_KEY,
      'JORNADA_MASTER_KEY',
      'must be 32 random bytes in base64url',
    ),
    temporal: {
      ...config.temporal,
      address: required(given.TEMPORAL_ADDRESS, 'TEMPORAL_ADDRESS', 'must say where the Temporal server is'),
    },
  };
}

/**
 * The settings of `npm start`, which needs none.
 * @throws ConfigError in one sentence about the first variable that is wrong
 */
export function readStandaloneConfig(env: NodeJS.ProcessEnv): StandaloneConfig {
  return settingsIn(readEnvironment(env));
}

function settingsIn(given: Environment): StandaloneConfig {
  const production = given.NODE_ENV === 'production';
  const port = given.PORT ?? 3000;
  if (given.OPS_PORT === port) throw wrong('OPS_PORT', `must be another port than PORT, which is ${port}`);
  if (areEqual(given.JORNADA_WRITE_KEY, given.JORNADA_BROWSER_KEY)) {
    throw wrong('JORNADA_BROWSER_KEY', 'must be another key than JORNADA_WRITE_KEY, for it is public');
  }
  return {
    production,
    host: given.HOST ?? (production ? '0.0.0.0' : '127.0.0.1'),
    port,
    opsPort: given.OPS_PORT ?? null,
    leaveSeconds: given.LEAVE_SECONDS ?? 0,
    databaseUrl: given.DATABASE_URL ?? null,
    databasePool: given.DATABASE_POOL ?? 20,
    eventMonths: given.EVENT_MONTHS ?? null,
    runDays: given.RUN_DAYS ?? null,
    temporal: {
      address: given.TEMPORAL_ADDRESS ?? null,
      namespace: given.TEMPORAL_NAMESPACE ?? 'jornada',
      tls: tlsIn(given),
      apiKey: given.TEMPORAL_API_KEY ?? null,
    },
    publicUrl: given.PUBLIC_URL ?? `http://localhost:${port}`,
    trustedProxies: given.TRUSTED_PROXIES ?? [],
    browserEventsPerSecond: given.BROWSER_EVENTS_PER_SECOND ?? 100,
    masterKeys: given.JORNADA_MASTER_KEY ?? null,
    adminKey: given.JORNADA_ADMIN_KEY ?? null,
    keys: {
      write: given.JORNADA_WRITE_KEY ?? null,
      browser: given.JORNADA_BROWSER_KEY ?? null,
      secret: given.JORNADA_SECRET_KEY ?? null,
    },
    sendgrid: given.SENDGRID_API_KEY
      ? { apiKey: given.SENDGRID_API_KEY, baseUrl: given.SENDGRID_BASE_URL ?? 'https://api.sendgrid.com' }
      : null,
    sendgridWebhookKey: given.SENDGRID_WEBHOOK_KEY ?? null,
    smtpUrl: given.SMTP_URL ?? null,
    ads: {
      metaUrl: given.META_BASE_URL ?? 'https://graph.facebook.com/v25.0',
      googleUrl: given.GOOGLE_DATA_MANAGER_URL ?? 'https://datamanager.googleapis.com/v1',
      googleTokenUrl: given.GOOGLE_TOKEN_URL ?? 'https://oauth2.googleapis.com/token',
    },
    egressAllow: given.JORNADA_EGRESS_ALLOW ?? [],
    dataFolder: given.JORNADA_DATA ?? '.jornada',
    logLevel: given.LOG_LEVEL ?? 'info',
    tracing: {
      endpoint: given.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
      ratio: given.OTEL_TRACES_SAMPLER_ARG ?? 1,
    },
  };
}

/** TLS where it is asked for, or where anything is given that needs it: a certificate, an API key. */
function tlsIn(given: Environment): TemporalTls | null {
  const { TEMPORAL_TLS_CLIENT_CERT_PATH: certPath = null, TEMPORAL_TLS_CLIENT_KEY_PATH: keyPath = null } =
    given;
  if (certPath !== null && keyPath === null) {
    throw wrong(
      'TEMPORAL_TLS_CLIENT_KEY_PATH',
      'is not set and must name the key of TEMPORAL_TLS_CLIENT_CERT_PATH',
    );
  }
  if (keyPath !== null && certPath === null) {
    throw wrong(
      'TEMPORAL_TLS_CLIENT_CERT_PATH',
      'is not set and must name the certificate of TEMPORAL_TLS_CLIENT_KEY_PATH',
    );
  }
  const caPath = given.TEMPORAL_TLS_SERVER_CA_CERT_PATH ?? null;
  const serverName = given.TEMPORAL_TLS_SERVER_NAME ?? null;
  const isImplied = [certPath, caPath, serverName, given.TEMPORAL_API_KEY ?? null].some(
    (value) => value !== null,
  );
  return (given.TEMPORAL_TLS ?? isImplied) ? { certPath, keyPath, caPath, serverName } : null;
}
