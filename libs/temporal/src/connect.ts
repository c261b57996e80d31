import { readFile } from 'node:fs/promises';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import type { TemporalSettings } from './settings';

/** A way to Temporal: what pokes go through and, where it is native, what a worker polls through. */
export interface TemporalLink {
  readonly client: Client;
  /** There where the link was opened for a worker. */
  readonly native: NativeConnection | null;
  close(): Promise<void>;
}

/**
 * Links a process that only pokes. Temporal need not be there: the first poke connects, and each later one tries anew.
 */
export async function linkLazily(settings: TemporalSettings): Promise<TemporalLink> {
  const connection = Connection.lazy(await optionsOf(settings));
  return {
    client: new Client({ connection, namespace: settings.namespace }),
    native: null,
    close: () => connection.close(),
  };
}

/** Links a process that works. Temporal must be there. @throws Error in a sentence, where it does not answer */
export async function linkNatively(settings: TemporalSettings): Promise<TemporalLink> {
  const options = await optionsOf(settings);
  const native = await NativeConnection.connect(options).catch((error: unknown) => {
    throw new Error(`Temporal does not answer at ${settings.address}: ${reasonOf(error)}`, { cause: error });
  });
  return {
    client: new Client({ connection: native, namespace: settings.namespace }),
    native,
    close: () => native.close(),
  };
}

/** What the SDK's core says of why, without the names of its types around it. */
function reasonOf(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  return /message: "([^"]+)"/.exec(said)?.[1] ?? said;
}

async function optionsOf(
  settings: TemporalSettings,
): Promise<{ address: string; tls?: object; apiKey?: string }> {
  const { address, tls, apiKey } = settings;
  return {
    address,
    ...(tls ? { tls: await readTls(tls) } : {}),
    ...(apiKey === null ? {} : { apiKey, tls: tls ? await readTls(tls) : {} }),
  };
}

async function readTls(tls: NonNullable<TemporalSettings['tls']>): Promise<object> {
  const read = async (path: string | null): Promise<Buffer | null> => (path === null ? null : readFile(path));
  const [crt, key, ca] = await Promise.all([read(tls.certPath), read(tls.keyPath), read(tls.caPath)]);
  return {
    ...(tls.serverName === null ? {} : { serverNameOverride: tls.serverName }),
    ...(ca ? { serverRootCACertificate: ca } : {}),
    ...(crt && key ? { clientCertPair: { crt, key } } : {}),
  };
}
