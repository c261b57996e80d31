/** Where Temporal is, and how to get in. */
export interface TemporalSettings {
  readonly address: string;
  readonly namespace: string;
  readonly tls: {
    readonly certPath: string | null;
    readonly keyPath: string | null;
    readonly caPath: string | null;
    readonly serverName: string | null;
  } | null;
  readonly apiKey: string | null;
}
