import { describeFault, openLog, type Log, type LogLine } from '#telemetry';
import type { FastifyRequest } from 'fastify';

export type { LogLine } from '#telemetry';

/** Logs what is our fault. Never what a person sent: no URL, no body, no message of an error that may quote them. */
export class ServerLog {
  private readonly log: Log;

  constructor(write: LogLine) {
    this.log = openLog('api', write);
  }

  failure(request: FastifyRequest, status: number, error: unknown): void {
    const route = `${request.method} ${request.routeOptions.url ?? '(no route)'}`;
    this.log.error('a request failed', { status, route, request: request.id, ...describeFault(error) });
  }
}
