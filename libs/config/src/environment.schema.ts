import { isIP } from 'node:net';
import { z } from 'zod';
import { isEgressTarget } from './egress-target';
import { isPublicKey } from './public-key';
import { Secret } from './secret';

// What each variable must look like. A message goes on after the variable's name: "PORT must be ...".

const wholeNumber = (from: number, to: number) => {
  const must = `must be a whole number from ${from} to ${to}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, must)
    .transform(Number)
    .refine((value) => value >= from && value <= to, must);
};
const port = wholeNumber(1, 65_535);

const matching = (form: RegExp, must: string) => z.string().regex(form, must);

const url = (protocols: readonly string[], must: string, isRight: (url: URL) => boolean = () => true) =>
  z.string().refine((text) => {
    const found = URL.canParse(text) ? new URL(text) : null;
    return found !== null && protocols.includes(found.protocol) && found.hostname !== '' && isRight(found);
  }, must);

const webUrl = (what: string) =>
  url(['http:', 'https:'], `must be ${what}: an http or https URL without query or fragment`, (found) => {
    return found.search === '' && found.hash === '' && found.username === '';
  }).transform((text) => text.replace(/\/+$/, ''));

/** Addresses and networks (CIDR), joined by commas. */
const networks = z
  .string()
  .transform((text) => text.split(',').map((one) => one.trim()))
  .refine(
    (list) => list.every(isNetwork),
    'must be the addresses or networks of your proxies, joined by commas',
  );

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return (
    more.length === 0 && (bits === undefined ? most > 0 : /^\d{1,3}$/.test(bits) && Number(bits) <= most)
  );
}

const concealed = <T>(schema: z.ZodType<T, string>) => schema.transform((value) => new Secret(value));

const key = (prefix: 'wk_' | 'sk_') =>
  concealed(
    matching(
      new RegExp(`^${prefix}[0-9A-Za-z]{32,200}$`),
      `must be ${prefix} and at least 32 letters (without accents) and digits`,
    ),
  );

const path = z.string().refine((text) => !text.includes('\0'), 'must be the path of a file');
const yesOrNo = z.enum(['true', 'false'], 'must be true or false').transform((text) => text === 'true');

/** The environment variables that are read; all may be absent here. Which must be there, and when, is said elsewhere. */
export const environmentSchema = z
  .object({
    NODE_ENV: z.string(),
    HOST: matching(/^[0-9A-Za-z.:-]+$/, 'must be a name or an address to listen on'),
    PORT: port,
    OPS_PORT: port,
    LEAVE_SECONDS: wholeNumber(0, 300),
    PUBLIC_URL: webUrl('where recipients reach this server'),
    TRUSTED_PROXIES: networks,
    BROWSER_EVENTS_PER_SECOND: wholeNumber(1, 1_000_000),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error'], 'must be debug, info, warn or error'),

    OTEL_EXPORTER_OTLP_ENDPOINT: webUrl('where your collector takes OTLP over HTTP'),
    OTEL_TRACES_SAMPLER_ARG: matching(
      /^(0([.]\d{1,9})?|1([.]0{1,9})?)$/,
      'must be a share from 0 to 1',
    ).transform(Number),

    DATABASE_URL: concealed(
      url(['postgres:', 'postgresql:'], 'must be a PostgreSQL URL that names a database', (found) => {
        return /^\/[^/]+$/.test(found.pathname);
      }),
    ),
    DATABASE_POOL: wholeNumber(1, 1_000),
    EVENT_MONTHS: wholeNumber(1, 1_200),
    RUN_DAYS: wholeNumber(1, 36_500),

    TEMPORAL_ADDRESS: matching(
      /^([0-9A-Za-z._-]+|\[[0-9A-Fa-f:.]+\]):\d{1,5}$/,
      'must be a host and a port, without http://',
    ),
    TEMPORAL_NAMESPACE: matching(
      /^[0-9A-Za-z][0-9A-Za-z._-]{1,254}$/,
      'must be a name of letters, digits, dots, - and _',
    ),
    TEMPORAL_TLS: yesOrNo,
    TEMPORAL_TLS_CLIENT_CERT_PATH: path,
    TEMPORAL_TLS_CLIENT_KEY_PATH: path,
    TEMPORAL_TLS_SERVER_CA_CERT_PATH: path,
    TEMPORAL_TLS_SERVER_NAME: z.string(),
    TEMPORAL_API_KEY: concealed(z.string()),

    JORNADA_DATA: path,
    JORNADA_MASTER_KEY: concealed(
      matching(
        /^[0-9A-Za-z_-]{43}(,[0-9A-Za-z_-]{43}){0,9}$/,
        'must be 32 random bytes in base64url, which are 43 characters, or several of these, the newest first, joined by commas',
      ).transform((text): readonly Uint8Array[] =>
        text.split(',').map((key) => Buffer.from(key, 'base64url')),
      ),
    ),
    JORNADA_ADMIN_KEY: concealed(matching(/^[!-~]{32,}$/, 'must be at least 32 characters without spaces')),
    JORNADA_WRITE_KEY: key('wk_'),
    JORNADA_BROWSER_KEY: key('wk_'),
    JORNADA_SECRET_KEY: key('sk_'),

    JORNADA_EGRESS_ALLOW: z
      .string()
      .transform((text) => text.split(',').map((one) => one.trim().toLowerCase()))
      .refine(
        (all) => all.every(isEgressTarget),
        'must be hosts, addresses and blocks such as 10.1.0.0/16, joined by commas',
      ),

    META_BASE_URL: webUrl("where Meta's Graph API is, with its version"),
    GOOGLE_DATA_MANAGER_URL: webUrl("where Google's Data Manager API is, with its version"),
    GOOGLE_TOKEN_URL: webUrl('where Google gives out access tokens'),

    SENDGRID_API_KEY: concealed(matching(/^[!-~]+$/, 'must be an API key of SendGrid, without spaces')),
    SENDGRID_BASE_URL: webUrl("where SendGrid's API is"),
    SENDGRID_WEBHOOK_KEY: z
      .string()
      .refine(isPublicKey, "must be the verification key of SendGrid's Event Webhook, as SendGrid shows it"),
    SMTP_URL: concealed(url(['smtp:', 'smtps:'], 'must be the smtp or smtps URL of a mail server')),
  })
  .partial();

export type Environment = z.output<typeof environmentSchema>;
export type Variable = keyof Environment;

/** Every variable there is. */
export const variables: readonly Variable[] = environmentSchema.keyof().options;
