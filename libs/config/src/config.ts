import { type Secret } from './secret';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** How to reach a Temporal server over TLS; what is null is what the system trusts or the address says. */
export interface TemporalTls {
  readonly certPath: string | null;
  readonly keyPath: string | null;
  readonly caPath: string | null;
  readonly serverName: string | null;
}

export interface TemporalConfig {
  /** `host:port` */
  readonly address: string;
  readonly namespace: string;
  /** null: in plain text */
  readonly tls: TemporalTls | null;
  readonly apiKey: Secret<string> | null;
}

/** The keys chosen for the default workspace; null: none chosen. */
export interface ChosenKeys {
  readonly write: Secret<string> | null;
  readonly browser: Secret<string> | null;
  readonly secret: Secret<string> | null;
}

/** All settings of a process, checked. */
export interface Config {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  /** Where /livez, /readyz and /metrics are served; null: on `port`. */
  readonly opsPort: number | null;
  /** How long /readyz sends everybody away before the process stops (s). */
  readonly leaveSeconds: number;
  readonly databaseUrl: Secret<string>;
  /** Connections at most. */
  readonly databasePool: number;
  /** Whole months of events that are kept, before this one; null: all. */
  readonly eventMonths: number | null;
  /** Days for which it is kept how a run went that has ended; null: for ever. */
  readonly runDays: number | null;
  readonly temporal: TemporalConfig;
  /** Begins every link in a message; without a slash at its end. */
  readonly publicUrl: string;
  /** Addresses and networks whose word is taken for where a call came from (X-Forwarded-For). */
  readonly trustedProxies: readonly string[];
  /** How many events one address may send with one browser key, lastingly. */
  readonly browserEventsPerSecond: number;
  /** 32 bytes each, from which all other keys of ours are derived: the newest first, it makes what the others still read. */
  readonly masterKeys: Secret<readonly Uint8Array[]>;
  readonly adminKey: Secret<string> | null;
  readonly keys: ChosenKeys;
  readonly sendgrid: { readonly apiKey: Secret<string>; readonly baseUrl: string } | null;
  /** What batches of SendGrid's Event Webhook are verified by: a public key, DER in base64. */
  readonly sendgridWebhookKey: string | null;
  readonly smtpUrl: Secret<string> | null;
  /** Where the ad networks are: their addresses with versions, without slashes at their ends. */
  readonly ads: {
    readonly metaUrl: string;
    readonly googleUrl: string;
    readonly googleTokenUrl: string;
  };
  /** What webhooks may reach besides the public internet: hosts, addresses, blocks. */
  readonly egressAllow: readonly string[];
  /** Where the embedded default keeps everything. */
  readonly dataFolder: string;
  readonly logLevel: LogLevel;
  /** Where traces go (null: they are not taken), and the share of runs that are traced. */
  readonly tracing: { readonly endpoint: string | null; readonly ratio: number };
}

/** How the world reaches the API. */
export type Edge = Pick<Config, 'publicUrl' | 'trustedProxies' | 'browserEventsPerSecond'>;

/** The settings of `npm start`, which brings what is null here itself. */
export interface StandaloneConfig extends Omit<Config, 'databaseUrl' | 'masterKeys' | 'temporal'> {
  readonly databaseUrl: Secret<string> | null;
  readonly masterKeys: Secret<readonly Uint8Array[]> | null;
  readonly temporal: Omit<TemporalConfig, 'address'> & { readonly address: string | null };
}
