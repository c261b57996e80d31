import type { FastifyRequest } from 'fastify';

/** Where the API says what went wrong: JSON lines. */
export type LogLine = (line: string) => void;

/** Logs what is our fault. Never what a person sent: no URL, no body, no message of an error that may quote them. */
export class ServerLog {
  constructor(private readonly write: LogLine) {}

  failure(request: FastifyRequest, status: number, error: unknown): void {
    const route = `${request.method} ${request.routeOptions.url ?? '(no route)'}`;
    const at = new Date().toISOString();
    const line = {
      at,
      level: 'error',
      process: 'api',
      message: 'a request failed',
      status,
      route,
      request: request.id,
      ...describe(error),
    };
    this.write(`${JSON.stringify(line)}\n`);
  }
}

/** An error's name, code and place. Its message stays out: databases quote values in theirs. */
function describe(error: unknown): {
  readonly fault: string;
  readonly code?: string;
  readonly stack: readonly string[];
} {
  if (!(error instanceof Error)) return { fault: typeof error, stack: [] };
  const { code } = error as Error & { code?: unknown };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    fault: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    stack: frames.slice(0, 12).map((frame) => frame.trim()),
  };
}
