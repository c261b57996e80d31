import { Injectable, Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Logs what is our fault. Never what a person sent: no URL, no body, no message of an error that may quote them. */
@Injectable()
export class ServerLog {
  private readonly logger = new Logger('api');

  failure(request: FastifyRequest, status: number, error: unknown): void {
    const route = `${request.method} ${request.routeOptions.url ?? '(no route)'}`;
    this.logger.error(`${status} ${route} (request ${request.id}): ${describe(error)}`);
  }
}

/** An error's name, code and place. Its message stays out: databases quote values in theirs. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { code } = error as Error & { code?: unknown };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, typeof code === 'string' ? code : '', ...frames.slice(0, 12)].filter(Boolean).join('\n');
}
