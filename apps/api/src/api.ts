import type { Part } from './app.module';
import { buildApp } from './build-app';
import type { LogLine } from './http/server-log';
import type { Surroundings } from './surroundings';

export type { Surroundings } from './surroundings';

/** Where to listen. */
export interface Listening {
  readonly host: string;
  /** 0 = any that is free. */
  readonly port: number;
  /** Where /livez, /readyz and /metrics are, if not on `port`. */
  readonly opsPort?: number | null;
}

/** A server that listens. */
export interface RunningApi {
  readonly url: string;
  /** Takes no new requests, lets those under way end, and stops. */
  close(): Promise<void>;
}

/** How long requests under way may take to end (ms); then they are cut. */
const DRAIN = 10_000;

/**
 * Starts the HTTP API.
 * @param log where faults of ours are told, a JSON line each
 * @throws Error where the port is taken, or this build does not validate what it is sent
 */
export async function startApi(
  surroundings: Surroundings,
  { host, port, opsPort = null }: Listening,
  log: LogLine = (line) => process.stderr.write(line),
): Promise<RunningApi> {
  const start = (part: Part, at: number): Promise<RunningApi> =>
    startPart(part, surroundings, { host, port: at, log });
  if (opsPort === null) return start('all', port);
  const product = await start('product', port);
  try {
    const operations = await start('operations', opsPort);
    const close = async (): Promise<void> => {
      // Probes answer until the last request has ended.
      await product.close();
      await operations.close();
    };
    return { url: product.url, close };
  } catch (error) {
    await product.close();
    throw error;
  }
}

async function startPart(
  part: Part,
  surroundings: Surroundings,
  { host, port, log }: { readonly host: string; readonly port: number; readonly log: LogLine },
): Promise<RunningApi> {
  const { app } = await buildApp(part, surroundings, log);
  const server = app.getHttpServer();
  const fastify = app.getHttpAdapter().getInstance();
  const url = await fastify.listen({ host, port }).catch(async (error: unknown) => {
    await app.close();
    throw error;
  });
  const close = async (): Promise<void> => {
    const cut = setTimeout(() => server.closeAllConnections(), DRAIN);
    try {
      await app.close();
    } finally {
      clearTimeout(cut);
    }
  };
  return { url, close };
}
